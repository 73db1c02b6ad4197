"""What people have said and what is known besides texts: facts, strengths, choices, refusals."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from uuid import UUID

import msgspec

from contracts.curation import Choice, Choosing, SetStrengths
from contracts.recording import PLATFORM
from services.matching.choosing import Wishes
from services.matching.documents import Document
from services.matching.fit import UNKNOWN, USUAL, Facts, Pair, Strengths, Weights

Chosen = dict[UUID, dict[UUID, Choosing]]
"""Document of one side -> document of the other -> what was decided."""


@dataclass(slots=True)
class Knowledge:
    """Read by every list. Dictionaries are replaced or given one key at a time, never half."""

    facts: dict[UUID, Facts] = field(default_factory=dict)
    """Of organizations."""
    strengths: dict[UUID, SetStrengths] = field(default_factory=dict)
    """Of towns and events."""
    of_challenge: Chosen = field(default_factory=lambda: defaultdict(dict))
    of_offer: Chosen = field(default_factory=lambda: defaultdict(dict))
    refused: dict[UUID, frozenset[UUID]] = field(default_factory=dict)
    """Organization -> those it does not want to be matched with; nobody else sees that."""
    year: int = 0
    away: frozenset[UUID] = frozenset()
    """Organizations that are suspended or have closed: in no list."""

    def learn(self, organization_id: UUID, facts: Facts) -> bool:
        """Take in what is newer; whether it was."""
        known = self.facts.get(organization_id)
        if known == facts or (known is not None and known.revision > facts.revision):
            return False
        self.facts[organization_id] = facts
        return True

    def choose(self, choosing: Choosing) -> None:
        self.of_challenge[choosing.challenge_id][choosing.offer_id] = choosing
        self.of_offer[choosing.offer_id][choosing.challenge_id] = choosing

    def release(self, challenge_id: UUID, offer_id: UUID) -> None:
        self.of_challenge[challenge_id].pop(offer_id, None)
        self.of_offer[offer_id].pop(challenge_id, None)

    def pin(self, challenge_id: UUID, offer_id: UUID) -> Choosing | None:
        """Who put the offer at the head of the challenge's list, if somebody did."""
        found = self.of_challenge.get(challenge_id, {}).get(offer_id)
        return found if found and found.choice is Choice.PIN else None

    def pair(
        self, challenge: Document, offer: Document, weights: Weights, event: UUID | None = None
    ) -> Pair:
        return Pair(
            challenge,
            offer,
            self.facts.get(challenge.organization_id, UNKNOWN),
            self.facts.get(offer.organization_id, UNKNOWN),
            self.strengths_for(challenge.organization_id, event),
            weights,
            self.year,
        )

    def strengths_for(self, town: UUID, event: UUID | None) -> Strengths:
        """Those of the event, else of who asks, else what was learned, else the usual ones."""
        found = self.strengths.get(event) if event else None
        found = found or self.strengths.get(town) or self.strengths.get(PLATFORM)
        return found.strengths if found else USUAL

    def wishes(self, asking: Document, wishes: Wishes) -> Wishes:
        """Wishes for a list with all that was decided; pins are those of a challenge."""
        by_side = self.of_challenge if asking.side == "challenge" else self.of_offer
        decided = by_side.get(asking.id)
        if not decided:
            return wishes
        out = {key for key, one in decided.items() if one.choice is Choice.EXCLUSION}
        pins = sorted(
            (one.chosen_at, key) for key, one in decided.items() if one.choice is Choice.PIN
        )
        first = tuple(key for _, key in pins) if asking.side == "challenge" else ()
        return replace(
            wishes, pinned=(*wishes.pinned, *first), excluded=wishes.excluded | frozenset(out)
        )

    def is_refused(self, viewer: UUID | None, one: UUID, other: UUID) -> bool:
        """Whether ``viewer``, one of the two, does not want to meet the other."""
        if viewer is None or viewer not in (one, other):
            return False
        return (other if viewer == one else one) in self.refused.get(viewer, ())

    def copy(self) -> Knowledge:
        """As it is now, for work that takes longer than a moment."""
        return Knowledge(
            dict(self.facts),
            dict(self.strengths),
            defaultdict(dict, {key: dict(one) for key, one in self.of_challenge.items()}),
            defaultdict(dict, {key: dict(one) for key, one in self.of_offer.items()}),
            dict(self.refused),
            self.year,
            self.away,
        )

    def digest(self, weights: Weights, event: UUID | None) -> str:
        """SHA-256 of everything here that a run depends on; refusals are nobody's to see."""
        chosen = [
            (key, other, one.choice, one.chosen_at)
            for key, found in sorted(self.of_challenge.items())
            for other, one in sorted(found.items())
        ]
        whole = (
            weights,
            self.year,
            event,
            sorted((key, facts) for key, facts in self.facts.items()),
            sorted((key, one.revision) for key, one in self.strengths.items()),
            chosen,
        )
        return hashlib.sha256(msgspec.json.encode(whole)).hexdigest()
