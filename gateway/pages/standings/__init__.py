"""The pages on which an organization or an account is suspended, let in again, or closed."""
