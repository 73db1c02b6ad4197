"""From whom an answer by mail is taken: the address that the reader's account has now."""

from __future__ import annotations

from uuid import UUID

from chassis.addresses import sender_mark
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.accounts import Account
from contracts.threads import REPLY_ADDRESS_MADE, ReplyAddressMade
from services.notify.deps import Deps
from services.notify.store import people
from services.notify.store.people import Sender


def answerable(
    deps: Deps, notification: UUID, introduction: UUID, person: UUID, sender: Sender | None
) -> ReplyAddressMade:
    """A letter that may be answered, by ``sender`` alone; by nobody while there is no account."""
    token_hash = deps.links.reply_hash(notification)
    return ReplyAddressMade(
        token_hash=token_hash,
        introduction_id=introduction,
        person_id=person,
        sender_hash=sender_mark(token_hash, sender.email) if sender else "",
        sender_revision=sender.revision if sender else 0,
    )


async def keep_address(deps: Deps, runner: Runner, account: Account) -> None:
    """Take in the newest revision; earlier letters are answered from that address from now on."""
    person = account.person_id
    await people.keep_address(runner, account)
    known = (await people.addresses(runner, [person])).get(person)
    for one in await people.answerable(runner, person):
        made = answerable(deps, one.id, one.introduction_id, person, known)
        await tell(runner, REPLY_ADDRESS_MADE, made)
