"""Coming in by the link of an invitation: an account is opened, or one that is there joins.

The password stays here: profiles learns by an event who has come, and begins the membership if
whoever asked may still give it (docs/decisions/0013).
"""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID, uuid4

from chassis.calls import Asked
from chassis.events import Told
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.accounts import ACCOUNT_OPENED, Account, OpenAccount, Session, SignedIn
from contracts.factors import PasskeyOptions
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.joining import (
    AcceptInvitation,
    BeginComing,
    Invited,
    LinkKind,
    LinkMade,
    LookUpInvitation,
)
from contracts.members import (
    INVITATION_ACCEPTED,
    Invitation,
    InvitationAccepted,
    InvitationState,
)
from contracts.rights import MANAGERS
from contracts.roles import LEVEL
from contracts.terms import TERMS_VERSION
from services.accounts import ceremonies, rules
from services.accounts.deps import Deps
from services.accounts.devices import device_of
from services.accounts.opening import open_session, renew_token
from services.accounts.owning import owner
from services.accounts.store import accounts, attempts, invitations, passkeys
from services.accounts.store.invitations import Kept
from services.accounts.store.passkeys import NewPasskey


async def look_up_invitation(deps: Deps, asked: Asked[LookUpInvitation]) -> Invited:
    """What the link leads to. Raises ``NotFound``, and ``Conflict`` with why it no longer does."""
    found = await open_invitation(deps.database, asked.request.token)
    return Invited(
        organization_id=found.organization_id,
        unit_id=found.unit_id,
        role=found.role,
        expires_at=found.expires_at,
    )


async def accept_invitation(deps: Deps, asked: Asked[AcceptInvitation]) -> SignedIn:
    """A session of who has come in; the membership follows within a moment.

    Raises besides ``look_up_invitation`` ``Forbidden`` for another address than was invited,
    ``Unauthenticated`` when that address has an account and its session is not shown, and
    ``Limited`` after ten wrong addresses in a quarter of an hour.
    """
    found = await open_invitation(deps.database, asked.request.token)
    await _check_address(deps, asked.request, found)
    if asked.request.session:
        return await _join(deps, asked, found)
    if await accounts.secret(deps.database, found.email) is not None:
        raise _sign_in_first()
    return await _open_account(deps, asked, found)


async def keep_invitation(_: Deps, told: Told[Invitation]) -> None:
    """Take in the newest revision; told twice or late, nothing changes."""
    await invitations.keep(told.transaction, told.payload)


async def keep_link(_: Deps, told: Told[LinkMade]) -> None:
    """Under which hash the link in a letter is known."""
    if told.payload.kind is LinkKind.INVITATION:
        mark = bytes.fromhex(told.payload.token_hash)
        await invitations.keep_link(told.transaction, mark, told.payload.subject_id)


async def open_invitation(runner: Runner, token: str) -> Kept:
    """The invitation of a link that may still be taken up."""
    return _still_open(await invitations.by_link(runner, rules.digest(token)))


async def invited(runner: Runner, invitation_id: UUID | None) -> Kept:
    """Likewise, of which the link was shown a moment ago."""
    return _still_open(await invitations.by_id(runner, invitation_id))


def _still_open(found: Kept | None) -> Kept:
    if found is None:
        raise NotFound("no such invitation")
    if found.is_accepted or found.state is InvitationState.ACCEPTED:
        raise Conflict("this invitation was accepted", reason="used")
    if found.state is not InvitationState.SENT or not _is_backed(found):
        raise Conflict("this invitation was taken back", reason="revoked")
    if found.is_expired:
        raise Conflict("this invitation is too old", reason="expired")
    return found


def _is_backed(found: Kept) -> bool:
    """Whether who asked may still give this role."""
    inviter = found.inviter_role
    return inviter is not None and inviter in MANAGERS and LEVEL[inviter] >= LEVEL[found.role]


