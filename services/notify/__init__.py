"""Notify: tells people once, in their language, on the page and by letter.

Owns the Postgres schema ``notify``. Tells ``event.notify.v1.link.made``; reads
``event.matching.v1.match.found`` and ``event.challenges.v1.challenge.submitted`` and ``.returned``
(what to tell), ``event.profiles.v1.invitation.kept`` and ``.registration.kept`` (to write to an
address), ``event.profiles.v1.membership.kept`` and ``.person.kept`` (whom) and
``event.accounts.v1.account.opened`` (where a letter reaches them) and ``.password.changed``,
``.factors.changed``, ``.reset.asked``, ``.email.kept`` and ``.recovery.kept`` (to warn whose it is,
and to send the links).
"""
