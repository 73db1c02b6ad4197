"""What one can keep a search for: challenges, or offers. Their pages are alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from contracts.offer_searches import ChangeOfferSearch, SaveOfferSearch
from contracts.saved_searches import RenameSearch, SaveSearch
from gateway import words
from gateway.errors import camel
from gateway.pages.forms import Typed
from gateway.pages.lists import challenge_filters, offer_filters
from gateway.pages.page import Page


@dataclass(frozen=True, slots=True)
class Kind:
    """The documents, records and filters of one of the two."""

    home: str
    """Below it are its forms."""
    listed: str
    """Where what it finds is listed."""
    feed: str
    template: str
    saved: str
    """What is said once one is kept."""
    save: str
    rename: str
    share: str
    renew: str
    delete: str
    record: type[msgspec.Struct]
    renaming: type[msgspec.Struct]
    filters: Callable[[Page], dict[str, Any]]
    enums: Mapping[str, str]
    """Field of the form -> kind of ``words.WORDS``."""
    flags: tuple[str, ...] = ()
    """Fields of the form that are yes, or nothing."""
    renewing: Mapping[str, bool] = field(default_factory=dict)
    """What says to ``renew`` that it is that."""

    @property
    def typed(self) -> tuple[str, ...]:
        """The fields of the form."""
        return ("id", "key", "name", "q", "prefecture", "tag", "shared", *self.enums, *self.flags)

    def given(self, typed: Typed) -> dict[str, Any]:
        """As an input; a word that no list of choices has asks for nothing."""
        given: dict[str, Any] = {"id": typed["id"], "name": typed["name"].strip()}
        given |= {"search": typed["q"].strip(), "tag": typed["tag"].strip() or None}
        given["shared"] = typed["shared"] == "true"
        prefecture = typed["prefecture"]
        given["prefecture"] = prefecture if prefecture in words.ENGLISH else None
        for name, kind in self.enums.items():
            given[camel(name)] = typed[name].upper() if typed[name] in words.WORDS[kind] else None
        for name in self.flags:
            given[camel(name)] = True if typed[name] == "yes" else None
        return given

    def plain(self, given: dict[str, Any]) -> dict[str, Any]:
        """An input with its words as the contract has them."""
        return given | {
            camel(name): (given[camel(name)] or "").lower() or None for name in self.enums
        }

    def filters_of(self, saved: dict[str, Any]) -> dict[str, str]:
        """Of one that is kept, as they stand in the address of the list."""
        found = {"q": saved["search"], "prefecture": saved["prefecture"], "tag": saved["tag"]}
        found |= {name: (saved[camel(name)] or "").lower() for name in self.enums}
        found |= {name: "yes" if saved[camel(name)] else "" for name in self.flags}
        return {name: value for name, value in found.items() if value}


CHALLENGES = Kind(
    home="/searches",
    listed="/challenges",
    feed="/feeds/",
    template="pages/searches/new.html",
    saved="search_saved",
    save="SaveSearch",
    rename="RenameSearch",
    share="ShareSearch",
    renew="RenewFeed",
    delete="DeleteSearch",
    record=SaveSearch,
    renaming=RenameSearch,
    filters=challenge_filters,
    enums={"direction": "direction", "budget_stage": "budget_stage"},
)
OFFERS = Kind(
    home="/searches/offers",
    listed="/offers",
    feed="/feeds/offers/",
    template="pages/searches/new_for_offers.html",
    saved="offer_search_saved",
    save="SaveOfferSearch",
    rename="ChangeOfferSearch",
    share="ChangeOfferSearch",
    renew="ChangeOfferSearch",
    delete="DeleteOfferSearch",
    record=SaveOfferSearch,
    renaming=ChangeOfferSearch,
    filters=offer_filters,
    enums={"cost": "cost_band", "kind": "organization_kind"},
    flags=("before_budget",),
    renewing={"renewFeed": True},
)
