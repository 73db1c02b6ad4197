"""The same need in another town: found while one writes, joined, or taken over."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any
from uuid import uuid4

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.challenge_work.differences import WORD
from gateway.pages.failures import Failed
from gateway.pages.page import Page

LOOKED_FOR = 5
"""Words of a title, the longest first: in Japanese those say the most."""
SHOWN = 5


async def like(page: Page, title: str, own: str) -> list[dict[str, Any]]:
    """Needs of other organizations that share words of a title; rare words count more."""
    words = sorted({one for one in WORD.findall(title) if _says(one)}, key=len, reverse=True)
    answers = await asyncio.gather(*(_having(page, word) for word in words[:LOOKED_FOR]))
    score: Counter[str] = Counter()
    known: dict[str, dict[str, Any]] = {}
    for found in answers:
        for one in found["nodes"]:
            if one["organization"] and one["organization"]["id"] != own:
                known[one["id"]] = one
                score[one["id"]] += 1_000 // (1 + found["totalCount"])
    return [known[key] for key, _ in score.most_common(SHOWN)]


def _says(word: str) -> bool:
    return len(word) > 1 and not "ぁ" <= word[0] <= "ゟ" and not word.isspace()


async def _having(page: Page, word: str) -> dict[str, Any]:
    """Nothing while nobody can say: it is only a help."""
    try:
        return dict((await page.ask("ChallengesLike", search=word))["challenges"])
    except Failed:
        return {"totalCount": 0, "nodes": []}


@post("/challenges/{challenge_id:str}/clone")
async def clone(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    page.must_be_signed_in()
    given = {"id": forms.text(form, "id") or str(uuid4()), "originId": challenge_id}
    done = await page.send("CloneChallenge", **given)
    return page.go(f"/challenges/{done['challenge']['id']}/edit", "cloned")


@post("/challenges/{challenge_id:str}/join")
async def join(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    page.must_be_signed_in()
    leave = forms.text(form, "do") == "leave"
    said = "left_need" if leave else "joined_need"
    to = f"/challenges/{challenge_id}"
    return await send_and_go(page, "JoinChallenge", to, said, id=challenge_id, leave=leave)


HANDLERS = [clone, join]
