"""The day of a matching event in GraphQL: check-in, who is there, places left empty."""
