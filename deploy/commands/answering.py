"""Answers by mail: what the mail server hands over becomes a message in its thread."""

from __future__ import annotations

import asyncio
import sys
from base64 import b64encode

from chassis.settings import Settings, load
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.threads import TAKE_MAIL, TakeMail
from deploy.asking import asking
from deploy.failing import Failed

LARGEST = 140_000  # bytes: in Base64 as much as one request carries


def take_mail(recipient: str) -> int:
    """The mail that stands on the standard input."""
    body = sys.stdin.buffer.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Failed("the mail is too large; answer without attachments", wrong_use=True)
    return asyncio.run(take(load(Settings), recipient, body))


async def take(settings: Settings, recipient: str, body: bytes) -> int:
    """Raises ``Failed`` with why it is refused; of wrong use where it always will be."""
    asked = TakeMail(recipient=recipient, mail=b64encode(body).decode())
    async with asking(settings) as town:
        try:
            await town.call(TAKE_MAIL, asked)
        except (NotFound, Invalid, Forbidden, Conflict) as fault:  # as final tomorrow as today
            raise Failed(fault.message, wrong_use=True) from None
    return 0
