"""Matching events in GraphQL: the day, who takes part, whom they want to meet."""
