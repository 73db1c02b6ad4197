"""Visitors who propose and decide on the pages: what tests of them share."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.gateway.browsing import Visitor

COMPANY_ADMIN = "admin@nokorimono.example"
OTHER_MEMBER = "member@kotobashi.example"
SECRET = "ここだけの仕組みです(架空)"


def proposal(**changed: Any) -> dict[str, Any]:
    """What somebody types into the form of a proposal."""
    return {
        "title": f"家財の片付けを一続きで {uuid4().hex[:8]}",
        "summary": "片付けと借り手さがしを一続きで行います。",
        "approach": "空き家の家財を片付け、借り手と結ぶところまで引き受けます。",
        "effect": SECRET,
        "level_approach": "public",
        **changed,
    }


async def drafted(visitor: Visitor, challenge: str, **changed: Any) -> str:
    """The path of a draft that the visitor has just saved."""
    saved = await visitor.fill(f"{challenge}/propose", **proposal(**changed), do="save")
    assert saved.status == 303, (saved.status, saved.errors, saved.said)
    return str(saved.to).removesuffix("/edit")


async def proposed(visitor: Visitor, challenge: str, **changed: Any) -> str:
    """The path of a proposal that the visitor has just submitted."""
    path = await drafted(visitor, challenge, **changed)
    done = await visitor.fill(f"{path}/submit", acceptTerms="true")
    assert (done.status, done.to) == (303, path), done.said
    return path


async def looking(visitor: Visitor, challenge: str, names: str = "") -> None:
    """Say with whom one has a conflict of interest, to look at the proposals."""
    declare = f"{challenge}/proposals/declare"
    seen = await visitor.see(declare)
    if seen.status == 200:
        done = await visitor.send(declare, {**seen.form(declare), "names": names})
        assert done.status == 303, done.errors


async def press(visitor: Visitor, page: str, action: str, **typed: Any) -> Any:
    """Send the form of ``page`` that goes to ``action``."""
    seen = await visitor.see(page)
    return await visitor.send(action, {**seen.form(action), **typed})
