"""Searches for offers that people keep: they are told once of each new one that fits."""
