"""Writing letters: plain text, one recipient, in that person's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from functools import cache
from importlib.resources import files
from string import Template
from uuid import UUID

from chassis.japan import JAPAN
from contracts.accounts import Locale
from contracts.joining import LinkKind
from contracts.notify import NotificationKind
from services.notify import rules
from services.notify.links import Links
from services.notify.store.digests import Item
from services.notify.store.letters import Letter
from services.notify.store.mailings import Mailing, MailingKind
from services.notify.words import CHANGES, OPERATOR, REASONS, ROLES, UNKNOWN_DEVICE

TITLE, SHORT = 120, 60  # characters of a title in the letter, and in its subject
LONG = 1_000
LINKED = {
    MailingKind.INVITATION: LinkKind.INVITATION,
    MailingKind.REGISTRATION: LinkKind.REGISTRATION,
    MailingKind.PASSWORD_RESET: LinkKind.PASSWORD_RESET,
    MailingKind.EMAIL_CONFIRM: LinkKind.EMAIL_CONFIRM,
    MailingKind.EMAIL_ASKED: LinkKind.EMAIL_UNDO,
    MailingKind.EMAIL_CHANGED: LinkKind.EMAIL_UNDO,
    MailingKind.RECOVERY_ASKED: LinkKind.RECOVERY_STOP,
    MailingKind.RECOVERY_VOUCHED: LinkKind.RECOVERY_STOP,
}
STOP = "List-Unsubscribe"
FOUND = frozenset(
    {
        NotificationKind.MATCH_FOUND,
        NotificationKind.SEARCH_FOUND,
        NotificationKind.OFFER_FOUND,
    }
)
"""Letters that somebody may end without signing in."""
LISTED = 30
"""Challenges in one digest; the others are counted."""
INSTANTS = {"expires", "changed"}


class Unbroken(EmailPolicy):
    """``List-Unsubscribe`` stays in one piece: encoded by RFC 2047, nobody finds the address."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == STOP:
            return f"{name}: {value}\r\n".encode()
        return super().fold_binary(name, value)


POLICY = Unbroken(linesep=SMTP.linesep)


class Writer:
    """Writes for one site; ``sender`` is who the letters come from."""

    def __init__(self, site: str, sender: Address, contact: str = "") -> None:
        self._site = site
        self._sender = sender
        self._contact = contact

    def write(self, letter: Letter, links: Links) -> bytes:
        """The letter as it is sent: the same whenever it is written, so also when tried again."""
        subject, body = _words(f"{letter.kind}.{letter.locale}.txt")
        message = self._begun(letter)
        stop = self._site + links.stop_path(letter.person_id)
        message["Subject"] = subject.substitute(self._filled(letter, SHORT) | {"stop": stop})
        if letter.kind in FOUND:
            _let_stop(message, stop)
        if letter.introduction_id is not None:
            name = f"reply+{links.reply_token(letter.id)}"
            message["Reply-To"] = Address(username=name, domain=self._sender.domain)
        message.set_content(body.substitute(self._filled(letter, TITLE) | {"stop": stop}))
        return message.as_bytes()

    def write_mailing(self, mailing: Mailing, links: Links) -> bytes:
        """Likewise; the link in it is made now and kept nowhere."""
        subject, body = _words(f"{mailing.kind}.{mailing.locale}.txt")
        filled = self._of_mailing(mailing, links)
        message = self._begun(mailing)
        short = {name: rules.one_line(value, SHORT) for name, value in filled.items()}
        message["Subject"] = subject.substitute(short)
        if mailing.kind is MailingKind.DIGEST:
            _let_stop(message, filled["stop"])
        message.set_content(body.substitute(filled))
        return message.as_bytes()

    def listed(self, items: Sequence[Item]) -> str:
        """What a digest tells of: a line for each, and below it where it is."""
        said = []
        for one in items[:LISTED]:
            title = rules.one_line(one.challenge_title, TITLE)
            who = rules.one_line(one.challenge_organization_name, TITLE)
            place = one.place or f"/challenges/{one.challenge_id}"
            said.append(f"・{title}（{who}）\n{self._site}{place}")
        if len(items) > LISTED:
            said.append(f"+ {len(items) - LISTED}")
        return "\n\n".join(said)

    def _begun(self, letter: Letter | Mailing) -> EmailMessage:
        message = EmailMessage(policy=POLICY)
        message["From"] = self._sender
        message["To"] = Address(addr_spec=letter.email)
        message["Date"] = letter.written_at
        message["Message-ID"] = f"<{letter.id}@{self._sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
        message["Content-Language"] = letter.locale
        return message

    def _of_mailing(self, mailing: Mailing, links: Links) -> dict[str, str]:
        """What people wrote is one line, but for the reason of a refusal."""
        locale = mailing.locale
        said = {name: rules.one_line(text, TITLE) for name, text in mailing.said.items()}
        if "role" in said:
            said["role"] = ROLES[locale].get(said["role"], said["role"])
        if "reason" in said:
            said["reason"] = REASONS[locale].get(said["reason"], said["reason"])
        if "change" in said:
            said["change"] = CHANGES[locale].get(said["change"], said["change"])
            said["device"] = said["device"] or UNKNOWN_DEVICE[locale]
        for prose in {"note", "why"} & said.keys():
            said[prose] = _lines(mailing.said[prose])
        for moment in INSTANTS & said.keys():
            said[moment] = _day(mailing.said[moment], locale)
        if mailing.kind is MailingKind.DIGEST:
            said["stop"] = self._site + links.stop_path(UUID(mailing.said["person"]))
        link = LINKED.get(mailing.kind)
        return said | {
            "greeting": _greeting(said.get("name", ""), locale),
            "contact": self._contact or OPERATOR[locale],
            "link": self._site + links.path(link, mailing.subject_id)
            if link
            else f"{self._site}{said['place']}"
            if "place" in said
            else "",
            "site": self._site,
        }

    def _filled(self, letter: Letter, longest: int) -> dict[str, str]:
        """Values for the words; what people wrote is one line, and is never read as a template."""
        name = rules.one_line(letter.name, TITLE)
        return {
            "greeting": _greeting(name, letter.locale),
            "title": rules.one_line(letter.challenge_title, longest),
            "organization": rules.one_line(letter.challenge_organization_name, longest),
            "link": self._site + (letter.place or f"/challenges/{letter.challenge_id}"),
            "note": _lines(letter.note),
            "site": self._site,
        }


def _let_stop(message: EmailMessage, address: str) -> None:
    """RFC 8058: mail programs show one button, and post to the address."""
    message[STOP] = f"<{address}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _lines(text: str) -> str:
    return "\n".join(rules.one_line(line, LONG) for line in text.splitlines())


def _greeting(name: str, locale: Locale) -> str:
    if locale is Locale.EN:
        return f"Dear {name or 'reader'},"
    return f"{name or 'ご担当者'} 様"


def _day(instant: str, locale: Locale) -> str:
    """The day it is in Japan, as it is read."""
    day = datetime.fromisoformat(instant).astimezone(JAPAN)
    if locale is Locale.EN:
        return f"{day:%d %B %Y, %H:%M} (Japan)"
    return f"{day.year}年{day.month}月{day.day}日{day:%H:%M}"


@cache
def _words(file: str) -> tuple[Template, Template]:
    """Subject and body: the first line of the file, and what follows the empty one."""
    text = (files("services.notify") / "words" / file).read_text("utf-8")
    subject, _, body = text.partition("\n\n")
    return Template(subject), Template(body)
