"""The matcher: documents in, matches with reasons out. Pure, in memory, thread-safe."""

from __future__ import annotations

import threading
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.matching import fit, packing, potential, standings
from services.matching.analysis import Analyzer
from services.matching.choosing import NONE, Wishes, choose, with_pins, without
from services.matching.collection import AUDIENCES, Collection
from services.matching.counting import counted, passages
from services.matching.course import Course
from services.matching.documents import Document, Side
from services.matching.explaining import bare, explain, read, shares_of
from services.matching.found import Found, Part, Reason
from services.matching.frozen import Rankings, gather, lists_of, rebuilt
from services.matching.grouping import Group, near, stars
from services.matching.index import Query
from services.matching.knowledge import Knowledge
from services.matching.lessons import learn_from
from services.matching.places import Places, placed
from services.matching.ranking import Factors, Ranked, rank
from services.matching.recipe import RECIPE, VERSION, Recipe
from services.matching.scoring import DEPTH, other
from services.matching.similar import Similar, similar

__all__ = ["Document", "Engine", "Found", "Part", "Reason", "Similar", "Wishes"]

REMEMBERED = 100
"""Texts that asked last, kept as they were read, about 50 kB each at most."""
READ_TWICE = 20
"""Analyses that are kept, about 20 kB each: of a text that is taken in or asks several things."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for."""

    limit: int
    exclude_organization: bool
    today: date | None
    wishes: Wishes = NONE
    only: tuple[UUID, ...] | None = None
    """The documents that are asked about, whatever their ranks."""
    event: UUID | None = None
    """Whose strengths hold, if it has any."""
    viewer: UUID | None = None
    """The organization that looks at the list."""
    told: Container[int] | None = None
    """The ranks whose reasons are told; all of them if nothing is said."""


