"""Profiles: municipalities and their units, organizations, people, memberships and offers.

Owns the Postgres schema ``profiles``. Tells ``event.profiles.v1.*``; reads
``event.accounts.v1.invitation.accepted`` (who comes in), ``event.notify.v1.link.made`` (under
which hash the link in a letter about a registration is known) and
``event.accounts.v1.account.erased`` (whose name is to be forgotten), and
``event.introductions.v1.introduction.made`` and ``.ended`` (who sees whose contacts).
"""
