"""What one was told."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from gateway.pages.failures import Failed
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page


@get("/notifications")
async def notifications(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    page.must_be_signed_in()
    try:
        data = await page.ask("Notifications", after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    shown = {"notifications": data["mine"]["notifications"]}
    return page.show("pages/notifications.html", shown)


@post("/notifications/read")
async def read_notifications(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    await page.form()
    await page.send("MarkNotificationsRead", ids=[])
    return page.go("/notifications", "read")


HANDLERS = [notifications, read_notifications]
