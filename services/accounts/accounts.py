"""Accounts: opening them."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.recording import record
from contracts.accounts import ACCOUNT_OPENED, Account, OpenAccount
from contracts.terms import TERMS_VERSION
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.store import accounts


async def open_account(deps: Deps, asked: Asked[OpenAccount]) -> Account:
    """Open it and tell it; the same ``id`` again changes nothing, not even the password.

    Raises ``Conflict`` when the address or the person has an account under another id.
    """
    request, email = asked.request, rules.address(asked.request.email)
    before = rules.same_account(request, email, await accounts.taken(deps.database, request, email))
    if before is not None:
        return before
    rules.check_new_password(request.password, email, deps.blocked)
    password_hash = await deps.hashing.hash(request.password)
    async with deps.database.transaction() as transaction:
        opened = await accounts.insert(transaction, request, email, password_hash)
        if opened is not None:
            await accounts.tell_terms(transaction, opened.id, TERMS_VERSION)
            await record(transaction, asked, object_kind="account", object_id=opened.id)
            await tell(transaction, ACCOUNT_OPENED, opened)
            return opened
    faster = rules.same_account(request, email, await accounts.taken(deps.database, request, email))
    if faster is None:  # it was there a moment ago, and accounts are never deleted
        raise LookupError(request.id)
    return faster
