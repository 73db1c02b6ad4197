"""Proposals in the schema: what is seen of one, how it is looked at, and what changes it."""
