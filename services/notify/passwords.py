"""Writing to whoever's password was changed: if it was not they who did it, they learn it here."""

from __future__ import annotations

from chassis.events import Told
from contracts.accounts import PasswordChanged
from services.notify.deps import Deps
from services.notify.store import mailings
from services.notify.store.mailings import MailingKind


async def tell_changed(deps: Deps, told: Told[PasswordChanged]) -> None:
    """One letter for each change; told twice, still one."""
    changed = told.payload
    new = await mailings.put(
        told.transaction,
        MailingKind.PASSWORD_CHANGED,
        told.id,
        changed.email,
        changed.locale,
        {"changed": changed.changed_at.isoformat()},
    )
    if new:
        told.afterwards.append(deps.mailed.set)
