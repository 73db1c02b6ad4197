"""SQL on what is kept of matching events after they were held."""
