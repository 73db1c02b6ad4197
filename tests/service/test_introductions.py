"""J3: two organizations that both said yes, and everything that one of them never learns."""

import asyncio
from uuid import uuid4

import msgspec
import pytest

from contracts.dialogue import LIST_DIALOGUES, ContactKind, ListDialogues
from contracts.faults import Conflict, Forbidden, Invalid, NotFound, Unavailable
from contracts.introductions import ACCEPT_INTEREST as ACCEPT
from contracts.introductions import (
    CANCEL_INTEREST,
    DECLINE_INTEREST,
    END_INTRODUCTION,
    FORWARD_INTEREST,
    GET_INTRODUCTIONS,
    GET_RESPONSES,
    LIST_INTERESTS,
    OPEN_INTERESTS,
    SEE_INTEREST,
    SEND_INTEREST,
    AcceptInterest,
    Cause,
    ChangeInterest,
    DeclineInterest,
    DeclineReason,
    EndIntroduction,
    EndReason,
    ForwardInterest,
    GetIntroductions,
    GetResponses,
    InterestState,
    IntroductionState,
    ListInterests,
    SendInterest,
    StepKind,
)
from contracts.preferences import (
    GET_PREFERENCES,
    LIST_PREFERENCES,
    GetPreferences,
    Grade,
    ListPreferences,
)
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import joined, two, unit
from tests.members import member
from tests.outside import rows


async def told(pair, subject):
    found = await rows(
        pair.platform.settings,
        "SELECT payload FROM introductions.outbox WHERE subject = $1 ORDER BY seq",
        f"event.introductions.v1.{subject}",
    )
    return [msgspec.json.decode(row[0]) for row in found]


async def test_j3_ac1_a_one_sided_must_shows_the_other_side_nothing(platform):
    pair = await two(platform)
    before = await pair.introductions(pair.liaison), await pair.received(pair.liaison)

    await pair.wish(pair.admin, pair.town, Grade.MUST)

    assert (await pair.introductions(pair.liaison), await pair.received(pair.liaison)) == before
    asked = GetPreferences(ids=(pair.company, pair.town))
    assert await platform.web.call(GET_PREFERENCES, asked, pair.liaison.actor) == ()
    page = await platform.web.call(LIST_PREFERENCES, ListPreferences(), pair.liaison.actor)
    assert (page.preferences, page.total) == ((), 0)
    subjects = await rows(
        platform.settings,
        "SELECT DISTINCT subject FROM introductions.outbox ORDER BY subject",
    )
    assert [row[0] for row in subjects] == ["event.introductions.v1.record.written"]
    [mine] = await platform.web.call(GET_PREFERENCES, asked, pair.admin.actor)
    assert mine.grade is Grade.MUST


async def test_j3_ac2_two_yes_are_one_introduction_with_contacts_and_an_entry(platform):
    pair = await two(platform)

    first = await pair.wish(pair.admin, pair.town, Grade.MUST)
    second = await pair.wish(pair.liaison, pair.company, Grade.MEET)

    assert first.introduction_id is None
    [theirs] = await pair.introductions(pair.admin)
    [ours] = await pair.introductions(pair.liaison)
    assert second.introduction_id == theirs.id == ours.id
    assert ours.theirs.contact.email == theirs.ours.contact.email == "aoi@example.jp"
    assert len(await told(pair, "introduction.made")) == 1
    [entry] = (
        await platform.web.call(LIST_DIALOGUES, ListDialogues(), pair.liaison.actor)
    ).dialogues
    assert (entry.kind, entry.company_id) == (ContactKind.INTRODUCTION, pair.company)


async def test_two_yes_in_the_same_moment_make_one_introduction(platform):
    pair = await two(platform)
    for _ in range(5):
        await asyncio.gather(
            *(pair.wish(pair.admin, pair.town, Grade.MEET) for _ in range(4)),
            *(pair.wish(pair.liaison, pair.company, Grade.MUST) for _ in range(4)),
        )
        [live] = [
            one
            for one in await pair.introductions(pair.admin)
            if one.state is IntroductionState.LIVE
        ]
        end = EndIntroduction(id=live.id, revision=live.revision, reason=EndReason.DONE)
        await platform.web.call(END_INTRODUCTION, end, pair.admin.actor)

    assert len(await pair.introductions(pair.liaison)) == 5
    assert len(await told(pair, "introduction.made")) == 5


