"""What `enishi take-mail` refuses for good, and says why: nothing of it is cut to fit."""

from base64 import b64decode
from uuid import uuid4

import pytest

from contracts.introductions import END_INTRODUCTION, EndIntroduction, EndReason
from deploy.commands.answering import take
from deploy.failing import Failed
from tests.introducing import two
from tests.service.talking.writing import address_of, mail, read

HEAD = b"From: hana@example.jp\r\nContent-Type: text/plain; charset=%s\r\n\r\n"
STYLED = b"From: hana@example.jp\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
WITH_FILE = (
    b"From: hana@example.jp\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain\r\n\r\nOK\r\n"
    b"--b\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n"
)
LETTER = "--- この線より上に返信を書いてください ---<br>窓口 花 様"


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
        (HEAD % b"utf-8" + b"> quoted alone", "引用より上に、返信の文がありません / there is no"),
        (b"From: thief@example.jp\r\n" + written, "アドレスから返信してください / only from"),
        (b"Auto-Submitted: auto-replied\r\n" + written, "自動の返信は受け取りません / automatic"),
        (STYLED + b"<style>p{}</style><p><img src=cid:1> <p hidden>OK", "返信の文がありません"),
        (STYLED + b"<p>OK<!-- ", "cannot be read"),
        (WITH_FILE, "添付せずに返信し"),
    ):
        assert why in await refused(given)
    assert [one for one in await read(pair, pair.admin, made) if one.by_mail] == []

    assert await take(platform.settings, to, HEAD % b"us-ascii" + "御見積 OK".encode()) == 0
    assert (await read(pair, pair.admin, made))[0].body == "御見積 OK"
    answer = f"<div>会いましょう<br>ぜひ</div><blockquote>{LETTER}</blockquote>"
    assert await take(platform.settings, to, STYLED + answer.encode()) == 0
    assert (await read(pair, pair.admin, made))[0].body == "会いましょう\nぜひ"

    [found] = await pair.introductions(pair.admin)
    end = EndIntroduction(
        id=made.id, revision=found.revision, reason=EndReason.DONE, idempotency_key=str(uuid4())
    )
    await platform.web.call(END_INTRODUCTION, end, pair.admin.actor)
    await refused(b64decode(mail("終わったあとの返事")))
