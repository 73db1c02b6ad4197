"""Who may ask which field and page. Deny by default: what is not here fails the build.

A field of a noun is seen with the noun: what one may not see is not there at all
(``contracts.rights`` and the ``where`` of the services). Here stands what is asked by itself,
and what of a noun is only for some.
"""

from __future__ import annotations

from contracts.rights import (
    EVERYBODY,
    LEDGER_EXPORTERS,
    LEDGER_READERS,
    POSTERS,
    SIGNED_IN,
    Roles,
)

NOUNS = frozenset(
    {
        *("Challenge", "Offer", "Organization", "Municipality", "Match", "Reason", "Part"),
        *("Source", "Unit", "ChallengeCount", "Notification", "Acting", "PageInfo"),
        *("ChallengePayload", "OfferPayload", "SignInPayload", "SignOutPayload"),
        *("MarkNotificationsReadPayload", "Security", "Passkey", "OpenSession", "SecondFactor"),
        *("DonePayload", "RevokeOtherSessionsPayload", "ChangePasswordPayload"),
        *("LedgerEntry", "LedgerVerification", "LedgerHead", "LedgerFlaw"),
        *("BeginTotpPayload", "FactorPayload", "RecoveryCodesPayload", "PasskeyOptionsPayload"),
    }
)
"""Types whose fields are seen by whoever was given one of them."""

FIELDS: dict[str, Roles | None] = {
    "Query.viewer": EVERYBODY,
    "Query.ledger": LEDGER_READERS,
    "Query.ledgerExport": LEDGER_EXPORTERS,
    "Query.ledgerVerification": LEDGER_READERS,
    "Query.challenge": EVERYBODY,
    "Query.challenges": EVERYBODY,
    "Query.challengeCounts": EVERYBODY,
    "Query.offer": EVERYBODY,
    "Query.offers": EVERYBODY,
    "Query.organization": EVERYBODY,
    "Query.organizations": EVERYBODY,
    "Query.municipality": EVERYBODY,
    "Query.municipalities": EVERYBODY,
    "Viewer.id": EVERYBODY,
    "Viewer.email": EVERYBODY,
    "Viewer.locale": EVERYBODY,
    "Viewer.expiresAt": EVERYBODY,
    "Viewer.name": EVERYBODY,
    "Viewer.role": EVERYBODY,
    "Viewer.organization": EVERYBODY,
    "Viewer.acting": EVERYBODY,
    "Viewer.drafts": POSTERS,
    "Viewer.notifications": SIGNED_IN,
    "Viewer.unreadNotifications": EVERYBODY,
    "Viewer.security": EVERYBODY,
    "Viewer.isConfirmed": EVERYBODY,
    "Viewer.hasSecondFactor": EVERYBODY,
    "Viewer.shouldAddPasskey": EVERYBODY,
    "Organization.matchesForYou": SIGNED_IN,
    "Mutation.signIn": EVERYBODY,
    "Mutation.signOut": EVERYBODY,
    "Mutation.completeSignIn": EVERYBODY,
    "Mutation.beginPasskeySignIn": EVERYBODY,
    "Mutation.signInWithPasskey": EVERYBODY,
    # Of one's own account, by one's session; also of somebody who has no role yet.
    "Mutation.confirmSession": EVERYBODY,
    "Mutation.revokeSession": EVERYBODY,
    "Mutation.revokeOtherSessions": EVERYBODY,
    "Mutation.changePassword": EVERYBODY,
    "Mutation.beginTotp": EVERYBODY,
    "Mutation.confirmTotp": EVERYBODY,
    "Mutation.removeTotp": EVERYBODY,
    "Mutation.beginPasskey": EVERYBODY,
    "Mutation.addPasskey": EVERYBODY,
    "Mutation.removePasskey": EVERYBODY,
    "Mutation.renewRecoveryCodes": EVERYBODY,
    "Mutation.saveChallengeDraft": POSTERS,
    "Mutation.publishChallenge": POSTERS,
    "Mutation.amendChallenge": POSTERS,
    "Mutation.closeChallenge": POSTERS,
    "Mutation.publishOffer": POSTERS,
    "Mutation.amendOffer": POSTERS,
    "Mutation.withdrawOffer": POSTERS,
    "Mutation.markNotificationsRead": SIGNED_IN,
}
"""``Viewer`` is given to its own person alone."""
