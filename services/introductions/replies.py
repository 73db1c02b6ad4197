"""What is in an answering mail, free of I/O: its own words, without what it quotes."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from email import message_from_bytes, policy
from email.message import EmailMessage

from chassis.checking import FORBIDDEN

LONGEST = 4_000
TOKEN = re.compile(r"reply\+([a-z2-7]{20,64})@", re.IGNORECASE)
QUOTE_BEGINS = re.compile(
    r"^(?:>|-{2,}\s*(?:Original Message|元のメッセージ|Forwarded)|_{10,}\s*$"
    r"|On .{5,200}wrote:\s*$|.{0,120}(?:さんは書きました|のメール|に書きました)[:：]?\s*$"
    r"|\d{4}年\d{1,2}月\d{1,2}日.{0,160}[:：]\s*$|(?:From|差出人|送信者)\s*[:：]\s)"
)
SIGNATURE = re.compile(r"^-- ?$")
AUTOMATIC = frozenset({"auto-generated", "auto-replied", "auto-notified"})


def token_of(recipient: str) -> str | None:
    """Of a reply address of ours; none for any other."""
    found = TOKEN.match(recipient.strip().lstrip("<"))
    return found[1].lower() if found else None


def read(given: str) -> tuple[bytes, EmailMessage] | None:
    """The mail of its Base64; none for what is no mail."""
    try:
        body = b64decode(given, validate=True)
        found = message_from_bytes(body, policy=policy.default)
    except (NotBase64, ValueError, LookupError):
        return None
    return (body, found) if isinstance(found, EmailMessage) else None


def is_automatic(mail: EmailMessage) -> bool:
    """An out-of-office answer or a bounce (RFC 3834): nobody wrote it."""
    said = str(mail.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    bulk = str(mail.get("Precedence", "")).strip().lower() in {"bulk", "junk", "list"}
    return said in AUTOMATIC or bulk or mail.get_content_type() == "multipart/report"


def sender_of(mail: EmailMessage) -> str:
    """The one address it says it is from; empty where it names none, or several."""
    header = mail.get("From")
    found = [one.addr_spec for one in header.addresses] if header is not None else []
    return found[0] if len(found) == 1 else ""


def words_of(mail: EmailMessage) -> str:
    """The plain text above what is quoted and signed; empty where there is none."""
    part = mail.get_body(preferencelist=("plain",))
    if part is None:
        return ""
    try:
        text = part.get_content()
    except (LookupError, KeyError, ValueError):
        return ""
    kept: list[str] = []
    for line in str(text).splitlines():
        if QUOTE_BEGINS.match(line) or SIGNATURE.match(line):
            break
        kept.append(line.rstrip())
    return FORBIDDEN.sub("", "\n".join(kept)).strip()[:LONGEST]
