"""Whose files somebody reaches: as their subject is seen."""
