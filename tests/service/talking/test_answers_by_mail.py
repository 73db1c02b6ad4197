"""Letters of a thread are answered by mail, from the reader's own address alone."""

import pytest

from contracts.faults import Forbidden, Invalid, NotFound
from contracts.notify import NotificationKind
from contracts.regaining import CHANGE_EMAIL, CONFIRM_EMAIL
from contracts.threads import (
    TAKE_MAIL,
    TakeMail,
)
from tests.eventually import eventually
from tests.introducing import two
from tests.outside import rows
from tests.platform import OPERATOR
from tests.service.factors.people import Person
from tests.service.regaining.letters import link, of
from tests.service.talking.writing import address_of, mail, read, told


async def test_an_answer_by_mail_is_a_message_without_what_it_quotes(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)
    body = (
        "ぜひお話ししましょう。\n\n2026年11月25日(水) 10:00 縁 <no-reply@example.jp>:\n> 前の手紙"
    )
    asked = TakeMail(recipient=to.upper().replace("REPLY", "reply"), mail=mail(body))

    taken = await platform.operator.call(TAKE_MAIL, asked, OPERATOR)
    again = await platform.operator.call(TAKE_MAIL, asked, OPERATOR)

    assert taken == again
    newest, *_ = await read(pair, pair.admin, made)
    assert (newest.id, newest.body, newest.by_mail) == (
        taken.message_id,
        "ぜひお話ししましょう。",
        True,
    )


async def test_a_forged_an_old_and_an_automatic_answer_are_refused(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)

    async def take(recipient, given):
        asked = TakeMail(recipient=recipient, mail=given)
        return await platform.operator.call(TAKE_MAIL, asked, OPERATOR)

    forged = to.replace("+", "+aaaa")
    for recipient in (forged, "hana@example.jp", "reply+@example.jp"):
        with pytest.raises(NotFound):
            await take(recipient, mail("はい"))
    with pytest.raises(Forbidden):
        await take(to, mail("留守にしています", Auto_Submitted="auto-replied"))
    with pytest.raises(Invalid):
        await take(to, mail("> 引用だけ"))
    with pytest.raises(Invalid):
        await take(to, "これはメールではない")
    await rows(
        platform.settings,
        "UPDATE introductions.reply_addresses SET expires_at = now() RETURNING 1",
    )
    with pytest.raises(NotFound):
        await take(to, mail("はい"))


async def test_an_answer_by_mail_is_taken_from_the_readers_own_address_alone(platform):
    """Whoever comes by a letter cannot write as its reader, who is told once a day."""
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)

    async def take(body, sender):
        asked = TakeMail(recipient=to, mail=mail(body, sender))
        return await platform.operator.call(TAKE_MAIL, asked, OPERATOR)

    others = ("thief@example.jp", "hana@example.jp, thief@example.jp", "hana", "", "@", None)
    for sender in others:
        with pytest.raises(Forbidden) as refused:
            await take("にせの返事", sender)
        assert refused.value.reason == "other_sender", sender
    assert [one.body for one in await read(pair, pair.admin, made) if one.by_mail] == []

    async def is_told():
        found = await told(platform, pair.liaison)
        return found.count(NotificationKind.MAIL_REFUSED) == 1

    await eventually(is_told)
    for sender in ("花 <HANA@Example.JP>", '"佐藤, 花" <hana@example.jp>'):
        await take(f"{sender} の返事", sender)
    written = [one for one in await read(pair, pair.admin, made) if one.by_mail]
    assert len(written) == 2
    assert await is_told()


async def test_after_a_change_of_address_the_new_one_answers_earlier_letters(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)
    statement = "SELECT sender_hash FROM introductions.reply_addresses"
    [(before,)] = await rows(platform.settings, statement)
    hana = Person(platform, "hana@example.jp")
    await hana.sign_in("nagai-himitsu-no-kotoba")
    await hana.ask(CHANGE_EMAIL, email="hana@new.example")
    confirmed = await link(platform.settings, "hana@new.example", "このアドレスに変える手続き")
    await platform.web.call(CONFIRM_EMAIL, of(confirmed))

    async def moved():
        return (await rows(platform.settings, statement))[0][0] != before

    await eventually(moved)
    asked = TakeMail(recipient=to, mail=mail("前のアドレスから"))
    with pytest.raises(Forbidden):
        await platform.operator.call(TAKE_MAIL, asked, OPERATOR)
    asked = TakeMail(recipient=to, mail=mail("新しいアドレスから", "hana@new.example"))
    await platform.operator.call(TAKE_MAIL, asked, OPERATOR)
