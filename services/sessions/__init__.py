"""Matching events (マッチングイベント): the day on which both sides meet at tables.

Owns the Postgres schema ``sessions``. Tells ``event.sessions.v1.*``; keeps copies of
organizations, people, memberships and standings from what profiles and accounts tell, and
counts what ``event.introductions.v1.introduction.made`` tells of meetings. ``timetable`` is pure:
it knows neither bus nor database.
"""