async def test_j3_ac3_a_no_keeps_the_pair_apart_and_is_told_to_nobody_else(platform):
    pair = await two(platform)
    await pair.wish(pair.admin, pair.town, Grade.MUST)
    before = await pair.introductions(pair.admin), await pair.received(pair.admin)

    found = await pair.wish(pair.liaison, pair.company, Grade.NO)

    assert found.introduction_id is None
    assert (await pair.introductions(pair.admin), await pair.received(pair.admin)) == before
    [excluded] = await told(pair, "pair.excluded")
    assert excluded["excluded_by"] == [str(pair.town)]
    await pair.wish(pair.liaison, pair.company, None)
    assert [one["excluded_by"] for one in await told(pair, "pair.excluded")][1:] == [[]]
    again = await pair.wish(pair.admin, pair.town, Grade.MUST)  # answered as before
    assert again.introduction_id is None


async def test_j3_ac4_an_unanswered_interest_expires_after_two_reminders(platform):
    pair = await two(platform)
    sent = await pair.send(pair.admin, pair.town)

    for days, reminders in ((3, 1), (7, 2)):
        await pair.shifted(sent, days)

        async def reminded(wanted=reminders):
            return len(await told(pair, "interest.reminded")) == wanted

        await eventually(reminded)
    await pair.shifted(sent, 4)

    async def expired():
        return (await pair.interest(pair.admin, sent.id)).state is InterestState.EXPIRED

    await eventually(expired)
    asked = ListInterests(received=False)
    page = await platform.web.call(LIST_INTERESTS, asked, pair.admin.actor)
    assert page.open == 0
    assert len(await told(pair, "interest.expired")) == 1
    kinds = [step.kind for step in (await pair.interest(pair.liaison, sent.id)).steps]
    assert kinds == [StepKind.SENT, StepKind.REMINDED, StepKind.REMINDED, StepKind.EXPIRED]
    responses = GetResponses(ids=(pair.town,))
    assert await platform.web.call(GET_RESPONSES, responses, None) == ()  # of one case: nothing
    for _ in range(4):
        one = await pair.send(pair.admin, pair.town)
        await decline(pair, one)
    [shown] = await platform.web.call(GET_RESPONSES, responses, None)
    assert (shown.cases, shown.answered, shown.median_hours) == (5, 4, 0)


async def decline(pair, interest, reason=DeclineReason.NOT_THIS_FISCAL_YEAR):
    asked = DeclineInterest(id=interest.id, revision=interest.revision, reason=reason)
    return await pair.platform.web.call(DECLINE_INTEREST, asked, pair.liaison.actor)


async def test_an_interest_whose_time_is_over_is_answered_by_nobody_any_more(platform):
    pair = await two(platform)
    sent = await pair.send(pair.admin, pair.town)
    await pair.shifted(sent, 14)

    with pytest.raises(Conflict) as refused:
        await pair.accept(pair.liaison, sent)

    assert refused.value.reason == "interest_over"


async def test_j3_ac5_a_forwarded_interest_is_one_with_all_its_history(platform):
    pair = await two(platform)
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    clerk = await member(platform, pair.town, Role.STAFF, "担当 太郎", unit=section)
    await joined(platform, clerk)
    sent = await pair.send(pair.admin, pair.town)

    asked = ForwardInterest(id=sent.id, revision=1, unit_id=section, note="こちらの課です")
    await platform.web.call(FORWARD_INTEREST, asked, pair.liaison.actor)
    [received] = await pair.received(clerk)
    accepted = await pair.accept(clerk, received)

    assert received.id == sent.id
    assert [step.kind for step in accepted.steps] == [
        StepKind.SENT,
        StepKind.FORWARDED,
        StepKind.ACCEPTED,
    ]
    [made] = await pair.introductions(clerk)
    assert (made.ours.unit_id, made.interest_id) == (section, sent.id)
    seen = await pair.interest(pair.admin, sent.id)
    assert [(step.note, step.person_id) for step in seen.steps[1:]] == [("", None)] * 2
    elsewhere = await unit(pair, pair.liaison.actor, pair.town, "税務課")
    other = await member(platform, pair.town, Role.STAFF, "別の 課", unit=elsewhere)
    await joined(platform, other)
    assert await pair.introductions(other) == ()


