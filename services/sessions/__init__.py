"""Matching events (マッチングイベント): the day on which both sides meet at tables.

So far the timetable alone: ``timetable`` is pure and knows neither bus nor database.
"""
