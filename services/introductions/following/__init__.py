"""Meetings at events that became introductions, and what is asked of both sides afterwards."""
