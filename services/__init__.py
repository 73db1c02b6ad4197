"""The services: each owns a schema, answers its methods and tells its events."""
