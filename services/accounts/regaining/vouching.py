"""A second factor that is lost, with the codes that stand in for it: two people vouch, a day waits.

Asked for after a right password; stopped by anybody who reads the account's letters; used by
signing in once more. One who vouches manages where the person works (or is a platform admin),
the other is a platform admin, and neither is the person.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.accounts import Nothing, Session
from contracts.factors import OfSession
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.joining import LinkKind
from contracts.regaining import (
    RECOVERY_KEPT,
    AskRecovery,
    FactorChange,
    OfLink,
    Recovery,
    RecoveryState,
    RefuseRecovery,
    Vouch,
)
from contracts.rights import MANAGERS
from contracts.wire import Role
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.owning import confirmed_owner, owner
from services.accounts.recording import record_account
from services.accounts.regaining.links import subject_of
from services.accounts.regaining.telling import tell_change
from services.accounts.store import begun_sign_ins, recoveries, sessions

OPEN = frozenset({RecoveryState.ASKED, RecoveryState.VOUCHED})


async def ask_recovery(deps: Deps, asked: Asked[AskRecovery]) -> Nothing:
    """One that waits already is enough. Raises ``Unauthenticated`` when the sign-in has ended."""
    mark = rules.digest(asked.request.challenge)
    account_id = await begun_sign_ins.find(deps.database, mark, rules.SECOND_STEP)
    if account_id is None:
        raise Unauthenticated("this sign-in has ended; begin again", reason="sign_in_ended")
    async with deps.database.transaction() as transaction:
        await recoveries.lapse(transaction, account_id)
        recovery_id = uuid4()
        if await recoveries.insert(transaction, recovery_id, account_id, rules.RECOVERY):
            await record_account(transaction, asked, account_id, reason="the factor is lost")
            await _told(transaction, recovery_id)
    return Nothing()


async def list_recoveries(deps: Deps, asked: Asked[OfSession]) -> tuple[Recovery, ...]:
    """Those that the asker may vouch for."""
    own = await owner(deps.database, asked.request.token)
    managed, everywhere = _reach(own)
    found = await recoveries.waiting(deps.database, managed, everywhere=everywhere)
    return tuple(one for one in found if one.person_id != own.person_id)


async def vouch(deps: Deps, asked: Asked[Vouch]) -> Recovery:
    """Raises ``Forbidden`` for the same person twice, and until a platform admin is one of two."""
    request = asked.request
    if not request.how.strip():
        raise Invalid("say how you made sure", fields=(FieldProblem("how", "required"),))
    own = await confirmed_owner(deps.database, request.token)
    async with deps.database.transaction() as transaction:
        found = await _held(transaction, own, request.id)
        if found.state is not RecoveryState.ASKED:
            raise Conflict("two people have vouched", reason="decided")
        _, is_admin = _reach(own)
        first, second = await _two(transaction, found, own.person_id, is_admin=is_admin)
        await recoveries.vouch(transaction, found.id, first, second, rules.VOUCHED)
        await _record(transaction, asked, found, f"vouched: {request.how.strip()}")
        return await _told(transaction, found.id)


async def refuse_recovery(deps: Deps, asked: Asked[RefuseRecovery]) -> Recovery:
    """By one who might have vouched."""
    own = await confirmed_owner(deps.database, asked.request.token)
    async with deps.database.transaction() as transaction:
        found = await _held(transaction, own, asked.request.id)
        await recoveries.set_state(transaction, found.id, RecoveryState.REFUSED)
        await _record(transaction, asked, found, "refused")
        return await _told(transaction, found.id)


async def look_up_recovery(deps: Deps, asked: Asked[OfLink]) -> Recovery:
    """Raises ``NotFound``, and ``Conflict`` when there is nothing to stop any more."""
    recovery_id = await subject_of(deps.database, LinkKind.RECOVERY_STOP, asked.request.token)
    async with deps.database.transaction() as transaction:
        return await _open(transaction, recovery_id)


async def stop_recovery(deps: Deps, asked: Asked[OfLink]) -> Nothing:
    """Whoever asked knows the password: so no session or sign-in of it goes on."""
    async with deps.database.transaction() as transaction:
        recovery_id = await subject_of(transaction, LinkKind.RECOVERY_STOP, asked.request.token)
        found = await _open(transaction, recovery_id)
        await recoveries.set_state(transaction, found.id, RecoveryState.STOPPED)
        await begun_sign_ins.delete_of(transaction, found.account_id)
        await record_account(transaction, asked, found.account_id, reason="stopped by letter")
        await _told(transaction, found.id)
    return Nothing()


async def use_vouched(transaction: Runner, asked: Asked[Any], account_id: UUID) -> None:
    """All factors go, and all sessions. Raises ``Unauthenticated`` where nothing is ripe."""
    recovery_id = await recoveries.ripe(transaction, account_id)
    if recovery_id is None:
        raise Unauthenticated("nobody has vouched, or not long enough ago", reason="wrong_proof")
    await recoveries.set_state(transaction, recovery_id, RecoveryState.USED)
    await recoveries.forget_factors(transaction, account_id)
    await sessions.revoke_all(transaction, account_id)
    await begun_sign_ins.delete_of(transaction, account_id)
    await tell_change(transaction, asked, account_id, FactorChange.ALL_REMOVED)
    await record_account(
        transaction, asked, account_id, fields=("passkeys", "totp", "recovery_codes")
    )
    await _told(transaction, recovery_id)


def _reach(own: Session) -> tuple[list[UUID], bool]:
    """Organizations that somebody manages, and whether all of them are theirs to see."""
    managed = [one.organization_id for one in own.acting if one.role in MANAGERS]
    return managed, any(one.role is Role.PLATFORM_ADMIN for one in own.acting)


async def _held(transaction: Runner, own: Session, recovery_id: UUID) -> Recovery:
    """One that waits and that is not of the asker. What is not theirs to see is not there."""
    found = await recoveries.held(transaction, recovery_id)
    managed, everywhere = _reach(own)
    sees = found is not None and (everywhere or bool({*found.organization_ids} & {*managed}))
    if found is None or not sees:
        raise NotFound("no such recovery")
    if found.person_id == own.person_id:
        raise Forbidden("nobody vouches for themselves", reason="second_person")
    return await _open(transaction, recovery_id)


async def _open(transaction: Runner, recovery_id: UUID) -> Recovery:
    found = await recoveries.held(transaction, recovery_id)
    if found is None:
        raise NotFound("no such recovery")
    if found.state not in OPEN:
        raise Conflict(f"the recovery is {found.state}", reason="decided")
    if await recoveries.has_lapsed(transaction, recovery_id):
        raise Conflict("this has lapsed", reason="expired")
    return found


async def _two(
    transaction: Runner, found: Recovery, person: UUID, *, is_admin: bool
) -> tuple[UUID | None, UUID | None]:
    """Who vouches and who confirms, now that ``person`` is one of them.

    One who may vouch no more does not count any more.
    """
    managers = tuple(MANAGERS)
    first, second = found.vouched_by, found.confirmed_by
    if not await recoveries.may_vouch(transaction, first, managers, found.organization_ids):
        first = None
    if not await recoveries.may_vouch(transaction, second, (), ()):
        second = None
    if person in {first, second}:
        raise Forbidden("a second person has to vouch as well", reason="second_person")
    if is_admin and second is None:
        return first, person
    if first is not None:
        raise Forbidden("now a platform admin has to vouch", reason="second_person")
    return person, second


async def _record(transaction: Runner, asked: Asked[Any], found: Recovery, reason: str) -> None:
    tenants = found.organization_ids
    await record(
        transaction,
        asked,
        object_kind="account",
        object_id=found.account_id,
        tenant=tenants[0] if tenants else None,
        reason=reason,
    )


async def _told(transaction: Runner, recovery_id: UUID) -> Recovery:
    found = await recoveries.held(transaction, recovery_id)
    if found is None:  # it is held
        raise LookupError(recovery_id)
    await tell(transaction, RECOVERY_KEPT, found)
    return found
