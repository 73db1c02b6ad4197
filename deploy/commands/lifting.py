"""The way back in for an organization whose list of networks has shut everybody out."""

from __future__ import annotations

import asyncio
from uuid import UUID

from chassis.settings import Settings, load
from contracts.faults import Invalid, NotFound
from contracts.sign_in_policy import LIFT_NETWORKS, LiftNetworks
from deploy.asking import asking
from deploy.failing import Failed


def lift_networks(organization: str, reason: str) -> int:
    try:
        known = UUID(organization)
    except ValueError:
        raise Failed(f"{organization} is no id of an organization", wrong_use=True) from None
    return asyncio.run(_lift(LiftNetworks(organization_id=known, reason=reason.strip())))


async def _lift(asked: LiftNetworks) -> int:
    async with asking(load(Settings)) as town:
        try:
            await town.call(LIFT_NETWORKS, asked)
        except Invalid as fault:
            wrong = ", ".join(f"{one.field}: {one.problem}" for one in fault.fields)
            raise Failed(f"{fault.message} ({wrong})", wrong_use=True) from None
        except NotFound as fault:
            raise Failed(fault.message, wrong_use=True) from None
    print("from everywhere again; it stands in the record")
    return 0
