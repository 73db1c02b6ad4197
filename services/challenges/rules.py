"""The rules of the challenges service, free of I/O: who may, and what may follow what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import msgspec

from chassis.texts import folded, visible
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
    asked: PublishChallenge | AmendChallenge, today: date, before: date | None = None
) -> None:
    """Raises ``Invalid`` with every field that cannot stand.

    ``before`` is the answer-by date that stood until now: it may stay though it has passed.
    """
    problems = (
        *_too_little("title", asked.title, TITLE),
        *_too_little("problem", asked.problem, PROBLEM),
        *_too_soon(asked.answer_by, today, before),
    )
    if problems:
        raise Invalid("the challenge cannot stand as it is", fields=problems)


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


def check_release(found: Challenge, actor: Actor, today: date) -> None:
    """Raises ``Forbidden`` for who wrote it or handed it in, ``Invalid`` when it is too late."""
    check_second(found, actor)
    problems = tuple(_too_soon(found.answer_by, today, None))
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
            *("budget_stage", "answer_by", "tags"),
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
