"""The sessions service, put together: read this first."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.own import erasing
from chassis.service import Service, Tools
from contracts import matching_events as contract
from contracts import participant_imports as tables
from contracts import participants as people
from contracts import profiles, rehearsals, standing, timetables, timetabling
from services.sessions import (
    agendas,
    boards,
    closing,
    events,
    imports,
    keeping,
    objecting,
    participants,
    places,
    preferences,
    readying,
    weighing,
)
from services.sessions import timetables as versions
from services.sessions.after import wiring as after
from services.sessions.booking import wiring as booking
from services.sessions.day import wiring as day
from services.sessions.deps import Deps
from services.sessions.own import OWN
from services.sessions.rehearsal import playing

NAME = "sessions"


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    yield Deps(database=tools.database)


SERVICE = Service(
    name=NAME,
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.SAVE_EVENT, events.save_event),
        endpoint(contract.CLONE_EVENT, events.clone_event),
        endpoint(contract.GET_EVENTS, events.get_events),
        endpoint(contract.LIST_EVENTS, events.list_events),
        endpoint(contract.COUNT_PLACES, places.count_places),
        endpoint(people.SAVE_PARTICIPANT, participants.save_participant),
        endpoint(people.REGISTER, participants.register),
        endpoint(people.CANCEL_PARTICIPANT, participants.cancel_participant),
        endpoint(people.LIST_PARTICIPANTS, participants.list_participants),
        endpoint(rehearsals.REHEARSE_EVENT, playing.rehearse_event),
        endpoint(rehearsals.REMOVE_REHEARSAL, playing.remove_rehearsal),
        endpoint(people.GET_PARTICIPANT, participants.get_participant),
        endpoint(people.MY_PARTICIPATION, participants.my_participation),
        endpoint(tables.CHECK_IMPORT, imports.check_import),
        endpoint(tables.IMPORT_PARTICIPANTS, imports.import_participants),
        endpoint(tables.UNDO_IMPORT, imports.undo_import),
        endpoint(people.SET_EVENT_PREFERENCES, preferences.set_preferences),
        endpoint(people.LIST_EVENT_PREFERENCES, preferences.list_preferences),
        endpoint(people.COUNT_PREFERENCES, preferences.count_preferences),
        endpoint(timetabling.MAKE_TIMETABLE, versions.make_timetable),
        endpoint(timetabling.MOVE_MEETING, boards.move_meeting),
        endpoint(timetabling.CANCEL_MEETING, boards.cancel_meeting),
        endpoint(timetabling.LOCK_MEETING, boards.lock_meeting),
        endpoint(timetabling.RESTORE_TIMETABLE, versions.restore_timetable),
        endpoint(timetabling.SHOW_TIMETABLE, versions.show_timetable),
        endpoint(timetables.GET_TIMETABLE, versions.get_timetable),
        endpoint(timetables.LIST_VERSIONS, versions.list_versions),
        endpoint(timetables.LIST_CHANGES, versions.list_changes),
        endpoint(timetabling.LIST_PLACES, boards.list_places),
        endpoint(timetabling.WEIGH_MOVES, weighing.weigh_moves),
        endpoint(timetables.GET_SHOWN, agendas.get_shown),
        endpoint(timetables.OBJECT, objecting.make_objection),
        endpoint(timetables.LIST_OBJECTIONS, objecting.list_objections),
        endpoint(timetables.RESOLVE_OBJECTION, objecting.resolve_objection),
        endpoint(timetables.REOPEN_OBJECTION, objecting.reopen_objection),
        *booking.ENDPOINTS,
        *day.ENDPOINTS,
        *after.ENDPOINTS,
    ],
    readings=[
        reading(
            profiles.ORGANIZATION_KEPT, "sessions-keep-organization", keeping.keep_organization
        ),
        reading(profiles.PERSON_KEPT, "sessions-keep-person", keeping.keep_person),
        reading(profiles.MEMBERSHIP_KEPT, "sessions-keep-membership", keeping.keep_membership),
        reading(standing.STANDING_SET, "sessions-keep-standing", closing.keep_standing),
        reading(standing.ACCOUNT_STANDING_SET, "sessions-keep-account", keeping.keep_account),
        *after.READINGS,
        erasing(NAME, OWN),
    ],
    jobs=[readying.keep_ready, *day.JOBS, *after.JOBS],
    retention=after.PURGES,
    own=OWN,
)
