"""Accounts: who signs in, with what, and until when.

Owns the Postgres schema ``accounts``. Tells ``event.accounts.v1.account.opened`` and
``.password.changed``, without anything secret; reads ``event.profiles.v1.membership.kept`` to know
in which roles somebody acts.
"""
