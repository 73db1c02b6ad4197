"""What goes wrong behind the gateway is said in its own words, and takes nothing else away."""

import asyncio
import logging
from uuid import UUID, uuid4

import pytest

from contracts.challenges import GET_CHALLENGES, LIST_CHALLENGES
from contracts.faults import Conflict, Forbidden, Unavailable
from contracts.profiles import LIST_OFFERS
from gateway.context import AT_ONCE, Context, Loaders
from gateway.cursors import Cursors
from gateway.errors import Refused
from gateway.executor import run, run_theirs
from gateway.sessions import Who
from gateway.settings import GatewaySettings

SECRET = "password=hunter2"
LISTS = "{ challenges { totalCount } offers { totalCount } }"


class Bus:
    """Services that fail: ``answer`` is awaited for each question."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    async def call(self, method, request, _actor=None, _origin=None):
        self.asked.append(method)
        return await self.answer(method, request)


def context(answer, **settings):
    bus = Bus(answer)
    return Context(
        bus=bus,
        settings=GatewaySettings(**settings),
        who=Who(),
        cursors=Cursors(b"secret", "visitor"),
        loaders=Loaders(bus, None),
    )


async def fail(method, request):
    raise RuntimeError(SECRET)


async def test_a_bug_is_logged_with_its_text_and_shown_without(caplog):
    with caplog.at_level(logging.ERROR):
        found = await run(LISTS, {}, context(fail))

    assert found.data == {"challenges": None, "offers": None}
    assert [error["extensions"]["code"] for error in found.errors] == ["INTERNAL", "INTERNAL"]
    assert SECRET not in str(found.body())
    assert "RuntimeError" not in str(found.body())
    assert SECRET in caplog.text
    assert found.status == 200


async def test_an_answer_that_does_not_fit_the_schema_is_a_bug_too(caplog):
    async def nonsense(method, request):
        return SECRET

    with caplog.at_level(logging.ERROR):
        found = await run(LISTS, {}, context(nonsense))

    assert {error["extensions"]["code"] for error in found.errors} == {"INTERNAL"}
    assert SECRET not in str(found.body())


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Unavailable("nobody answers", retry_after=5), "BUSY"),
        (Forbidden("your role may not do this"), "FORBIDDEN"),
        (Conflict("it has moved on", newest={"revision": 2, "budget_stage": "x"}), "CONFLICT"),
    ],
)
async def test_a_part_that_fails_takes_nothing_else_away(fault, code):
    async def half(method, request):
        if method is LIST_OFFERS:
            raise fault
        return method.answer(challenges=(), more=False, total=7)

    found = await run(LISTS, {}, context(half))

    assert found.data == {"challenges": {"totalCount": 7}, "offers": None}
    (error,) = found.errors
    assert error["path"] == ["offers"]
    assert error["extensions"]["code"] == code
    assert error["extensions"]["messageJa"]
    assert error["extensions"].get("retryAfter") == fault.retry_after
    if fault.newest:
        assert error["extensions"]["newest"] == {"revision": 2, "budgetStage": "x"}


async def test_an_operation_that_hangs_ends_in_time_and_shows_nothing_of_itself():
    async def hang(method, request):
        if method is not LIST_CHALLENGES:
            await asyncio.Event().wait()
        return method.answer(challenges=(), more=False, total=7)

    with pytest.raises(Refused) as refused:
        await run_theirs(LISTS, {}, None, context(hang, operation_seconds=0.1))

    assert (refused.value.status, refused.value.code) == (504, "TIMEOUT")
    assert refused.value.retry_after


async def test_who_stops_waiting_for_a_record_leaves_it_to_who_still_waits():
    """The organization of the frame and of the page is one: a fault of the frame's is its own."""
    wanted = uuid4()
    called, told = asyncio.Event(), asyncio.Event()

    async def slow(method, request):
        called.set()
        await told.wait()
        return ()

    loader = context(slow).loaders.organization

    async def wait():
        return await loader.load(wanted)

    first, second = asyncio.create_task(wait()), asyncio.create_task(wait())
    await called.wait()
    first.cancel()
    await asyncio.wait([first])
    told.set()

    assert await second is None
    assert first.cancelled()


async def test_one_request_does_not_ask_everything_at_once():
    """A service refuses more than it can have open; nobody else should feel it."""
    now, most = 0, 0

    async def count(method, request):
        nonlocal now, most
        now, most = now + 1, max(most, now + 1)
        await asyncio.sleep(0)
        now -= 1
        return method.answer(challenges=(), more=False, total=0)

    query = "{" + " ".join(f"a{n}: challenges {{ totalCount }}" for n in range(50)) + "}"
    found = await run(query, {}, context(count))

    assert not found.errors
    assert most == AT_ONCE


async def test_records_of_one_kind_are_asked_for_together():
    async def nothing(method, request):
        assert len(set(request.ids)) == 40
        return ()

    query = "{" + " ".join(f'a{n}: challenge(id: "{uuid4()}") {{ id }}' for n in range(40)) + "}"
    asking = context(nothing)
    found = await run(query, {}, asking)

    assert asking.bus.asked == [GET_CHALLENGES]
    assert {error["extensions"]["code"] for error in found.errors} == {"NOT_FOUND"}


@pytest.mark.parametrize(
    "given", ["1", "", "0" * 31, "' or 1=1 --", "Q2hhbGxlbmdlOjE=", "\0", "💥"]
)
async def test_an_id_that_cannot_be_is_like_one_that_is_not_there(given):
    async def nothing(method, request):
        assert request.ids == (UUID(int=1),)
        return ()

    query = "query ($id: ID!) { challenge(id: $id) { id } }"
    asking = context(nothing)
    strange = await run(query, {"id": given}, asking)
    assert asking.bus.asked == []
    absent = await run(query, {"id": str(UUID(int=1))}, asking)

    assert strange == absent


@pytest.mark.parametrize(
    "given", ["", "abc", "40130", "4013077", "４０１３０７", "401307\n", "' or"]
)
async def test_a_code_of_no_municipality_is_not_there(given):
    found = await run(
        "query ($code: String!) { municipality(lgCode: $code) { name } }",
        {"code": given},
        context(fail),
    )

    assert found.data == {"municipality": None}
    assert found.errors[0]["extensions"]["code"] == "NOT_FOUND"
