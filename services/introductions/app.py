"""The introductions service, put together: read this first."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.own import erasing
from chassis.retention import Purge
from chassis.service import Service, Tools
from contracts import (
    challenges,
    desk,
    dialogue,
    handovers,
    profiles,
    proposals,
    standing,
    threads,
)
from contracts import introductions as contract
from contracts import message_files as filing
from contracts import preferences as wishes
from contracts import shortlists as keepsakes
from services.introductions import (
    cases,
    dialogues,
    interests,
    introductions,
    keeping,
    leaving,
    mails,
    message_files,
    preferences,
    proposing,
    shortlists,
    talks,
    timing,
)
from services.introductions import desk as coordinating
from services.introductions import threads as talking
from services.introductions.deps import Deps
from services.introductions.following import wiring as following
from services.introductions.handovers import ownerless
from services.introductions.handovers.relations import list_relations
from services.introductions.own import OWN
from services.introductions.store import retention as kept

NAME = "introductions"


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    yield Deps(database=tools.database)


CHALLENGES = (
    (challenges.CHALLENGE_PUBLISHED, "introductions-keep-published"),
    (challenges.CHALLENGE_AMENDED, "introductions-keep-amended"),
    (challenges.CHALLENGE_CLOSED, "introductions-keep-closed"),
    (challenges.CHALLENGE_STALE, "introductions-keep-stale"),
    (challenges.CHALLENGE_CONFIRMED, "introductions-keep-confirmed"),
    (challenges.CHALLENGE_CALL_CLOSED, "introductions-keep-call-closed"),
)
PROPOSALS = (
    (proposals.PROPOSAL_SUBMITTED, "introductions-keep-proposal"),
    (proposals.PROPOSAL_REVISED, "introductions-keep-revised-proposal"),
    (proposals.PROPOSAL_WITHDRAWN, "introductions-keep-withdrawn-proposal"),
    (proposals.PROPOSAL_ASKED, "introductions-keep-asked-proposal"),
    (proposals.PROPOSAL_ANSWERED, "introductions-keep-answered-proposal"),
    (proposals.PROPOSAL_FORWARDED, "introductions-keep-forwarded-proposal"),
    (proposals.PROPOSAL_DECIDED, "introductions-keep-decided-proposal"),
    (proposals.PROPOSAL_LAPSED, "introductions-keep-lapsed-proposal"),
)
OFFERS = (
    (profiles.OFFER_PUBLISHED, "introductions-keep-offer"),
    (profiles.OFFER_AMENDED, "introductions-keep-amended-offer"),
    (profiles.OFFER_WITHDRAWN, "introductions-keep-withdrawn-offer"),
)

SERVICE = Service(
    name=NAME,
    open_deps=open_deps,
    endpoints=[
        endpoint(wishes.SET_PREFERENCE, preferences.set_preference),
        endpoint(wishes.GET_PREFERENCES, preferences.get_preferences),
        endpoint(wishes.LIST_PREFERENCES, preferences.list_preferences),
        endpoint(keepsakes.KEEP_THING, shortlists.keep_thing),
        endpoint(keepsakes.DROP_THINGS, shortlists.drop_things),
        endpoint(keepsakes.LIST_SHORTLIST, shortlists.list_shortlist),
        endpoint(contract.SEND_INTEREST, interests.send_interest),
        endpoint(contract.SEE_INTEREST, interests.see_interest),
        endpoint(contract.CANCEL_INTEREST, interests.cancel_interest),
        endpoint(contract.ACCEPT_INTEREST, interests.accept_interest),
        endpoint(contract.DECLINE_INTEREST, interests.decline_interest),
        endpoint(contract.FORWARD_INTEREST, interests.forward_interest),
        endpoint(contract.LIST_INTERESTS, interests.list_interests),
        endpoint(contract.GET_INTERESTS, interests.get_interests),
        endpoint(contract.GET_RESPONSES, interests.get_responses),
        endpoint(contract.GET_INTRODUCTIONS, introductions.get_introductions),
        endpoint(contract.LIST_INTRODUCTIONS, introductions.list_introductions),
        endpoint(contract.END_INTRODUCTION, introductions.end_introduction),
        endpoint(contract.TRANSFER_INTRODUCTION, introductions.transfer_introduction),
        endpoint(threads.SEND_MESSAGE, talking.send_message),
        endpoint(filing.SEND_FILE, message_files.send_file),
        endpoint(filing.READ_FILE, message_files.read_file),
        endpoint(threads.LIST_MESSAGES, talking.list_messages),
        endpoint(threads.READ_THREAD, talking.read_thread),
        endpoint(threads.BLOCK, talking.block),
        endpoint(threads.REPORT_MESSAGE, cases.report_message),
        endpoint(threads.LIST_CASES, cases.list_cases),
        endpoint(threads.DECIDE_CASE, cases.decide_case),
        endpoint(threads.RESTORE_MESSAGE, cases.restore_message),
        endpoint(threads.OFFER_TALK, talks.offer_talk),
        endpoint(threads.CHOOSE_TALK, talks.choose_talk),
        endpoint(threads.LIST_TALKS, talks.list_talks),
        endpoint(threads.TAKE_MAIL, mails.take_mail),
        endpoint(dialogue.NOTE_DIALOGUE, dialogues.note_dialogue),
        endpoint(dialogue.LIST_DIALOGUES, dialogues.list_dialogues),
        endpoint(dialogue.EXPORT_DIALOGUES, dialogues.export_dialogues),
        endpoint(desk.LIST_STUCK, coordinating.list_stuck),
        endpoint(desk.LIST_LETTERS, coordinating.list_letters),
        endpoint(desk.WRITE_LETTER, coordinating.write_letter),
        endpoint(desk.SEND_LETTER, coordinating.send_letter),
        endpoint(desk.DISCARD_LETTER, coordinating.discard_letter),
        *following.ENDPOINTS,
        endpoint(handovers.LIST_RELATIONS, list_relations),
    ],
    readings=[
        reading(
            profiles.ORGANIZATION_KEPT, "introductions-keep-organization", keeping.keep_organization
        ),
        reading(profiles.PERSON_KEPT, "introductions-keep-person", keeping.keep_person),
        reading(profiles.MEMBERSHIP_KEPT, "introductions-keep-membership", keeping.keep_membership),
        *(reading(event, reader, keeping.keep_challenge) for event, reader in CHALLENGES),
        *(reading(event, reader, keeping.keep_offer) for event, reader in OFFERS),
        *(reading(event, reader, proposing.keep_proposal) for event, reader in PROPOSALS),
        reading(proposals.PROPOSAL_CONFIRMED, "introductions-join-confirmed", proposing.introduce),
        *following.READINGS,
        reading(standing.STANDING_SET, "introductions-keep-standing", leaving.keep_standing),
        reading(standing.ACCOUNT_STANDING_SET, "introductions-keep-account", keeping.keep_account),
        reading(
            threads.REPLY_ADDRESS_MADE,
            "introductions-keep-reply-address",
            keeping.keep_reply_address,
        ),
        erasing(NAME, OWN),
    ],
    jobs=[*timing.JOBS, *following.JOBS, ownerless.keep_watch],
    retention=(
        Purge("reply addresses", kept.REPLY_ADDRESSES),
        Purge("marks of mails", kept.TAKEN_MAILS),
        Purge("letters of coordinators", kept.DESK_LETTERS),
        Purge("handovers", kept.HANDOVERS),
        Purge("departures", kept.DEPARTURES),
    ),
    own=OWN,
)
