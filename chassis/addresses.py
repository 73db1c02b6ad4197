"""E-mail addresses in the one form in which they are kept and compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from contracts.faults import FieldProblem, Invalid

LONGEST_ADDRESS, LONGEST_LOCAL = 254, 64  # RFC 5321, 4.5.3.1
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")  # RFC 5322
_DOMAIN = re.compile(r"(?=.*\.)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def normal_address(email: str) -> str:
    """``email`` in the one form that is kept and compared. Raises ``Invalid``.

    NFKC and lower case throughout; a domain of other letters as IDNA writes it.
    """
    if any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in email):
        raise _no_address("control_characters")
    local, _, domain = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _no_address("wrong_form") from None
    found = f"{local}@{domain}"
    if len(local) > LONGEST_LOCAL or len(found) > LONGEST_ADDRESS:
        raise _no_address("too_long", LONGEST_ADDRESS)
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise _no_address("wrong_form")
    return found


def _no_address(problem: str, limit: int | None = None) -> Invalid:
    found = FieldProblem("email", problem, limit)
    return Invalid("this is no e-mail address that we can use", fields=(found,))


def labels_of(email: str) -> tuple[str, ...]:
    """The labels of a normal address's domain, the last one last: compared whole, never by
    how they end as text."""
    return tuple(email.rpartition("@")[2].split("."))


def sender_mark(token_hash: str, address: str) -> str:
    """What stands for an address beside that of a letter, and says nothing anywhere else."""
    return hashlib.sha256(f"{token_hash} {normal_address(address)}".encode()).hexdigest()
