"""Who decided on a pair of challenge and offer, and why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts.curation import Choosing
from gateway.schema import words
from gateway.schema.connections import Info


@strawberry.type(description="A decision of a person on a pair; the list shows it with its reason.")
class Pin:
    choice: words.Choice
    reason: str
    role: words.Role
    chosen_at: datetime
    organization: strawberry.Private[UUID | None]

    @strawberry.field(description="For whom the person acted.")
    async def organization_name(self, info: Info) -> str | None:
        if self.organization is None:
            return None
        found = await info.context.loaders.organization.load(self.organization)
        return found.name if found else None

    @classmethod
    def of(cls, record: Choosing) -> Pin:
        return cls(
            choice=record.choice,
            reason=record.reason,
            role=record.role,
            chosen_at=record.chosen_at,
            organization=record.organization_id,
        )
