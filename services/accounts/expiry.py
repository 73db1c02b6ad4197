"""Forgetting what has expired."""

from __future__ import annotations

import asyncio
import logging

from chassis.stopping import told_to_stop
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

log = logging.getLogger(__name__)

PAUSE = 3_600.0  # seconds


async def forget_expired(deps: Deps) -> None:
    """Every hour, until cancelled. What has expired is worth nothing before that already."""
    while not told_to_stop():
        try:
            await sessions.delete_expired(deps.database)
            await attempts.delete_old(deps.database, rules.WINDOW)
            await known_browsers.delete_old(deps.database, rules.BROWSER)
            await identities.delete_old(deps.database, rules.AT_PROVIDER)
            await begun_sign_ins.delete_old(deps.database, rules.SECOND_STEP)
            await ceremonies.delete_old(deps.database, rules.CEREMONY)
            await resets.delete_old(deps.database)
            await totp.delete_unconfirmed(deps.database, rules.ENROLMENT)
        except Exception:
            log.exception("expired sessions stay for another hour")
        await asyncio.sleep(PAUSE)
