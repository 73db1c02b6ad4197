"""Passkeys: made, and removed; signing in with them is in ``sessions``."""

from __future__ import annotations

from chassis.calls import Asked
from contracts.accounts import Nothing
from contracts.factors import AddPasskey, OfSession, PasskeyOptions, RemovePasskey, Renewed
from contracts.faults import FieldProblem, Invalid
from contracts.regaining import FactorChange
from services.accounts import ceremonies, recovery, rules
from services.accounts.deps import Deps
from services.accounts.devices import device_of
from services.accounts.opening import renew_token
from services.accounts.owning import confirmed_owner
from services.accounts.recording import record_own
from services.accounts.regaining.telling import tell_change
from services.accounts.store import factors, passkeys


async def begin_passkey(deps: Deps, asked: Asked[OfSession]) -> PasskeyOptions:
    own = await confirmed_owner(deps.database, asked.request.token)
    found = await factors.of(deps.database, own.account_id)
    if found.passkeys >= rules.MOST_PASSKEYS:
        problem = FieldProblem("name", "too_many", rules.MOST_PASSKEYS)
        raise Invalid("there are too many passkeys; remove one", fields=(problem,))
    options = await ceremonies.ask_for_new(deps.database, deps.party, own)
    return PasskeyOptions(options=options)


async def add_passkey(deps: Deps, asked: Asked[AddPasskey]) -> Renewed:
    """From now on a second factor, and a way in by itself. Raises ``Unauthenticated``."""
    request = asked.request
    own = await confirmed_owner(deps.database, request.token)
    name = request.name.strip() or device_of(asked.origin.user_agent)
    new = await ceremonies.check_new(deps.database, deps.party, own, request.passkey, name)
    async with deps.database.transaction() as transaction:
        if not await passkeys.insert(transaction, new):
            raise ceremonies.wrong()
        issued = await recovery.issue_first(deps, transaction, own.account_id)
        token = await renew_token(deps, transaction, request.token)
        await record_own(transaction, asked, own, fields=("passkeys",))
        await tell_change(transaction, asked, own.account_id, FactorChange.PASSKEY_ADDED)
    return Renewed(token=token, recovery_codes=issued)


async def remove_passkey(deps: Deps, asked: Asked[RemovePasskey]) -> Nothing:
    """Removed now, or before; another's stays."""
    own = await confirmed_owner(deps.database, asked.request.token)
    async with deps.database.transaction() as transaction:
        await factors.lock(transaction, own.account_id)
        if await passkeys.delete(transaction, own.account_id, asked.request.id):
            await record_own(transaction, asked, own, fields=("passkeys",))
            await tell_change(transaction, asked, own.account_id, FactorChange.PASSKEY_REMOVED)
        await recovery.forget_without_factor(transaction, own.account_id)
    return Nothing()
