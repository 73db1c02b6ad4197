"""Changes of this schema, applied in order by ``chassis.migrations``."""
