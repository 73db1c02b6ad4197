"""Matching: who fits whom, and why.

Owns the Postgres schema ``matching``: a copy of the challenges and offers that were ever public,
fed by ``event.challenges.v1.*`` and ``event.profiles.v1.offer.*``, and the runs that can be
repeated. Tells ``event.matching.v1.match.found``. Emptied, it loses the runs and nothing else:
the copy can be read again.
"""
