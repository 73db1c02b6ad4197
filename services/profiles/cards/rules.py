"""The rules of cards, free of I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from chassis.addresses import normal_address
from contracts.cards import OwnCard, SetCard, Visibility
from contracts.faults import Conflict, FieldProblem, Invalid

_PHONE = re.compile(r"\+?[0-9][0-9()\- ]{6,28}[0-9]")
CONTACTS = ("email", "phone")


def check(asked: SetCard) -> None:
    """Raises ``Invalid`` with every field that cannot stand."""
    problems = tuple(_problems(asked))
    if problems:
        raise Invalid("the card cannot stand as it is", fields=problems)


def _problems(asked: SetCard) -> Iterator[FieldProblem]:
    for name in CONTACTS:
        if getattr(asked, f"{name}_shown") is Visibility.EVERYBODY:
            yield FieldProblem(f"{name}_shown", "not_for_everybody")
    if asked.phone and not _PHONE.fullmatch(asked.phone):
        yield FieldProblem("phone", "wrong_form")
    if asked.email:
        try:
            normal_address(asked.email)
        except Invalid as wrong:
            yield from wrong.fields


def check_revision(found: OwnCard, revision: int) -> None:
    """Raises ``Conflict`` with the newest when it has changed since it was read."""
    if found.revision != revision:
        newest = msgspec.to_builtins(found)
        raise Conflict("the card has changed since it was read", newest=newest)


def shown_to(*, colleague: bool, introduced: bool) -> tuple[str, ...]:
    """Which kinds of visibility somebody sees."""
    if colleague:
        return tuple(Visibility)
    return (Visibility.EVERYBODY, *((Visibility.AFTER_CONSENT,) if introduced else ()))
