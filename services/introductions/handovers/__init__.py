"""People move on, relations stay: partners hear once who goes on, and no unit stays empty."""
