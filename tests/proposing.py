"""People who propose and decide, through the real bus: what tests of proposals share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
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
from contracts.challenges import PUBLISH_CHALLENGE, BudgetStage, PublishChallenge
from contracts.faults import Fault, Unavailable
from contracts.profiles import OrganizationKind
from contracts.proposal_steps import (
    SAVE_PROPOSAL_DRAFT,
    SUBMIT_PROPOSAL,
    SaveProposalDraft,
    SubmitProposal,
)
from contracts.proposals import (
    DecisionOutcome,
    DecisionReason,
    Disclosure,
    Proposal,
    ProposalSection,
    ProposalWords,
    SectionKey,
)
from contracts.wire import Actor, Role
from tests.eventually import eventually
from tests.platform import Platform, member_of, staff_of

SECRET = "この仕組みの肝はここだけの話です(架空)。"


def words(**changed: Any) -> ProposalWords:
    text = "空き家の家財を片付け、借り手と結ぶところまで引き受けます(架空)。"
    given: dict[str, Any] = {
        "title": "家財の片付けから借り手さがしまで",
        "summary": "片付けと借り手さがしを一続きで行います。",
        "sections": (
            ProposalSection(key=SectionKey.APPROACH, text=text, level=Disclosure.PUBLIC),
            ProposalSection(key=SectionKey.EFFECT, text=SECRET, level=Disclosure.INTEREST),
            ProposalSection(key=SectionKey.COST, text=SECRET, level=Disclosure.INTRODUCTION),
            ProposalSection(key=SectionKey.TEAM, text="片付け社の5人です", level=Disclosure.PUBLIC),
        ),
    }
    return ProposalWords(**{**given, **changed})


@dataclass
class Scene:
    """A town with an open challenge, and companies that the service has heard of."""

    platform: Platform
    town: UUID
    company: UUID
    other: UUID
    challenge: UUID
    clerk: Actor
    liaison: Actor
    member: Actor
    stranger: Actor

    async def ask(self, method: Any, request: Any, actor: Actor | None) -> Any:
        return await self.platform.web.call(method, request, actor)

    async def drafted(self, actor: Actor | None = None, **changed: Any) -> Proposal:
        request = SaveProposalDraft(id=uuid4(), challenge_id=self.challenge, words=words(**changed))
        found: Proposal = await self.ask(SAVE_PROPOSAL_DRAFT, request, actor or self.member)
        return found

    async def submitted(self, actor: Actor | None = None, **changed: Any) -> Proposal:
        draft = await self.drafted(actor, **changed)
        request = SubmitProposal(id=draft.id, revision=draft.revision, accept_terms=True)
        found: Proposal = await self.ask(SUBMIT_PROPOSAL, request, actor or self.member)
        return found

    async def declared(self, *actors: Actor, against: tuple[UUID, ...] = ()) -> None:
        for actor in actors:
            request = DeclareConflicts(challenge_id=self.challenge, organization_ids=against)
            said = await refusal(self.ask(DECLARE_CONFLICTS, request, actor))
            assert said is None or said.reason == "declared_already"

    async def taken_in(self, proposal: Proposal) -> Proposal:
        await self.declared(self.liaison)
        request = TakeInProposal(id=proposal.id, revision=proposal.revision)
        found: Proposal = await self.ask(TAKE_IN_PROPOSAL, request, self.liaison)
        return found

    async def decided(
        self, *ids: UUID, outcome: DecisionOutcome, at_once: bool = True
    ) -> tuple[Proposal, ...]:
        yes = outcome is not DecisionOutcome.DECLINED
        request = DecideProposals(
            challenge_id=self.challenge,
            ids=ids,
            outcome=outcome,
            reason=DecisionReason.FITS if yes else DecisionReason.COST,
            note="くわしく聞かせてください。" if yes else "費用が合いませんでした。",
            private_note="内部の覚え",
            at_once=at_once,
        )
        found: tuple[Proposal, ...] = await self.ask(DECIDE_PROPOSALS, request, self.liaison)
        return found


async def scene_of(platform: Platform, **changed: Any) -> Scene:
    town = await platform.organization("架空市", OrganizationKind.MUNICIPALITY, "福岡県")
    company = await platform.organization("片付け社", OrganizationKind.COMPANY)
    other = await platform.organization("ことば社", OrganizationKind.NPO)
    clerk = staff_of(town)
    request = PublishChallenge(
        **{
            "id": uuid4(),
            "title": "空き家の片付けを進めたい",
            "problem": "空き家に家財が残り、片付けと修繕と借り手さがしが進みません(架空)。",
            "affected": "市の東部に住む人たち",
            "budget_stage": BudgetStage.INFORMATION,
            "review_by": date.today() + timedelta(days=200),  # noqa: DTZ011 -- far from midnight
            **changed,
        }
    )
    await eventually_answers(platform, PUBLISH_CHALLENGE, request, clerk)
    found = Scene(
        platform,
        town,
        company,
        other,
        request.id,
        clerk,
        staff_of(town, Role.LIAISON),
        member_of(company),
        member_of(other),
    )
    for actor in (found.member, found.stranger):
        draft = SaveProposalDraft(id=uuid4(), challenge_id=request.id)
        await eventually_answers(platform, SAVE_PROPOSAL_DRAFT, draft, actor)
    return found


async def eventually_answers(platform: Platform, method: Any, request: Any, actor: Actor) -> None:
    """Ask until the service has heard of everybody."""

    async def answers() -> bool:
        try:
            await platform.web.call(method, request, actor)
        except Unavailable:
            return False
        return True

    assert await eventually(answers)


async def refusal(asking: Any) -> Fault | None:
    """The fault that an awaitable raises; none when it is answered."""
    try:
        await asking
    except Fault as fault:
        return fault
    return None
