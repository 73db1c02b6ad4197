"""Timetables of a matching event: who meets whom in which slot at which table.

Pure: a ``Problem`` in, a ``Timetable`` out, both plain JSON; no clock, no network, no
database. ``planning.plan`` makes one, ``repairing.repair`` changes a published one as
little as possible, ``validator.flaws`` checks any of them with code of its own.
"""
