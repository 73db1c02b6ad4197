"""Writing letters: plain text, one recipient, in that person's language."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from importlib.resources import files
from string import Template

from contracts.accounts import Locale
from services.notify import rules
from services.notify.store.letters import Letter

TITLE, SHORT = 120, 60  # characters of a title in the letter, and in its subject


class Writer:
    """Writes for one site; ``sender`` is who the letters come from."""

    def __init__(self, site: str, sender: Address) -> None:
        self._site = site
        self._sender = sender

    def write(self, letter: Letter) -> bytes:
        """The letter as it is sent: the same whenever it is written, so also when tried again."""
        subject, body = _words(f"{letter.kind}.{letter.locale}.txt")
        message = EmailMessage(policy=SMTP)
        message["From"] = self._sender
        message["To"] = Address(addr_spec=letter.email)
        message["Date"] = letter.written_at
        message["Message-ID"] = f"<{letter.id}@{self._sender.domain}>"
        message["Subject"] = subject.substitute(self._filled(letter, SHORT))
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
        message["Content-Language"] = letter.locale
        message.set_content(body.substitute(self._filled(letter, TITLE)))
        return message.as_bytes()

    def _filled(self, letter: Letter, longest: int) -> dict[str, str]:
        """Values for the words; what people wrote is one line, and is never read as a template."""
        name = rules.one_line(letter.name, TITLE)
        return {
            "greeting": _greeting(name, letter.locale),
            "title": rules.one_line(letter.challenge_title, longest),
            "organization": rules.one_line(letter.challenge_organization_name, longest),
            "link": f"{self._site}/challenges/{letter.challenge_id}",
            "site": self._site,
        }


def _greeting(name: str, locale: Locale) -> str:
    if locale is Locale.EN:
        return f"Dear {name or 'reader'},"
    return f"{name or 'ご担当者'} 様"


@cache
def _words(file: str) -> tuple[Template, Template]:
    """Subject and body: the first line of the file, and what follows the empty one."""
    text = (files("services.notify") / "words" / file).read_text("utf-8")
    subject, _, body = text.partition("\n\n")
    return Template(subject), Template(body)
