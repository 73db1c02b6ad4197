"""What a suspended organization has published answers everybody else as if it were not there."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

from contracts.assessments import (
    DECIDE_PROPOSALS,
    DECLARE_CONFLICTS,
    TAKE_IN_PROPOSAL,
    DecideProposals,
    DeclareConflicts,
    TakeInProposal,
)
from contracts.cards import SET_CARD, SetCard, Visibility
from contracts.challenges import PUBLISH_CHALLENGE, BudgetStage, PublishChallenge
from contracts.descriptions import DESCRIBE_ORGANIZATION, DescribeOrganization
from contracts.matching_events import ADVANCE_EVENT, SAVE_EVENT, AdvanceEvent, EventState
from contracts.profiles import (
    GET_ORGANIZATIONS,
    PUBLISH_OFFER,
    GetOrganizations,
    PublishOffer,
)
from contracts.proposal_steps import (
    CONFIRM_PROPOSAL,
    SAVE_PROPOSAL_DRAFT,
    SUBMIT_PROPOSAL,
    ConfirmProposal,
    SaveProposalDraft,
    SubmitProposal,
)
from contracts.proposals import DecisionOutcome, DecisionReason
from contracts.standing import SET_STANDING, SetStanding, Standing
from contracts.wire import Actor, Role
from deploy import parts
from tests.arriving import arrive
from tests.eventually import eventually
from tests.matching_event import wanted
from tests.matrix.askers import OTHER_COMPANY, OTHER_TOWN, VISITOR, Everybody
from tests.matrix.hidden import ask
from tests.matrix.ids import NEW, NOT_SECRET, fitting, snake
from tests.matrix.test_not_there import Door, difference, doors, methods
from tests.needs import review_by
from tests.platform import OPERATOR
from tests.proposing import words

CARDS = "query($id: ID!) { cards(organizationId: $id) { position } }"
OF_ITSELF = "query($id: ID!) { organization(id: $id) { name description url } }"
POSITION = "空き家の片付け係(架空)"
SAFE = {one.subject for one in methods() if one.safe}


async def published(all_: Everybody) -> dict[str, UUID]:
    """An offer, a challenge, a proposal to it that both have agreed on, and an event."""
    text = "家財の片付けから借り手さがしまで引き受けます(架空)。"
    offer = PublishOffer(id=uuid4(), title="空き家を片付けます", text=text)
    await ask(all_, PUBLISH_OFFER, offer, Role.COMPANY_ADMIN)
    call = PublishChallenge(
        id=uuid4(),
        title="空き家の片付けを進めたい",
        problem="空き家に家財が残り、片付けと借り手さがしが進みません(架空)。",
        affected="市の人たち",
        budget_stage=BudgetStage.INFORMATION,
        review_by=review_by(),
    )
    await ask(all_, PUBLISH_CHALLENGE, call, Role.STAFF)
    event = await ask(all_, SAVE_EVENT, wanted(), Role.ORGANIZER)
    opened = AdvanceEvent(id=event.id, revision=event.revision, state=EventState.REGISTRATION)
    await ask(all_, ADVANCE_EVENT, opened, Role.ORGANIZER)
    proposal = await confirmed(all_, call.id)
    return {"offer": offer.id, "challenge": call.id, "event": event.id, "proposal": proposal}


async def cards(all_: Everybody) -> list[dict[str, str]]:
    """Of the people of the company, as a visitor sees them."""
    asked = {"query": CARDS, "variables": {"id": str(all_.company)}}
    answer = await all_.askers[VISITOR].http.post("/graphql", json=asked)
    found: list[dict[str, str]] = answer.json()["data"]["cards"]
    return found


async def describe(all_: Everybody) -> None:
    [found] = await ask(
        all_, GET_ORGANIZATIONS, GetOrganizations(ids=(all_.company,)), Role.COMPANY_ADMIN
    )
    said = DescribeOrganization(
        organization_id=found.id,
        revision=found.revision,
        description=POSITION,
        url="https://company.example",
    )
    await ask(all_, DESCRIBE_ORGANIZATION, said, Role.COMPANY_ADMIN)


async def said_of_itself(all_: Everybody) -> dict[str, str]:
    asked = {"query": OF_ITSELF, "variables": {"id": str(all_.company)}}
    answer = await all_.askers[VISITOR].http.post("/graphql", json=asked)
    found: dict[str, str] = answer.json()["data"]["organization"]
    return found


async def confirmed(all_: Everybody, challenge: UUID) -> UUID:
    saved = SaveProposalDraft(id=uuid4(), challenge_id=challenge, words=words())
    found = await ask(all_, SAVE_PROPOSAL_DRAFT, saved, Role.COMPANY_ADMIN)

    async def step(method: Any, kind: Any, role: Role, **more: Any) -> Any:
        request = kind(id=found.id, revision=found.revision, **more)
        return await ask(all_, method, request, role)

    found = await step(SUBMIT_PROPOSAL, SubmitProposal, Role.COMPANY_ADMIN, accept_terms=True)
    await ask(all_, DECLARE_CONFLICTS, DeclareConflicts(challenge_id=challenge), Role.LIAISON)
    found = await step(TAKE_IN_PROPOSAL, TakeInProposal, Role.LIAISON)
    decided = DecideProposals(
        challenge_id=challenge,
        ids=(found.id,),
        outcome=DecisionOutcome.ACCEPTED,
        reason=DecisionReason.FITS,
        note="くわしく聞かせてください。",
        at_once=True,
    )
    [found] = await ask(all_, DECIDE_PROPOSALS, decided, Role.LIAISON)
    await step(CONFIRM_PROPOSAL, ConfirmProposal, Role.COMPANY_ADMIN)
    return UUID(str(found.id))


async def suspend(all_: Everybody, organization: UUID) -> None:
    """By the platform admin of another."""

    async def of_operator(method: Any, request: Any) -> Any:
        return await all_.buses[parts.OPERATOR].call(method, request, OPERATOR)

    role = Role.PLATFORM_ADMIN
    found = await arrive(of_operator, all_.other_public, role, "見本 司")
    actor = Actor(
        account=found.account,
        person=found.person,
        role=role,
        organization=all_.other_public,
        is_confirmed=True,
    )
    asked = SetStanding(
        organization_id=organization, standing=Standing.SUSPENDED, reason="表のために止めます"
    )
    await all_.buses[parts.GATEWAY].call(SET_STANDING, asked, actor)


def asked_of(all_: Everybody, who: str) -> list[tuple[str, str, str, Door]]:
    """What only reads, by an id that says something."""
    found = []
    for kind, row, name, door in doors(all_, all_.askers[who]):
        reads = not row.startswith("Mutation.") and (kind != "rpc" or row in SAFE)
        says = snake(name) == "offer_id" or snake(name) not in NOT_SECRET
        if reads and says and row.rpartition(".v1.")[2] not in NEW:
            found.append((kind, row, name, door))
    return found


async def differences(all_: Everybody, who: str, known: dict[str, UUID]) -> set[str]:
    few, found = asyncio.Semaphore(4), set()

    async def compare(kind: str, row: str, name: str, door: Door) -> None:
        async with few:
            nothing = await door(str(uuid4()))
            for what in fitting(row, name, known):
                differs = difference(await door(str(known[what])), nothing)
                if differs:
                    found.add(f"{who}: {kind} {row}, {name} of {what}: {differs}")

    await asyncio.gather(*(compare(*one) for one in asked_of(all_, who)))
    return found


async def test_what_a_suspended_organization_has_published_is_there_for_nobody_else(everybody):
    known = await published(everybody)
    card = SetCard(position=POSITION, position_shown=Visibility.EVERYBODY)
    await ask(everybody, SET_CARD, card, Role.COMPANY_ADMIN)
    assert await cards(everybody) == [{"position": POSITION}]
    await describe(everybody)
    assert (await said_of_itself(everybody))["description"] == POSITION
    before = await differences(everybody, VISITOR, known)
    assert {one.split(" of ")[1].split(":")[0] for one in before} == set(known)
    for organization in (everybody.company, everybody.public):
        await suspend(everybody, organization)

    async def gone() -> bool:
        found = await differences(everybody, VISITOR, known)
        assert not found, sorted(found)
        return True

    await eventually(gone, within=90)
    assert await cards(everybody) == []
    assert await said_of_itself(everybody) == {"name": "表のcompany", "description": "", "url": ""}
    for who in (OTHER_TOWN, OTHER_COMPANY):
        found = await differences(everybody, who, known)
        assert not found, sorted(found)
