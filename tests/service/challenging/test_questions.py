"""Questions: who may ask, who sees what, and that nobody learns who asked."""

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from contracts.challenges import AMEND_CHALLENGE, AmendChallenge, BudgetStage
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.introductions import (
    INTRODUCTION_MADE,
    Cause,
    Introduction,
    IntroductionState,
    Side,
)
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications
from contracts.notify import NotificationKind as Kind
from contracts.questions import (
    ANSWER_QUESTION,
    ASK_QUESTION,
    LIST_QUESTIONS,
    WITHDRAW_QUESTION,
    AnswerQuestion,
    AskQuestion,
    ListQuestions,
    QuestionState,
    WithdrawQuestion,
)
from tests.eventually import eventually
from tests.needs import of_a_need
from tests.outside import open_teller, rows
from tests.service.challenging.places import COMPANY, PROBLEM, opened, place

TEXT = "夜間の作業はできますか。"


async def ask(platform, challenge, actor, text=TEXT, **more):
    asked = AskQuestion(id=uuid4(), challenge_id=challenge.id, text=text, **more)
    return await platform.web.call(ASK_QUESTION, asked, actor)


async def seen(platform, challenge, actor=None):
    asked = ListQuestions(challenge_id=challenge.id)
    return await platform.web.call(LIST_QUESTIONS, asked, actor)


async def answer(platform, question, clerk, **more):
    asked = AnswerQuestion(
        **{"id": question.id, "revision": question.revision, "answer": "夜9時までは。", **more}
    )
    return await platform.web.call(ANSWER_QUESTION, asked, clerk)


async def told(platform, actor):
    page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(first=50), actor)
    return [one.kind for one in page.notifications]


@pytest.fixture
async def people(platform, settings):
    clerk = await place(platform, settings)
    first = await place(platform, settings, "甲社", COMPANY)
    second = await place(platform, settings, "乙社", COMPANY)
    return clerk, first, second


async def test_a_confidential_answer_is_between_its_two_sides(platform, people):
    clerk, first, second = people
    challenge = await opened(platform, clerk)
    question = await ask(platform, challenge, first)
    reason = "応募する会社の特許の内容にふれるため"
    done = await answer(platform, question, clerk, confidential_reason=reason)

    assert done.is_confidential
    assert [one.answer for one in await seen(platform, challenge, first)] == ["夜9時までは。"]
    assert [one.confidential_reason for one in await seen(platform, challenge, clerk)] == [reason]
    assert await seen(platform, challenge, second) == await seen(platform, challenge) == ()

    async def first_is_told():
        return Kind.QUESTION_ANSWERED in await told(platform, first)

    await eventually(first_is_told)
    public = await answer(platform, done, clerk)
    assert not public.is_confidential
    with pytest.raises(Invalid) as refused:
        await answer(platform, public, clerk, confidential_reason="やはり")
    assert refused.value.fields[0].problem == "already_public"


async def test_only_the_other_side_asks_and_only_while_it_is_open(platform, settings, people):
    clerk, first, _ = people
    challenge = await opened(platform, clerk)
    neighbour = await place(platform, settings, "となりの市")
    for actor in (clerk, neighbour):
        with pytest.raises(Forbidden):
            await ask(platform, challenge, actor)
    with pytest.raises(Invalid):
        await ask(platform, challenge, first, text="。。。  　 ")
    with pytest.raises(NotFound):
        await platform.web.call(
            ASK_QUESTION, AskQuestion(id=uuid4(), challenge_id=uuid4(), text=TEXT), first
        )
    past = "UPDATE challenges.challenges SET answer_by = current_date - 2 WHERE id = $1"
    await rows(settings, past, challenge.id)
    with pytest.raises(Conflict) as refused:
        await ask(platform, challenge, first)
    assert refused.value.reason == "closed"


async def test_ten_may_wait_for_an_answer_and_a_double_click_asks_once(platform, people):
    clerk, first, second = people
    challenge = await opened(platform, clerk)
    key, one = str(uuid4()), uuid4()
    asked = AskQuestion(id=one, challenge_id=challenge.id, text=TEXT, idempotency_key=key)
    await asyncio.gather(*(platform.web.call(ASK_QUESTION, asked, first) for _ in range(5)))
    answers = await asyncio.gather(
        *(ask(platform, challenge, first) for _ in range(20)), return_exceptions=True
    )
    refused = [one for one in answers if isinstance(one, Conflict)]
    assert {one.reason for one in refused} == {"too_many_waiting"}
    assert len(await seen(platform, challenge, first)) == 10
    assert await seen(platform, challenge, second) == ()
    await ask(platform, challenge, second)  # others are not held up by it
    with pytest.raises(Conflict):  # an id of another says nothing of its question
        await platform.web.call(
            ASK_QUESTION, AskQuestion(id=one, challenge_id=challenge.id, text=TEXT), second
        )


