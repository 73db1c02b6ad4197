"""Profiles: who sees and changes what."""

from __future__ import annotations

from contracts.rights import (
    EVERYBODY,
    MANAGERS,
    POSTERS,
    REGISTRARS,
    SIGNED_IN,
    STANDING_SETTERS,
    Roles,
)

NOUNS = frozenset(
    {
        *("ActAsPayload", "Card", "DeleteOfferSearchPayload", "DescribeOrganizationPayload"),
        *("Invitation", "InvitationPayload", "Invited", "Member", "MembershipPayload"),
        *("Municipality", "Offer", "OfferPayload", "OfferSearch", "OfferSearchPayload"),
        *("Organization", "OrganizationStanding", "OrganizationStandingPayload", "OwnCard"),
        *("OwnCardPayload", "PendingChange", "PendingChangePayload", "RegisterOrganizationPayload"),
        *("Registration", "RegistrationPayload", "RegistrationSeen", "RegistrationSeenPayload"),
        *("Source", "TrackRecord", "Unit", "UnitPayload"),
    }
)

FIELDS: dict[str, Roles | None] = {
    "Query.cards": EVERYBODY,
    "Query.ownCard": SIGNED_IN,
    "Query.offerFacets": EVERYBODY,
    "Query.offerSearches": POSTERS,
    "Query.offerFeed": EVERYBODY,
    "Query.offerFeedName": EVERYBODY,
    "Query.offer": EVERYBODY,
    "Query.offers": EVERYBODY,
    "Query.organization": EVERYBODY,
    "Query.organizations": EVERYBODY,
    "Query.organizationStanding": STANDING_SETTERS,
    "Query.municipality": EVERYBODY,
    "Query.municipalities": EVERYBODY,
    "Query.members": MANAGERS,
    "Query.pendingChanges": MANAGERS,
    "Query.invitations": MANAGERS,
    "Query.invitation": EVERYBODY,
    "Query.registrations": REGISTRARS,
    "Query.registration": EVERYBODY,
    "Mutation.beginComing": EVERYBODY,
    "Mutation.setCard": SIGNED_IN,
    "Mutation.setOrganizationStanding": STANDING_SETTERS,
    "Mutation.describeOrganization": MANAGERS,
    "Mutation.changeMembership": MANAGERS,
    "Mutation.endMembership": SIGNED_IN,
    "Mutation.confirmChange": MANAGERS,
    "Mutation.refuseChange": MANAGERS,
    "Mutation.setReviewPolicy": MANAGERS,
    "Mutation.addUnit": MANAGERS,
    "Mutation.invite": MANAGERS,
    "Mutation.revokeInvitation": MANAGERS,
    # Whoever holds the link of a letter.
    "Mutation.acceptInvitation": EVERYBODY,
    "Mutation.actAs": SIGNED_IN,
    "Mutation.registerOrganization": EVERYBODY,
    "Mutation.confirmRegistration": EVERYBODY,
    "Mutation.approveRegistration": REGISTRARS,
    "Mutation.refuseRegistration": REGISTRARS,
    "Mutation.saveOfferSearch": POSTERS,
    "Mutation.changeOfferSearch": POSTERS,
    "Mutation.deleteOfferSearch": POSTERS,
    "Mutation.publishOffer": POSTERS,
    "Mutation.amendOffer": POSTERS,
    "Mutation.withdrawOffer": POSTERS,
}
