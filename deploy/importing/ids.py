"""The ids of imported things: made from where they come from, so the same thing is met again."""

from __future__ import annotations

from uuid import UUID, uuid5

from chassis.texts import folded
from contracts.codes import NAMESPACE


def id_of(what: str, source: str, reference: str) -> UUID:
    """The id of a row; a reference that is a UUID already is taken as it is."""
    try:
        return UUID(reference)
    except ValueError:
        return uuid5(NAMESPACE, f"{what}:{source}:{reference}")


def derived_id(what: str, *of: UUID | str) -> UUID:
    """The id of something that belongs to things with ids of their own."""
    return uuid5(NAMESPACE, ":".join((what, *map(str, of))))


def organization_id(name: str) -> UUID:
    """Of an organization that is known by its name alone."""
    return uuid5(NAMESPACE, f"organization:{folded(name)}")


def numbered_id(corporate_number: str) -> UUID:
    return uuid5(NAMESPACE, f"corporate_number:{corporate_number}")
