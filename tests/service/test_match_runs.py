"""A run is kept, made again and compared, through the real bus and database."""

from uuid import uuid4

import pytest

from contracts.faults import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.match_runs import (
    DIFF_RUNS,
    GET_RUN,
    LIST_MAKING,
    LIST_RUN_LISTS,
    RECOMPUTE_RUN,
    RUN_MATCHES,
    DiffRuns,
    GetRun,
    ListMaking,
    ListRunLists,
    RunMatches,
)
from contracts.profiles import WITHDRAW_OFFER, WithdrawOffer
from contracts.wire import Role
from deploy.town import services
from services.matching.app import SERVICE
from tests.eventually import eventually
from tests.platform import open_platform, staff_of
from tests.service.test_matching import BUS, of_challenge, offering
from tests.service.test_matching import story as story  # noqa: PLC0414 -- a fixture

AUDITOR = staff_of(uuid4(), Role.AUDITOR)


async def run(platform, actor=AUDITOR, **more):
    return await platform.web.call(RUN_MATCHES, RunMatches(**{"id": uuid4(), **more}), actor)


async def again(platform, made):
    return await platform.web.call(RECOMPUTE_RUN, GetRun(id=made.id), AUDITOR)


async def withdrawn(platform, member, offer, challenge):
    await platform.web.call(WITHDRAW_OFFER, WithdrawOffer(id=offer.id, revision=1), member)

    async def gone():
        found = await of_challenge(platform, challenge.id)
        return offer.id not in [match.offer_id for match in found.matches]

    await eventually(gone)


async def test_a_run_made_again_is_identical_until_an_input_changes(platform, story):
    _, challenge, (member, bus), _ = story
    await eventually(lambda: _inputs(platform, 3))
    made = await run(platform)

    assert (made.lists, made.inputs, made.seed, made.role) == (1, 3, 0, Role.AUDITOR)
    assert made.person_id == AUDITOR.person
    assert await platform.web.call(GET_RUN, GetRun(id=made.id), AUDITOR) == made
    making = await platform.web.call(LIST_MAKING, ListMaking(), AUDITOR)
    assert made.id not in [one.id for one in making.runs]
    once = await again(platform, made)
    assert once.identical
    assert once.same_engine
    assert (once.inputs_hash, once.changed_inputs) == (made.inputs_hash, 0)

    await withdrawn(platform, member, bus, challenge)
    twice = await again(platform, made)
    assert not twice.identical
    assert [(one.id, one.before, one.now) for one in twice.changed] == [(bus.id, 1, None)]
    later = await run(platform)
    diff = await platform.web.call(DIFF_RUNS, DiffRuns(a=made.id, b=later.id), AUDITOR)
    assert (diff.same_inputs, diff.same_engine, diff.changed_lists) == (False, True, 1)
    assert bus.id in [one.offer_id for one in diff.lists[0].left]
    same = await platform.web.call(DIFF_RUNS, DiffRuns(a=made.id, b=made.id), AUDITOR)
    assert same.same_inputs
    assert same.lists == ()


async def _inputs(platform, count):
    return (await run(platform)).inputs == count


async def test_a_run_is_the_same_after_a_restart(settings, keys):
    async with open_platform(settings, keys) as platform:
        async with services(settings):
            for number in range(4):
                await offering(platform, f"架空交通{number}", f"乗合バスその{number}", BUS)
            await eventually(lambda: _inputs(platform, 4))
            made = await run(platform)

        async with services(settings, (SERVICE.name,)):
            assert (await again(platform, made)).identical


async def test_lists_of_a_run_come_in_pages(platform, story):
    _, challenge, _, _ = story
    made = await run(platform, challenge_id=challenge.id, length=1)

    page = await platform.web.call(LIST_RUN_LISTS, ListRunLists(id=made.id), AUDITOR)
    beyond = ListRunLists(id=made.id, after_place=1)

    assert (page.total, page.more, made.challenge_id) == (1, False, challenge.id)
    assert [offer.rank for offer in page.lists[0].offers] == [1]
    assert (await platform.web.call(LIST_RUN_LISTS, beyond, AUDITOR)).lists == ()


async def test_a_run_sent_twice_is_made_once_and_an_id_is_not_taken_over(platform, story):
    made = await run(platform)

    assert await run(platform, id=made.id) == made
    with pytest.raises(Conflict):
        await run(platform, id=made.id, length=3)
    with pytest.raises(Conflict):
        await run(platform, staff_of(uuid4(), Role.COORDINATOR), id=made.id)


async def test_only_inspectors_make_and_see_runs(platform):
    with pytest.raises(Unauthenticated):
        await run(platform, None)
    for role in (Role.STAFF, Role.COMPANY_ADMIN, Role.REVIEWER):
        with pytest.raises(Forbidden):
            await run(platform, staff_of(uuid4(), role))
        with pytest.raises(Forbidden):
            await platform.web.call(GET_RUN, GetRun(id=uuid4()), staff_of(uuid4(), role))


async def test_what_is_not_there_is_not_found(platform):
    asked = [
        (GET_RUN, GetRun(id=uuid4())),
        (LIST_RUN_LISTS, ListRunLists(id=uuid4())),
        (RECOMPUTE_RUN, GetRun(id=uuid4())),
        (DIFF_RUNS, DiffRuns(a=uuid4(), b=uuid4())),
        (RUN_MATCHES, RunMatches(id=uuid4(), challenge_id=uuid4())),
    ]
    for method, request in asked:
        with pytest.raises(NotFound):
            await platform.web.call(method, request, AUDITOR)


@pytest.mark.parametrize("length", [0, -1, 51, 10**12])
async def test_a_length_that_cannot_be_is_refused(platform, length):
    with pytest.raises(Invalid):
        await run(platform, length=length)


async def test_a_run_of_an_empty_town_has_no_lists(platform):
    made = await run(platform)

    assert (made.inputs, made.lists) == (0, 0)
    assert (await again(platform, made)).identical
