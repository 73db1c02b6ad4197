"""Every step of a proposal's life against everybody who might take it (domain.md 1.3, 1.4)."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from contracts.challenges import ChallengeState
from contracts.faults import Fault
from contracts.proposals import (
    Disclosure,
    Partner,
    PartnerState,
    ProposalSection,
    ProposalState,
    SectionKey,
)
from contracts.wire import Actor, Role
from services.challenges.proposals import rules, views
from services.challenges.proposals.rules import Action
from services.challenges.store.proposals.seen import Held

LEAD, PARTNER, INVITED, TOWN, OTHER = (uuid4() for _ in range(5))
S = ProposalState
WAITING = {S.SUBMITTED, S.UNDER_REVIEW, S.CLARIFICATION, S.SHORTLISTED}
SEEN_BY_TOWN = set(S) - {S.DRAFT}


def held(state, **changed):
    now = datetime.now(UTC)
    given = {
        "id": uuid4(),
        "challenge_id": uuid4(),
        "challenge_title": "課題",
        "challenge_state": ChallengeState.OPEN,
        "owner_id": TOWN,
        "owner_name": "架空市",
        "deadline": None,
        "organization_id": LEAD,
        "organization_name": "株式会社片付け(架空)",
        "author_id": uuid4(),
        "unit_id": None,
        "state": state,
        "title": "片付けの提案",
        "summary": "要約",
        "sections": (ProposalSection(key=SectionKey.APPROACH, text="方法"),),
        "version": 0 if state is S.DRAFT else 1,
        "submitted_revision": None,
        "alike": 0,
        "revision": 1,
        "created_at": now,
        "submitted_at": now,
        "waits_since": now,
        "answer_due": now,
        "taken_in_at": now,
        "confirm_by": now,
        "partners": (
            Partner(organization_id=PARTNER, name="ことば社", state=PartnerState.CONFIRMED),
            Partner(organization_id=INVITED, name="呼ばれ社", state=PartnerState.INVITED),
        ),
        "clarifications": (),
        "decision": None,
        "pending": None,
        "nameable": (),
        "is_blind": False,
        "is_reviewer": False,
        "is_outside": False,
        "has_declared": True,
        "has_conflict": False,
        "has_left": False,
    }
    return Held(**{**given, **changed})


def actor(role, organization):
    return Actor(account=uuid4(), person=uuid4(), role=role, organization=organization)


PEOPLE = {
    "lead": (actor(Role.COMPANY_MEMBER, LEAD), {}),
    "partner": (actor(Role.COMPANY_ADMIN, PARTNER), {}),
    "invited": (actor(Role.COMPANY_MEMBER, INVITED), {}),
    "staff": (actor(Role.STAFF, TOWN), {}),
    "staff who reviews": (actor(Role.STAFF, TOWN), {"is_reviewer": True}),
    "liaison": (actor(Role.LIAISON, TOWN), {}),
    "decision maker": (actor(Role.DECISION_MAKER, TOWN), {}),
    "reviewer": (actor(Role.REVIEWER, TOWN), {"is_reviewer": True}),
    "reviewer who was not asked": (actor(Role.REVIEWER, TOWN), {}),
    "liaison with a conflict": (actor(Role.LIAISON, TOWN), {"has_conflict": True}),
    "reviewer with a conflict": (
        actor(Role.REVIEWER, TOWN),
        {"is_reviewer": True, "has_conflict": True},
    ),
    "liaison who has not declared": (actor(Role.LIAISON, TOWN), {"has_declared": False}),
    "observer of the town": (actor(Role.OBSERVER, TOWN), {}),
    "observer of the company": (actor(Role.OBSERVER, LEAD), {}),
    "another company": (actor(Role.COMPANY_ADMIN, OTHER), {}),
    "another town": (actor(Role.LIAISON, OTHER), {}),
    "coordinator": (actor(Role.COORDINATOR, OTHER), {}),
    "platform admin": (actor(Role.PLATFORM_ADMIN, OTHER), {}),
    "visitor": (None, {}),
}
OWNERS = {"staff", "staff who reviews", "liaison", "decision maker"}
ALLOWED = {
    Action.SAVE: ({"lead", "partner"}, {S.DRAFT}),
    Action.ATTACH: ({"lead", "partner"}, {S.DRAFT, S.SUBMITTED}),
    Action.SUBMIT: ({"lead"}, {S.DRAFT}),
    Action.REVISE: ({"lead", "partner"}, {S.SUBMITTED}),
    Action.WITHDRAW: ({"lead"}, WAITING | {S.DRAFT}),
    Action.CONFIRM: ({"lead"}, {S.ACCEPTED}),
    Action.INVITE: ({"lead"}, {S.DRAFT}),
    Action.ANSWER_INVITATION: ({"invited"}, {S.DRAFT}),
    Action.ANSWER: ({"lead", "partner"}, {S.CLARIFICATION}),
    Action.TAKE_IN: (OWNERS, {S.SUBMITTED}),
    Action.ASK: (OWNERS, {S.UNDER_REVIEW}),
    Action.FORWARD: (OWNERS, WAITING),
    Action.SCORE: (
        {"staff who reviews", "reviewer"},
        {S.UNDER_REVIEW, S.CLARIFICATION, S.SHORTLISTED},
    ),
    Action.DECLARE: (OWNERS | {"reviewer"}, WAITING),
    Action.DECIDE: ({"liaison", "decision maker"}, {S.SUBMITTED, S.UNDER_REVIEW, S.SHORTLISTED}),
}


def test_the_table_names_every_action():
    assert set(ALLOWED) == set(Action) == set(rules.MAY)


@pytest.mark.parametrize("action", list(Action))
def test_only_who_may_takes_a_step_and_only_in_its_state(action):
    who_may, when = ALLOWED[action]
    for state in S:
        for who, (person, facts) in PEOPLE.items():
            found = held(state, **facts)
            try:
                rules.check_action(found, person, action)
                done = rules.is_time_for(found, action, 1)
            except Fault:
                done = False
            assert done == (who in who_may and state in when), (action, state, who)


HIDDEN_FROM = {
    "reviewer who was not asked",
    "liaison with a conflict",
    "reviewer with a conflict",
    "observer of the town",
    "observer of the company",
    "another company",
    "another town",
    "coordinator",
    "platform admin",
    "visitor",
}


def test_what_is_not_ones_own_is_not_there_in_any_state():
    for state in S:
        for who in HIDDEN_FROM:
            person, facts = PEOPLE[who]
            assert rules.side_of(held(state, **facts), person) is None, (state, who)
        for who in OWNERS | {"reviewer"}:
            person, facts = PEOPLE[who]
            side = rules.side_of(held(state, **facts), person)
            assert (side is not None) == (state in SEEN_BY_TOWN), (state, who)


def test_everybody_reads_what_is_public_only_of_one_that_was_agreed():
    public = (ProposalSection(key=SectionKey.APPROACH, text="方法", level=Disclosure.PUBLIC),)
    for state in S:
        side = rules.side_of(held(state, sections=public), None)
        assert (side is not None) == (state is S.CONFIRMED), state


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("株式会社片付け", "株式会社片付けは5年の実績", "■■■は5年の実績"),
        ("株式会社片付け", "私たち片付けは", "私たち■■■は"),
        ("Kataduke Co", "kataduke co does it", "■■■ does it"),
        ("あ", "あかるい町", "あかるい町"),
    ],
)
def test_names_are_masked_in_a_blind_round(name, text, masked):
    assert views.mask([name], text) == masked
