"""What is here of oneself: taken away as a file, or forgotten."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from gateway import words
from gateway.pages import forms
from gateway.pages.confirming import Answer, confirm_first, guard
from gateway.pages.environment import render
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page

HOME = "/own-data"


@get(HOME)
async def own_data(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show(page, {}, 200)


@post("/own-data/download")
async def download(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    """By a form: no other site, and nothing that reads ahead, has it made."""
    page.must_be_signed_in()
    await page.form()
    try:
        parts = (await page.ask("OwnData"))["ownData"]
    except Failed as failed:
        return await confirm_first(page, failed, HOME)
    packed = await asyncio.to_thread(_packed, page, parts)
    return Response(
        content=packed,
        media_type="application/zip",
        status_code=200,
        headers={
            "Content-Disposition": 'attachment; filename="enishi-own-data.zip"',
            "Cache-Control": "no-store",
        },
        cookies=[*page.cookies, *page.context.cookies],
    )


@post("/own-data/erase")
async def erase(page: NamedDependency[SkipValidation[Page]]) -> Answer | Redirect:
    page.must_be_signed_in()
    form = await page.form()
    if forms.text(form, "understood") != "true":
        wrong: Problems = {"understood": {"problem": "not_attested", "limit": None}}
        return await _show(page, wrong, 422)
    try:
        await page.ask("EraseAccount")
    except Failed as failed:
        if failed.reason == "LAST_MANAGER":
            page.saying = "last_manager"
            return await _show(page, {}, 409)
        return await confirm_first(page, failed, HOME)
    return page.go("/", "erased")


async def _show(page: Page, problems: Problems, status: int) -> Response[bytes]:
    values = {"mine": await guard(page), "problems": problems}
    return page.show("pages/own_data.html", values, status=status)


def _packed(page: Page, parts: list[dict[str, Any]]) -> bytes:
    """A ZIP with the same twice: for programs, and to be read."""
    made_at = datetime.now(words.JAPAN)
    whole = {"made_at": made_at.isoformat(), "site": page.context.settings.site, "parts": parts}
    shown = {"parts": parts, "made_at": made_at, "site": page.context.settings.site}
    html = render(page.preferences.locale, "pages/own_data_file.html", shown)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("own-data.json", json.dumps(whole, ensure_ascii=False, indent=1))
        file.writestr("own-data.html", html)
    return body.getvalue()


HANDLERS = [own_data, download, erase]
