"""Being found: answers to ``$SRV.PING`` and ``$SRV.INFO`` (NATS ADR-32)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from nats.nuid import NUID

from chassis.calls import ASKERS_INBOX, Endpoint

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg

VERSION = "0.1.0"


async def announce(nc: Client, service: str, endpoints: list[Endpoint[Any]]) -> None:
    """Answer who we are and what we answer, until the connection closes."""
    who = {"name": service, "id": NUID().next().decode(), "version": VERSION, "metadata": {}}
    ping = {**who, "type": "io.nats.micro.v1.ping_response"}
    info = {
        **who,
        "type": "io.nats.micro.v1.info_response",
        "description": service,
        "endpoints": [
            {"name": point.method.subject, "subject": point.method.subject, "queue_group": service}
            for point in endpoints
        ],
    }
    for verb, answer in (("PING", ping), ("INFO", info)):
        body = msgspec.json.encode(answer)
        for subject in (
            f"$SRV.{verb}",
            f"$SRV.{verb}.{service}",
            f"$SRV.{verb}.{service}.{who['id']}",
        ):
            await nc.subscribe(subject, cb=_answering(nc, body))


def _answering(nc: Client, body: bytes) -> Any:
    async def answer(msg: Msg) -> None:
        if ASKERS_INBOX.match(msg.reply):
            await nc.publish(msg.reply, body)

    return answer
