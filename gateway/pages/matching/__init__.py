"""Pages about the matcher itself: runs, what counts, who is shown, and the same need in N towns."""
