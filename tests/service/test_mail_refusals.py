"""What `enishi take-mail` refuses for good, and says why: nothing of it is cut to fit."""

from base64 import b64decode
from uuid import uuid4

import pytest

from contracts.introductions import END_INTRODUCTION, EndIntroduction, EndReason
from deploy.commands.answering import take
from deploy.failing import Failed
from tests.introducing import two
from tests.service.test_threads import address_of, mail, read

HEAD = b"From: hana@example.jp\r\nContent-Type: text/plain; charset=%s\r\n\r\n"


async def test_an_answer_is_taken_whole_or_refused_with_the_reason(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)

    async def refused(given):
        with pytest.raises(Failed) as failed:
            await take(platform.settings, to, given)
        assert failed.value.code == 2
        return str(failed.value)

    written = b64decode(mail("二人の差出人"))
    for given, why in (
        (HEAD % b"utf-8" + "あ".encode() * 4_001, "4001 characters"),
        (HEAD % b"utf-8" + b"\xff\xfe", "cannot be read"),
        (HEAD % b"utf-8" + b"> quoted alone", "no plain text"),
        (b"From: thief@example.jp\r\n" + written, "only from the address"),
    ):
        assert why in await refused(given)
    assert [one for one in await read(pair, pair.admin, made) if one.by_mail] == []

    assert await take(platform.settings, to, HEAD % b"us-ascii" + "御見積 OK".encode()) == 0
    assert (await read(pair, pair.admin, made))[0].body == "御見積 OK"

    [found] = await pair.introductions(pair.admin)
    end = EndIntroduction(
        id=made.id, revision=found.revision, reason=EndReason.DONE, idempotency_key=str(uuid4())
    )
    await platform.web.call(END_INTRODUCTION, end, pair.admin.actor)
    await refused(b64decode(mail("終わったあとの返事")))
