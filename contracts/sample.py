"""What is known of the invented sample by whoever loads it and whoever shows it."""

PASSPHRASE = "hitotsu-no-machi-demo"  # noqa: S105 -- of invented people, printed at every start