class Engine:
    """Everything open, and who fits whom. Every method may be called from any thread."""

    def __init__(
        self,
        *,
        analyzer: Analyzer | None = None,
        recipe: Recipe = RECIPE,
        weights: fit.Weights = fit.WEIGHTS,
    ) -> None:
        self._analyzer = analyzer or Analyzer()
        self._analyze = lru_cache(READ_TWICE)(self._analyzer.analyze)
        self._read = lru_cache(REMEMBERED)(partial(read, analyze=self._analyze))
        self._weights = weights
        self.knowledge = Knowledge()
        self.changes = 0
        """How often something came or went; for who keeps what was made from all of it."""
        self._recipe = recipe
        self._kept = Collection(recipe)
        self._lock = threading.RLock()

    def __len__(self) -> int:
        """Documents that are open."""
        return sum(len(index.rows.slots) for index in self._kept.indexes.values())

    @property
    def version(self) -> str:
        """What a list depends on besides the documents: formulas and analyzer."""
        return f"{VERSION}-{self._analyzer.version}"

    def keep(self, document: Document) -> bool:
        """Take in a document or its newer revision; ``False`` when it is not newer."""
        terms, parts = counted(document, self._analyze), passages(document, self._analyze)
        with self._lock:
            self.changes += 1
            kept = self._kept
            is_new = kept.keep(document, terms, parts)
        if is_new:
            self._place(kept, document)
        return is_new

    def withdraw(self, document_id: UUID, revision: int) -> bool:
        """Let a document go, even one not yet seen; ``False`` when told something newer."""
        with self._lock:
            self.changes += 1
            return self._kept.withdraw(document_id, revision)

    def settle(self, challenge: Document) -> bool:
        """Let a challenge go that ended well; it is found as a precedent from now on."""
        terms = counted(challenge, self._analyze)
        with self._lock:
            self.changes += 1
            return self._kept.settle(challenge, terms)

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

    def open_documents(self, side: Side) -> list[Document]:
        """Everything open of a side, by id."""
        with self._lock:
            slots = self._kept.indexes[side].rows.slots
            return [self._kept.document(side, slots[key]) for key in sorted(slots)]

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

    def score_pair(
        self, challenge_id: UUID, offer_id: UUID, *, today: date | None = None
    ) -> Found | None:
        """One pair as it would stand in a list; ``None`` when either is not open here."""
        offer = self._kept.register.open(offer_id)
        if offer is None or offer.side != "offer":
            return None
        wanted = Wanted(1, exclude_organization=False, today=today, only=(offer_id,))
        found = self._matches("challenge", challenge_id, wanted)
        if not found and self._kept.register.open(challenge_id) is not None:
            return Found(1, 0.0, challenge_id, offer_id)
        return found[0] if found else None

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

    def refresh_potentials(self) -> None:
        """Learn anew which documents match everything, from all that is open now.

        Takes about a second of a processor for a thousand documents on each side; queries
        and changes go on meanwhile, and what came since has factor 1 until the next time.
        """
        for side in self._kept.indexes:
            with self._lock:
                lessons = potential.lessons(self._kept, side)
            learned = learn_from(lessons)
            with self._lock:
                learned.give(self._kept, side)

    def snapshot(self) -> bytes:
        """All documents and counters, for ``restore`` in the same version."""
        with self._lock:
            return packing.pack(self._kept, self.version)

    def restore(self, snapshot: bytes) -> None:
        """Take a snapshot's place; ``ValueError`` when another version made it."""
        kept = packing.unpack(snapshot, self.version, self._recipe)
        with self._lock:
            self._kept = kept

    def _matches(self, side: Side, asked_id: UUID, wanted: Wanted) -> list[Found]:
        asking = self._kept.register.open(asked_id)
        if asking is None or asking.side != side or wanted.limit < 1:
            return []
        if asking.organization_id in self.knowledge.away:
            return []
        if wanted.told == ():  # whoever shows no reasons need not wait for the text to be read
            with self._lock:
                _, ranked = self._chosen(asking, wanted)
            return [bare(asking, rank, one) for rank, one in enumerate(ranked, 1)]
        asked = self._read(asking)
        with self._lock:
            kept = self._kept
            query, ranked = self._chosen(asking, wanted)
            told = [
                (rank, one)
                for rank, one in enumerate(ranked, 1)
                if wanted.told is None or rank in wanted.told
            ]
            shares = shares_of(kept, asked, query, [one for _, one in told])
        find, notes = partial(self._find, kept), partial(self._notes, wanted.today)
        explained = {one.rank: one for one in explain(asked, told, shares, find, notes)}
        return [
            explained.get(rank) or bare(asking, rank, one) for rank, one in enumerate(ranked, 1)
        ]

    def _chosen(self, asking: Document, wanted: Wanted) -> tuple[Query, list[Ranked]]:
        """What the list has, best first."""
        query, ranked, wishes = self._ranked(asking, wanted)
        rows = self._kept.indexes[other(asking.side)].rows
        return query, choose(ranked, wanted.limit, wishes, rows)

    def _find(self, kept: Collection, document: Document) -> Places:
        return kept.shelf.get(document) or self._place(kept, document)

    def _place(self, kept: Collection, document: Document) -> Places:
        analysis = self._analyze(document.content)
        numbers = kept.vocabulary.find(analysis.terms)
        places = placed(analysis, document.body, numbers)
        kept.shelf.put(document, places)
        return places

    def _ranked(self, asking: Document, wanted: Wanted) -> tuple[Query, list[Ranked], Wishes]:
        """Everything that could be in a list, best first, with the wishes for it."""
        kept, known = self._kept, self.knowledge
        asked = self._query(kept, asking)
        wishes = known.wishes(asking, wanted.wishes)
        slots = self._candidates(kept, asking, asked, wanted, wishes)
        ranked = rank(kept, asking, asked, slots, self._factors(known, wanted.event))
        if wanted.exclude_organization:
            ranked = without(ranked, asking.organization_id)
        if known.away:
            ranked = [one for one in ranked if one.document.organization_id not in known.away]
        if wanted.viewer is not None:
            refused = partial(known.is_refused, wanted.viewer, asking.organization_id)
            ranked = [one for one in ranked if not refused(one.document.organization_id)]
        return asked, ranked, wishes

    def _query(self, kept: Collection, asking: Document) -> Query:
        """What is kept asks without being read again."""
        if kept.register.open(asking.id) is asking:
            return kept.query_of(asking.side, kept.indexes[asking.side].rows.slots[asking.id])
        return kept.query(counted(asking, self._analyze))

    def _candidates(
        self, kept: Collection, asking: Document, asked: Query, wanted: Wanted, wishes: Wishes
    ) -> NDArray[np.int64]:
        index = kept.indexes[other(asking.side)]
        if wanted.only is not None:
            here = index.rows.slots
            return np.array([here[one] for one in wanted.only if one in here], np.int64)
        group = AUDIENCES.get(asking.audience, 0)
        slots = index.candidates(asked, max(DEPTH[asked.sized], 2 * wanted.limit), group)
        return with_pins(slots, wishes.pinned, index.rows, group)

    def _factors(
        self, known: Knowledge, event: UUID | None
    ) -> Callable[[Document, Document], Factors]:
        return lambda challenge, offer: fit.parts(
            known.pair(challenge, offer, self._weights, event)
        )

    def _notes(self, today: date | None, challenge: Document, offer: Document) -> tuple[str, ...]:
        return fit.notes(self.knowledge.pair(challenge, offer, self._weights), today)
