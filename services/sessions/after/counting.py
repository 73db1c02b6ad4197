"""The figures of a report from what is known. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from uuid import UUID

from contracts.event_reports import FEW, ReportGroup, ReportGrouping
from contracts.matching_events import EventState
from contracts.participants import EventSide, PreferenceCounts
from contracts.profiles import OrganizationKind
from contracts.track_records import TownSize, town_size
from services.sessions.after.store.reports import Coming

UNKNOWN = "unknown"
AGES = ((5, "under_5"), (10, "under_10"))
"""Years, and what a company younger than that is counted as."""
PREFERENCES_AHEAD = {EventState.PLANNING, EventState.REGISTRATION, EventState.PREFERENCES}
OLDEST = "from_10"


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting of the timetable, as far as figures need."""

    public_id: UUID
    private_id: UUID
    starts_at: datetime
    ends_at: datetime
    held: bool


def enough(count: int, of: int | None = None) -> int | None:
    """A count that may be told: not of few, nor of what few people did."""
    return count if count >= FEW and (of is None or of >= FEW) else None


def both_want(state: EventState, wishes: PreferenceCounts) -> int | None:
    """Pairs, once nobody can change a preference to see which of them goes."""
    if state in PREFERENCES_AHEAD or wishes.mutual is None:
        return None
    return enough(wishes.mutual, wishes.spoken)


def groups(people: Iterable[Coming], meetings: Iterable[Met], year: int) -> list[ReportGroup]:
    """By size of town and by age of company, those in small groups left out."""
    there, met = list(people), list(meetings)
    found = []
    sides: tuple[tuple[ReportGrouping, EventSide, Callable[[Coming], str]], ...] = (
        (ReportGrouping.TOWN_SIZE, EventSide.PUBLIC, size),
        (ReportGrouping.COMPANY_AGE, EventSide.PRIVATE, lambda one: age(one, year)),
    )
    for by, side, value in sides:
        members: dict[str, list[UUID]] = {}
        for one in there:
            if one.side is side:
                members.setdefault(value(one), []).append(one.id)
        found += _rows(by, members, met)
    return found


def _rows(by: ReportGrouping, members: dict[str, list[UUID]], met: list[Met]) -> list[ReportGroup]:
    """A single small group could be worked out from the rest, so the next smallest goes too."""
    ordered = sorted(members, key=lambda name: (len(members[name]), name))
    small = [name for name in ordered if len(members[name]) < FEW]
    hidden = set(ordered[:2] if len(small) == 1 else small)
    return [
        ReportGroup(by=by, value=name)
        if name in hidden
        else _row(by, name, set(members[name]), met)
        for name in sorted(members)
    ]


def _row(by: ReportGrouping, value: str, ids: set[UUID], met: list[Met]) -> ReportGroup:
    own = [one for one in met if {one.public_id, one.private_id} & ids]
    met_by = {key for one in own for key in (one.public_id, one.private_id)} & ids
    return ReportGroup(
        by=by,
        value=value,
        participants=len(ids),
        planned=len(own),
        held=sum(one.held for one in own),
        without=len(ids - met_by),
    )


def size(one: Coming) -> str:
    if one.kind == OrganizationKind.PREFECTURE:
        return str(TownSize.PREFECTURE)
    return UNKNOWN if one.population is None else str(town_size(one.population))


def age(one: Coming, year: int) -> str:
    if one.founded is None:
        return UNKNOWN
    years = year - one.founded
    return next((name for limit, name in AGES if years < limit), OLDEST)


def idle_minutes(meetings: Iterable[Met]) -> list[int]:
    """Of each who meets somebody: minutes without a meeting between the first and the last."""
    spans: dict[UUID, list[tuple[datetime, datetime]]] = {}
    for one in meetings:
        for key in (one.public_id, one.private_id):
            spans.setdefault(key, []).append((one.starts_at, one.ends_at))
    return [_gaps(sorted(times)) for times in spans.values()]


def _gaps(times: list[tuple[datetime, datetime]]) -> int:
    """A desk may have several meetings at once: time is idle where none is running."""
    idle, until = 0.0, times[0][1]
    for start, end in times[1:]:
        idle += max(0.0, (start - until).total_seconds())
        until = max(until, end)
    return round(idle / 60)


def idle(meetings: Iterable[Met]) -> tuple[int | None, int | None]:
    """Median and most; none where they are of few people."""
    found = idle_minutes(meetings)
    return (round(median(found)), max(found)) if len(found) >= FEW else (None, None)
