"""Business cards: writing one's own, and looking at those of an organization's people."""
