"""One's own account: signing in, what keeps it safe, getting back in, and what is asked of it."""
