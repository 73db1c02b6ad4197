"""Answers by mail: what the mail server hands over becomes a message in its thread."""

from __future__ import annotations

import asyncio
import sys
from base64 import b64encode

from chassis.settings import Settings, load
from contracts.faults import Conflict, Fault, Forbidden, Invalid, NotFound
from contracts.threads import TAKE_MAIL, TakeMail
from deploy.asking import asking
from deploy.failing import Failed

LARGEST = 140_000  # bytes: in Base64 as much as one request carries
JAPANESE = {
    "automatic": "自動の返信は受け取りません",
    "other_sender": "お使いのアカウントのアドレスから返信してください",
    "not_found": "この宛先は使えません（30日を過ぎたか、やりとりに加わっていません）。"
    "サイトで書いてください",
    "membership_ended": "所属が終わっています",
    "account_suspended": "このアカウントは停止されています",
    "organization_suspended": "この団体は停止されています",
    "organization_closed": "この団体は登録を終えています",
    "introduction_over": "このやりとりは終わっています",
    "minor": "18歳未満の人だけでは、やりとりできません",
    "wrong_form": "メールを読めません。文字コードをUTF-8にして送り直してください",
    "files": "添付ファイルはメールでは受け取れません。添付せずに返信し、ファイルはサイトの"
    "やりとりの画面から加えてください",
    "required": "引用より上に、返信の文がありません",
    "too_long": "返信が長すぎます。4,000文字までに分けて送ってください",
    "too_large": "メールが大きすぎます。添付せずに返信してください",
}
"""By what is wrong. Bounces carry both languages: whoever wrote may be nobody we know."""


def take_mail(recipient: str) -> int:
    """The mail that stands on the standard input."""
    body = sys.stdin.buffer.read(LARGEST + 1)
    if len(body) > LARGEST:
        english = "the mail is too large; answer without attachments"
        raise Failed(_said("too_large", english), wrong_use=True)
    return asyncio.run(take(load(Settings), recipient, body))


async def take(settings: Settings, recipient: str, body: bytes) -> int:
    """Raises ``Failed`` with why it is refused; of wrong use where it always will be."""
    asked = TakeMail(recipient=recipient, mail=b64encode(body).decode())
    async with asking(settings) as town:
        try:
            await town.call(TAKE_MAIL, asked)
        except (NotFound, Invalid, Forbidden, Conflict) as fault:  # as final tomorrow as today
            raise Failed(_said(_wrong(fault), fault.message), wrong_use=True) from None
    return 0


def _wrong(fault: Fault) -> str:
    return fault.fields[0].problem if fault.fields else fault.reason or fault.code


def _said(wrong: str, english: str) -> str:
    return f"{JAPANESE[wrong]} / {english}" if wrong in JAPANESE else english
