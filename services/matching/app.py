"""The matching service, put together: read this first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from chassis.calls import endpoint
from chassis.events import reading
from chassis.own import erasing
from chassis.service import Service, Tools
from chassis.settings import Settings, wrong
from contracts import (
    challenges,
    curation,
    exposure,
    introductions,
    learning,
    match_runs,
    need_groups,
    preferences,
    profiles,
    ratings,
    standing,
)
from contracts import matching as contract
from services.matching import (
    curating,
    exposures,
    keeping,
    knowing,
    likenesses,
    matches,
    partners,
    runs,
    snapshots,
)
from services.matching import need_groups as grouped
from services.matching.analysis import Analyzer
from services.matching.analysis.own_lists import WrongListError, own_lists
from services.matching.deps import Deps
from services.matching.engine import Engine
from services.matching.learning import meetings, outcomes
from services.matching.own import OWN

log = logging.getLogger(__name__)

JAPAN = ZoneInfo("Asia/Tokyo")


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    deps = Deps(
        database=tools.database,
        engine=await asyncio.to_thread(_engine, tools.settings),
        snapshot=tools.settings.home_path / "matching" / "index",
        today=_today,
    )
    await knowing.restore(deps)
    await snapshots.restore(deps)
    try:
        yield deps
    finally:  # a service ends by being cancelled
        await snapshots.save_last(deps)


def _engine(settings: Settings) -> Engine:
    """With the operator's lists. Raises ``WrongSetting`` when they cannot be used."""
    names: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    if settings.word_lists:
        try:
            names, synonyms = own_lists(Path(settings.word_lists).expanduser())
        except WrongListError as error:
            raise wrong("word_lists", str(error)) from None
    analyzer = Analyzer(extra_names=names, extra_synonyms=synonyms)
    if not analyzer.has_dictionary:
        log.warning("no Japanese dictionary is installed: matching by runs of characters alone")
    return Engine(analyzer=analyzer)


def _today() -> date:
    return datetime.now(JAPAN).date()


SERVICE = Service(
    name="matching",
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.MATCHES_OF_CHALLENGE, matches.matches_of_challenge),
        endpoint(contract.MATCHES_OF_OFFER, matches.matches_of_offer),
        endpoint(contract.MATCHES_FOR_ORGANIZATION, matches.matches_for_organization),
        endpoint(contract.BEST_PARTNERS, partners.best_partners),
        endpoint(contract.MATCHES_OF_WORDS, partners.matches_of_words),
        endpoint(contract.SIMILAR_CHALLENGES, likenesses.similar_challenges),
        endpoint(match_runs.RUN_MATCHES, runs.run_matches),
        endpoint(match_runs.LIST_RUNS, runs.list_runs),
        endpoint(match_runs.LIST_MAKING, runs.list_making),
        endpoint(match_runs.GET_RUN, runs.get_run),
        endpoint(match_runs.LIST_RUN_LISTS, runs.list_run_lists),
        endpoint(match_runs.RECOMPUTE_RUN, runs.recompute_run),
        endpoint(match_runs.DIFF_RUNS, runs.diff_runs),
        endpoint(curation.GET_STRENGTHS, curating.get_strengths),
        endpoint(curation.CHANGE_STRENGTHS, curating.change_strengths),
        endpoint(curation.CHOOSE_PAIR, curating.choose_pair),
        endpoint(curation.RELEASE_PAIR, curating.release_pair),
        endpoint(curation.LIST_CHOICES, curating.list_choices),
        endpoint(exposure.MAKE_EXPOSURE, exposures.make_exposure),
        endpoint(exposure.GET_EXPOSURE, exposures.get_exposure),
        endpoint(need_groups.LIST_NEED_GROUPS, grouped.list_need_groups),
        endpoint(learning.FIT_STRENGTHS, outcomes.fit_strengths),
    ],
    readings=[
        reading(
            challenges.CHALLENGE_PUBLISHED,
            "matching-keep-challenge",
            keeping.keep_published_challenge,
        ),
        reading(challenges.CHALLENGE_AMENDED, "matching-amend-challenge", keeping.keep_challenge),
        reading(challenges.CHALLENGE_CLOSED, "matching-close-challenge", keeping.keep_challenge),
        reading(challenges.CHALLENGE_STALE, "matching-rest-challenge", keeping.keep_challenge),
        reading(challenges.CHALLENGE_CONFIRMED, "matching-wake-challenge", keeping.keep_challenge),
        reading(
            challenges.CHALLENGE_CALL_CLOSED, "matching-screen-challenge", keeping.keep_challenge
        ),
        reading(profiles.OFFER_PUBLISHED, "matching-keep-offer", keeping.keep_offer),
        reading(profiles.OFFER_AMENDED, "matching-amend-offer", keeping.keep_offer),
        reading(profiles.OFFER_WITHDRAWN, "matching-withdraw-offer", keeping.keep_offer),
        reading(
            profiles.ORGANIZATION_KEPT, "matching-keep-organization", knowing.keep_organization
        ),
        reading(standing.STANDING_SET, "matching-keep-standing", knowing.keep_standing),
        reading(preferences.PAIR_EXCLUDED, "matching-keep-refusal", knowing.keep_refusal),
        reading(introductions.INTEREST_SENT, "matching-note-interest", outcomes.note_interest),
        reading(introductions.INTEREST_ACCEPTED, "matching-note-yes", outcomes.note_interest),
        reading(introductions.INTEREST_DECLINED, "matching-note-no", outcomes.note_interest),
        reading(introductions.INTRODUCTION_ENDED, "matching-note-end", outcomes.note_introduction),
        reading(ratings.MEETINGS_CONCLUDED, "matching-note-meetings", meetings.note_meetings),
        erasing("matching", OWN),
    ],
    jobs=[snapshots.keep, exposures.keep],
    own=OWN,
)
