"""Accounts, sessions and the viewer: who sees and changes what."""

from __future__ import annotations

from contracts.rights import EVERYBODY, MANAGERS, POSTERS, SIGNED_IN, SUSPENDERS, Roles

NOUNS = frozenset(
    {
        *("AccountStanding", "Acting", "BeginAtProviderPayload", "BeginTotpPayload"),
        *("ChangePasswordPayload", "ConfirmSessionPayload", "DonePayload", "EmailChange"),
        *("FactorPayload", "IdentityProvider", "IdentityProviderPayload", "LooserPolicy"),
        *("OpenSession", "OwnDataPart", "Passkey", "PasskeyOptionsPayload", "PasswordReset"),
        *("ProviderName", "Recovery", "RecoveryCodesPayload", "RecoveryPayload"),
        *("RevokeOtherSessionsPayload", "SecondFactor", "Security", "SignInPayload"),
        *("SignInPolicy", "SignInPolicyPayload", "SignOutPayload", "Suspension"),
    }
)

FIELDS: dict[str, Roles | None] = {
    "Query.viewer": EVERYBODY,
    # Of one's own, by one's session; also of somebody who has no role any more.
    "Query.ownData": EVERYBODY,
    "Query.accountStanding": SUSPENDERS,
    "Query.signInPolicy": MANAGERS,
    "Query.identityProvider": MANAGERS,
    "Query.identityProviders": EVERYBODY,
    "Viewer.id": EVERYBODY,
    "Viewer.email": EVERYBODY,
    "Viewer.locale": EVERYBODY,
    "Viewer.expiresAt": EVERYBODY,
    "Viewer.name": EVERYBODY,
    "Viewer.role": EVERYBODY,
    "Viewer.organization": EVERYBODY,
    "Viewer.acting": EVERYBODY,
    "Viewer.drafts": POSTERS,
    "Viewer.reviews": POSTERS,
    "Viewer.staleChallenges": POSTERS,
    "Viewer.notifications": SIGNED_IN,
    "Viewer.unreadNotifications": EVERYBODY,
    "Viewer.security": EVERYBODY,
    "Viewer.isConfirmed": EVERYBODY,
    "Viewer.hasSecondFactor": EVERYBODY,
    "Viewer.shouldAddPasskey": EVERYBODY,
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
    "Mutation.eraseAccount": EVERYBODY,
    "Mutation.acceptTerms": EVERYBODY,
    "Mutation.suspendAccount": SUSPENDERS,
    "Mutation.signOutEverywhere": EVERYBODY,
    "Mutation.changeEmail": EVERYBODY,
    # Whoever holds the link of a letter, or knows the password.
    "Query.passwordReset": EVERYBODY,
    "Query.emailChange": EVERYBODY,
    "Query.recovery": EVERYBODY,
    "Mutation.askPasswordReset": EVERYBODY,
    "Mutation.resetPassword": EVERYBODY,
    "Mutation.confirmEmail": EVERYBODY,
    "Mutation.undoEmail": EVERYBODY,
    "Mutation.askRecovery": EVERYBODY,
    "Mutation.stopRecovery": EVERYBODY,
    "Query.recoveries": MANAGERS,
    "Mutation.vouch": MANAGERS,
    "Mutation.refuseRecovery": MANAGERS,
    "Mutation.setSignInPolicy": MANAGERS,
    "Mutation.setIdentityProvider": MANAGERS,
    "Mutation.removeIdentityProvider": MANAGERS,
    "Mutation.beginAtProvider": EVERYBODY,
    "Mutation.endAtProvider": EVERYBODY,
}
"""``Viewer`` is given to its own person alone."""
