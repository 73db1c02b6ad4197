"""Challenges: who sees and changes what."""

from __future__ import annotations

from contracts.rights import DECIDERS, EVERYBODY, POSTERS, PUBLIC_SIDE, RELEASERS, Roles

NOUNS = frozenset(
    {
        *("Amendment", "Attachment", "AttachmentContent", "AttachmentPayload", "Challenge"),
        *("ChallengeCount", "ChallengePayload", "ChallengeVersion", "DeleteSearchPayload"),
        *("FacetCount", "FiscalWindow", "Question", "QuestionPayload", "SavedSearch"),
        *("SavedSearchPayload",),
    }
)

FIELDS: dict[str, Roles | None] = {
    "Query.challenge": EVERYBODY,
    "Query.challenges": EVERYBODY,
    "Query.attachmentContent": EVERYBODY,
    "Query.challengeCounts": EVERYBODY,
    "Query.challengeFacets": EVERYBODY,
    "Query.savedSearches": POSTERS,
    # Whoever has its token; all of it is public.
    "Query.searchFeed": EVERYBODY,
    "Query.searchFeedName": EVERYBODY,
    "Mutation.confirmChallenge": POSTERS,
    "Mutation.closeCall": DECIDERS,
    "Mutation.cloneChallenge": POSTERS,
    "Mutation.joinChallenge": PUBLIC_SIDE,
    "Mutation.saveSearch": POSTERS,
    "Mutation.renameSearch": POSTERS,
    "Mutation.shareSearch": POSTERS,
    "Mutation.renewFeed": POSTERS,
    "Mutation.deleteSearch": POSTERS,
    "Mutation.decideAmendment": RELEASERS,
    "Mutation.askQuestion": POSTERS,
    "Mutation.answerQuestion": POSTERS,
    "Mutation.withdrawQuestion": POSTERS,
    "Mutation.addAttachment": POSTERS,
    "Mutation.removeAttachment": POSTERS,
    "Mutation.approveChallenge": RELEASERS,
    "Mutation.returnChallenge": RELEASERS,
    "Mutation.saveChallengeDraft": POSTERS,
    "Mutation.publishChallenge": POSTERS,
    "Mutation.amendChallenge": POSTERS,
    "Mutation.closeChallenge": POSTERS,
}
