"""Notifications: a person's own, and which of them they have read."""

from __future__ import annotations

import asyncio

from chassis.calls import Asked
from contracts.notify import ListNotifications, MarkNotificationsRead, NotificationPage, Unread
from services.notify import rules
from services.notify.deps import Deps
from services.notify.store import notifications


async def list_notifications(deps: Deps, asked: Asked[ListNotifications]) -> NotificationPage:
    person, first = rules.own(asked.actor), asked.request.first
    found, (total, unread) = await asyncio.gather(
        notifications.page(deps.database, person, asked.request),
        notifications.counts(deps.database, person),
    )
    return NotificationPage(
        notifications=found[:first], more=len(found) > first, total=total, unread=unread
    )


async def mark_notifications_read(deps: Deps, asked: Asked[MarkNotificationsRead]) -> Unread:
    """Ids of others, or of nothing, are passed over in silence."""
    person = rules.own(asked.actor)
    await notifications.mark_read(deps.database, person, asked.request.ids)
    _, unread = await notifications.counts(deps.database, person)
    return Unread(unread=unread)
