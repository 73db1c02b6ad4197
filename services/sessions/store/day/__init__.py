"""SQL of the day itself: what tablets note, who is there, what becomes of meetings."""
