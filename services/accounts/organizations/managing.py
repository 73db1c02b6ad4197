"""Who may say how the people of an organization sign in."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.accounts import Session
from contracts.faults import NotFound
from contracts.rights import MANAGERS
from contracts.wire import Role
from services.accounts.owning import confirmed_owner, owner


async def manager(
    runner: Runner, token: str, organization_id: UUID, *, confirmed: bool = False
) -> Session:
    """The session of one of its managers, or of the platform's, who manages all.

    Raises ``NotFound`` for anybody else, as for an organization that is not there.
    """
    own = await (confirmed_owner if confirmed else owner)(runner, token)
    for acting in own.acting:
        is_own = acting.organization_id == organization_id and acting.role in MANAGERS
        if is_own or acting.role is Role.PLATFORM_ADMIN:
            return own
    raise NotFound("no such organization")


def acts_for(own: Session, organization_id: UUID) -> bool:
    return any(acting.organization_id == organization_id for acting in own.acting)
