"""Meetings that participants arrange themselves, and how they come into the timetable."""
