"""What an organization says of how its people sign in: its policy, and its own provider."""