async def test_a_question_is_taken_back_by_who_asked_and_answered_by_whom_it_concerns(
    platform, people
):
    clerk, first, second = people
    challenge = await opened(platform, clerk)
    question = await ask(platform, challenge, first)
    take_back = WithdrawQuestion(id=question.id, revision=1)
    for actor in (second, clerk):
        with pytest.raises(NotFound):
            await platform.web.call(WITHDRAW_QUESTION, take_back, actor)
    for actor in (second, first):
        with pytest.raises(NotFound):
            await answer(platform, question, actor)
    done = await platform.web.call(WITHDRAW_QUESTION, take_back, first)
    assert done.state is QuestionState.WITHDRAWN
    assert await seen(platform, challenge, clerk) == ()
    with pytest.raises(NotFound):
        await answer(platform, done, clerk)


async def test_two_who_answer_do_not_overwrite_each_other(platform, people):
    clerk, first, _ = people
    challenge = await opened(platform, clerk)
    question = await ask(platform, challenge, first)
    answers = await asyncio.gather(
        *(answer(platform, question, clerk, answer=f"答え{n}") for n in range(2)),
        return_exceptions=True,
    )
    [refused] = [one for one in answers if isinstance(one, Conflict)]
    assert refused.newest["answer"] in {"答え0", "答え1"}


async def test_everybody_who_asked_is_told_of_a_change_once_and_of_nobody(platform, people):
    clerk, first, second = people
    challenge = await opened(platform, clerk)
    question = await ask(platform, challenge, first)
    await ask(platform, challenge, second)
    await answer(platform, question, clerk)
    change = AmendChallenge(
        id=challenge.id,
        revision=1,
        title="空き家の片付けを急ぎたい",
        problem=PROBLEM,
        budget_stage=BudgetStage.REQUESTED,
        **of_a_need(),
    )
    await platform.web.call(AMEND_CHALLENGE, change, clerk)

    async def alike():
        both = [sorted(await told(platform, one)) for one in (first, second)]
        assert both[0] == both[1] == [Kind.CHALLENGE_AMENDED, Kind.QUESTION_ANSWERED]
        return True

    await eventually(alike)

    async def clerk_is_told():
        return (await told(platform, clerk)).count(Kind.QUESTION_ASKED) == 2

    await eventually(clerk_is_told)


async def test_no_answer_and_no_public_event_carries_who_asked(platform, settings, people):
    clerk, first, _ = people
    challenge = await opened(platform, clerk)
    question = await ask(platform, challenge, first)
    await answer(platform, question, clerk)
    told_of = await rows(
        settings,
        "SELECT subject, payload::text FROM challenges.outbox WHERE subject LIKE '%question%'"
        " OR subject LIKE '%record.written'",
    )
    asking = [text for subject, text in told_of if "question.asked" in subject]
    assert asking
    assert not any(str(first.organization) in text for text in asking)
    of_town = [
        text
        for subject, text in told_of
        if "record" in subject and f'"tenant": "{clerk.organization}"' in text
    ]
    assert of_town
    assert not any(str(first.organization) in text for text in of_town)
    listed = repr(await seen(platform, challenge, clerk))
    assert str(first.organization) not in listed
    assert str(first.person) not in listed


async def test_who_was_introduced_is_told_too(platform, settings, people):
    clerk, first, second = people
    challenge = await opened(platform, clerk)
    made = Introduction(
        id=uuid4(),
        ours=Side(organization_id=clerk.organization),
        theirs=Side(organization_id=second.organization),
        cause=Cause.CHALLENGE,
        cause_id=challenge.id,
        state=IntroductionState.LIVE,
        made_at=datetime.now(UTC),
    )
    async with open_teller(settings, platform.keys, "introductions") as teller:
        await teller.tell(INTRODUCTION_MADE, made)
    known = "SELECT FROM challenges.introduced WHERE challenge_id = $1"
    await eventually(lambda: rows(settings, known, challenge.id))
    question = await ask(platform, challenge, first)
    await answer(platform, question, clerk)
    for one in (first, second):

        async def is_told(one=one):
            return Kind.QUESTION_ANSWERED in await told(platform, one)

        await eventually(is_told)
    assert Kind.QUESTION_ANSWERED not in await told(platform, clerk)
