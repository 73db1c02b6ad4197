"""What the changes of the day take."""

from __future__ import annotations

from datetime import datetime

import strawberry

from gateway.schema.day import words
from gateway.schema.inputs import KEY


@strawberry.input
class CheckInInput:
    id: strawberry.ID = strawberry.field(description="Chosen by the tablet; may be sent again.")
    code: str
    kind: words.CheckInKind = words.CheckInKind.ARRIVAL
    at: datetime | None = strawberry.field(default=None, description="None: now.")
    offset_ms: float = strawberry.field(
        default=0, description="What the tablet's clock lacks, in milliseconds."
    )
    means: words.CheckInMeans = words.CheckInMeans.CODE
    reason: str = strawberry.field(default="", description="Needed to undo.")


@strawberry.input
class RecordCheckInsInput:
    event_id: strawberry.ID
    door: str = strawberry.field(default="", description="Which tablet, for people.")
    check_ins: list[CheckInInput]
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class EmptyPlaceInput:
    public_id: strawberry.ID
    private_id: strawberry.ID
    stand_in_id: strawberry.ID | None = strawberry.field(
        default=None, description="None: whoever the solver finds."
    )


@strawberry.input
class RefillMeetingsInput:
    event_id: strawberry.ID
    base_version: int = strawberry.field(description="The shown version that was seen.")
    places: list[EmptyPlaceInput]
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)
