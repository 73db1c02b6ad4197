"""What authenticators sign: asked for, and checked (WebAuthn level 3).

A challenge is random, kept as its SHA-256, taken once and within five minutes. Whatever is wrong
with an answer, it is answered alike.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from chassis.postgres import Database, Runner
from contracts.accounts import Session
from contracts.faults import Unauthenticated
from services.accounts import rules
from services.accounts.store import ceremonies, passkeys
from services.accounts.store.passkeys import Kept, NewPasskey


class _Response(msgspec.Struct):
    client_data: str = msgspec.field(name="clientDataJSON")
    user_handle: str | None = msgspec.field(name="userHandle", default=None)


class _Credential(msgspec.Struct):
    """As much of an answer as has to be known before it is checked."""

    raw_id: str = msgspec.field(name="rawId")
    response: _Response


class _ClientData(msgspec.Struct):
    challenge: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who relies on the signatures: the domain that keys are bound to, and where pages are."""

    id: str
    origin: str


def party_of(site: str) -> Party:
    """A key is bound to a domain and never to a number, so one's own machine is ``localhost``."""
    parts = urlsplit(site)
    host = parts.hostname or ""
    if rules.is_number(host):
        port = f":{parts.port}" if parts.port else ""
        return Party("localhost", f"{parts.scheme}://localhost{port}")
    return Party(host, f"{parts.scheme}://{parts.netloc}")


def wrong() -> Unauthenticated:
    return Unauthenticated("this passkey cannot be taken", reason="wrong_proof")


async def ask_for_new(runner: Runner, party: Party, session: Session) -> str:
    """Options for a new passkey of this account, as JSON."""
    from services.accounts import authenticators  # noqa: PLC0415 -- it says why

    challenge = secrets.token_bytes(32)
    known = await passkeys.credentials_of(runner, session.account_id)
    await ceremonies.insert(runner, rules.digest(challenge), session.account_id)
    return authenticators.options_for_new(
        party.id, session.account_id, session.email, challenge, known
    )


async def ask_for_coming(runner: Runner, party: Party, account_id: UUID, email: str) -> str:
    """Options for the first passkey of an account that there is not yet, as JSON."""
    from services.accounts import authenticators  # noqa: PLC0415 -- it says why

    challenge = secrets.token_bytes(32)
    await ceremonies.insert(runner, rules.digest(challenge), None)
    return authenticators.options_for_new(party.id, account_id, email, challenge, ())


async def ask_for_known(runner: Runner, party: Party) -> str:
    """Options to sign with a passkey, whoever's; the authenticator knows them."""
    from services.accounts import authenticators  # noqa: PLC0415 -- it says why

    challenge = secrets.token_bytes(32)
    await ceremonies.insert(runner, rules.digest(challenge), None)
    return authenticators.options_for_known(party.id, challenge)


async def check_new(
    database: Database, party: Party, session: Session, passkey: str, name: str
) -> NewPasskey:
    """Raises ``Unauthenticated``."""
    _, challenge = await _taken(database, passkey, session.account_id)
    return _made(party, session.account_id, passkey, challenge, name)


async def check_coming(
    database: Database, party: Party, account_id: UUID, passkey: str, name: str
) -> NewPasskey:
    """Of the account that is about to be. Raises ``Unauthenticated``."""
    _, challenge = await _taken(database, passkey, None)
    return _made(party, account_id, passkey, challenge, name)


def _made(party: Party, account_id: UUID, passkey: str, challenge: bytes, name: str) -> NewPasskey:
    from services.accounts import authenticators  # noqa: PLC0415 -- it says why

    try:
        found = authenticators.check_new(passkey, challenge, party.id, party.origin)
    except Exception:  # noqa: BLE001 -- of a stranger's bytes the parsers below raise anything
        raise wrong() from None
    return NewPasskey(
        account_id=account_id,
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        name=name,
    )


async def check_known(database: Database, party: Party, passkey: str) -> Kept:
    """The passkey that signed, counted up. Raises ``Unauthenticated``."""
    from services.accounts import authenticators  # noqa: PLC0415 -- it says why

    credential, challenge = await _taken(database, passkey, None)
    kept = await passkeys.find(database, _bytes(credential.raw_id))
    if kept is None or not _is_of(credential, kept.account_id):
        raise wrong()
    try:
        found = authenticators.check_known(
            passkey, challenge, party.id, party.origin, kept.public_key, kept.sign_count
        )
    except Exception:  # noqa: BLE001 -- likewise
        raise wrong() from None
    if not await passkeys.count_up(database, kept.id, found.new_sign_count):
        raise wrong()
    return kept


async def _taken(
    database: Database, passkey: str, account_id: UUID | None
) -> tuple[_Credential, bytes]:
    """An answer to a challenge of ours, which is gone with it, whatever else is wrong."""
    try:
        credential = msgspec.json.decode(passkey, type=_Credential)
        data = _bytes(credential.response.client_data)
        challenge = _bytes(msgspec.json.decode(data, type=_ClientData).challenge)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise wrong() from None
    mark = rules.digest(challenge)
    if not await ceremonies.take(database, mark, account_id, rules.CEREMONY):
        raise wrong()
    return credential, challenge


def _is_of(credential: _Credential, account_id: UUID) -> bool:
    handle = credential.response.user_handle
    return handle is None or _bytes(handle) == account_id.bytes


def _bytes(given: str) -> bytes:
    """Raises ``Unauthenticated`` for what is no base64url."""
    try:
        return urlsafe_b64decode(given + "=" * (-len(given) % 4))
    except ValueError:
        raise wrong() from None
