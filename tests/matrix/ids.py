"""Where ids stand in what is asked, of what they are, and which of them say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

MARK = "?"
"""Stands for an id until one is put there."""

PUBLIC = "everybody sees that this organization is there, so that it is there says nothing"
UNIT = "the units of an organization stand on its page"
CHOSEN = "whoever makes something chooses its id, 122 random bits: that one is taken says no more"
OWN = "the organization whose record is read; who reads for others sees every organization"

NOT_SECRET = {
    "organization_id": PUBLIC,
    "organization_ids": PUBLIC,
    "company_id": PUBLIC,
    "to_organization_id": PUBLIC,
    "to": PUBLIC,
    "tenant": OWN,
    "unit_id": UNIT,
    "to_unit_id": UNIT,
    "offer_id": "offers are for everybody",
    "token": "no id but the secret of a link, 256 random bits",
    "rest": "no id but a path that no page has",
    "kind": "no id but a word",
}
"""Name of an id -> why it is not asked with what is another's."""

NEW = {
    *("attachment.add", "challenge.clone", "challenge.publish", "challenge.save_draft"),
    *("dialogue.note", "event.clone", "event.save", "interest.send", "invitation.make"),
    *("letter.write", "message.report", "message.send", "objection.make", "offer.publish"),
    *("participant.import", "participant.register", "participant.save", "proposal.save_draft"),
    *("question.ask", "registration.make", "run.make", "score.give", "search.save", "talk.offer"),
    *("offer_search.save", "saveOfferSearch"),
    *("unit.add", "policy.set"),
    *("addAttachment", "cloneChallenge", "publishChallenge", "saveChallengeDraft"),
    *("noteDialogue", "cloneEvent", "saveEvent", "sendInterest", "invite", "writeDeskLetter"),
    *("reportMessage", "sendMessage", "objectToTimetable", "publishOffer", "importParticipants"),
    *("registerForEvent", "saveParticipant", "saveProposalDraft", "askQuestion"),
    *("registerOrganization", "runMatches", "saveSearch", "offerTalk", "addUnit"),
    "setReviewPolicy",
}
"""Methods and changes whose ``id`` is of what is made: ``CHOSEN``."""

OTHER_NAMES = {
    "origin": "challenge",
    "subject": "challenge",
    "cause": "challenge",
    "source": "event",
    "public": "participant",
    "private": "participant",
    "other": "participant",
    "member": "membership",
    "people": "membership",
    "wishe": "participant",
}


def skipped(row: str, name: str) -> str:
    """Why this id of a row is left alone; nothing, when it is tried."""
    short = re.sub(r"^(rpc\.\w+\.v1|Mutation)\.", "", row)
    if snake(name) == "id" and short in NEW:
        return CHOSEN
    return NOT_SECRET.get(snake(name), "")


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def words_of(text: str) -> set[str]:
    """Without the service, whose name is a noun too, and in the singular."""
    bare = re.sub(r"^rpc\.\w+\.v1\.", "", text)
    found = {word.removesuffix("s") for word in re.split(r"[^a-z]+", snake(bare))}
    return found | {OTHER_NAMES[word] for word in found if word in OTHER_NAMES}


def fitting(row: str, name: str, hidden: Iterable[str]) -> list[str]:
    """Which of what is hidden this id could be of; all of it, where the name does not say."""
    every = list(hidden)
    for said in (words_of(name), words_of(row)):
        found = [kind for kind in every if kind.split()[0] in said]
        if found:
            return found
    return every


def named(tree: Any, under: str = "") -> Iterator[str]:
    """Names under which ids stand, each once."""
    seen: dict[str, None] = {}
    _walk(tree, under, seen)
    yield from seen


def _walk(tree: Any, under: str, seen: dict[str, None]) -> None:
    if isinstance(tree, dict):
        for name, inner in tree.items():
            _walk(inner, name, seen)
    elif isinstance(tree, list):
        for inner in tree:
            _walk(inner, under, seen)
    elif tree == MARK:
        seen[under] = None


def filled(tree: Any, name: str, known: str, under: str = "") -> Any:
    """The id of that name is ``known``; the others are of nothing."""
    if isinstance(tree, dict):
        return {key: filled(inner, name, known, key) for key, inner in tree.items()}
    if isinstance(tree, list):
        return [filled(inner, name, known, under) for inner in tree]
    if tree != MARK:
        return tree
    return known if under == name else str(uuid4())
