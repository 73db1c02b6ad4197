"""Invented people of a matching event, and what they do: always the same for the same seed. Pure.

As on real days a few are wanted by many, some come late, some cancel, and some do not come.
"""

from __future__ import annotations

from random import Random
from uuid import UUID, uuid5

from msgspec import Struct

from contracts.matching_events import MatchingEvent
from contracts.participants import EventSide, GradeOf, SaveParticipant
from contracts.preferences import Grade

FAMILY = (
    *(("架空", "カクウ"), ("見本", "ミホン"), ("予行", "ヨコウ"), ("仮名", "カメイ")),
    *(("例田", "レイタ"), ("試野", "タメシノ"), ("作間", "サクマ"), ("名無", "ナナシ")),
)
GIVEN = (
    *(("葵", "アオイ"), ("樹", "イツキ"), ("環", "タマキ"), ("薫", "カオル"), ("光", "ヒカル")),
    *(("渚", "ナギサ"), ("司", "ツカサ"), ("瞳", "ヒトミ"), ("望", "ノゾミ"), ("要", "カナメ")),
)
MOST_OF_A_SIDE = 300
PART_OF_DAY = 0.1  # who is not there in every slot
MUSTS = 2
NO = 0.03  # of all that could be said
OBJECTORS = 3
CANCELLING = 0.02  # of all
MISSING = 0.06
DRAWN_TO = 4  # how much more the most wanted is wanted than one in the middle


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
    sizes = ((EventSide.PUBLIC, public), (EventSide.PRIVATE, private))
    people = tuple(
        _somebody(event, side, number, random)
        for side, size in sizes
        for number in range(1, max(1, min(size, MOST_OF_A_SIDE)) + 1)
    )
    ids = [one.id for one in people]
    leaving = random.sample(ids, int(len(ids) * CANCELLING))
    staying = [one for one in ids if one not in leaving]
    return Invented(
        people=people,
        grades={one.id: _grades(one, people, len(event.slots), random) for one in people},
        cancelling=tuple(leaving),
        walk_in=_somebody(event, EventSide.PRIVATE, MOST_OF_A_SIDE + 1, random),
        missing=frozenset(random.sample(staying, int(len(staying) * MISSING))),
    )


def _somebody(
    event: MatchingEvent, side: EventSide, number: int, random: Random
) -> SaveParticipant:
    family, given = random.choice(FAMILY), random.choice(GIVEN)
    slots = [slot.id for slot in event.slots]
    partly = len(slots) > 1 and random.random() < PART_OF_DAY
    there = sorted(random.sample(slots, len(slots) - 1)) if partly else None
    is_public = side is EventSide.PUBLIC
    return SaveParticipant(
        id=uuid5(event.id, f"{side} {number}"),
        event_id=event.id,
        side=side,
        organization_name=f"架空{number}市" if is_public else f"架空{number}株式会社",
        unit_name="（予行）",
        name=f"{family[0]} {given[0]}",
        name_kana=f"{family[1]} {given[1]}",
        available=tuple(there) if there else None,
        first_served=is_public and number % 5 == 0,
        needs="（予行）車いす" if random.random() < MISSING else "",
        looking_for="（予行）架空の話題です。",
    )


def _grades(
    who: SaveParticipant, people: tuple[SaveParticipant, ...], slots: int, random: Random
) -> tuple[GradeOf, ...]:
    """Twice as many wishes as slots; the first of each side are wanted most."""
    others = [one for one in people if one.side is not who.side]
    drawn = [DRAWN_TO * (len(others) - place) + len(others) for place in range(len(others))]
    wished = (
        dict.fromkeys(random.choices(others, drawn, k=min(2 * slots, len(others))))
        if others
        else {}
    )
    found = [
        GradeOf(other_id=one.id, grade=Grade.MUST if place < MUSTS else Grade.MEET)
        for place, one in enumerate(wished)
    ]
    refused = [one for one in others if one not in wished and random.random() < NO]
    return (*found, *(GradeOf(other_id=one.id, grade=Grade.NO) for one in refused))
