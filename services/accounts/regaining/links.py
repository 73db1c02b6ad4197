"""What the links of letters lead to: notify makes their tokens, and tells only their hashes."""

from __future__ import annotations

from uuid import UUID

from chassis.events import Told
from chassis.postgres import Runner
from contracts.faults import NotFound
from contracts.joining import LinkKind, LinkMade
from services.accounts import invitations, rules
from services.accounts.deps import Deps
from services.accounts.store import letter_links

OURS = frozenset(
    {
        *(LinkKind.PASSWORD_RESET, LinkKind.EMAIL_CONFIRM),
        *(LinkKind.EMAIL_UNDO, LinkKind.RECOVERY_STOP),
    }
)


async def keep_link(deps: Deps, told: Told[LinkMade]) -> None:
    """Under which hash the link in a letter is known."""
    made = told.payload
    if made.kind in OURS:
        mark = bytes.fromhex(made.token_hash)
        await letter_links.keep(told.transaction, mark, made.kind, made.subject_id)
    else:
        await invitations.keep_link(deps, told)


async def subject_of(runner: Runner, kind: LinkKind, token: str) -> UUID:
    """Raises ``NotFound`` for a token that no letter of that kind held."""
    found = await letter_links.find(runner, rules.digest(token), kind)
    if found is None:
        raise NotFound("no such link")
    return found
