"""SQL on proposals and on how they are looked at: a module a noun, as beside."""
