"""The rules of the profiles service, free of I/O: who may, and what can stand."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import msgspec

from chassis.texts import folded, visible
from contracts.codes import is_corporate_number, is_lg_code
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.prefectures import PREFECTURES
from contracts.profiles import (
    AmendOffer,
    ImportOffer,
    KeepMunicipality,
    KeepOrganization,
    Offer,
    OfferState,
    PublishOffer,
)
from contracts.track_records import TrackRecord
from contracts.wire import Actor

TITLE, TEXT = 5, 20  # characters that say something, at the least


def acting_for(actor: Actor | None) -> UUID:
    """The organization that the actor acts for. Raises ``Forbidden`` when there is none."""
    if actor is None or actor.organization is None:
        raise Forbidden("act for an organization to do this")
    return actor.organization


def check_offer(offer: PublishOffer | AmendOffer, this_year: int) -> None:
    """Raises ``Invalid`` with every field that cannot stand."""
    problems = (
        *_too_little("title", offer.title, TITLE),
        *_too_little("text", offer.text, TEXT),
        *_unknown_prefectures("reach", offer.reach),
        *_not_a_record(offer.track_record, this_year),
    )
    if problems:
        raise Invalid("the offer cannot stand as it is", fields=problems)


def check_change(offer: Offer | None, organization: UUID, revision: int) -> Offer:
    """The offer, if ``organization`` may change it now, as it was when it was read.

    Raises ``NotFound`` for what one may not change, and ``Conflict``.
    """
    if offer is None or offer.organization_id != organization:
        raise NotFound("no such offer")
    if offer.state is OfferState.WITHDRAWN:
        raise Conflict("the offer is withdrawn")
    if offer.revision != revision:
        newest = msgspec.to_builtins(offer)
        raise Conflict("the offer has changed since it was read", newest=newest)
    return offer


def check_again(offer: Offer, asked: PublishOffer) -> None:
    """An id sent twice is the same offer. Raises ``Conflict`` with the newest for another."""
    if offer.state is not OfferState.PUBLISHED or not is_same(offer, asked):
        newest = msgspec.to_builtins(offer)
        raise Conflict("an offer with other words has this id", newest=newest)


def check_municipality(index: int, row: KeepMunicipality) -> Iterator[FieldProblem]:
    if not is_lg_code(row.lg_code):
        yield FieldProblem(f"rows.{index}.lg_code", "wrong_check_digit")
    yield from _unknown_prefectures(f"rows.{index}.prefecture", (row.prefecture,))


def check_organization(index: int, row: KeepOrganization) -> Iterator[FieldProblem]:
    if row.corporate_number is not None and not is_corporate_number(row.corporate_number):
        yield FieldProblem(f"rows.{index}.corporate_number", "wrong_check_digit")
    if row.prefecture is not None:
        yield from _unknown_prefectures(f"rows.{index}.prefecture", (row.prefecture,))


def refuse(problems: tuple[FieldProblem, ...]) -> None:
    """Raises ``Invalid`` when there are any."""
    if problems:
        raise Invalid("some rows cannot stand", fields=problems)


def searched(*texts: str) -> str:
    """What a search looks through."""
    return folded(" ".join(texts))


def is_same(offer: Offer, row: ImportOffer | PublishOffer) -> bool:
    """Whether a row says what we already have."""
    ours = (offer.title, offer.text, offer.tags, offer.reach, offer.cost_yen, offer.track_record)
    theirs = (row.title, row.text, row.tags, row.reach, row.cost_yen, row.track_record)
    return ours == theirs and offer.before_budget == row.before_budget


def _too_little(field: str, text: str, least: int) -> Iterator[FieldProblem]:
    found = visible(text)
    if found < least:
        yield FieldProblem(field, "too_short" if found else "required", least)


def _not_a_record(records: tuple[TrackRecord, ...], this_year: int) -> Iterator[FieldProblem]:
    """Each size of town once, and nothing that is still to come."""
    if len({record.size for record in records}) < len(records):
        yield FieldProblem("track_record", "twice")
    if any(record.year is not None and record.year > this_year for record in records):
        yield FieldProblem("track_record", "still_to_come", this_year)


def _unknown_prefectures(field: str, names: tuple[str, ...]) -> Iterator[FieldProblem]:
    if not set(names) <= set(PREFECTURES):
        yield FieldProblem(field, "unknown_prefecture")
