"""Pages for who cannot get in, for an account's address, and for those who vouch for somebody."""
