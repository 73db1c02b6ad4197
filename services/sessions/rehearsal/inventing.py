"""Invented people of a matching event, and what they do: always the same for the same seed. Pure.

As on real days a few are wanted by many, some come late, some cancel, and some do not come.
"""

from __future__ import annotations

from itertools import compress
from random import Random
from uuid import UUID, uuid5

import numpy as np
from msgspec import Struct

from contracts.matching_events import MatchingEvent
from contracts.participants import EventSide, GradeOf, SaveParticipant
from contracts.preferences import Grade
from services.sessions.rehearsal import crowds

FAMILY = (
    *(("架空", "カクウ"), ("見本", "ミホン"), ("予行", "ヨコウ"), ("仮名", "カメイ")),
    *(("例田", "レイタ"), ("試野", "タメシノ"), ("作間", "サクマ"), ("名無", "ナナシ")),
)
GIVEN = (
    *(("葵", "アオイ"), ("樹", "イツキ"), ("環", "タマキ"), ("薫", "カオル"), ("光", "ヒカル")),
    *(("渚", "ナギサ"), ("司", "ツカサ"), ("瞳", "ヒトミ"), ("望", "ノゾミ"), ("要", "カナメ")),
)
MOST_OF_A_SIDE = 300
MUSTS = 2
NO = 0.12  # of a liking from 0 to 1: about one in ten is less, and is refused
OBJECTORS = 3
CANCELLING = 0.02  # of all
MISSING = 0.06


class Invented(Struct, frozen=True, kw_only=True):
    people: tuple[SaveParticipant, ...]
    grades: dict[UUID, tuple[GradeOf, ...]]
    """What each says of others."""
    cancelling: tuple[UUID, ...]
    walk_in: SaveParticipant
    missing: frozenset[UUID]
    """Who is in the timetable and does not come."""


def invent(event: MatchingEvent, public: int, private: int, seed: int) -> Invented:
    """So many of each side; at least one of each."""
    random = Random(f"{seed} {public} {private}")  # noqa: S311 -- a play, no secret
    sizes = [max(1, min(size, MOST_OF_A_SIDE)) for size in (public, private)]
    slots = [slot.id for slot in event.slots]
    chance = np.random.default_rng([seed, *sizes])
    drawn = crowds.crowd(sizes[0], sizes[1], len(slots), chance)
    there = (drawn.public.tolist(), drawn.private.tolist())
    people = tuple(
        _somebody(event, side, number, random, _slots(slots, row))
        for side, rows in zip((EventSide.PUBLIC, EventSide.PRIVATE), there, strict=True)
        for number, row in enumerate(rows, 1)
    )
    ids = [one.id for one in people]
    leaving = random.sample(ids, int(len(ids) * CANCELLING))
    staying = [one for one in ids if one not in leaving]
    return Invented(
        people=people,
        grades=_grades(drawn, ids[: sizes[0]], ids[sizes[0] :]),
        cancelling=tuple(leaving),
        walk_in=_somebody(event, EventSide.PRIVATE, MOST_OF_A_SIDE + 1, random),
        missing=frozenset(random.sample(staying, int(len(staying) * MISSING))),
    )


def _slots(names: list[str], there: list[bool]) -> tuple[str, ...] | None:
    return None if all(there) else tuple(compress(names, there))


def _somebody(
    event: MatchingEvent,
    side: EventSide,
    number: int,
    random: Random,
    available: tuple[str, ...] | None = None,
) -> SaveParticipant:
    family, given = random.choice(FAMILY), random.choice(GIVEN)
    is_public = side is EventSide.PUBLIC
    return SaveParticipant(
        id=uuid5(event.id, f"{side} {number}"),
        event_id=event.id,
        side=side,
        organization_name=f"架空{number}市" if is_public else f"架空{number}株式会社",
        unit_name="（予行）",
        name=f"{family[0]} {given[0]}",
        name_kana=f"{family[1]} {given[1]}",
        available=available,
        first_served=is_public and number % 5 == 0,
        needs="（予行）車いす" if random.random() < MISSING else "",
        looking_for="（予行）架空の話題です。",
    )


def _grades(
    drawn: crowds.Crowd, public: list[UUID], private: list[UUID]
) -> dict[UUID, tuple[GradeOf, ...]]:
    """Of all who came up between two, most wanted first: musts, meetings, and those refused."""
    liked: dict[UUID, list[tuple[float, int]]] = {one: [] for one in (*public, *private)}
    likings = zip(drawn.pairs.tolist(), drawn.by_public, drawn.by_private, strict=True)
    for (m, c), by_public, by_private in likings:
        liked[public[m]].append((-float(by_public), c))
        liked[private[c]].append((-float(by_private), m))
    return {
        who: tuple(
            GradeOf(other_id=others[other], grade=_grade(place, -liking))
            for place, (liking, other) in enumerate(sorted(liked[who]))
        )
        for side, others in ((public, private), (private, public))
        for who in side
    }


def _grade(place: int, liking: float) -> Grade:
    if liking < NO:
        return Grade.NO
    return Grade.MUST if place < MUSTS else Grade.MEET
