"""Who is shown how often: for everybody; inspectors see small groups too and count anew."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from contracts.rights import INSPECTORS
from gateway import words
from gateway.pages.asides import send_and_go
from gateway.pages.matching.runs import may_inspect
from gateway.pages.page import Page

HOME = "/exposure"


@get(HOME)
async def exposure(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    data = await page.ask("Exposure")
    found, actor = data["exposure"], page.context.actor
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in (found or {}).get("groups", ()):
        groups.setdefault(one["by"].lower(), []).append(one)
    for by, those in groups.items():
        order = list(words.WORDS[by])
        those.sort(
            key=lambda one: order.index(one["value"]) if one["value"] in order else len(order)
        )
    may = actor is not None and actor.role in INSPECTORS
    shown = {"exposure": found, "groups": groups, "may": may}
    return page.show("pages/matching/exposure.html", shown)


@post(HOME)
async def count(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    await page.form()
    may_inspect(page)
    return await send_and_go(page, "CountExposure", HOME, "exposure_counted")


HANDLERS = [exposure, count]
