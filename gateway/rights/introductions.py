"""Introductions: who sees and changes what."""

from __future__ import annotations

from contracts.rights import (
    COORDINATORS,
    DIALOGUE_READERS,
    EVERYBODY,
    MODERATORS,
    POSTERS,
    PUBLIC_SIDE,
    Roles,
)

NOUNS = frozenset(
    {
        *("Contact", "DeskLetter", "DeskLetterPayload", "Dialogue", "DialoguePayload", "Interest"),
        *("InterestPayload", "InterestStep", "Introduction", "IntroductionPayload", "Message"),
        *("MessageCase", "MessageCasePayload", "MessageFile", "MessageFileContent"),
        *("MessagePayload", "Preference", "Responses", "SetPreferencePayload", "ShortlistEntry"),
        *("ShortlistPayload", "Side", "Stuck", "Talk", "TalkPayload", "ThreadPayload"),
        *("UnitDecided", "UnitPromise", "UnitRelation", "UnitWork"),
    }
)

FIELDS: dict[str, Roles | None] = {
    "Query.shortlist": POSTERS,
    "Mutation.keepThing": POSTERS,
    "Mutation.dropThings": POSTERS,
    "Query.preference": POSTERS,
    "Query.preferences": POSTERS,
    "Query.interests": POSTERS,
    "Query.openInterests": POSTERS,
    "Query.interest": POSTERS,
    "Query.introductions": POSTERS,
    "Query.introduction": POSTERS,
    "Query.responses": EVERYBODY,
    "Query.messageCases": MODERATORS,
    "Query.dialogues": DIALOGUE_READERS,
    "Query.dialogueExport": DIALOGUE_READERS,
    "Query.stuck": COORDINATORS,
    "Query.unitRelations": POSTERS,
    "Query.unitWork": POSTERS,
    "Query.deskLetters": COORDINATORS,
    "Mutation.setPreference": POSTERS,
    "Mutation.sendInterest": POSTERS,
    "Mutation.seeInterest": POSTERS,
    "Mutation.cancelInterest": POSTERS,
    "Mutation.acceptInterest": POSTERS,
    "Mutation.declineInterest": POSTERS,
    "Mutation.forwardInterest": POSTERS,
    "Mutation.endIntroduction": POSTERS,
    "Mutation.transferIntroduction": POSTERS,
    "Mutation.sendMessage": POSTERS,
    "Mutation.sendFile": POSTERS,
    "Query.messageFile": POSTERS,
    "Mutation.readThread": POSTERS,
    "Mutation.blockThread": POSTERS,
    "Mutation.reportMessage": POSTERS,
    "Mutation.offerTalk": POSTERS,
    "Mutation.chooseTalk": POSTERS,
    "Mutation.decideMessageCase": MODERATORS,
    "Mutation.restoreMessage": MODERATORS,
    "Mutation.noteDialogue": PUBLIC_SIDE,
    "Mutation.writeDeskLetter": COORDINATORS,
    "Mutation.sendDeskLetter": COORDINATORS,
    "Mutation.discardDeskLetter": COORDINATORS,
}
