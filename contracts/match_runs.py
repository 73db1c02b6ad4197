"""Runs of the matcher that can be repeated: what went in, what came out, what changed since.

A run counts from the documents alone, its potentials too, so the same inputs, engine and
length give the same lists to the last place, whoever asks and in whatever order things arrived.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import After, First, Method, Role

Length = Annotated[int, Meta(ge=1, le=50)]
Place = Annotated[int, Meta(ge=0, le=1_000_000)]
MOST_SHOWN = 100
"""Changed inputs and changed lists that an answer names; it counts all of them."""


class Placed(Struct, frozen=True, kw_only=True):
    offer_id: UUID
    rank: int
    """1 is the best."""
    score: float


class RunList(Struct, frozen=True, kw_only=True):
    challenge_id: UUID
    offers: tuple[Placed, ...]


class MatchRun(Struct, frozen=True, kw_only=True):
    """What a run was made with; its lists are asked for by themselves."""

    id: UUID
    challenge_id: UUID | None = None
    """The one challenge that was asked about; none: all that were open."""
    length: int
    """Offers of each list."""
    seed: int = 0
    """Nothing is drawn by lot."""
    engine: str
    """Version of the formulas and of the analyzer."""
    inputs: int
    """Documents that were open, of both sides."""
    inputs_hash: str
    """SHA-256 of their ids and revisions."""
    lists: int
    made_at: datetime
    person_id: UUID
    role: Role
    organization_id: UUID | None = None
    event_id: UUID | None = None
    """Whose strengths held."""
    parameters_hash: str = ""
    """SHA-256 of strengths, choices and what was known of organizations."""


class RunMatches(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    """Chosen by the asker: sent twice, run once."""
    challenge_id: UUID | None = None
    """None: every open challenge."""
    length: Length = 10
    event_id: UUID | None = None
    """Whose strengths hold, if any were set."""


class RunInMaking(Struct, frozen=True, kw_only=True):
    """A run that is being counted: first every document is taken in, then every list made."""

    id: UUID
    done: int
    total: int
    """Steps of the part that it is in."""


class ListMaking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The runs that are being made now, in the order in which they were asked for."""


class MakingPage(Struct, frozen=True, kw_only=True):
    runs: tuple[RunInMaking, ...]


class ListRuns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest first."""

    first: First = 20
    after: After | None = None


class RunPage(Struct, frozen=True, kw_only=True):
    runs: tuple[MatchRun, ...]
    more: bool
    total: int


class GetRun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID


class ListRunLists(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In the order of the challenges' ids."""

    id: UUID
    first: First = 20
    after_place: Place = 0


class RunListPage(Struct, frozen=True, kw_only=True):
    lists: tuple[RunList, ...]
    more: bool
    total: int


class ChangedInput(Struct, frozen=True, kw_only=True):
    """A document that is not what it was; none: it was not open."""

    id: UUID
    before: int | None = None
    """Its revision then."""
    now: int | None = None


class Recomputed(Struct, frozen=True, kw_only=True):
    identical: bool
    """Whether every list has the same offers in the same order with the same scores."""
    same_engine: bool
    inputs_hash: str
    """Of what is open now."""
    changed: tuple[ChangedInput, ...] = ()
    """The first of them, by id."""
    changed_inputs: int = 0
    changed_lists: int = 0
    same_parameters: bool = True
    """Whether strengths, choices and organizations are as they were."""


class DiffRuns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    a: UUID
    b: UUID


class Moved(Struct, frozen=True, kw_only=True):
    """An offer and its rank in both lists; none: it was not in that one."""

    offer_id: UUID
    before: int | None = None
    after: int | None = None


class ListDiff(Struct, frozen=True, kw_only=True):
    challenge_id: UUID
    entered: tuple[Moved, ...] = ()
    left: tuple[Moved, ...] = ()
    moved: tuple[Moved, ...] = ()


class RunDiff(Struct, frozen=True, kw_only=True):
    same_inputs: bool
    same_engine: bool
    changed_inputs: int
    changed_lists: int
    lists: tuple[ListDiff, ...] = ()
    """The first of those that differ, by the id of the challenge."""
    same_parameters: bool = True


RUN_MATCHES = Method("rpc.matching.v1.run.make", RunMatches, MatchRun, deadline=30.0)
LIST_RUNS = Method("rpc.matching.v1.run.list", ListRuns, RunPage, safe=True)
LIST_MAKING = Method("rpc.matching.v1.run.making", ListMaking, MakingPage, safe=True)
GET_RUN = Method("rpc.matching.v1.run.get", GetRun, MatchRun, safe=True)
LIST_RUN_LISTS = Method("rpc.matching.v1.run.lists", ListRunLists, RunListPage, safe=True)
RECOMPUTE_RUN = Method(
    "rpc.matching.v1.run.recompute", GetRun, Recomputed, deadline=30.0, safe=True
)
DIFF_RUNS = Method("rpc.matching.v1.run.diff", DiffRuns, RunDiff, safe=True)
