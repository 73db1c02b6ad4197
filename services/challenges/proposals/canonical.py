"""The canonical form of what was submitted, and its receipt.

JSON as RFC 8785 writes it (names sorted, no white space, UTF-8 without escapes but those that
JSON needs; there are no numbers but whole ones), so ``sha256sum`` of the file is the receipt.
docs/proposals.md says what every name means; the format has a number that changes with it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from uuid import UUID

from contracts.proposals import PartnerState, ProposalWords
from services.challenges.store.proposals.seen import Held

FORMAT = "enishi-proposal/1"


def canonical(
    found: Held, words: ProposalWords, version: int, by: UUID, at: datetime
) -> tuple[str, str]:
    """The text, and the SHA-256 of its bytes in hexadecimal digits."""
    joined = [one for one in found.partners if one.state is PartnerState.CONFIRMED]
    content = {
        "format": FORMAT,
        "proposal": str(found.id),
        "version": version,
        "challenge": {"id": str(found.challenge_id), "title": found.challenge_title},
        "lead": {"id": str(found.organization_id), "name": found.organization_name},
        "partners": [{"id": str(one.organization_id), "name": one.name} for one in joined],
        "title": words.title,
        "summary": words.summary,
        "sections": [
            {
                "key": one.key.value,
                "level": one.level.value,
                "people": [str(person) for person in one.people],
                "text": one.text,
            }
            for one in words.sections
        ],
        "submitted_by": str(by),
        "submitted_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()
