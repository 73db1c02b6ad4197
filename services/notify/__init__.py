"""Notify: tells people once, in their language, on the page and by letter.

Owns the Postgres schema ``notify``. Tells no event; reads ``event.matching.v1.match.found`` (what
to tell), ``event.profiles.v1.membership.kept`` and ``.person.kept`` (whom) and
``event.accounts.v1.account.opened`` (where a letter reaches them).
"""
