"""Meetings that participants arrange themselves."""
