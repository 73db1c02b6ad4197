"""Answers by mail: the address of a letter says whose answer it is and where it belongs."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from chassis.addresses import sender_mark
from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from chassis.texts import visible
from contracts.faults import FieldProblem, Forbidden, Invalid, NotFound
from contracts.rights import POSTERS
from contracts.threads import (
    MAIL_REFUSED,
    MailRefused,
    MailTaken,
    SendMessage,
    TakeMail,
)
from services.introductions import replies, rules, standing
from services.introductions.decoding import text_of
from services.introductions.deps import Deps
from services.introductions.mail_parts import parts_of
from services.introductions.rules import Acting
from services.introductions.store import introductions, mails, pairs
from services.introductions.store.mails import ReplyAddress
from services.introductions.styled import PICTURE
from services.introductions.threads import check_message, write

LONGEST = 4_000
"""Characters of a message, as on the page."""


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
        token_hash = hashlib.sha256(token.encode()).hexdigest()
        address, own = await _find(transaction, token_hash)
        if _is_from(token_hash, replies.sender_of(mail), address):
            message_id = await _write(transaction, asked, address, own, _words(mail))
            await mails.take(transaction, mark, message_id)
            return MailTaken(message_id=message_id)
        await _tell_refused(transaction, token_hash, address, own)
    raise Forbidden("only from the address of the reader's account", reason="other_sender")


def _words(mail: EmailMessage) -> str:
    """Whole: raises ``Invalid``, and says why, for what cannot be written as it is."""
    parts = parts_of(mail)
    text = text_of(parts.texts)
    words = replies.words_of(text) if text is not None else ""
    if text is not None and not visible(words):  # as of programs that write an empty plain text
        text = text_of(parts.dressed)
        words = replies.words_of(text) if text is not None else ""
    if text is None:
        raise _cannot("the mail cannot be read: it is not in the characters it names", "wrong_form")
    if parts.files:
        raise _cannot("files do not come by mail: answer without, add them on the page", "files")
    if not visible(words.replace(PICTURE, "")):
        raise _cannot("there is no text above what is quoted", "required")
    if len(words) > LONGEST:
        why = f"the answer has {len(words)} characters; the most are {LONGEST}: write it in two"
        raise _cannot(why, "too_long")
    return words


def _cannot(why: str, problem: str) -> Invalid:
    return Invalid(why, fields=(FieldProblem("mail", problem),))


def _is_from(token_hash: str, sender: str, address: ReplyAddress) -> bool:
    try:
        return sender_mark(token_hash, sender) == address.sender_hash
    except Invalid:  # what it says it is from is no address
        return False


async def _tell_refused(
    transaction: Runner, token_hash: str, address: ReplyAddress, own: UUID
) -> None:
    """Whoever's address it is, and not who sent it: that address may be anybody's."""
    told = MailRefused(
        id=uuid5(NAMESPACE_OID, f"{token_hash} {address.today}"),
        introduction_id=address.introduction_id,
        person_id=address.person_id,
        organization_id=own,
    )
    await tell(transaction, MAIL_REFUSED, told)


async def _find(transaction: Runner, token_hash: str) -> tuple[ReplyAddress, UUID]:
    """With the organization that its reader still writes for.

    Raises ``NotFound``, and ``Forbidden`` while one of the two is suspended.
    """
    address = await mails.find(transaction, token_hash)
    if address is None:
        raise NotFound("no such address")
    roles, wide = sorted(POSTERS), sorted(rules.WIDE)
    known = (address.introduction_id, address.person_id)
    own = await mails.side_of(transaction, *known, roles, wide)
    if own is None:
        raise NotFound("no such address")
    await standing.check_writes(transaction, address.person_id, own)
    return address, own


async def _write(
    transaction: Runner, asked: Asked[TakeMail], address: ReplyAddress, own: UUID, words: str
) -> UUID:
    known = (address.introduction_id, address.person_id)
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
