"""The rules of the accounts service, free of I/O: addresses, passwords and how long things last.

Source of the password rules: NIST SP 800-63B-4, 3.1.1.2 (length, no rules of composition,
a blocklist that knows the context).
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import timedelta

from chassis.addresses import normal_address
from contracts.accounts import Account, OpenAccount
from contracts.faults import Conflict, FieldProblem, Invalid, Limited
from contracts.wire import Role

SHORTEST, LONGEST = 15, 128  # characters
MOST_BYTES = 1_024
OF_ITS_OWN = 5
"""Different characters that a password must have besides the words of the blocklist."""
SHORTEST_WORD = 3
"""A name shorter than this says nothing about a password that holds it."""

TRIES, WINDOW = 10, timedelta(minutes=15)
"""Of wrong passwords by address, and of wrong codes by account."""
NETWORK_TRIES = 100
"""Of wrong passwords from one network, with whatever addresses, in the same time."""
SPRAY_TRIES = 50
"""Of the same wrong password, from wherever, in the same time."""
BROWSER, MOST_BROWSERS = timedelta(days=365), 20
"""How long a browser stays known that is not used, and how many an account has."""
IPV4 = 4
SHORTEST_TOKEN = 40
"""Characters of 256 bits in base64, less a few."""
SECOND_STEP = timedelta(minutes=5)
"""How long a sign-in waits for its second factor."""
CEREMONY = timedelta(minutes=5)
"""How long an authenticator may take to sign."""
CONFIRMED = timedelta(minutes=10)
"""How long somebody counts as just having shown who they are."""
ENROLMENT = timedelta(hours=1)
"""How long an authenticator app may wait for its first code."""
AT_PROVIDER = timedelta(minutes=10)
"""How long somebody may be at the provider of their organization."""
MOST_PASSKEYS = 20
RESETS, RESET = 3, timedelta(hours=1)
"""Letters to one address within ``WINDOW``, and how long the link in one is good."""
CONFIRM, UNDO = timedelta(hours=24), timedelta(hours=72)
"""How long a new address may be confirmed, and from then on the old one taken back."""
RECOVERY, VOUCHED = timedelta(days=14), timedelta(hours=24)
"""How long two people may vouch and it be used, and how long it waits from the second on."""

STAFF_ROLES = (
    Role.STAFF,
    Role.LIAISON,
    Role.DECISION_MAKER,
    Role.MODERATOR,
    Role.PLATFORM_ADMIN,
    Role.AUDITOR,
)
"""Roles whose sessions end sooner."""
STAFF_IDLE, STAFF_ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
IDLE, ABSOLUTE = timedelta(days=14), timedelta(days=30)

_PLAIN = str.maketrans("013457@$!", "oleastasi")
"""Digits and signs that stand for letters."""


def address(email: str) -> str:
    """``email`` in the one form that is kept and compared. Raises ``Invalid``."""
    return normal_address(email)


def normal(password: str) -> str:
    """A password in the form that is compared: every keyboard types the same one."""
    return unicodedata.normalize("NFKC", password)


def check_new_password(password: str, known_address: str, blocked: frozenset[str]) -> None:
    """Raises ``Invalid`` for a password that is too short, too long or too easily guessed."""
    problems = tuple(_password_problems(normal(password), known_address, blocked))
    if problems:
        raise Invalid("this password cannot stand", fields=problems)


def _password_problems(
    password: str, known_address: str, blocked: frozenset[str]
) -> Iterator[FieldProblem]:
    if len(password) < SHORTEST:
        yield FieldProblem("password", "too_short", SHORTEST)
    elif len(password) > LONGEST or len(password.encode()) > MOST_BYTES:
        yield FieldProblem("password", "too_long", LONGEST)
    elif is_common(password, {*blocked, *_words_of(known_address)}):
        yield FieldProblem("password", "too_common")


def is_common(password: str, words: Iterable[str]) -> bool:
    """Whether hardly anything is left when all ``words`` (folded) are taken out.

    Also with the letters put back that digits and signs were written for.
    """
    in_order = sorted(words, key=lambda word: (-len(word), word))
    folded = password.casefold()
    return any(
        len(set(_without(form, in_order))) < OF_ITS_OWN
        for form in (folded, folded.translate(_PLAIN))
    )


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def _words_of(known_address: str) -> set[str]:
    """The address, its halves and their parts."""
    pieces = {known_address, *known_address.split("@"), *re.split(r"[^a-z0-9]+", known_address)}
    return {piece for piece in pieces if len(piece) >= SHORTEST_WORD}


def digest(secret: str | bytes) -> bytes:
    """As tokens and challenges are kept: 256 random bits need neither salt nor slowness."""
    return hashlib.sha256(secret if isinstance(secret, bytes) else secret.encode()).digest()


def is_number(host: str) -> bool:
    """Whether a host is an address of numbers and no name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def network_of(address: str) -> str:
    """The /24 or /48 that an address is in, whose owner may have all of it; empty without one."""
    plain = plain_address(address)
    if not plain:
        return ""
    found = ipaddress.ip_address(plain)
    bits = 24 if found.version == IPV4 else 48
    return str(ipaddress.ip_network((int(found), bits), strict=False))


def plain_address(address: str) -> str:
    """Without a zone, and of IPv4 as such; empty for what is no address."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def check_tries(tries: int, seconds_left: float) -> None:
    """Raises ``Limited`` when this try is one too many."""
    if tries > TRIES:
        raise Limited("too many wrong tries", retry_after=max(1.0, round(seconds_left)))


def same_account(request: OpenAccount, email: str, found: tuple[Account, ...]) -> Account | None:
    """The account that was opened before under this id, if any.

    Raises ``Conflict`` when the address or the person has another one.
    """
    for account in found:
        if account.id == request.id:
            return account
    if not found:
        return None
    fields = ["email"] if any(account.email == email for account in found) else ["person_id"]
    problems = tuple(FieldProblem(field, "taken") for field in fields)
    raise Conflict("there is another account of this address or person", fields=problems)
