"""Challenges and offers side by side, over HTTP."""

import re
from uuid import uuid4

import pytest

from tests.gateway.browsing import visiting


def listed(seen):
    """Ids of what can be chosen to be compared."""
    return re.findall(r'name="id" value="([^"]+)"', seen.text)


@pytest.mark.parametrize("noun", ["challenge", "offer"])
async def test_up_to_four_are_compared_by_their_address_alone(town, noun):
    async with visiting(town) as visitor:
        ids = listed(await visitor.see(f"/{noun}s"))[:5]
        assert len(ids) == 5
        path = f"/compare/{noun}s?" + "&".join(f"id={key}" for key in ids)
        seen = await visitor.see(path)
        assert seen.status == 200
        shown = re.findall(rf'scope="col"><a href="/{noun}s/([^"]+)"', seen.text)
        assert shown == ids[:4]
        assert "はじめの4件" in seen.text
        english = await visitor.see(path, headers={"Accept-Language": "en"})
        assert "Compare" in english.heading


async def test_what_cannot_be_compared_is_said_and_the_rest_is_shown(town):
    async with visiting(town) as visitor:
        [one, *_] = listed(await visitor.see("/challenges"))
        for other in ("x", str(uuid4()), "%F0%9F%92%A9"):
            seen = await visitor.see(f"/compare/challenges?id={one}&id={one}&id={other}")
            assert seen.status == 200, other
            assert seen.text.count('scope="col"><a') == 1
            assert "見つからないもの" in seen.text
        empty = await visitor.see("/compare/offers")
        assert empty.status == 200
        assert "くらべるものがありません" in empty.text
