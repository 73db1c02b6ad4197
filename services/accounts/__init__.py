"""Accounts: who signs in, with what, and until when.

Owns the Postgres schema ``accounts``. Tells ``event.accounts.v1.account.opened`` and
``.account.erased``, ``.password.changed``, ``.factors.changed``, ``.reset.asked``, ``.email.kept``,
``.recovery.kept`` and ``event.accounts.v1.invitation.accepted``, without anything secret; reads
``event.profiles.v1.membership.kept`` to know in which roles somebody acts, and
``event.profiles.v1.invitation.kept`` and ``event.notify.v1.link.made`` to know whom a link lets in.
"""