async def _check_address(deps: Deps, request: AcceptInvitation | BeginComing, found: Kept) -> None:
    mark = rules.digest(f"invitation {found.id}")
    rules.check_tries(*await attempts.count(deps.database, mark, rules.WINDOW))
    if rules.address(request.email) != found.email:
        raise Forbidden("this invitation is for another address", reason="other_address")
    await attempts.uncount(deps.database, mark)


async def _join(deps: Deps, asked: Asked[AcceptInvitation], found: Kept) -> SignedIn:
    """Somebody who has an account, in the session that they are in."""
    token = asked.request.session
    async with deps.database.transaction() as transaction:
        session = await owner(transaction, token)
        if session.email != found.email:
            raise Forbidden("this invitation is for another address", reason="other_address")
        await take_up(transaction, asked, found, session)
        token = await renew_token(deps, transaction, token)  # it may do more from now on
    return SignedIn(token=token, session=session)


async def begin_coming(deps: Deps, asked: Asked[BeginComing]) -> PasskeyOptions:
    """Raises as ``accept_invitation`` does, so that nobody learns an address by it."""
    found = await open_invitation(deps.database, asked.request.token)
    await _check_address(deps, asked.request, found)
    if await accounts.secret(deps.database, found.email) is not None:
        raise _sign_in_first()
    options = await ceremonies.ask_for_coming(deps.database, deps.party, found.id, found.email)
    return PasskeyOptions(options=options)


async def _open_account(deps: Deps, asked: Asked[AcceptInvitation], found: Kept) -> SignedIn:
    """With a passkey the account has the id of its invitation, for which the key was made."""
    request = asked.request
    if not request.name.strip():
        raise Invalid("say your name", fields=(FieldProblem("name", "required"),))
    key = await _passkey_of(deps, asked, found)
    password = secrets.token_urlsafe(48) if key else request.password  # then it is nobody's
    rules.check_new_password(password, found.email, deps.blocked)
    password_hash = await deps.hashing.hash(password)
    new = OpenAccount(
        id=found.id if key else uuid4(),
        person_id=uuid4(),
        email=found.email,
        password=password,
        locale=found.locale,
    )
    async with deps.database.transaction() as transaction:
        opened = await accounts.insert(transaction, new, found.email, password_hash)
        if opened is None:  # in the meantime, by the same link or another invitation
            raise _sign_in_first()
        if key and not await passkeys.insert(transaction, key):
            raise ceremonies.wrong()
        await accounts.accept_terms(transaction, opened.id, TERMS_VERSION)
        await tell(transaction, ACCOUNT_OPENED, opened)
        await take_up(transaction, asked, found, opened, request.name, request.name_kana)
        return await open_session(deps, transaction, asked, opened.id)


async def _passkey_of(deps: Deps, asked: Asked[AcceptInvitation], found: Kept) -> NewPasskey | None:
    passkey = asked.request.passkey
    if not passkey:
        return None
    device = device_of(asked.origin.user_agent)
    return await ceremonies.check_coming(deps.database, deps.party, found.id, passkey, device)


async def take_up(
    transaction: Runner,
    asked: Asked[Any],
    found: Kept,
    who: Account | Session,
    name: str = "",
    name_kana: str = "",
) -> None:
    """Once. The names are of somebody new."""
    if not await invitations.take(transaction, found.id):
        raise Conflict("this invitation was accepted", reason="used")
    account_id = who.id if isinstance(who, Account) else who.account_id
    accepted = InvitationAccepted(
        invitation_id=found.id,
        account_id=account_id,
        person_id=who.person_id,
        name=name.strip(),
        name_kana=name_kana.strip(),
    )
    await tell(transaction, INVITATION_ACCEPTED, accepted)
    await record(
        transaction,
        asked,
        object_kind="invitation",
        object_id=found.id,
        tenant=found.organization_id,
        fields=("account",) if isinstance(who, Account) else (),
        reason=f"as {found.role} by account {account_id}",
    )


def _sign_in_first() -> Unauthenticated:
    return Unauthenticated("this address has an account: sign in first", reason="has_account")
