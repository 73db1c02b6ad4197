"""What one organization keeps to itself or shares with one other: made once, of every kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from contracts.attachments import ADD_ATTACHMENT, AddAttachment, SubjectKind
from contracts.challenges import (
    PUBLISH_CHALLENGE,
    SAVE_CHALLENGE_DRAFT,
    BudgetStage,
    PublishChallenge,
    SaveChallengeDraft,
)
from contracts.desk import WRITE_LETTER, WriteLetter
from contracts.dialogue import NOTE_DIALOGUE, ContactKind, NoteDialogue
from contracts.faults import Fault, Unavailable
from contracts.introductions import (
    ACCEPT_INTEREST,
    SEND_INTEREST,
    AcceptInterest,
    Cause,
    SendInterest,
)
from contracts.match_runs import RUN_MATCHES, RunMatches
from contracts.matching_events import ADVANCE_EVENT, SAVE_EVENT, AdvanceEvent, EventState
from contracts.members import CHANGE_MEMBERSHIP, INVITE, ChangeMembership, Invite
from contracts.offer_searches import SAVE_OFFER_SEARCH, SaveOfferSearch
from contracts.participants import SAVE_PARTICIPANT, EventSide, SaveParticipant
from contracts.preferences import Contact
from contracts.proposal_steps import (
    SAVE_PROPOSAL_DRAFT,
    SUBMIT_PROPOSAL,
    SaveProposalDraft,
    SubmitProposal,
)
from contracts.saved_searches import SAVE_SEARCH, SaveSearch
from contracts.threads import OFFER_TALK, SEND_MESSAGE, OfferTalk, SendMessage
from contracts.wire import Method, Role
from deploy import parts
from tests.eventually import eventually
from tests.matching_event import wanted
from tests.matrix.askers import Everybody
from tests.needs import review_by
from tests.proposing import words

Made = dict[str, UUID]


async def ask(all_: Everybody, method: Method[Any, Any], request: Any, role: Role) -> Any:
    """Once the service has heard of everybody."""
    answers: list[Any] = []

    async def answered() -> bool:
        try:
            answers.append(
                await all_.buses[parts.GATEWAY].call(method, request, all_.askers[role].actor)
            )
        except Unavailable:
            return False
        except Fault as fault:
            raise AssertionError(f"{method.subject}: {fault.body()}") from fault
        return True

    await eventually(answered, within=90)
    return answers[-1]


async def made(all_: Everybody) -> Made:
    return {
        **await _challenges(all_),
        **await _introductions(all_),
        **await _events(all_),
        "membership": all_.askers[Role.REVIEWER].membership or uuid4(),
    }


async def _challenges(all_: Everybody) -> Made:
    draft, call = uuid4(), uuid4()
    text = {
        "title": "ここだけの下書き",
        "problem": "外にはまだ言えないここだけの困りごとです(架空)",
    }
    await ask(all_, SAVE_CHALLENGE_DRAFT, SaveChallengeDraft(id=draft, **text), Role.STAFF)
    file = AddAttachment(
        id=uuid4(),
        subject_kind=SubjectKind.CHALLENGE,
        subject_id=draft,
        name="覚え.txt",
        description="覚え",
        content="ここだけの覚え(架空)".encode(),
    )
    await ask(all_, ADD_ATTACHMENT, file, Role.STAFF)
    published = PublishChallenge(
        id=call,
        **text,
        affected="市の人たち",
        budget_stage=BudgetStage.INFORMATION,
        review_by=review_by(),
    )
    await ask(all_, PUBLISH_CHALLENGE, published, Role.STAFF)
    proposals = {}
    for name in ("proposal draft", "proposal"):
        saved = SaveProposalDraft(id=uuid4(), challenge_id=call, words=words())
        kept = await ask(all_, SAVE_PROPOSAL_DRAFT, saved, Role.COMPANY_ADMIN)
        proposals[name] = kept.id
    sent = SubmitProposal(id=kept.id, revision=kept.revision, accept_terms=True)
    await ask(all_, SUBMIT_PROPOSAL, sent, Role.COMPANY_ADMIN)
    return {"challenge draft": draft, "attachment": file.id, **proposals}


async def _introductions(all_: Everybody) -> Made:
    contact = Contact(name="見本 葵", email="aoi@example.jp")
    interest = SendInterest(
        id=uuid4(), cause=Cause.FREE, to_organization_id=all_.public, line="お話を聞かせてください"
    )
    sent = await ask(all_, SEND_INTEREST, interest, Role.COMPANY_ADMIN)
    accepted = AcceptInterest(id=sent.id, revision=sent.revision, contact=contact)
    known = (await ask(all_, ACCEPT_INTEREST, accepted, Role.LIAISON)).introduction_id
    message = SendMessage(id=uuid4(), introduction_id=known, body="二人だけの話(架空)")
    await ask(all_, SEND_MESSAGE, message, Role.COMPANY_ADMIN)
    now = datetime.now(UTC)
    times = tuple(now + timedelta(days=days) for days in (3, 4))
    talk = OfferTalk(id=uuid4(), introduction_id=known, times=times)
    await ask(all_, OFFER_TALK, talk, Role.COMPANY_ADMIN)
    dialogue = NoteDialogue(
        id=uuid4(),
        company_id=all_.company,
        kind=ContactKind.MEETING,
        at=now - timedelta(days=1),
        people="見本 葵",
        disclosed="予算の考え方(架空)",
    )
    await ask(all_, NOTE_DIALOGUE, dialogue, Role.LIAISON)
    invited = Invite(
        id=uuid4(), organization_id=all_.public, role=Role.STAFF, email="to@city.example"
    )
    await ask(all_, INVITE, invited, Role.LIAISON)
    return {
        "interest": sent.id,
        "introduction": known,
        "message": message.id,
        "talk": talk.id,
        "dialogue": dialogue.id,
        "invitation": invited.id,
    }


async def _events(all_: Everybody) -> Made:
    """An event that is only planned, and somebody who comes to one that takes registrations."""
    planned = await ask(all_, SAVE_EVENT, wanted(), Role.ORGANIZER)
    known = await ask(all_, SAVE_EVENT, wanted(), Role.ORGANIZER)
    opened = AdvanceEvent(id=known.id, revision=known.revision, state=EventState.REGISTRATION)
    await ask(all_, ADVANCE_EVENT, opened, Role.ORGANIZER)
    comes = SaveParticipant(
        id=uuid4(),
        event_id=known.id,
        side=EventSide.PRIVATE,
        organization_name="ここだけの社",
        name="見本 葵",
    )
    await ask(all_, SAVE_PARTICIPANT, comes, Role.ORGANIZER)
    letter = WriteLetter(
        id=uuid4(), to=(all_.company,), subject="覚え", text="ここだけの便り(架空)"
    )
    await ask(all_, WRITE_LETTER, letter, Role.COORDINATOR)
    search = SaveSearch(id=uuid4(), name="ここだけの探しもの", search="空き家")
    await ask(all_, SAVE_SEARCH, search, Role.COMPANY_ADMIN)
    looked_for = SaveOfferSearch(id=uuid4(), name="ここだけの探しもの", search="空き家")
    await ask(all_, SAVE_OFFER_SEARCH, looked_for, Role.COMPANY_ADMIN)
    run = RunMatches(id=uuid4())
    await ask(all_, RUN_MATCHES, run, Role.COORDINATOR)
    raised = ChangeMembership(
        id=all_.askers[Role.STAFF].membership or uuid4(), revision=1, role=Role.DECISION_MAKER
    )
    change = (await ask(all_, CHANGE_MEMBERSHIP, raised, Role.LIAISON)).pending
    return {
        "event": planned.id,
        "participant": comes.id,
        "letter": letter.id,
        "search": search.id,
        "offer_search": looked_for.id,
        "run": run.id,
        "change": change.id,
    }
