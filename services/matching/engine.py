"""The matcher: documents in, matches with reasons out. Pure, in memory, thread-safe."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np

from services.matching import fit, standings
from services.matching.asking import Asking, Wanted
from services.matching.choosing import NONE, Wishes, choose
from services.matching.course import Course
from services.matching.documents import Document, Side
from services.matching.explaining import explain, shares_of
from services.matching.found import Found
from services.matching.frozen import Rankings, gather, lists_of, rebuilt
from services.matching.grouping import Group, near, stars
from services.matching.similar import Similar, similar


class Engine(Asking):
    """Everything open, and who fits whom. Every method may be called from any thread."""

    def similar_challenges(
        self, challenge_id: UUID, limit: int, *, solved: bool = False
    ) -> list[Similar]:
        """Others who ask for the same, or who have solved it; none for one that is not here."""
        asking = self._kept.register.open(challenge_id)
        asking = asking or self._kept.solved.documents.get(challenge_id)
        if asking is None or asking.side != "challenge" or limit < 1:
            return []
        if asking.organization_id in self.knowledge.away:
            return []
        with self._lock:
            asked = self._query(self._kept, asking)
            found = similar(self._kept, asking, asked, limit, solved=solved)
            return [one for one in found if self._is_here(one.challenge_id)]

    def _is_here(self, challenge_id: UUID) -> bool:
        """Whether whose challenge it is takes part."""
        kept = self._kept
        found = kept.register.open(challenge_id) or kept.solved.documents.get(challenge_id)
        return found is None or found.organization_id not in self.knowledge.away

    def need_groups(self) -> list[Group]:
        """Open challenges that say the same; nobody waits while everything is looked through."""
        owners = {one.id: one.organization_id for one in self.open_documents("challenge")}
        likenesses: dict[UUID, dict[UUID, float]] = {}
        for key in owners:
            with self._lock:
                found = near(self._kept, key)
            for other_key, score in found.items():
                if other_key not in owners:  # it came meanwhile
                    continue
                likenesses.setdefault(key, {})[other_key] = score
                likenesses.setdefault(other_key, {})[key] = score
        return stars(likenesses, owners)

    def matches_for_challenge(
        self,
        challenge_id: UUID,
        limit: int,
        *,
        exclude_organization: bool = True,
        today: date | None = None,
        wishes: Wishes = NONE,
        event: UUID | None = None,
        viewer: UUID | None = None,
        told: Container[int] | None = None,
    ) -> list[Found]:
        """Offers that fit, best first, equal ones by id; none for a challenge not open here.

        Those whose ranks are not ``told`` come without reasons, parts and notes.
        """
        wanted = Wanted(limit, exclude_organization, today, wishes, None, event, viewer, told)
        return self._matches("challenge", challenge_id, wanted)

    def matches_for_offer(
        self,
        offer_id: UUID,
        limit: int,
        *,
        exclude_organization: bool = True,
        today: date | None = None,
        wishes: Wishes = NONE,
        event: UUID | None = None,
        viewer: UUID | None = None,
        told: Container[int] | None = None,
    ) -> list[Found]:
        """Challenges that an offer fits, best first, equal ones by id."""
        wanted = Wanted(limit, exclude_organization, today, wishes, None, event, viewer, told)
        return self._matches("offer", offer_id, wanted)

    def best_of_each(
        self, asked_id: UUID, only: tuple[UUID, ...], *, today: date, viewer: UUID
    ) -> list[Found]:
        """The best match with each organization that has one of the documents ``only``."""
        asking = self._kept.register.open(asked_id)
        return [] if asking is None else self.best_for(asking, only, today=today, viewer=viewer)

    def best_for(
        self, asking: Document, only: tuple[UUID, ...], *, today: date, viewer: UUID | None = None
    ) -> list[Found]:
        """The same of a document that is not kept here."""
        wanted, asked = Wanted(len(only), True, today, only=only, viewer=viewer), self._read(asking)
        with self._lock:
            kept = self._kept
            query, ranked, _ = self._ranked(asking, wanted)
            worst_first = reversed(ranked)
            best = [*{one.document.organization_id: one for one in worst_first}.values()]
            if not best:
                return []
            shares = shares_of(kept, asked, query, best)
        find, notes = partial(self._find, kept), partial(self._notes, today)
        return explain(asked, list(enumerate(best, 1)), shares, find, notes)

    def standings(
        self, challenge_id: UUID, offer_ids: Iterable[UUID], length: int, **wanted: Any
    ) -> dict[UUID, standings.Standing]:
        """Where offers stand in the list of a challenge, and what would move them up."""
        asking = self._kept.register.open(challenge_id)
        if asking is None or asking.side != "challenge":
            return {}
        asked_for = Wanted(length, exclude_organization=True, today=None, **wanted)
        with self._lock:
            _, ranked, wishes = self._ranked(asking, asked_for)
            kept, known = self._kept, self.knowledge
            race = standings.Race(
                asking,
                ranked,
                lambda c, o: known.pair(c, o, self._weights, asked_for.event),
                lambda given: choose(given, length, wishes, kept.indexes["offer"].rows),
            )
            return {key: found for key in offer_ids if (found := race.standing(key))}

    def best_pair(self, cause: UUID, sides: tuple[UUID, UUID], length: int) -> Found | None:
        """The best match of a challenge or an offer with another organization's, if on a list.

        Without reasons, with the rank in the list of the one asked about. ``sides`` are the two
        organizations.
        """
        document = self._kept.register.open(cause)
        if document is None:
            return None
        wanted = Wanted(length, exclude_organization=True, today=None, told=())
        for one in self._matches(document.side, cause, wanted):
            other_id = one.offer_id if document.side == "challenge" else one.challenge_id
            counterpart = self._kept.register.open(other_id)
            if counterpart is not None and counterpart.organization_id in sides:
                return one
        return None

    def factors_of(self, challenge_id: UUID, offer_id: UUID) -> dict[str, float]:
        """Logarithms of the factors of a pair at full strength, for learning."""
        challenge = self._kept.register.open(challenge_id)
        offer = self._kept.register.open(offer_id)
        if challenge is None or offer is None:
            return {}
        pair = self.knowledge.pair(challenge, offer, self._weights)
        full = replace(pair, strengths=fit.USUAL)
        return {name: float(np.log(factor)) for name, factor in fit.parts(full)}

    def rankings(
        self,
        length: int,
        challenge_id: UUID | None = None,
        event: UUID | None = None,
        side: Side = "challenge",
        *,
        course: Course | None = None,
    ) -> Rankings:
        """Lists of everything open, or of one challenge, from the documents alone.

        The same documents give the same lists to the last bit, see ``frozen``. Takes a second
        or two for a thousand documents on each side; nobody waits for it. ``course`` tells how
        far it is; stopped, it raises ``StoppedError``.
        """
        with self._lock:
            source, documents = self._kept, gather(self._kept)
            known = self.knowledge.copy()
        documents = [one for one in documents if one.document.organization_id not in known.away]
        course = course or Course()
        kept = rebuilt(documents, source, course)
        inputs = {one.document.id: one.document.revision for one in documents}
        factors, wishes = self._factors(known, event), partial(known.wishes, wishes=NONE)
        lists = lists_of(kept, length, factors, wishes, challenge_id, side, course=course)
        return Rankings(inputs, lists, known.digest(self._weights, event))
