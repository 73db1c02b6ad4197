"""Business cards: what people say of themselves, and to whom each field of it is shown."""
