"""How many of the things that everybody may see there are for each choice of a filter."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from contracts.challenges import BudgetStage, ChallengeState, Direction
from contracts.profiles import CostBand, OrganizationKind, Prefecture, Tag
from contracts.wire import Method, SearchText


class FacetCount(Struct, frozen=True, kw_only=True):
    """Under all the other filters as they are asked for; a choice with none is left out."""

    facet: str
    """Name of the filter."""
    value: str
    count: int


class CountChallengeFacets(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As ``ListChallenges``; what is not published is counted for nobody."""

    search: SearchText = ""
    prefecture: Prefecture | None = None
    state: ChallengeState | None = None
    direction: Direction | None = None
    budget_stage: BudgetStage | None = None
    tag: Tag | None = None
    open_on: date | None = None


class CountOfferFacets(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As ``ListOffers``."""

    search: SearchText = ""
    prefecture: Prefecture | None = None
    tag: Tag | None = None
    cost: CostBand | None = None
    kind: OrganizationKind | None = None
    before_budget: bool | None = None


COUNT_CHALLENGE_FACETS = Method(
    "rpc.challenges.v1.challenge.facets", CountChallengeFacets, tuple[FacetCount, ...], safe=True
)
COUNT_OFFER_FACETS = Method(
    "rpc.profiles.v1.offer.facets", CountOfferFacets, tuple[FacetCount, ...], safe=True
)
