"""Challenges: what public bodies ask (課題掲載) and what private ones call for (逆公募).

Owns the Postgres schema ``challenges``. Tells ``event.challenges.v1.*``; keeps a copy of
the organizations from ``event.profiles.v1.organization.kept``.
"""
