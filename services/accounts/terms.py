"""Accepting the terms of use, in the version that is in force."""

from __future__ import annotations

from chassis.calls import Asked
from contracts.accounts import Session
from contracts.faults import FieldProblem, Invalid
from contracts.terms import TERMS_VERSION, AcceptTerms
from services.accounts.deps import Deps
from services.accounts.owning import owner
from services.accounts.recording import record_own
from services.accounts.store import accounts


async def accept_terms(deps: Deps, asked: Asked[AcceptTerms]) -> Session:
    """The session, in which one acts from now on. Sent again, nothing changes.

    Raises ``Invalid`` for another version: what was read is not what is in force.
    """
    if asked.request.version != TERMS_VERSION:
        problem = FieldProblem("version", "terms_changed")
        raise Invalid("these are not the terms in force", fields=(problem,))
    async with deps.database.transaction() as transaction:
        before = await owner(transaction, asked.request.token)
        if not before.owes_terms:
            return before
        await accounts.accept_terms(transaction, before.account_id, TERMS_VERSION)
        own = await owner(transaction, asked.request.token)
        await record_own(transaction, asked, own, fields=("terms_version",), reason=TERMS_VERSION)
    return own
