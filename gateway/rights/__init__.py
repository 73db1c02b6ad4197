"""Who may ask which field and page. Deny by default: what is not here fails the build.

A field of a noun is seen with the noun: what one may not see is not there at all
(``contracts.rights`` and the ``where`` of the services). Here stands what is asked by itself,
and what of a noun is only for some; a module of rows for each service, and one for proposals.
"""

from __future__ import annotations

from contracts.rights import Roles
from gateway.rights import (
    accounts,
    challenges,
    introductions,
    ledger,
    matching,
    notify,
    profiles,
    proposals,
    sessions,
)

NOUNS = frozenset({"PageInfo"}).union(
    accounts.NOUNS,
    profiles.NOUNS,
    challenges.NOUNS,
    proposals.NOUNS,
    matching.NOUNS,
    introductions.NOUNS,
    sessions.NOUNS,
    notify.NOUNS,
    ledger.NOUNS,
)
"""Types whose fields are seen by whoever was given one of them."""

FIELDS: dict[str, Roles | None] = {
    **accounts.FIELDS,
    **profiles.FIELDS,
    **challenges.FIELDS,
    **proposals.FIELDS,
    **matching.FIELDS,
    **introductions.FIELDS,
    **sessions.FIELDS,
    **notify.FIELDS,
    **ledger.FIELDS,
}
