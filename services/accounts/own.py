"""What accounts holds of one person, given to who has just shown that they are it."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.own import Forgetting, Own, Part, rows_of
from contracts.own_data import GetOwnData, OwnData
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.owning import confirmed_owner
from services.accounts.recording import record_own
from services.accounts.store import attempts, own

OWN = Own(
    parts=(
        Part("account", own.ACCOUNT, by_account=True),
        Part("sessions", own.SESSIONS, by_account=True),
        Part("passkeys", own.PASSKEYS, by_account=True),
        Part("authenticator", own.AUTHENTICATOR, by_account=True),
        Part("recovery_codes", own.RECOVERY_CODES, by_account=True),
        Part("known_browsers", own.KNOWN_BROWSERS, by_account=True),
        Part("identities", own.IDENTITIES, by_account=True),
        Part("email_changes", own.EMAIL_CHANGES, by_account=True),
        Part("password_resets", own.RESETS, by_account=True),
        Part("recoveries", own.RECOVERIES, by_account=True),
        Part("recoveries_vouched_for", own.VOUCHED),
        Part("memberships_to_sign_in", own.MEMBERSHIPS),
    ),
    # The account last: the others belong to it, or are found by its address.
    forgetting=(
        Forgetting(own.FORGET_CEREMONIES, by_account=True),
        Forgetting(own.FORGET_BEGUN, by_account=True),
        Forgetting(own.FORGET_SESSIONS, by_account=True),
        Forgetting(own.FORGET_TOTP, by_account=True),
        Forgetting(own.FORGET_CODES, by_account=True),
        Forgetting(own.FORGET_PASSKEYS, by_account=True),
        Forgetting(own.FORGET_INVITATIONS, by_account=True),
        Forgetting(own.FORGET_ATTEMPTS, by_account=True),
        Forgetting(own.FORGET_ACCOUNT, by_account=True),
    ),
    apart={
        "begun_at_providers.account_id": "a step of signing in, worth nothing after ten minutes",
        "begun_sign_ins.account_id": "a step of signing in, worth nothing after ten minutes",
        "ceremonies.account_id": "a number that an authenticator signs within minutes",
        "erasures.account_id": "of who has been forgotten, and has no account to ask with",
        "erasures.person_id": "of who has been forgotten, and has no account to ask with",
        "looser_policies.asked_by": "of a policy that waits seven days for a second person",
        "invitations.invited_by": "the id of a membership; profiles gives what was asked for",
    },
)


async def get_own_data(deps: Deps, asked: Asked[GetOwnData]) -> OwnData:
    """Recorded as an export, once; ten in a quarter of an hour.

    Raises ``Unauthenticated``, ``Forbidden`` (``step_up``) and ``Limited``.
    """
    who = await confirmed_owner(deps.database, asked.request.token)
    async with deps.database.transaction() as transaction:
        if asked.request.skip == 0:
            mark = rules.digest(f"own data {who.account_id}")
            tries = await attempts.count(transaction, mark, rules.WINDOW)
            rules.check_tries(*tries)
            await record_own(transaction, asked, who, reason="all there is of oneself")
        return await rows_of(transaction, OWN, who.person_id, who.account_id, asked.request.skip)
