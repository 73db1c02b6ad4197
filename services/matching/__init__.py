"""Matching: who fits whom, and why.

Owns the Postgres schema ``matching``: its own copy of open challenges and offers, fed
by ``event.challenges.v1.*`` and ``event.profiles.v1.*``. Tells
``event.matching.v1.match.found``. Loses nothing if emptied: the copy can be read again.

The pure part, texts in and matches out, is ``engine`` and what it stands on: ``analysis``
(texts to terms), ``index`` (terms to candidates), ``ranking``, ``fit``, ``reasons``.
"""