async def test_j2_ac3_one_interest_more_than_the_cap_is_refused_with_the_count(platform):
    pair = await two(platform)
    sent = []
    for number in range(OPEN_INTERESTS):
        town = await platform.organization(f"第{number}市", OrganizationKind.MUNICIPALITY, "福岡県")
        await pair.known(town)
        sent.append(await pair.send(pair.admin, town))

    with pytest.raises(Conflict) as refused:
        await pair.send(pair.admin, pair.town)

    assert refused.value.reason == "too_many_open"
    assert refused.value.newest == {"open": OPEN_INTERESTS, "most": OPEN_INTERESTS}
    cancel = ChangeInterest(id=sent[0].id)
    await platform.web.call(CANCEL_INTEREST, cancel, pair.admin.actor)
    assert (await pair.send(pair.admin, pair.town)).state is InterestState.SENT


async def test_the_cap_holds_for_many_at_once(platform):
    pair = await two(platform)
    towns = []
    for number in range(OPEN_INTERESTS + 5):
        name = f"第{number}市"
        towns.append(await platform.organization(name, OrganizationKind.MUNICIPALITY, "福岡県"))
    await pair.known(*towns)

    async def sent_or_refused(town):
        """Who finds the database busy with the others, and nothing written, sends again."""

        async def answered():
            try:
                return (await pair.send(pair.admin, town)).state
            except Conflict as refused:
                return refused.reason
            except Unavailable:
                return None

        return await eventually(answered)

    found = await asyncio.gather(*(sent_or_refused(town) for town in towns))

    assert found.count(InterestState.SENT) == OPEN_INTERESTS
    assert found.count("too_many_open") == 5


STATES = ("sent", "seen", "mutual", "declined", "expired", "cancelled")
ALLOWED = {
    "see": {"sent", "seen"},
    "accept": {"sent", "seen"},
    "decline": {"sent", "seen"},
    "forward": {"sent", "seen"},
    "cancel": {"sent", "seen"},
}


async def test_every_step_of_an_interest_follows_only_what_the_table_allows(platform):
    pair = await two(platform)
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    sent = await pair.send(pair.admin, pair.town)
    call, revision = platform.web.call, 1
    steps = {
        "see": (SEE_INTEREST, lambda: ChangeInterest(id=sent.id), pair.liaison),
        "decline": (
            DECLINE_INTEREST,
            lambda: DeclineInterest(id=sent.id, revision=revision),
            pair.liaison,
        ),
        "forward": (
            FORWARD_INTEREST,
            lambda: ForwardInterest(id=sent.id, revision=revision, unit_id=section),
            pair.liaison,
        ),
        "cancel": (CANCEL_INTEREST, lambda: ChangeInterest(id=sent.id), pair.admin),
        "accept": (ACCEPT, lambda: AcceptInterest(id=sent.id, revision=revision), pair.liaison),
    }
    for state in STATES:
        for name, (method, asked, who) in steps.items():
            if name == "accept" and state in ALLOWED[name]:
                continue  # makes an introduction: the last one below
            await rows(
                platform.settings,
                "UPDATE introductions.interests SET state = $2, revision = 1, to_unit_id = NULL,"
                " forwarded = 0 WHERE id = $1 RETURNING id",
                sent.id,
                state,
            )
            if state in ALLOWED[name]:
                await call(method, asked(), who.actor)
            else:
                with pytest.raises(Conflict) as refused:
                    await call(method, asked(), who.actor)
                assert refused.value.reason == "interest_over", (state, name)
    await rows(
        platform.settings,
        "UPDATE introductions.interests SET state = 'seen', revision = 1 WHERE id = $1"
        " RETURNING id",
        sent.id,
    )
    assert (await pair.accept(pair.liaison, sent)).state is InterestState.MUTUAL


