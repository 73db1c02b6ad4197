"""Telling both who meet, because somebody did not come, on the day of a matching event."""

from __future__ import annotations

from uuid import UUID, uuid5

from chassis.events import Told
from chassis.japan import JAPAN
from contracts.accounts import Locale
from contracts.event_days import Refilled
from contracts.notify import NotificationKind
from contracts.rights import POSTERS
from services.notify.deps import Deps
from services.notify.store import mailings, news
from services.notify.store.mailings import MailingKind
from services.notify.store.news import News


async def tell_refilled(deps: Deps, told: Told[Refilled]) -> None:
    """By their account; who was entered without one, by the address that they gave."""
    found = told.payload
    note = " ".join(filter(None, (f"{found.starts_at.astimezone(JAPAN):%H:%M}", found.table)))
    if found.organization_id is not None and (found.person_id or not found.email):
        await news.tell(
            told.transaction, _news(found, found.organization_id, note), sorted(POSTERS), []
        )
        told.afterwards.append(deps.written.set)
    elif found.email:
        said = {
            "name": found.name,
            "title": found.event_title,
            "organization": f"{found.other_organization_name} {found.other_name}".strip(),
            "note": note,
        }
        subject = uuid5(found.meeting_id, str(found.participant_id))
        letter = (MailingKind.MEETING_REFILLED, subject, found.email, Locale.JA, said)
        if await mailings.put(told.transaction, *letter):
            told.afterwards.append(deps.mailed.set)


def _news(found: Refilled, organization: UUID, note: str) -> News:
    return News(
        kind=NotificationKind.MEETING_REFILLED,
        cause=f"refilled:{found.meeting_id}:{found.participant_id}",
        organization_id=organization,
        person_id=found.person_id,
        subject_id=found.event_id,
        title=found.event_title,
        other_name=f"{found.other_organization_name} {found.other_name}".strip(),
        place=f"/events/{found.event_id}/agenda",
        note=note,
    )
