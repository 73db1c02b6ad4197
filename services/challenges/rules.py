"""The rules of the challenges service, free of I/O: who may, and what may follow what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from chassis.texts import folded, visible
from contracts.amendments import Amendment
from contracts.challenges import (
    AmendChallenge,
    Challenge,
    ChallengeState,
    Direction,
    ImportChallenge,
    PublishChallenge,
    SaveChallengeDraft,
)
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.profiles import PUBLIC_KINDS, OrganizationKind
from contracts.wire import Actor

LONGEST = timedelta(days=366)
"""Until a challenge has to be looked at again."""
CONFIRMED_AT_MOST = 2
TITLE, PROBLEM = 5, 20  # characters that say something, at the least


def poster(actor: Actor | None) -> tuple[Actor, UUID]:
    """The actor, and the organization acted for. Raises ``Forbidden`` when there is none."""
    if actor is None or actor.organization is None:
        raise Forbidden("act for an organization to do this")
    return actor, actor.organization


def direction_of(kind: OrganizationKind, asked: Direction | None) -> Direction:
    """Public bodies post needs, private ones calls. Raises ``Invalid`` for the other way."""
    own = Direction.PUBLIC_NEED if kind in PUBLIC_KINDS else Direction.PRIVATE_CALL
    if asked not in {None, own}:
        problem = FieldProblem("direction", "wrong_side")
        raise Invalid("this kind of organization posts the other way", fields=(problem,))
    return own


def check_publishing(
    asked: PublishChallenge | AmendChallenge,
    today: date,
    direction: Direction,
    before: Challenge | None = None,
) -> None:
    """Raises ``Invalid`` with every field that cannot stand.

    ``before``: as it stood until now; its answer-by date may stay though it has passed.
    """
    problems = (
        *_too_little("title", asked.title, TITLE),
        *_too_little("problem", asked.problem, PROBLEM),
        *_too_soon(asked.answer_by, today, before.answer_by if before else None),
        *_of_a_need(asked, today, direction),
    )
    if problems:
        raise Invalid("the challenge cannot stand as it is", fields=problems)


def _of_a_need(
    asked: PublishChallenge | AmendChallenge, today: date, direction: Direction
) -> Iterator[FieldProblem]:
    """What a public body says of a need besides: who suffers, and when to ask again."""
    if direction is Direction.PUBLIC_NEED:
        yield from _too_little("affected", asked.affected, 1)
        if asked.review_by is None:
            yield FieldProblem("review_by", "required")
    if asked.review_by is not None:
        yield from _review_day(asked.review_by, today)


def _review_day(day: date, today: date) -> Iterator[FieldProblem]:
    if day <= today:
        yield FieldProblem("review_by", "too_soon")
    if day > today + LONGEST:
        yield FieldProblem("review_by", "within_a_year")


def check_confirming(found: Challenge, review_by: date, today: date) -> None:
    """Raises ``Conflict`` at the third time, ``Invalid`` for a day that cannot be."""
    if found.confirmations >= CONFIRMED_AT_MOST:
        message = "look at its words first: it was confirmed twice without a change"
        raise Conflict(message, newest=msgspec.to_builtins(found), reason="edit_first")
    problems = tuple(_review_day(review_by, today))
    if problems:
        raise Invalid("not until that day", fields=problems)


def owner_unit(asked: UUID | None, actor: Actor, units: list[UUID], *, needed: bool) -> UUID | None:
    """The section that owns it. Raises ``Invalid`` for one of others, and where one is needed."""
    found = asked or (actor.unit if actor.unit in units else None)
    if found is not None and found not in units:
        raise Invalid("no such section", fields=(FieldProblem("unit_id", "unknown_value"),))
    if found is None and units and needed:
        raise Invalid("which section owns it?", fields=(FieldProblem("unit_id", "required"),))
    return found


def check_change(
    found: Challenge | None, organization: UUID, revision: int | None, *states: ChallengeState
) -> Challenge:
    """The challenge, if ``organization`` may change it now, as it was when it was read.

    Raises ``NotFound`` for what one may not change, and ``Conflict`` with the newest.
    """
    if found is None or found.organization_id != organization:
        raise NotFound("no such challenge")
    newest = msgspec.to_builtins(found)
    if found.state not in states:
        raise Conflict(f"the challenge is {found.state}", newest=newest)
    if found.revision != revision:
        raise Conflict("the challenge has changed since it was read", newest=newest)
    return found


def check_read(waiting: Amendment, written_at: datetime | None) -> None:
    """Raises ``Conflict`` where the words are not those that whoever decides has read."""
    if written_at is not None and written_at != waiting.written_at:
        raise Conflict("other words wait than those that were read")


def check_release(found: Challenge, actor: Actor, today: date) -> None:
    """Raises ``Forbidden`` for who wrote it or handed it in, ``Invalid`` when it is too late."""
    check_second(found, actor)
    problems = (
        *_too_soon(found.answer_by, today, None),
        *(_review_day(found.review_by, today) if found.review_by else ()),
    )
    if problems:
        raise Invalid("the challenge cannot stand as it is", fields=problems)


def check_second(found: Challenge, actor: Actor) -> None:
    """An author never publishes the own challenge (domain.md 1.4, 1)."""
    if actor.person in {found.author_id, found.submitted_by}:
        raise Forbidden("another person has to look at this", reason="second_person")


def searched(
    asked: PublishChallenge | AmendChallenge | SaveChallengeDraft | ImportChallenge,
) -> str:
    """What a search looks through."""
    return folded(" ".join((asked.title, asked.problem, asked.affected, *asked.tags)))


def is_same(
    found: Challenge, asked: ImportChallenge | PublishChallenge | SaveChallengeDraft
) -> bool:
    """Whether the words are those that we already have."""
    return all(
        getattr(found, name) == getattr(asked, name)
        for name in (
            *("title", "problem", "evidence", "affected", "tried_before", "constraints"),
            *("data_at_hand", "test_field", "budget_stage", "answer_by", "review_by", "tags"),
        )
    )


def _too_little(field: str, text: str, least: int) -> Iterator[FieldProblem]:
    found = visible(text)
    if found < least:
        yield FieldProblem(field, "too_short" if found else "required", least)


def _too_soon(answer_by: date | None, today: date, before: date | None) -> Iterator[FieldProblem]:
    """A challenge must leave at least a day to answer it."""
    if answer_by is not None and answer_by <= today and answer_by != before:
        yield FieldProblem("answer_by", "too_soon")
