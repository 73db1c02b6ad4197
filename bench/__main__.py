"""``make bench``: every measurement, one after the other."""

from bench import gateway, ranking, timetables, town

ranking.main()
timetables.main()
gateway.main()
town.main()
