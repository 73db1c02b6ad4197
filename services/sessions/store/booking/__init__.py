"""SQL on what participants arrange themselves."""
