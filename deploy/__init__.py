"""The ways Enishi is run: set-up, prepare, one service, or the whole town in one process."""
