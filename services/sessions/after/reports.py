"""The report of an event: counted anew until it is archived, and kept from then on."""

from __future__ import annotations

from uuid import UUID

from msgspec.structs import replace

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts.event_reports import EventReport, GetEventReport
from contracts.matching_events import MatchingEvent
from services.sessions import showing, standing
from services.sessions.after import counting
from services.sessions.after.counting import Met
from services.sessions.after.held import held
from services.sessions.after.store import reports
from services.sessions.deps import Deps
from services.sessions.store import preferences
from services.sessions.store import timetables as store


async def get_report(deps: Deps, asked: Asked[GetEventReport]) -> EventReport:
    """For its organizer. Nothing in it tells what a single participant wished or said."""
    async with deps.database.transaction() as transaction:
        event = await standing.organized(transaction, asked.actor, asked.request.event_id)
        kept = await reports.kept(transaction, event.id)
        return kept or await made(transaction, event)


async def keep(transaction: Runner, event: MatchingEvent) -> None:
    """As it stands now; what is deleted later is counted still."""
    await reports.keep(transaction, replace(await made(transaction, event), is_kept=True))


async def made(transaction: Runner, event: MatchingEvent) -> EventReport:
    counts = await reports.counts(transaction, event.id)
    said = await reports.said(transaction, event.id)
    wishes = await preferences.counts(transaction, event.id)
    people = await reports.coming(transaction, event.id)
    met = await _met(transaction, event)
    day = await reports.day(transaction, event.id)
    year = (event.held_on or counts.now.date()).year
    median, most = counting.idle(met)
    return EventReport(
        event_id=event.id,
        made_at=counts.now,
        invited=counts.invited,
        registered=counts.registered,
        waiting=counts.waiting,
        cancelled=counts.cancelled,
        moved_up=counts.moved_up,
        arrived=counting.enough(day.arrived) if day.is_counted else None,
        spoken=counting.enough(wishes.spoken),
        wanted=counting.both_want(event.state, wishes),
        planned=len(met),
        held=sum(one.held for one in met),
        no_shows=counting.enough(day.no_shows) if day.is_counted else None,
        rated=counting.enough(said.rated, said.raters),
        yes=counting.enough(said.yes, said.raters),
        agreed=counting.enough(said.agreed, said.raters),
        introductions=counting.enough(said.introductions, said.raters),
        idle_median_minutes=median,
        idle_most_minutes=most,
        wait_median_hours=counts.wait_hours if counting.enough(counts.moved_up) else None,
        groups=tuple(counting.groups(people, met, year)),
    )


async def _met(transaction: Runner, event: MatchingEvent) -> tuple[Met, ...]:
    """Meetings of the timetable that is shown."""
    stored = await store.version(transaction, event.id, event.final_version)
    if event.final_version is None or stored is None:
        return ()
    were = {one.pair for one in await held(transaction, event)}
    slots = {one.id: one for one in showing.slots(event, stored)}
    pairs = ((UUID(one.public), UUID(one.private), one.slot) for one in stored.result.meetings)
    return tuple(
        Met(
            public_id=public,
            private_id=private,
            starts_at=slots[slot].starts_at,
            ends_at=slots[slot].ends_at,
            held=frozenset((public, private)) in were,
        )
        for public, private, slot in pairs
    )
