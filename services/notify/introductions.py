"""Telling of interest, introductions, messages, talks, and what a coordinator writes.

Nothing is ever told of a wish: it shows itself as an introduction, to both sides at once.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from chassis.events import Told
from chassis.outbox import tell
from contracts.desk import DeskLetterSent
from contracts.introductions import Interest, Introduction, Side
from contracts.notify import NotificationKind as Kind
from contracts.rights import POSTERS, RELEASERS
from contracts.threads import (
    REPLY_ADDRESS_MADE,
    MailRefused,
    MessageHidden,
    MessageRestored,
    MessageSent,
    TalkTold,
)
from services.notify.answering import answerable
from services.notify.deps import Deps
from services.notify.store import news, people
from services.notify.store.news import News


async def tell_interest(deps: Deps, told: Told[Interest]) -> None:
    """The receiver, also when it was forwarded to another unit."""
    await _of_receiver(deps, told, Kind.INTEREST_RECEIVED)


async def tell_reminder(deps: Deps, told: Told[Interest]) -> None:
    await _of_receiver(deps, told, Kind.INTEREST_REMINDED)


async def tell_declined(deps: Deps, told: Told[Interest]) -> None:
    await _of_sender(deps, told, Kind.INTEREST_DECLINED, told.payload.decline_note)


async def tell_expired(deps: Deps, told: Told[Interest]) -> None:
    await _of_sender(deps, told, Kind.INTEREST_EXPIRED, "")


async def tell_introduction(deps: Deps, told: Told[Introduction]) -> None:
    """Both sides, once each."""
    found = told.payload
    for own, other in ((found.ours, found.theirs), (found.theirs, found.ours)):
        await _say(deps, told, _introduced(found, own, other))


def _introduced(found: Introduction, own: Side, other: Side) -> News:
    return News(
        kind=Kind.INTRODUCTION_MADE,
        cause=f"introduction:{found.id}",
        organization_id=own.organization_id,
        unit_id=own.unit_id,
        subject_id=found.id,
        title=found.cause_title,
        other_name=other.organization_name,
        place=f"/introductions/{found.id}",
    )


async def tell_left(deps: Deps, told: Told[Introduction]) -> None:
    """The other side, when one of the two has closed; other endings are told to nobody."""
    found = told.payload
    sides = (found.ours, found.theirs)
    gone = next((one for one in sides if one.organization_id == found.left_id), None)
    if gone is None:
        return
    stays = next(one for one in sides if one is not gone)
    one = msgspec.structs.replace(
        _introduced(found, stays, gone), kind=Kind.PARTNER_LEFT, cause=f"left:{found.id}"
    )
    await _say(deps, told, one)


async def tell_message(deps: Deps, told: Told[MessageSent]) -> None:
    """With an address to answer to, of each reader's own."""
    found = told.payload
    one = News(
        kind=Kind.MESSAGE_RECEIVED,
        cause=f"message:{found.id}",
        organization_id=found.to_organization_id,
        unit_id=found.to_unit_id,
        subject_id=found.introduction_id,
        other_name=found.from_organization_name,
        place=f"/introductions/{found.introduction_id}",
        introduction_id=found.introduction_id,
    )
    whom = await _say(deps, told, one)
    addresses = await people.addresses(told.transaction, [person for _, person in whom])
    for notification, person in whom:
        made = answerable(deps, notification, found.introduction_id, person, addresses.get(person))
        await tell(told.transaction, REPLY_ADDRESS_MADE, made)


async def tell_mail_refused(deps: Deps, told: Told[MailRefused]) -> None:
    """Whose address it is; once a day for each letter."""
    found = told.payload
    one = News(
        kind=Kind.MAIL_REFUSED,
        cause=f"mail_refused:{found.id}",
        organization_id=found.organization_id,
        person_id=found.person_id,
        subject_id=found.introduction_id,
        place=f"/introductions/{found.introduction_id}",
    )
    await _say(deps, told, one)


async def tell_hidden(deps: Deps, told: Told[MessageHidden]) -> None:
    """Its author, with the reason."""
    found = told.payload
    one = News(
        kind=Kind.MESSAGE_HIDDEN,
        cause=f"hidden:{found.id}",
        organization_id=found.organization_id,
        person_id=found.person_id,
        subject_id=found.introduction_id,
        place=f"/introductions/{found.introduction_id}",
        note=found.reason,
    )
    await _say(deps, told, one)


async def tell_restored(deps: Deps, told: Told[MessageRestored]) -> None:
    """Its author, with the reason."""
    found = told.payload
    one = News(
        kind=Kind.MESSAGE_RESTORED,
        cause=f"restored:{found.id}:{found.restored_at.isoformat()}",
        organization_id=found.organization_id,
        person_id=found.person_id,
        subject_id=found.introduction_id,
        place=f"/introductions/{found.introduction_id}",
        note=found.reason,
    )
    await _say(deps, told, one)


async def tell_talk(deps: Deps, told: Told[TalkTold]) -> None:
    """Who did not do it: that times are offered, one is picked, or it was called off."""
    found = told.payload
    one = News(
        kind=Kind(f"talk_{found.talk.state}"),
        cause=f"talk:{found.talk.id}:{found.talk.sequence}",
        organization_id=found.to_organization_id,
        unit_id=found.to_unit_id,
        subject_id=found.talk.introduction_id,
        other_name=found.by_organization_name,
        place=f"/introductions/{found.talk.introduction_id}",
    )
    await _say(deps, told, one)


async def tell_letter(deps: Deps, told: Told[DeskLetterSent]) -> None:
    found = told.payload
    one = News(
        kind=Kind.COORDINATOR_WROTE,
        cause=f"letter:{found.id}",
        organization_id=found.organization_id,
        unit_id=found.unit_id,
        subject_id=found.id,
        title=found.subject,
        place="/interests",
        note=found.text,
    )
    await _say(deps, told, one)


async def _of_receiver(deps: Deps, told: Told[Interest], kind: Kind) -> None:
    found = told.payload
    one = News(
        kind=kind,
        cause=f"{kind}:{told.id}",
        organization_id=found.to_organization_id,
        unit_id=found.to_unit_id,
        subject_id=found.id,
        title=found.cause_title,
        other_name=found.from_organization_name,
        place=f"/interests/{found.id}",
        note=found.line,
    )
    await _say(deps, told, one)


async def _of_sender(deps: Deps, told: Told[Interest], kind: Kind, note: str) -> None:
    found = told.payload
    one = News(
        kind=kind,
        cause=f"{kind}:{found.id}",
        organization_id=found.from_organization_id,
        unit_id=found.from_unit_id,
        subject_id=found.id,
        title=found.cause_title,
        other_name=found.to_organization_name,
        place=f"/interests/{found.id}",
        note=note,
    )
    await _say(deps, told, one)


async def _say(deps: Deps, told: Told[Any], one: News) -> tuple[tuple[UUID, UUID], ...]:
    roles, heads = [str(role) for role in sorted(POSTERS)], [str(r) for r in sorted(RELEASERS)]
    found = await news.tell(told.transaction, one, roles, heads)
    told.afterwards.append(deps.written.set)
    return found
