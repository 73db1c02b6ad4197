"""What is in an answering mail, free of I/O: its own words, without our letter."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from email import message_from_bytes, policy
from email.message import EmailMessage

from chassis.checking import FORBIDDEN

TOKEN = re.compile(r"reply\+([a-z2-7]{20,64})@", re.IGNORECASE)
ABOVE = re.compile(r"^[>\s|]*-{3}\s*(?:この線より上に|Write your answer above this line)")
"""The line that our letters carry: what is below it is our letter."""
QUOTED = re.compile(r"^\s*>")
HEADING = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|元のメッセージ|Forwarded)|_{10,}\s*$"
    r"|.{0,200}wrote:\s*$|.{0,160}(?:さんは書きました|のメール|に書きました|書きました)[:：]?\s*$"
    r"|.{0,40}\d{4}[年/-]\d{1,2}[月/-]\d{1,2}.{0,200}[:：]\s*$)"
)
WRAPPED = re.compile(r"^On .{5,200}\n(?!On ).{0,120}wrote:\s*$")
FIELD = re.compile(
    r"^\s*\*?(?:From|Sent|Date|To|Cc|Subject|Reply-To|差出人|送信者|送信日時|日付|日時|宛先|件名)"
    r"\*?\s*[:：]"
)
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
    headers = mail.get_all("From", [])
    found = [one.addr_spec for header in headers for one in header.addresses]
    return found[0] if len(headers) == len(found) == 1 else ""


def words_of(text: str) -> str:
    """All of it but our letter; empty where there is nothing else.

    Our letter is what is below the line that it carries, or quoted with it. Anything else is
    only left out where it is quoted to the end, below a heading that says whose words it is.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    lines = _without_end(_without_letter(lines))
    if all(not line or QUOTED.match(line) for line in lines):
        return ""
    return FORBIDDEN.sub("", "\n".join(lines)).strip()


def _without_letter(lines: list[str]) -> list[str]:
    at = next((at for at, line in enumerate(lines) if ABOVE.match(line)), None)
    if at is None:
        return lines
    if not QUOTED.match(lines[at]):
        return lines[: _heading_above(lines, at)]
    begin, end = at, at
    while begin > 0 and QUOTED.match(lines[begin - 1]):
        begin -= 1
    while end < len(lines) and QUOTED.match(lines[end]):
        end += 1
    return lines[: _heading_above(lines, begin)] + lines[end:]


def _without_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end > 0 and (not lines[end - 1] or QUOTED.match(lines[end - 1])):
        end -= 1
    begin = next((at for at in range(end, len(lines)) if lines[at]), len(lines))
    head = _heading_above(lines, begin)
    return lines[:head] if begin < len(lines) and head < end else lines


def _heading_above(lines: list[str], at: int) -> int:
    """Where what says whose words follow begins; where there is none: at the words."""
    end = at
    while end > 0 and not lines[end - 1]:
        end -= 1
    begin = end
    while begin > 0 and FIELD.match(lines[begin - 1]):
        begin -= 1
    fields = end - begin
    if not fields and end > 1 and WRAPPED.match("\n".join(lines[end - 2 : end])):
        return end - 2
    if begin > 0 and HEADING.match(lines[begin - 1]):
        return begin - 1
    return begin if fields > 1 else at
