"""Reviewers of other organizations: asked for one call, and gone with its decision."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.assessments import (
    ANSWER_REVIEW,
    DISMISS_REVIEWER,
    INVITE_REVIEWER,
    REVIEW_INVITED,
    AnswerReview,
    Assessment,
    DismissReviewer,
    InviteReviewer,
    ListReviewInvitations,
    OutsideState,
    ReviewAnswered,
    ReviewInvitation,
    ReviewInvited,
)
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from services.challenges.deps import Deps
from services.challenges.proposals.assessing import done, held
from services.challenges.rules import poster
from services.challenges.store import challenges, organizations
from services.challenges.store.proposals import assessing, outside, writing


async def invite_reviewer(deps: Deps, asked: Asked[InviteReviewer]) -> Assessment:
    """Asked twice it is told once. Whether it proposes here is not said: it answers for itself."""
    actor, own = poster(asked.actor)
    other = asked.request.organization_id

    async def change(transaction: Runner) -> Assessment:
        before = await held(transaction, asked, asked.request.challenge_id, deciding=True)
        await _check_live(transaction, before.challenge_id)
        known = await organizations.kinds(transaction, [other])
        problem = "own_organization" if other == own else "unknown_value"
        if other == own or other not in known:
            fields = (FieldProblem("organization_id", problem),)
            raise Invalid("this organization cannot be asked", fields=fields)
        if await outside.invite(transaction, before.challenge_id, other, actor.person):
            await _tell_invited(transaction, before, other)
        return await done(transaction, asked, before.challenge_id, ("outside_reviewers",))

    return await once(deps.database, INVITE_REVIEWER, asked, change)


async def _tell_invited(transaction: Runner, found: Assessment, other: UUID) -> None:
    challenge = await challenges.held(transaction, found.challenge_id)
    invited = ReviewInvited(
        challenge_id=found.challenge_id,
        challenge_title=found.challenge_title,
        owner_name=challenge.organization_name if challenge else "",
        organization_id=other,
        at=await writing.moment(transaction),
    )
    await tell(transaction, REVIEW_INVITED, invited)


async def dismiss_reviewer(deps: Deps, asked: Asked[DismissReviewer]) -> Assessment:
    """Also an invitation that waits. Raises ``NotFound`` for who was not asked."""
    other = asked.request.organization_id

    async def change(transaction: Runner) -> Assessment:
        before = await held(transaction, asked, asked.request.challenge_id, deciding=True)
        if not await outside.dismiss(transaction, before.challenge_id, other):
            raise NotFound("no such reviewer")
        return await done(transaction, asked, before.challenge_id, ("outside_reviewers",))

    return await once(deps.database, DISMISS_REVIEWER, asked, change)


async def answer_review(deps: Deps, asked: Asked[AnswerReview]) -> ReviewAnswered:
    """Raises ``NotFound`` without an invitation that waits, ``Conflict`` for who proposes here.

    In the ledger of the organization that answers: it is its word.
    """
    actor, own = poster(asked.actor)
    key = asked.request.challenge_id
    state = OutsideState.ACCEPTED if asked.request.accept else OutsideState.DECLINED

    async def change(transaction: Runner) -> ReviewAnswered:
        await assessing.hold(transaction, key)
        waiting = {one.challenge_id for one in await outside.invitations(transaction, own)}
        if key not in waiting:
            raise NotFound("no such invitation")
        if asked.request.accept and await outside.takes_part(transaction, key, own):
            raise Conflict("your organization proposes here itself", reason="proposes_here")
        await outside.answer(transaction, key, own, state, actor.person)
        await record(
            transaction, asked, object_kind="assessment", object_id=key, tenant=own, reason=state
        )
        return ReviewAnswered(challenge_id=key, state=state)

    return await once(deps.database, ANSWER_REVIEW, asked, change)


async def list_review_invitations(
    deps: Deps, asked: Asked[ListReviewInvitations]
) -> tuple[ReviewInvitation, ...]:
    _, own = poster(asked.actor)
    return await outside.invitations(deps.database, own)


async def _check_live(transaction: Runner, challenge_id: UUID) -> None:
    if not await outside.is_live(transaction, challenge_id):
        raise Conflict("this call is decided", reason="call_closed")
