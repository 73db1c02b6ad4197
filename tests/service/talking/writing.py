"""Writing and reading in a thread, and answering its letters by mail."""

import re
from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

from contracts.accounts import OPEN_ACCOUNT, OpenAccount
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications
from contracts.threads import (
    LIST_MESSAGES,
    SEND_MESSAGE,
    ListMessages,
    SendMessage,
)
from tests.eventually import eventually
from tests.outside import rows
from tests.platform import OPERATOR


async def write(pair, of, made, body="はじめまして。", **more):
    asked = SendMessage(id=uuid4(), introduction_id=made.id, body=body, **more)
    return await pair.platform.web.call(SEND_MESSAGE, asked, of.actor)


async def read(pair, of, made):
    asked = ListMessages(introduction_id=made.id)
    return (await pair.platform.web.call(LIST_MESSAGES, asked, of.actor)).messages


async def told(platform, of):
    page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(), of.actor)
    return [one.kind for one in page.notifications]


def mail(body, sender="hana@example.jp", **headers):
    message = EmailMessage()
    if sender is not None:
        message["From"] = sender
    message["Subject"] = "Re: メッセージ"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return b64encode(message.as_bytes()).decode()


async def address_of(pair, made):
    """Where the letter to the liaison may be answered to."""
    account = OpenAccount(
        id=uuid4(),
        person_id=pair.liaison.actor.person,
        email="hana@example.jp",
        password="nagai-himitsu-no-kotoba",
    )
    await pair.platform.operator.call(OPEN_ACCOUNT, account, OPERATOR)
    await write(pair, pair.admin, made)

    def found():
        for file in Path(pair.platform.settings.home, "mail").glob("*.eml"):
            known = re.search(rb"reply\+([a-z2-7]+)@", file.read_bytes())
            if known:
                return known[1].decode()
        return None

    token = await eventually(found)

    async def known():
        statement = "SELECT count(*) FROM introductions.reply_addresses"
        return (await rows(pair.platform.settings, statement))[0][0] > 0

    await eventually(known)
    return f"reply+{token}@127.0.0.1"