async def test_interests_and_introductions_are_seen_by_their_two_sides_alone(platform):
    pair = await two(platform)
    other = await platform.organization("別の会社", OrganizationKind.COMPANY)
    stranger = await member(platform, other, Role.COMPANY_ADMIN, "他人 一")
    await pair.known(other)
    sent = await pair.send(pair.admin, pair.town)
    made = (await pair.accept(pair.liaison, sent)).introduction_id

    asked = GetIntroductions(ids=(made,))
    assert await platform.web.call(GET_INTRODUCTIONS, asked, stranger.actor) == ()
    assert await pair.received(stranger) == ()
    for method, request in (
        (DECLINE_INTEREST, DeclineInterest(id=sent.id, revision=1)),
        (CANCEL_INTEREST, ChangeInterest(id=sent.id)),
        (END_INTRODUCTION, EndIntroduction(id=made, revision=1, reason=EndReason.DONE)),
    ):
        with pytest.raises(NotFound):
            await platform.web.call(method, request, stranger.actor)
    with pytest.raises(NotFound):  # the sender does not answer for the receiver
        await platform.web.call(
            DECLINE_INTEREST, DeclineInterest(id=sent.id, revision=2), pair.admin.actor
        )


async def test_two_who_asked_each_other_have_both_been_answered(platform):
    pair = await two(platform)
    first = await pair.send(pair.admin, pair.town)
    second = await pair.send(pair.liaison, pair.company)

    assert second.state is InterestState.MUTUAL
    assert (await pair.interest(pair.admin, first.id)).introduction_id == second.introduction_id
    with pytest.raises(Conflict) as refused:
        await pair.send(pair.admin, pair.town)
    assert refused.value.reason == "already_introduced"


async def test_an_interest_meets_a_private_yes_at_once_and_a_private_no_never(platform):
    pair = await two(platform)
    await pair.wish(pair.liaison, pair.company, Grade.NO)
    sent = await pair.send(pair.admin, pair.town)
    assert sent.state is InterestState.SENT
    await pair.wish(pair.liaison, pair.company, Grade.MEET)  # one's own answer to it
    assert (await pair.interest(pair.admin, sent.id)).state is InterestState.MUTUAL


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"line": "   　 "}, "line"),
        ({"line": "ひとつめの行\nふたつめの行"}, "line"),
        ({"cause": Cause.PREFERENCE}, "cause"),
        ({"cause": Cause.CHALLENGE}, "cause_id"),
        ({"to_organization_id": None}, "to_organization_id"),
        ({"line": "あ" * 301}, "line"),
        ({"line": "一度お話を\u202e聞かせてください"}, "line"),
    ],
)
async def test_an_interest_that_cannot_stand_names_its_field(platform, given, field):
    pair = await two(platform)
    whole = {"id": uuid4(), "cause": Cause.FREE, "to_organization_id": pair.town}
    asked = SendInterest(**(whole | {"line": "一度お話を聞かせてください"} | given))

    with pytest.raises(Invalid) as refused:
        await platform.web.call(SEND_INTEREST, asked, pair.admin.actor)

    assert [problem.field for problem in refused.value.fields] == [field]


async def test_an_organization_wishes_nothing_of_itself_and_a_visitor_nothing_at_all(platform):
    pair = await two(platform)
    with pytest.raises(NotFound):
        await pair.wish(pair.admin, pair.company, Grade.MEET)
    with pytest.raises(NotFound):
        await pair.wish(pair.admin, uuid4(), Grade.MEET)
    auditor = await member(platform, pair.town, Role.OBSERVER)
    with pytest.raises(Forbidden):
        await pair.wish(auditor, pair.company, Grade.MEET)
