"""Every address is either looked at with axe in ``tests/browser``, or it is said why not."""

from pathlib import Path

from litestar import Litestar
from litestar.di import Provide

from gateway import pages
from gateway.context import open_context
from gateway.graphql import graphql
from gateway.health import livez, readyz

BROWSER = Path(__file__).parents[1] / "browser"
WALKED = {
    "accessibility": (
        "/ /about /exposure /same-needs /sign-in /challenges /challenges/* /challenges/*/close"
        " /challenges/*/edit /challenges/*/preview /challenges/new /compare/offers /for-you"
        " /municipalities /municipalities/* /notifications /notifications/letters /offers"
        " /offers/* /offers/new /organizations /organizations/* /organizations/*/edit"
        " /organizations/*/sheet /searches /searches/new /searches/offers/new /shortlist /*"
    ),
    "after_pages": "/events/*/ratings /events/*/report /introductions/*/follow-ups",
    "booking_pages": "/events/*/bookings /events/*/ratings-sheet",
    "challenge_pages": (
        "/challenges/*/amendment /challenges/*/ask /challenges/*/attachments /challenges/*/confirm"
        " /challenges/*/questions/* /challenges/*/return /challenges/*/versions"
    ),
    "choice_and_run_pages": (
        "/challenges/*/list /match-runs /match-runs/* /match-runs/*/again /match-runs/diff"
        " /organizations/*/strengths"
    ),
    "day_pages": (
        "/events/*/check-in /events/*/day /events/*/day/stand-ins /events/*/sign-in-sheet"
        " /events/*/wall"
    ),
    "event_pages": (
        "/events /events/* /events/*/clone /events/*/edit /events/*/import /events/*/participants"
        " /events/*/participants/*/edit /events/*/participants/new /events/*/preferences"
        " /events/*/register /events/*/rehearse /events/new"
    ),
    "introduction_pages": (
        "/cases /cases/*/account /desk /desk/letters/* /desk/letters/new /dialogues"
        " /dialogues/new /dialogues/print /interests /interests/* /interests/new /introductions"
        " /introductions/* /introductions/*/attachments /wishes /wishes/*"
    ),
    "ledger_page": "/ledger",
    "member_pages": (
        "/card /email/confirm /email/undo /handover /invitations/* /letters/stop /members"
        " /members/* /members/*/account /members/invite /members/sign-in /members/sign-in/provider"
        " /organizations/*/people /organizations/*/standing /own-data /recoveries /recovery/asked"
        " /register /register/sent /registrations /registrations/link/* /reset"
        " /reset/new /reset/sent /reviews /security/email /security/organization"
        " /sign-in/organization /terms"
    ),
    "passkeys": (
        "/security /security/passkeys/*/remove /security/passkeys/new /security/password"
        " /security/recovery-codes /security/totp"
    ),
    "proposal_pages": (
        "/assessments /challenges/*/assessment /challenges/*/proposals"
        " /challenges/*/proposals/declare /challenges/*/propose /proposals /proposals/*"
        " /proposals/*/attachments /proposals/*/edit /proposals/*/receipts /proposals/*/submit"
        " /proposals/*/withdraw"
    ),
    "sheets": "/challenges/*/sheet /compare/challenges /offers/*/sheet",
    "timetable_pages": "/events/*/agenda /events/*/timetable /events/*/timetable/versions",
}
"""File -> addresses."""
NOT_WALKED = {
    "a file": (
        "/attachments/* /challenges/*/proposals/table /dialogues.pdf /dialogues.xlsx"
        " /events/*/agenda.ics /events/*/papers/* /events/*/report.csv /handover.pdf"
        " /introductions/*/files/* /introductions/*/talks/*/calendar.ics /ledger.csv"
        " /proposals/*/versions/* /static/*"
    ),
    "for programs": (
        "/challenges.atom /events/*/check-in/people /events/*/day/live"
        " /events/*/timetable/newest.json /events/*/timetable/places.json /events/*/wall/live"
        " /feeds/* /feeds/offers/* /livez /readyz"
    ),
    "leads on at once": (
        "/email/confirm/* /email/undo/* /letters/stop/* /recovery/stop/* /reset/link/*"
        " /sign-in/organization/back"
    ),
    "the template of another: /email/undo": "/recovery/stop",
    "the template of another: /offers/new": "/offers/*/edit",
    "the template of another: /security/passkeys/*/remove": "/security/totp/remove",
}
"""Why -> addresses."""


def known(table):
    return [address for some in table.values() for address in some.split()]


def served():
    app = Litestar(
        [graphql, livez, readyz, *pages.HANDLERS],
        dependencies={"context": Provide(open_context)},
        openapi_config=None,
        logging_config=None,
    )
    for route in app.routes:
        if "GET" in getattr(route, "methods", ()):
            parts = route.path.split("/")
            yield "/".join("*" if part.startswith("{") else part for part in parts)


def test_every_page_is_walked_or_named_with_a_reason():
    assert sorted([*known(WALKED), *known(NOT_WALKED)]) == sorted(served())


def test_who_walks_them_is_there_and_asks_axe():
    for name in WALKED:
        text = (BROWSER / f"test_{name}.py").read_text(encoding="utf-8")
        assert any(one in text for one in ("axe", "RUN", "_looked_at")), name
