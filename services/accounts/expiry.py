"""Forgetting what has expired."""

from __future__ import annotations

from chassis.chores import chore
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.store import (
    attempts,
    begun_sign_ins,
    ceremonies,
    identities,
    known_browsers,
    resets,
    sessions,
    totp,
)


async def _forget(deps: Deps) -> None:
    await sessions.delete_expired(deps.database)
    await attempts.delete_old(deps.database, rules.WINDOW)
    await known_browsers.delete_old(deps.database, rules.BROWSER)
    await identities.delete_old(deps.database, rules.AT_PROVIDER)
    await begun_sign_ins.delete_old(deps.database, rules.SECOND_STEP)
    await ceremonies.delete_old(deps.database, rules.CEREMONY)
    await resets.delete_old(deps.database)
    await totp.delete_unconfirmed(deps.database, rules.ENROLMENT)


forget_expired = chore("what has expired is forgotten", _forget, pause=3_600.0)
"""It is worth nothing before that already."""
