"""Showing who one is with something besides the password.

Wrong codes are counted by account, as wrong passwords are by address. Passkeys cannot be guessed
and are not counted: whoever locks others out of their codes does not keep them from these.
"""

from __future__ import annotations

import time
from uuid import UUID

from contracts.accounts import CompleteSignIn, ConfirmSession
from contracts.faults import FieldProblem, Invalid, Unauthenticated
from services.accounts import ceremonies, codes, rules
from services.accounts.deps import Deps
from services.accounts.store import attempts, recovery_codes, totp

Shown = CompleteSignIn | ConfirmSession


async def check_second(deps: Deps, account_id: UUID, shown: Shown) -> None:
    """Raises ``Unauthenticated``, ``Invalid`` when nothing is shown, and ``Limited``."""
    if shown.passkey:
        await _check_passkey(deps, account_id, shown.passkey)
        return
    if not (shown.code or shown.recovery_code):
        raise Invalid("show a second factor", fields=(FieldProblem("code", "required"),))
    mark = rules.digest(f"second {account_id}")
    rules.check_tries(*await attempts.count(deps.database, mark, rules.WINDOW))
    if shown.code:
        right = await is_code(deps, account_id, shown.code)
    else:
        right = await _is_recovery_code(deps, account_id, shown.recovery_code)
    if not right:
        raise Unauthenticated("this code is wrong or was used", reason="wrong_proof")
    await attempts.forget(deps.database, mark)


async def is_code(deps: Deps, account_id: UUID, code: str, *, first: bool = False) -> bool:
    """Whether the app shows it now and it was not taken before. ``first``: it is enrolled so."""
    kept = await totp.get(deps.database, account_id)
    if kept is None:
        return False
    step = codes.step_of(deps.sealing.open(kept.secret), code, time.time())
    if step is None:
        return False
    return await totp.use_step(deps.database, account_id, step, kept.secret, first=first)


async def _is_recovery_code(deps: Deps, account_id: UUID, code: str) -> bool:
    mark = deps.sealing.recovery_mark(account_id, codes.plain(code))
    return await recovery_codes.use(deps.database, account_id, mark)


async def _check_passkey(deps: Deps, account_id: UUID, passkey: str) -> None:
    kept = await ceremonies.check_known(deps.database, deps.party, passkey)
    if kept.account_id != account_id:
        raise ceremonies.wrong()
