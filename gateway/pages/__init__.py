"""Pages for people: a GraphQL document, a template and a handler of a few lines each.

``page.Page`` is what every handler is given; ``forms`` reads what people type;
``environment`` renders. Pages ask the schema alone, never a service.
"""

from __future__ import annotations

from typing import Any

from litestar import Router
from litestar.di import Provide

from gateway.pages import (
    acting,
    after,
    challenge_closing,
    challenge_forms,
    challenge_publishing,
    challenge_work,
    challenges,
    comparing,
    confirming,
    day,
    describing,
    events,
    factors,
    faults,
    for_you,
    handover,
    home,
    introductions,
    inviting,
    ledger,
    letters,
    members,
    municipalities,
    notifications,
    offer_forms,
    offers,
    organizations,
    own_data,
    proposals,
    registering,
    reviews,
    searches,
    second_step,
    security,
    sessions,
    settings,
    sheets,
    shortlists,
    statics,
    terms,
    timetables,
)
from gateway.pages.cards import pages as card_pages
from gateway.pages.incoming import Incoming, read_first
from gateway.pages.matching import choosing, exposure, need_groups, runs, strengths
from gateway.pages.page import open_page
from gateway.pages.recovery import addresses, resets, vouching
from gateway.pages.sign_in import at_provider, policies, providers
from gateway.pages.standings import accounts as account_standing_pages
from gateway.pages.standings import pages as standing_pages

AREAS: tuple[Any, ...] = (
    home,
    challenges,
    challenge_forms,
    challenge_publishing,
    challenge_closing,
    challenge_work,
    searches,
    comparing,
    shortlists,
    sheets,
    offers,
    offer_forms,
    organizations,
    describing,
    municipalities,
    after,
    sessions,
    second_step,
    security,
    factors,
    confirming,
    resets,
    addresses,
    vouching,
    terms,
    standing_pages,
    account_standing_pages,
    card_pages,
    own_data,
    for_you,
    notifications,
    letters,
    ledger,
    introductions,
    events,
    members,
    inviting,
    policies,
    providers,
    at_provider,
    handover,
    acting,
    reviews,
    proposals,
    registering,
    settings,
    runs,
    choosing,
    strengths,
    exposure,
    need_groups,
    timetables,
    day,
)
PAGES = Router(
    path="/",
    route_handlers=[
        *(handler for area in AREAS for handler in area.HANDLERS),
        faults.nothing_here,
    ],
    dependencies={"page": Provide(open_page)},
    request_class=Incoming,
    before_request=read_first,
)

HANDLERS: list[Any] = [PAGES, statics.static_file]
"""Route handlers that ``gateway.app`` takes in."""
EXCEPTION_HANDLERS = faults.EXCEPTION_HANDLERS
"""How what goes wrong is shown to people; programs are answered as ``gateway.shield`` does."""
