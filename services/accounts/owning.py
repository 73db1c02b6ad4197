"""Whose session it is that asks, and whether they have just shown who they are."""

from __future__ import annotations

from chassis.postgres import Runner
from contracts.accounts import Session
from contracts.faults import Forbidden, Unauthenticated
from services.accounts import rules
from services.accounts.store import sessions


async def owner(runner: Runner, token: str, address: str | None = None) -> Session:
    """Raises ``Unauthenticated`` when no session of this token lives.

    ``address``: from where it is used; the gateway asks with it before anything else is asked.
    """
    here = rules.plain_address(address) if address is not None else None
    found = await sessions.live(runner, rules.digest(token), here)
    if found is None:
        raise Unauthenticated("this session has ended")
    return found


async def confirmed_owner(runner: Runner, token: str) -> Session:
    """Likewise, for what somebody at an unlocked screen must not do. Raises ``Forbidden``."""
    found = await owner(runner, token)
    if not found.is_confirmed:
        raise Forbidden("confirm first that it is you", reason="step_up")
    return found
