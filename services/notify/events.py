"""Telling participants of matching events, each once; nothing of whom anybody wants to meet."""

from __future__ import annotations

from uuid import UUID, uuid5

from chassis.events import Told
from chassis.japan import JAPAN
from contracts.accounts import Locale
from contracts.event_notices import EventNotice, NoticeKind, NoticeParty
from contracts.notify import NotificationKind
from contracts.rights import POSTERS
from services.notify.deps import Deps
from services.notify.store import mailings, news
from services.notify.store.mailings import MailingKind
from services.notify.store.news import News

PLACES = {
    NoticeKind.PREFERENCES_OPEN: "/preferences",
    NoticeKind.PREFERENCES_REMINDED: "/preferences",
    NoticeKind.PROVISIONAL: "/agenda",
    NoticeKind.CHANGED: "/agenda",
    NoticeKind.FINAL: "/agenda",
    NoticeKind.RATE: "/ratings",
    NoticeKind.BOOKED: "/bookings",
    NoticeKind.ASKED: "/bookings",
    NoticeKind.ACCEPTED: "/bookings",
    NoticeKind.GIVEN_BACK: "/bookings",
}
"""Where it leads below the event's own page, for who can sign in."""


async def tell_notice(deps: Deps, told: Told[EventNotice]) -> None:
    """By their account; by the address that was entered for who has none here."""
    notice = told.payload
    for party in notice.parties:
        if party.organization_id is not None and (party.person_id or not party.email):
            await news.tell(told.transaction, _news(notice, party), sorted(POSTERS), [])
        elif party.email:
            await mailings.put(told.transaction, *_letter(notice, party))
    told.afterwards.extend((deps.written.set, deps.mailed.set))


def _news(notice: EventNotice, party: NoticeParty) -> News:
    assert party.organization_id is not None  # noqa: S101 -- the caller has looked
    return News(
        kind=NotificationKind(f"event_{notice.kind}"),
        cause=notice.cause,
        organization_id=party.organization_id,
        person_id=party.person_id,
        subject_id=notice.event_id,
        title=notice.event_title,
        other_name=notice.organization_name,
        place=f"/events/{notice.event_id}{PLACES.get(notice.kind, '')}",
        note=_note(notice),
    )


def _letter(
    notice: EventNotice, party: NoticeParty
) -> tuple[MailingKind, UUID, str, Locale, dict[str, str]]:
    said = {
        "name": party.name,
        "title": notice.event_title,
        "organization": notice.organization_name,
        "note": _note(notice),
        "place": f"/events/{notice.event_id}",
    }
    subject = uuid5(party.participant_id, notice.cause)
    return MailingKind(f"event_{notice.kind}"), subject, party.email, Locale.JA, said


def _note(notice: EventNotice) -> str:
    """The day; with a time limit, that one, as it is in Japan; of what moved also where it is."""
    if notice.until is not None:
        return f"{notice.until.astimezone(JAPAN):%Y-%m-%d %H:%M}"
    day = notice.held_on.isoformat() if notice.held_on else ""
    place = notice.venue if notice.kind is NoticeKind.MOVED else ""
    return " ".join(filter(None, (day, place)))
