"""The ledger: what happened and who saw what, in one chain of hashes for each tenant.

Owns the Postgres schema ``ledger``, where rows of ``entries`` are only ever added. Reads
``event.<service>.v1.record.written`` of every service, its own too (who looked into the ledger),
and ``event.profiles.v1.membership.kept`` to know which organization runs the platform.
"""
