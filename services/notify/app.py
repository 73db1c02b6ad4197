"""The notify service, put together: read this first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.keys import Keyring
from chassis.own import erasing
from chassis.retention import Purge
from chassis.service import Service, Tools
from contracts import (
    accounts,
    amendments,
    assessments,
    challenges,
    desk,
    digests,
    event_days,
    event_notices,
    follow_ups,
    handovers,
    introductions,
    matching,
    members,
    offer_searches,
    profiles,
    proposals,
    questions,
    registrations,
    saved_searches,
    standing,
    threads,
)
from contracts import notify as contract
from contracts import regaining as regained
from services.notify import (
    days,
    joining,
    letters,
    mailings,
    matches,
    news,
    notifications,
    passwords,
    people,
    regaining,
    reviews,
    searches,
    standings,
)
from services.notify import digests as digesting
from services.notify import handovers as handing_over
from services.notify import introductions as introducing
from services.notify import proposals as proposing
from services.notify.deps import Deps
from services.notify.events import tell_notice
from services.notify.follow_ups import tell_asked
from services.notify.links import Links
from services.notify.own import OWN
from services.notify.post import open_post, sender_of
from services.notify.store import retention as kept
from services.notify.writing import Writer

NAME = "notify"


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    sender = sender_of(tools.settings)
    yield Deps(
        database=tools.database,
        post=open_post(tools.settings, sender),
        writer=Writer(tools.settings.site, sender, tools.settings.contact),
        written=asyncio.Event(),
        links=Links(Keyring(tools.settings.keys_path).secret(NAME)),
        mailed=asyncio.Event(),
    )


SERVICE = Service(
    name=NAME,
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.LIST_NOTIFICATIONS, notifications.list_notifications),
        endpoint(contract.MARK_NOTIFICATIONS_READ, notifications.mark_notifications_read),
        endpoint(digests.GET_RHYTHM, digesting.get_rhythm),
        endpoint(digests.SET_RHYTHM, digesting.set_rhythm),
        endpoint(digests.LOOK_UP_STOP, digesting.look_up_stop),
        endpoint(digests.STOP_LETTERS, digesting.stop_letters),
    ],
    readings=[
        reading(matching.MATCH_FOUND, "notify-tell-match", matches.tell_match),
        reading(profiles.MEMBERSHIP_KEPT, "notify-keep-membership", people.keep_membership),
        reading(profiles.PERSON_KEPT, "notify-keep-person", people.keep_person),
        reading(accounts.ACCOUNT_OPENED, "notify-keep-address", people.keep_address),
        reading(standing.ACCOUNT_STANDING_SET, "notify-tell-account", standings.tell_account),
        reading(
            standing.STANDING_SET, "notify-tell-organization-standing", standings.tell_organization
        ),
        reading(accounts.PASSWORD_CHANGED, "notify-tell-password", passwords.tell_changed),
        reading(regained.RESET_ASKED, "notify-tell-reset", regaining.tell_reset),
        reading(regained.EMAIL_CHANGE_KEPT, "notify-tell-email", regaining.tell_email_change),
        reading(regained.FACTORS_CHANGED, "notify-tell-factors", regaining.tell_factors),
        reading(regained.RECOVERY_KEPT, "notify-tell-recovery", regaining.tell_recovery),
        reading(members.INVITATION_KEPT, "notify-tell-invitation", joining.tell_invitation),
        reading(
            registrations.REGISTRATION_KEPT, "notify-tell-registration", joining.tell_registration
        ),
        reading(challenges.CHALLENGE_SUBMITTED, "notify-tell-submitted", reviews.tell_submitted),
        reading(challenges.CHALLENGE_RETURNED, "notify-tell-returned", reviews.tell_returned),
        reading(amendments.AMENDMENT_SUBMITTED, "notify-tell-amendment", reviews.tell_submitted),
        reading(amendments.AMENDMENT_RETURNED, "notify-tell-amendment-back", reviews.tell_returned),
        reading(amendments.CHALLENGE_NEWS, "notify-tell-news", news.tell_news),
        reading(questions.QUESTION_ASKED, "notify-tell-question", news.tell_question),
        reading(challenges.CHALLENGE_STALE, "notify-tell-stale", news.tell_stale),
        reading(introductions.INTEREST_SENT, "notify-tell-interest", introducing.tell_interest),
        reading(
            introductions.INTEREST_FORWARDED, "notify-tell-forwarded", introducing.tell_interest
        ),
        reading(introductions.INTEREST_REMINDED, "notify-tell-reminder", introducing.tell_reminder),
        reading(introductions.INTEREST_DECLINED, "notify-tell-declined", introducing.tell_declined),
        reading(introductions.INTEREST_EXPIRED, "notify-tell-expired", introducing.tell_expired),
        reading(
            introductions.INTRODUCTION_MADE,
            "notify-tell-introduction",
            introducing.tell_introduction,
        ),
        reading(introductions.INTRODUCTION_ENDED, "notify-tell-left", introducing.tell_left),
        reading(threads.MESSAGE_SENT, "notify-tell-message", introducing.tell_message),
        reading(threads.MESSAGE_HIDDEN, "notify-tell-hidden", introducing.tell_hidden),
        reading(threads.MESSAGE_RESTORED, "notify-tell-restored", introducing.tell_restored),
        reading(threads.MAIL_REFUSED, "notify-tell-refused-mail", introducing.tell_mail_refused),
        reading(threads.TALK_OFFERED, "notify-tell-talk", introducing.tell_talk),
        reading(threads.TALK_CHOSEN, "notify-tell-chosen-talk", introducing.tell_talk),
        reading(threads.TALK_CANCELLED, "notify-tell-cancelled-talk", introducing.tell_talk),
        reading(handovers.UNIT_HANDED_OVER, "notify-tell-handover", handing_over.tell_handed_over),
        reading(
            handovers.UNIT_WITHOUT_OWNER, "notify-tell-ownerless", handing_over.tell_without_owner
        ),
        reading(event_days.MEETING_REFILLED, "notify-tell-refilled", days.tell_refilled),
        reading(desk.DESK_LETTER_SENT, "notify-tell-letter", introducing.tell_letter),
        reading(proposals.PROPOSAL_SUBMITTED, "notify-tell-proposal", proposing.tell_received),
        reading(proposals.PROPOSAL_REVISED, "notify-tell-revised", proposing.tell_revised),
        reading(
            proposals.PROPOSAL_FORWARDED, "notify-tell-forwarded-proposal", proposing.tell_forwarded
        ),
        reading(proposals.PROPOSAL_WITHDRAWN, "notify-tell-withdrawn", proposing.tell_withdrawn),
        reading(proposals.PROPOSAL_ANSWERED, "notify-tell-clarified", proposing.tell_answered),
        reading(proposals.PROPOSAL_CONFIRMED, "notify-tell-confirmed", proposing.tell_confirmed),
        reading(proposals.PROPOSAL_LAPSED, "notify-tell-lapsed", proposing.tell_lapsed),
        reading(proposals.PROPOSAL_DECIDED, "notify-tell-decided", proposing.tell_decided),
        reading(proposals.PROPOSAL_ASKED, "notify-tell-asked", proposing.tell_asked),
        reading(proposals.PROPOSAL_INVITED, "notify-tell-partner", proposing.tell_invited),
        reading(assessments.REVIEWER_ASSIGNED, "notify-tell-reviewer", proposing.tell_assigned),
        reading(
            assessments.REVIEW_INVITED, "notify-tell-review-asked", proposing.tell_review_invited
        ),
        reading(saved_searches.SEARCH_FOUND, "notify-tell-search", searches.tell_found),
        reading(offer_searches.OFFER_FOUND, "notify-tell-offer", searches.tell_offer),
        reading(event_notices.EVENT_NOTICE, "notify-tell-participants", tell_notice),
        reading(follow_ups.FOLLOW_UP_ASKED, "notify-tell-follow-up", tell_asked),
        erasing(NAME, OWN),
    ],
    jobs=[
        letters.send_letters,
        letters.give_up_letters,
        mailings.send_mailings,
        digesting.write_digests,
    ],
    retention=(Purge("mailings", kept.MAILINGS), Purge("letters", kept.LETTERS)),
    own=OWN,
)
