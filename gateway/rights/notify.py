"""Notify: who sees and changes what."""

from __future__ import annotations

from contracts.rights import EVERYBODY, SIGNED_IN, Roles

NOUNS = frozenset(
    {
        *("LetterRhythmPayload", "MarkNotificationsReadPayload", "Notification"),
    }
)

FIELDS: dict[str, Roles | None] = {
    "Query.letterRhythm": SIGNED_IN,
    # Whoever holds the link of a letter.
    "Query.stopLink": EVERYBODY,
    "Mutation.stopLetters": EVERYBODY,
    "Mutation.setLetterRhythm": SIGNED_IN,
    "Mutation.markNotificationsRead": SIGNED_IN,
}
