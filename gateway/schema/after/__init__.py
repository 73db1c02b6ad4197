"""After the meetings in GraphQL: ratings, the report of an event, what became of meetings."""
