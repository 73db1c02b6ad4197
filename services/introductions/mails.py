"""Answers by mail: the address of a letter says whose answer it is and where it belongs."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

from chassis.calls import Asked
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import FieldProblem, Forbidden, Invalid, NotFound
from contracts.rights import POSTERS
from contracts.threads import MailTaken, SendMessage, TakeMail
from services.introductions import replies, rules
from services.introductions.deps import Deps
from services.introductions.rules import Acting
from services.introductions.store import introductions, mails, pairs
from services.introductions.threads import check_message, write


async def take_mail(deps: Deps, asked: Asked[TakeMail]) -> MailTaken:
    """A message in the thread, once for each mail. Raises for what is forged, old, or empty."""
    read = replies.read(asked.request.mail)
    token = replies.token_of(asked.request.recipient)
    if token is None:
        raise NotFound("no such address")
    if read is None:
        raise Invalid("this is no mail", fields=(FieldProblem("mail", "wrong_form"),))
    body, mail = read
    if replies.is_automatic(mail):
        raise Forbidden("automatic answers are not taken", reason="automatic")
    mark = hashlib.sha256(token.encode() + body).hexdigest()
    async with deps.database.transaction() as transaction:
        before = await mails.taken(transaction, mark)
        if before is not None:
            return MailTaken(message_id=before)
        message_id = await _write(transaction, asked, token, replies.words_of(mail))
        await mails.take(transaction, mark, message_id)
        return MailTaken(message_id=message_id)


async def _write(transaction: Runner, asked: Asked[TakeMail], token: str, words: str) -> UUID:
    token_hash = hashlib.sha256(token.encode()).hexdigest()
    address = await mails.find(transaction, token_hash)
    if address is None:
        raise NotFound("no such address")
    roles, wide = sorted(POSTERS), sorted(rules.WIDE)
    known = (address.introduction_id, address.person_id)
    own = await mails.side_of(transaction, *known, roles, wide)
    if own is None:
        raise NotFound("no such address")
    found = await introductions.one(transaction, own, *known)
    if found is None:
        raise NotFound("no such address")
    message = SendMessage(id=uuid4(), introduction_id=found.id, body=words)
    check_message(message)
    await pairs.hold(transaction, own, found.theirs.organization_id)
    who = Acting(person=address.person_id, organization=own, unit=found.ours.unit_id, wide=False)
    written = await write(transaction, who, found, message, by_mail=True)
    await record(transaction, asked, object_kind="message", object_id=written.id, tenant=own)
    return written.id
