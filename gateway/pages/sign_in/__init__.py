"""How the people of an organization sign in: its policy and its provider."""
