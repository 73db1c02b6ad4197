"""Rehearsals: invented people for a copy of an event, and the play up to its day.

``inventing`` is pure, and tests and benchmarks may take their people from it, too.
"""
