"""What challenges holds of one person. A text stays with its unit: by an id without a name."""

from __future__ import annotations

from chassis.own import Forgetting, Own, Part
from services.challenges.store import own, searches

OWN = Own(
    parts=(
        Part("challenges_written", own.WRITTEN),
        Part("challenges_handed_in", own.RELEASED),
        Part("questions_asked", own.ASKED),
        Part("amendments_written", own.AMENDING),
        Part("needs_joined", own.JOINED),
        Part("files_added", own.ATTACHED),
        Part("searches_saved", searches.SAVED),
        Part("proposals_written", own.PROPOSED),
        Part("proposals_scored", own.SCORED),
        Part("conflicts_declared", own.DECLARED),
        Part("proposals_read", own.READ),
        Part("proposals_clarified", own.CLARIFIED),
        Part("proposals_decided", own.DECIDED),
        Part("partners_invited", own.PARTNERED),
        Part("reviewers_assigned", own.REVIEWING),
        Part("reviews_for_others", own.OUTSIDE),
        Part("conflicts_with_proposals", own.CONFLICTED),
        Part("challenges_taken_part_in", own.TAKING_PART),
        Part("challenges_memberships", own.MEMBERSHIPS),
    ),
    forgetting=(Forgetting(searches.FORGET),),
)
