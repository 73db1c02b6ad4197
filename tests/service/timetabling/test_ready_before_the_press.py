"""The solver's process is there before an organizer presses, and not where nobody will."""

import os
import signal

import pytest

from contracts.matching_events import SAVE_EVENT
from contracts.participants import COUNT_PREFERENCES, CountPreferences
from contracts.timetables import GET_TIMETABLE, GetTimetable
from services.sessions import solving
from services.sessions.timetable.problem import Problem
from tests.eventually import eventually
from tests.matching_event import organizer, wanted
from tests.outside import rows

LOOKED_AT = {"board": (GET_TIMETABLE, GetTimetable), "event": (COUNT_PREFERENCES, CountPreferences)}
OVER = "UPDATE sessions.events SET state = 'called_off' WHERE id = $1"


@pytest.fixture
def nothing_begun(monkeypatch):
    """Whatever other tests have begun in this process, and however lately, is ended."""
    with monkeypatch.context() as patched:
        patched.setattr(solving, "UNUSED", -1.0)
        solving.rest()
    assert not solving.begun()


@pytest.mark.parametrize("page", LOOKED_AT)
async def test_an_organizer_who_looks_has_it_begun_before_anything_is_pressed(
    platform, nothing_begun, page
):
    method, asks = LOOKED_AT[page]
    who = await organizer(platform)
    event = await platform.web.call(SAVE_EVENT, wanted(), who.actor)
    assert not solving.begun(), "a town with an event that is only planned loads nothing"

    await platform.web.call(method, asks(event_id=event.id), who.actor)

    assert solving.begun()


async def test_nothing_is_begun_for_an_event_that_is_over(platform, nothing_begun):
    who = await organizer(platform)
    event = await platform.web.call(SAVE_EVENT, wanted(), who.actor)
    await rows(platform.settings, OVER, event.id)

    await platform.web.call(COUNT_PREFERENCES, CountPreferences(event_id=event.id), who.actor)

    assert not solving.begun()


async def test_a_press_after_the_process_was_killed_is_answered_by_another():
    await solving.warm()
    [killed] = solving._worker()._processes
    os.kill(killed, signal.SIGKILL)

    async def seen_to_be_gone():
        return bool(solving._worker()._broken)

    await eventually(seen_to_be_gone)
    empty = Problem(slots=(), tables=(), participants=(), wishes=())

    assert (await solving.solution(empty, None, 0, None)).meetings == ()
    assert killed not in solving._worker()._processes
