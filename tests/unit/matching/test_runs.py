"""Runs from the documents alone: the same ones give the same lists, and what changed is named."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from types import SimpleNamespace
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.match_runs import ChangedInput, Moved, Placed, RunList
from services.matching.course import Course
from services.matching.differing import changed_inputs, changed_lists, diffs
from services.matching.documents import Document
from services.matching.engine import Engine
from services.matching.frozen import inputs_hash
from services.matching.runs import list_making
from tests.unit.matching.making import collections, identity
from tests.unit.matching.test_engine import ANALYZER, BUS, DRONE, NEED, engine


def ranked(*places: int) -> tuple[Placed, ...]:
    return tuple(
        Placed(offer_id=identity(one), rank=rank, score=1.0 / rank)
        for rank, one in enumerate(places, start=1)
    )


def lists(**places: tuple[int, ...]) -> list[RunList]:
    return [
        RunList(challenge_id=identity(int(key[1:])), offers=ranked(*offers))
        for key, offers in places.items()
    ]


@settings(max_examples=40, deadline=None)
@given(documents=collections(), order=st.randoms(use_true_random=False))
def test_a_run_is_the_same_to_the_bit_in_whatever_order_documents_came(
    documents: list[Document], order: Random
) -> None:
    made = engine(*documents)
    found = made.rankings(10)
    mixed = list(documents)
    order.shuffle(mixed)
    other = engine(replace(NEED, revision=1, id=UUID(int=9)), *mixed)
    other.withdraw(UUID(int=9), 2)
    made.refresh_potentials()
    restored = Engine(analyzer=ANALYZER)
    restored.restore(made.snapshot())

    assert other.rankings(10) == found
    assert made.rankings(10) == found
    assert restored.rankings(10) == found


@settings(max_examples=20, deadline=None)
@given(documents=collections())
def test_a_run_ranks_as_the_lists_that_people_see(documents: list[Document]) -> None:
    made = engine(*documents)
    found = made.rankings(10)
    made.refresh_potentials()

    for key, lines in found.lists.items():
        shown = made.matches_for_challenge(key, 10)
        assert [key for key, _ in lines] == [match.offer_id for match in shown]
        assert made.rankings(10, key).lists == {key: lines}


def test_a_run_of_what_is_not_open_has_no_list() -> None:
    made = engine(NEED, BUS, DRONE)
    assert made.rankings(10, BUS.id).lists == {}
    assert made.rankings(10, identity(77)).lists == {}
    assert engine().rankings(10).inputs == {}


def test_the_hash_knows_ids_and_revisions_and_no_order() -> None:
    one = {identity(1): 1, identity(2): 4}
    assert inputs_hash(one) == inputs_hash(dict(reversed(one.items())))
    assert inputs_hash(one) != inputs_hash({**one, identity(2): 5})
    assert len(inputs_hash({})) == 64


def test_what_came_went_or_was_amended_is_named() -> None:
    before = {identity(1): 1, identity(2): 1, identity(3): 1}
    now = {identity(2): 2, identity(3): 1, identity(4): 7}
    assert changed_inputs(before, now) == [
        ChangedInput(id=identity(1), before=1),
        ChangedInput(id=identity(2), before=1, now=2),
        ChangedInput(id=identity(4), now=7),
    ]


def test_what_entered_left_and_moved_is_named() -> None:
    before, after = lists(c1=(10, 11, 12), c2=(10,)), lists(c1=(11, 10, 13), c2=(10,), c3=(12,))
    first, third = diffs(before, after)

    assert first.entered == (Moved(offer_id=identity(13), after=3),)
    assert first.left == (Moved(offer_id=identity(12), before=3),)
    assert first.moved == (
        Moved(offer_id=identity(11), before=2, after=1),
        Moved(offer_id=identity(10), before=1, after=2),
    )
    assert third.challenge_id == identity(3)
    assert third.entered == (Moved(offer_id=identity(12), after=1),)
    assert diffs(before, before) == []
    assert changed_lists(before, after) == 2
    assert changed_lists(before, before) == 0


async def test_a_run_in_making_tells_how_far_it_is() -> None:
    course = Course()
    steps = course.through(["a", "b", "c"])
    next(steps)
    next(steps)
    making = {identity(1): course}
    found = await list_making(SimpleNamespace(making=making), None)  # type: ignore[arg-type]  # only what it reads of its deps
    assert [(one.id, one.done, one.total) for one in found.runs] == [(identity(1), 1, 3)]
