"""Whether organizations still take part: suspending one, letting it act again, closing it."""
