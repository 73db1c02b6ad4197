"""``make bench``: every measurement, one after the other."""

from bench import gateway, ranking, town

ranking.main()
gateway.main()
town.main()
