"""Recovery codes: ten, each good once, for when the second factor is not at hand."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts.factors import OfSession, RecoveryCodes
from contracts.faults import Conflict
from contracts.regaining import FactorChange
from services.accounts import codes
from services.accounts.deps import Deps
from services.accounts.organizations.policies import check_may_be_without
from services.accounts.owning import confirmed_owner
from services.accounts.recording import record_own
from services.accounts.regaining.telling import tell_change
from services.accounts.store import begun_sign_ins, factors, recovery_codes


async def renew_recovery_codes(deps: Deps, asked: Asked[OfSession]) -> RecoveryCodes:
    """New ones; the old ones are good for nothing any more."""
    own = await confirmed_owner(deps.database, asked.request.token)
    async with deps.database.transaction() as transaction:
        await factors.lock(transaction, own.account_id)
        if not (await factors.of(transaction, own.account_id)).is_any:
            raise Conflict("there is no second factor that they would stand in for")
        await record_own(transaction, asked, own, fields=("recovery_codes",))
        change = FactorChange.RECOVERY_CODES_RENEWED
        await tell_change(transaction, asked, own.account_id, change)
        return RecoveryCodes(codes=await _issue(deps, transaction, own.account_id))


async def issue_first(deps: Deps, transaction: Runner, account_id: UUID) -> tuple[str, ...]:
    """With the first second factor; none when there are some left."""
    await factors.lock(transaction, account_id)
    if (await factors.of(transaction, account_id)).recovery_codes_left:
        return ()
    return await _issue(deps, transaction, account_id)


async def forget_without_factor(transaction: Runner, account_id: UUID) -> None:
    """Without a factor to stand in for they go, and so do sign-ins that wait for one.

    Raises ``Forbidden`` where an organization demands a factor.
    """
    if not (await factors.of(transaction, account_id)).is_any:
        await check_may_be_without(transaction, account_id)
        await recovery_codes.delete_of(transaction, account_id)
        await begun_sign_ins.delete_of(transaction, account_id)


async def _issue(deps: Deps, transaction: Runner, account_id: UUID) -> tuple[str, ...]:
    new = codes.new_recovery_codes()
    marks = [deps.sealing.recovery_mark(account_id, codes.plain(code)) for code in new]
    await recovery_codes.delete_of(transaction, account_id)
    await recovery_codes.insert(transaction, account_id, marks)
    return new
