"""Introductions in the schema: wishes, interest, threads, the dialogue record, the desk."""
