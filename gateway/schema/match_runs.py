"""Runs of the matcher: made, looked at, made again, and compared."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
import strawberry

from contracts import match_runs as contract
from contracts.wire import After
from gateway.schema import words
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    check_first,
    connect,
    scope,
    uuid_of,
)
from gateway.schema.inputs import ID, request_of
from gateway.schema.lists import page_of
from gateway.schema.nouns import Challenge, Offer

DEAR = 20.0
"""Requests that ranking everything counts as."""


@strawberry.type(description="An offer in a list of a run.")
class RunOffer:
    rank: int
    score: float
    offer_id: strawberry.ID
    key: strawberry.Private[UUID]

    @strawberry.field(description="The offer as it is now; null when it is gone.")
    async def offer(self, info: Info) -> Offer | None:
        found = await info.context.loaders.offer.load(self.key)
        return Offer.of(found) if found else None


@strawberry.type(description="What a run found for one challenge.")
class RunList:
    challenge_id: strawberry.ID
    ranked: list[RunOffer] = strawberry.field(description="Best first.")
    key: strawberry.Private[UUID]

    @strawberry.field(description="The challenge as it is now; null when it is gone.")
    async def challenge(self, info: Info) -> Challenge | None:
        found = await info.context.loaders.challenge.load(self.key)
        return Challenge.of(found) if found else None

    @classmethod
    def of(cls, record: contract.RunList) -> RunList:
        offers = [
            RunOffer(
                rank=one.rank,
                score=one.score,
                offer_id=strawberry.ID(str(one.offer_id)),
                key=one.offer_id,
            )
            for one in record.offers
        ]
        key = record.challenge_id
        return cls(challenge_id=strawberry.ID(str(key)), ranked=offers, key=key)


@strawberry.type(description="One run: the same inputs, engine and length give the same lists.")
class MatchRun:
    id: strawberry.ID
    challenge_id: strawberry.ID | None = strawberry.field(description="Null: all that were open.")
    length: int = strawberry.field(description="Offers of each list.")
    seed: int = strawberry.field(description="Nothing is drawn by lot.")
    engine: str = strawberry.field(description="Version of the formulas and of the analyzer.")
    inputs: int = strawberry.field(description="Documents that were open, of both sides.")
    inputs_hash: str = strawberry.field(description="SHA-256 of their ids and revisions.")
    made_at: datetime
    event_id: strawberry.ID | None = strawberry.field(description="Whose strengths held.")
    parameters_hash: str = strawberry.field(
        description="SHA-256 of strengths, choices and what was known of organizations."
    )
    person_id: strawberry.ID = strawberry.field(description="Who asked for it.")
    role: words.Role
    key: strawberry.Private[UUID]
    person: strawberry.Private[UUID]

    @strawberry.field(description="The name of who asked for it, as it is now.")
    async def person_name(self, info: Info) -> str | None:
        found = await info.context.loaders.person.load(self.person)
        return found.name if found else None

    @strawberry.field(description="Its lists, by the id of the challenge.")
    async def lists(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[RunList] | None:
        where = scope("run_lists", id=str(self.key))
        place = info.context.cursors.open(where, after, int) or 0
        asked = contract.ListRunLists(id=self.key, first=check_first(first), after_place=place)
        page = await info.context.ask(contract.LIST_RUN_LISTS, asked)
        places = [
            info.context.cursors.seal(where, at)
            for at in range(place + 1, place + 1 + len(page.lists))
        ]
        nodes = [RunList.of(one) for one in page.lists]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @classmethod
    def of(cls, record: contract.MatchRun) -> MatchRun:
        return cls(
            id=strawberry.ID(str(record.id)),
            challenge_id=_id(record.challenge_id),
            length=record.length,
            seed=record.seed,
            engine=record.engine,
            inputs=record.inputs,
            inputs_hash=record.inputs_hash,
            made_at=record.made_at,
            event_id=_id(record.event_id),
            parameters_hash=record.parameters_hash,
            person_id=strawberry.ID(str(record.person_id)),
            role=record.role,
            key=record.id,
            person=record.person_id,
        )


@strawberry.type(description="A run that is being made.")
class RunInMaking:
    id: strawberry.ID
    done: int
    total: int = strawberry.field(description="Steps of the part that it is in; 0: it waits.")


@strawberry.type(description="A document that is not what it was; null: it was not open.")
class ChangedInput:
    id: strawberry.ID
    before: int | None = strawberry.field(description="Its revision then.")
    now: int | None


@strawberry.type(description="A run made again on what is open now.")
class Recomputation:
    identical: bool = strawberry.field(description="The same offers, order and scores.")
    same_engine: bool
    same_parameters: bool
    inputs_hash: str
    changed_inputs: int
    changed_lists: int
    changed: list[ChangedInput] = strawberry.field(description="The first 100, by id.")


@strawberry.type(description="An offer and its rank in both runs; null: not in that list.")
class Moved:
    offer_id: strawberry.ID
    before: int | None
    after: int | None
    key: strawberry.Private[UUID]

    @strawberry.field(description="The offer as it is now; null when it is gone.")
    async def offer(self, info: Info) -> Offer | None:
        found = await info.context.loaders.offer.load(self.key)
        return Offer.of(found) if found else None


@strawberry.type(description="How the lists of one challenge differ.")
class ListDiff:
    challenge_id: strawberry.ID
    entered: list[Moved]
    left: list[Moved]
    moved: list[Moved]
    key: strawberry.Private[UUID]

    @strawberry.field(description="The challenge as it is now; null when it is gone.")
    async def challenge(self, info: Info) -> Challenge | None:
        found = await info.context.loaders.challenge.load(self.key)
        return Challenge.of(found) if found else None


@strawberry.type(description="How two runs differ.")
class RunDiff:
    same_inputs: bool
    same_engine: bool
    same_parameters: bool
    changed_inputs: int
    changed_lists: int
    differing: list[ListDiff] = strawberry.field(description="The first 100 that differ.")


@strawberry.input
class RunMatchesInput:
    id: strawberry.ID = strawberry.field(description=ID)
    challenge_id: strawberry.ID | None = strawberry.field(
        default=None, description="One challenge; null: every open one."
    )
    length: int = strawberry.field(default=10, description="Offers of each list, 1 to 50.")
    event_id: strawberry.ID | None = strawberry.field(
        default=None, description="Whose strengths hold, if any were set."
    )


@strawberry.type
class MatchRunPayload:
    run: MatchRun


@strawberry.type
class RunMaking:
    @strawberry.mutation(description="Rank everything open anew, and keep the lists.")
    async def run_matches(
        self,
        info: Info,
        input: RunMatchesInput,  # noqa: A002 -- Relay's word
    ) -> MatchRunPayload:
        info.context.charge(DEAR)
        found = await info.context.ask(contract.RUN_MATCHES, request_of(contract.RunMatches, input))
        return MatchRunPayload(run=MatchRun.of(found))


@strawberry.type
class RunQuestions:
    @strawberry.field(description="Runs, newest first.")
    async def match_runs(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[MatchRun] | None:
        asked = contract.ListRuns()
        page, seal = await page_of(info, "match_runs", contract.LIST_RUNS, asked, first, after)
        places = [seal(After(id=one.id, at=one.made_at)) for one in page.runs]
        nodes = [MatchRun.of(one) for one in page.runs]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="Runs that are being made now, and how far they are.")
    async def match_runs_in_making(self, info: Info) -> list[RunInMaking] | None:
        found = await info.context.ask(contract.LIST_MAKING, contract.ListMaking())
        return [
            RunInMaking(id=strawberry.ID(str(one.id)), done=one.done, total=one.total)
            for one in found.runs
        ]

    @strawberry.field(description="One run.")
    async def match_run(self, info: Info, id: strawberry.ID) -> MatchRun | None:  # noqa: A002 -- GraphQL's word
        asked = contract.GetRun(id=uuid_of(id, "run"))
        return MatchRun.of(await info.context.ask(contract.GET_RUN, asked))

    @strawberry.field(description="Make a run again, and say what is not as it was.")
    async def match_run_recomputed(self, info: Info, id: strawberry.ID) -> Recomputation | None:  # noqa: A002 -- likewise
        info.context.charge(DEAR)
        asked = contract.GetRun(id=uuid_of(id, "run"))
        found = await info.context.ask(contract.RECOMPUTE_RUN, asked)
        changed = [
            ChangedInput(id=strawberry.ID(str(one.id)), before=one.before, now=one.now)
            for one in found.changed
        ]
        return Recomputation(**{**msgspec.structs.asdict(found), "changed": changed})

    @strawberry.field(description="What entered, left and moved from run a to run b.")
    async def match_run_diff(
        self, info: Info, a: strawberry.ID, b: strawberry.ID
    ) -> RunDiff | None:
        asked = contract.DiffRuns(a=uuid_of(a, "run"), b=uuid_of(b, "run"))
        found = await info.context.ask(contract.DIFF_RUNS, asked)
        lists = [
            ListDiff(
                challenge_id=strawberry.ID(str(one.challenge_id)),
                entered=_moves(one.entered),
                left=_moves(one.left),
                moved=_moves(one.moved),
                key=one.challenge_id,
            )
            for one in found.lists
        ]
        return RunDiff(
            same_inputs=found.same_inputs,
            same_engine=found.same_engine,
            same_parameters=found.same_parameters,
            changed_inputs=found.changed_inputs,
            changed_lists=found.changed_lists,
            differing=lists,
        )


def _moves(found: tuple[contract.Moved, ...]) -> list[Moved]:
    return [
        Moved(
            offer_id=strawberry.ID(str(one.offer_id)),
            before=one.before,
            after=one.after,
            key=one.offer_id,
        )
        for one in found
    ]


def _id(given: UUID | None) -> strawberry.ID | None:
    return strawberry.ID(str(given)) if given else None
