"""Timetables of matching events: the organizer's board, and what participants see of it."""
