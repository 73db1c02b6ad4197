"""The challenges service, put together: read this first."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.own import erasing
from chassis.service import Service, Tools
from contracts import amendments as amendment_contract
from contracts import attachments as attachment_contract
from contracts import challenges as contract
from contracts import handovers, profiles, standing
from contracts import questions as question_contract
from contracts import same_needs as needs_contract
from contracts import saved_searches as searches_contract
from contracts.facets import COUNT_CHALLENGE_FACETS
from contracts.introductions import INTRODUCTION_MADE
from services.challenges import (
    aging,
    amendments,
    attachments,
    challenges,
    closing,
    imports,
    introducing,
    lists,
    questions,
    reviews,
    same_needs,
    searches,
    work,
)
from services.challenges.deps import Deps
from services.challenges.own import OWN
from services.challenges.proposals import endpoints as proposals


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    yield Deps(database=tools.database)


SERVICE = Service(
    name="challenges",
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.SAVE_CHALLENGE_DRAFT, challenges.save_challenge_draft),
        endpoint(contract.PUBLISH_CHALLENGE, challenges.publish_challenge),
        endpoint(contract.AMEND_CHALLENGE, amendments.amend_challenge),
        endpoint(contract.CLOSE_CHALLENGE, challenges.close_challenge),
        endpoint(contract.APPROVE_CHALLENGE, reviews.approve_challenge),
        endpoint(contract.RETURN_CHALLENGE, reviews.return_challenge),
        endpoint(amendment_contract.DECIDE_AMENDMENT, amendments.decide_amendment),
        endpoint(amendment_contract.GET_AMENDMENT, amendments.get_amendment),
        endpoint(amendment_contract.LIST_VERSIONS, amendments.list_versions),
        endpoint(contract.CONFIRM_CHALLENGE, aging.confirm_challenge),
        endpoint(contract.CLOSE_CALL, aging.close_call),
        endpoint(handovers.GET_UNIT_WORK, work.get_unit_work),
        endpoint(needs_contract.CLONE_CHALLENGE, same_needs.clone_challenge),
        endpoint(needs_contract.JOIN_CHALLENGE, same_needs.join_challenge),
        endpoint(needs_contract.LIST_JOINED, same_needs.list_joined),
        endpoint(searches_contract.SAVE_SEARCH, searches.save_search),
        endpoint(searches_contract.RENAME_SEARCH, searches.rename_search),
        endpoint(searches_contract.SHARE_SEARCH, searches.share_search),
        endpoint(searches_contract.RENEW_FEED, searches.renew_feed),
        endpoint(searches_contract.DELETE_SEARCH, searches.delete_search),
        endpoint(searches_contract.LIST_SEARCHES, searches.list_searches),
        endpoint(searches_contract.READ_FEED, searches.read_feed),
        endpoint(question_contract.ASK_QUESTION, questions.ask_question),
        endpoint(question_contract.ANSWER_QUESTION, questions.answer_question),
        endpoint(question_contract.WITHDRAW_QUESTION, questions.withdraw_question),
        endpoint(question_contract.LIST_QUESTIONS, questions.list_questions),
        endpoint(attachment_contract.ADD_ATTACHMENT, attachments.add_attachment),
        endpoint(attachment_contract.REMOVE_ATTACHMENT, attachments.remove_attachment),
        endpoint(attachment_contract.LIST_ATTACHMENTS, attachments.list_attachments),
        endpoint(attachment_contract.READ_ATTACHMENT, attachments.read_attachment),
        endpoint(contract.GET_CHALLENGES, lists.get_challenges),
        endpoint(contract.LIST_CHALLENGES, lists.list_challenges),
        endpoint(contract.COUNT_CHALLENGES, lists.count_challenges),
        endpoint(COUNT_CHALLENGE_FACETS, lists.count_facets),
        endpoint(contract.IMPORT_CHALLENGES, imports.import_challenges),
        *proposals.ENDPOINTS,
    ],
    readings=[
        reading(
            profiles.ORGANIZATION_KEPT, "challenges-keep-organization", imports.keep_organization
        ),
        reading(standing.STANDING_SET, "challenges-close-all", closing.keep_standing),
        reading(
            contract.CHALLENGE_PUBLISHED, "challenges-tell-subscribers", searches.tell_subscribers
        ),
        reading(INTRODUCTION_MADE, "challenges-take-part", introducing.take_part),
        *proposals.READINGS,
        erasing("challenges", OWN),
    ],
    jobs=[aging.age_challenges, *proposals.JOBS],
    own=OWN,
)
