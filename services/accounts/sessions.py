"""Sessions: signing in and out, and who is behind a token.

Only the SHA-256 of a token is kept: it is 256 random bits, so no salt and no slowness.
"""

from __future__ import annotations

import hashlib

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts.accounts import GetSession, Nothing, Session, SignedIn, SignIn, SignOut
from contracts.faults import Limited, Unauthenticated
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.store import accounts, attempts, sessions


async def sign_in(deps: Deps, asked: Asked[SignIn]) -> SignedIn:
    """A new session. Raises ``Unauthenticated``, the same for a wrong password as for a wrong
    address, and ``Limited`` after ten wrong passwords in a quarter of an hour.

    A try is counted before it is made: who tries many at once gets no more of them.
    """
    email = rules.address(asked.request.email)
    mark = _digest(email)
    rules.check_tries(*await attempts.count(deps.database, mark, rules.WINDOW))
    found = await accounts.secret(deps.database, email)
    try:
        kept = found.password_hash if found else None
        right = await deps.hashing.is_right(kept, asked.request.password)
    except Limited:
        await attempts.uncount(deps.database, mark)
        raise
    if found is None or not right:
        raise Unauthenticated("wrong e-mail or password")
    token = deps.new_token()
    async with deps.database.transaction() as transaction:
        await attempts.forget(transaction, mark)
        await sessions.insert(transaction, _digest(token), found.id)
        return SignedIn(token=token, session=await _live(transaction, token))


async def sign_out(deps: Deps, asked: Asked[SignOut]) -> Nothing:
    """Ended now, or before; whoever holds the token may end it."""
    await sessions.delete(deps.database, _digest(asked.request.token))
    return Nothing()


async def get_session(deps: Deps, asked: Asked[GetSession]) -> Session:
    """Raises ``Unauthenticated`` when there is none that lives."""
    return await _live(deps.database, asked.request.token)


async def _live(runner: Runner, token: str) -> Session:
    found = await sessions.live(runner, _digest(token))
    if found is None:
        raise Unauthenticated("this session has ended")
    return found


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
