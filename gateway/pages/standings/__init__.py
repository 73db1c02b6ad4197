"""The page on which an organization is suspended, let act again, or closed."""
