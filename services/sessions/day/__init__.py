"""The day itself: check-in at the door, who is there, places left empty, what became of meetings.

Who has arrived follows from the notes of all tablets alone (view ``arrivals``), so notes may come
in late, twice and in any order. ``app`` puts ``ENDPOINTS`` and ``JOBS`` of ``wiring`` in.
"""
