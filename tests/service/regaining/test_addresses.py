"""Another address for an account: case S13 of the reliability reference."""

import asyncio

from contracts.accounts import GET_SESSION, GetSession
from contracts.faults import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.regaining import (
    ASK_PASSWORD_RESET,
    CHANGE_EMAIL,
    CONFIRM_EMAIL,
    LOOK_UP_EMAIL_CHANGE,
    LOOK_UP_RESET,
    UNDO_EMAIL,
    AskPasswordReset,
    LookUpReset,
)
from tests.outside import rows
from tests.service.factors.people import PASSWORD, later, refusal, session, somebody
from tests.service.regaining.letters import letter, link, of

NEW = "atarashii@shi.example"
TO_NEW, TO_OLD = "このアドレスに変える手続き", "次のアドレスに変える手続き"


async def asked(person, settings, new=NEW):
    """The links in the letters to the new and to the old address."""
    await person.ask(CHANGE_EMAIL, email=new)
    return await link(settings, new, TO_NEW), await link(settings, person.email, TO_OLD)


async def email_of(platform, token):
    return (await platform.web.call(GET_SESSION, GetSession(token=token))).email


async def test_s13_an_address_is_changed_by_who_reads_the_new_one(platform, person, settings):
    old = person.email
    confirm, _ = await asked(person, settings)
    assert await email_of(platform, person.token) == old
    seen = await platform.web.call(LOOK_UP_EMAIL_CHANGE, of(confirm))

    await platform.web.call(CONFIRM_EMAIL, of(confirm))

    assert seen.email == NEW
    assert await email_of(platform, person.token) == NEW  # sessions go on
    assert isinstance(await refusal(person.sign_in()), Unauthenticated)
    person.email = NEW
    assert (await person.sign_in()).session is not None
    assert NEW in await letter(settings, old, "メールアドレスが、次のアドレスに変わりました")
    again = await refusal(platform.web.call(CONFIRM_EMAIL, of(confirm)))
    assert (type(again), again.reason) == (Conflict, "used")


async def test_s13_the_old_address_takes_it_back_within_72_hours(platform, person, settings):
    old = person.email
    confirm, undo = await asked(person, settings)
    await platform.web.call(CONFIRM_EMAIL, of(confirm))
    [(left,)] = await rows(
        settings, "SELECT undo_until - now() > interval '71 hours' FROM accounts.email_changes"
    )

    await platform.web.call(UNDO_EMAIL, of(undo))

    assert left
    assert isinstance(await refusal(session(person)), Unauthenticated)  # and everybody is out
    assert person.email == old
    assert (await person.sign_in(PASSWORD)).session.email == old
    await letter(settings, old, "すべての端末でサインアウトしました")


async def test_s13_after_72_hours_it_stays(platform, person, settings):
    confirm, undo = await asked(person, settings)
    await platform.web.call(CONFIRM_EMAIL, of(confirm))
    await rows(settings, "UPDATE accounts.email_changes SET undo_until = now()")

    late = await refusal(platform.web.call(UNDO_EMAIL, of(undo)))

    assert (type(late), late.reason) == (Conflict, "expired")
    assert await email_of(platform, person.token) == NEW


async def test_s13_what_was_asked_for_is_stopped_from_the_old_address(platform, person, settings):
    confirm, undo = await asked(person, settings)

    await platform.web.call(UNDO_EMAIL, of(undo))

    stopped = await refusal(platform.web.call(CONFIRM_EMAIL, of(confirm)))
    assert (type(stopped), stopped.reason) == (Conflict, "revoked")
    assert isinstance(await refusal(session(person)), Unauthenticated)


async def test_s13_of_two_that_wait_the_last_one_counts(platform, person, settings):
    first, _ = await asked(person, settings)
    await person.ask(CHANGE_EMAIL, email="nibanme@shi.example")
    second = await link(settings, "nibanme@shi.example", TO_NEW)

    overtaken = await refusal(platform.web.call(CONFIRM_EMAIL, of(first)))
    await platform.web.call(CONFIRM_EMAIL, of(second))

    assert (type(overtaken), overtaken.reason) == (Conflict, "revoked")
    assert await email_of(platform, person.token) == "nibanme@shi.example"


async def test_s13_twenty_changes_at_once_leave_one_that_waits(platform, person, settings):
    await asyncio.gather(
        *(person.ask(CHANGE_EMAIL, email=f"a{number}@shi.example") for number in range(20))
    )

    waiting = "SELECT count(*) FROM accounts.email_changes WHERE state = 'asked'"
    assert await rows(settings, waiting) == [(1,)]


async def test_s13_undoing_the_first_undoes_what_was_built_upon_it(platform, person, settings):
    old = person.email
    confirm, undo = await asked(person, settings)
    await platform.web.call(CONFIRM_EMAIL, of(confirm))
    person.email = NEW
    next_one, back = await asked(person, settings, "tsugi@shi.example")
    await platform.web.call(CONFIRM_EMAIL, of(next_one))

    await platform.web.call(UNDO_EMAIL, of(undo))

    person.email = old
    assert (await person.sign_in()).session is not None
    void = await refusal(platform.web.call(UNDO_EMAIL, of(back)))
    assert (type(void), void.reason) == (Conflict, "revoked")


async def test_s13_an_address_of_another_account_is_asked_for_alike_and_never_taken(
    platform, person, settings
):
    other = await somebody(platform)
    confirm, _ = await asked(person, settings, other.email)

    taken = await refusal(platform.web.call(CONFIRM_EMAIL, of(confirm)))

    assert (type(taken), taken.reason) == (Conflict, "taken")
    assert await email_of(platform, person.token) == person.email
    assert await email_of(platform, other.token) == other.email


async def test_s13_it_takes_somebody_who_has_just_shown_who_they_are(platform, person, settings):
    await later(settings)
    refused = await refusal(person.ask(CHANGE_EMAIL, email=NEW))

    assert (type(refused), refused.reason) == (Forbidden, "step_up")
    assert await rows(settings, "SELECT count(*) FROM accounts.email_changes") == [(0,)]


async def test_s14_an_address_that_is_none_or_the_same_is_refused(platform, person):
    for email, problem in (
        ("a@b\r\nBcc: x@evil.example", "control_characters"),
        ("no-address", "wrong_form"),
        (person.email.upper(), "same"),
    ):
        wrong = await refusal(person.ask(CHANGE_EMAIL, email=email))
        assert isinstance(wrong, Invalid)
        assert [(one.field, one.problem) for one in wrong.fields] == [("email", problem)]


async def test_s10_a_link_that_went_to_the_old_address_sets_no_password(platform, person, settings):
    await platform.web.call(ASK_PASSWORD_RESET, AskPasswordReset(email=person.email))
    token = await link(settings, person.email, "新しいパスワードを決める手続き")
    confirm, undo = await asked(person, settings)
    await platform.web.call(CONFIRM_EMAIL, of(confirm))

    void = await refusal(platform.web.call(LOOK_UP_RESET, LookUpReset(token=token)))
    crossed = await refusal(platform.web.call(CONFIRM_EMAIL, of(undo)))

    assert (type(void), void.reason) == (Conflict, "revoked")
    assert isinstance(crossed, NotFound)  # a link does only what it was made for
