"""``make bench``: every measurement, one after the other."""

from bench import ranking, town

ranking.main()
town.main()
