"""The rules of registrations, free of I/O: what can stand, and what an address proves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from chassis.addresses import labels_of
from contracts.codes import is_corporate_number, is_lg_code
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid
from contracts.prefectures import PREFECTURES
from contracts.profiles import OrganizationKind
from contracts.registrations import (
    MailProof,
    RegisterOrganization,
    Registration,
    RegistrationState,
)
from contracts.terms import TERMS_VERSION
from contracts.wire import Actor, Role

MOST_A_DAY = 3
"""Of one address; what is more is answered alike and goes no further."""
TOWNS = frozenset({OrganizationKind.MUNICIPALITY, OrganizationKind.PREFECTURE})
LOCAL_GOVERNMENT = ("lg", "jp")
_WEB = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?")


def check(asked: RegisterOrganization) -> None:
    """Raises ``Invalid`` with every field that cannot stand."""
    problems = tuple(_problems(asked))
    if problems:
        raise Invalid("the registration cannot stand as it is", fields=problems)


def _problems(asked: RegisterOrganization) -> Iterator[FieldProblem]:
    for field in ("name", "contact_name"):
        if not getattr(asked, field).strip():
            yield FieldProblem(field, "required")
    if asked.prefecture not in PREFECTURES:
        yield FieldProblem("prefecture", "unknown_prefecture")
    if asked.url and not _WEB.fullmatch(asked.url):
        yield FieldProblem("url", "wrong_form")
    if asked.kind in TOWNS:
        yield from _of_town(asked)
    yield from _of_number(asked)
    for field in ("attests_no_gang", "attests_no_campaign", "accepts_terms"):
        if not getattr(asked, field):
            yield FieldProblem(field, "not_attested")
    if asked.terms_version not in {"", TERMS_VERSION}:
        yield FieldProblem("accepts_terms", "terms_changed")


def _of_number(asked: RegisterOrganization) -> Iterator[FieldProblem]:
    """Either a number or the word that there is none; a municipality may leave it out."""
    if asked.corporate_number is None:
        if not asked.has_no_corporate_number and asked.kind not in TOWNS:
            yield FieldProblem("corporate_number", "number_or_none")
    elif asked.has_no_corporate_number:
        yield FieldProblem("corporate_number", "number_or_none")
    elif not is_corporate_number(asked.corporate_number):
        yield FieldProblem("corporate_number", "wrong_check_digit")


def _of_town(asked: RegisterOrganization) -> Iterator[FieldProblem]:
    if asked.lg_code is None:
        yield FieldProblem("lg_code", "required")
    elif not is_lg_code(asked.lg_code):
        yield FieldProblem("lg_code", "wrong_check_digit")


def mail_proof(email: str, site: str) -> MailProof:
    """What a normal address says, label by label: ``attacker-city.lg.jp`` is not ``city.lg.jp``,
    and ``lg.jp.evil.jp`` is nobody's. ``site``: of the municipality it is said to be of.
    """
    labels = labels_of(email)
    if labels[-2:] != LOCAL_GOVERNMENT or labels == LOCAL_GOVERNMENT:
        return MailProof.NONE
    host = tuple((urlsplit(site).hostname or "").split("."))
    own = host[1:] if host[:1] == ("www",) else host
    return MailProof.OWN_DOMAIN if labels == own else MailProof.LG_JP


def check_decides(found: Registration, actor: Actor) -> None:
    """A platform admin decides all, a liaison what is of the own town. Raises ``Forbidden``."""
    if actor.role is Role.PLATFORM_ADMIN:
        return
    if actor.organization is None or actor.organization != found.organization_id:
        raise Forbidden("this is for the platform's administrators to decide")


def check_waits(found: Registration, revision: int) -> None:
    """Raises ``Conflict`` when it was decided, or has changed since it was read."""
    newest = msgspec.to_builtins(found)
    if found.state is not RegistrationState.WAITING:
        raise Conflict(f"the registration is {found.state}", newest=newest, reason="decided")
    if found.revision != revision:
        raise Conflict("the registration has changed since it was read", newest=newest)
