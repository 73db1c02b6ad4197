"""The same need elsewhere, as GraphQL and the page of a challenge show it."""

from uuid import uuid4

import pytest

from tests.eventually import eventually
from tests.gateway.browsing import CLERK, OTHER_CLERK, published, signed_in, visiting
from tests.gateway.test_graphql_bad_input import ask, first

SAME = """query ($id: ID!) { challenge(id: $id) {
  sameNeed(first: 3) { score challenge { id } } precedents { score challenge { id } } } }"""
MANY = "query ($id: ID!, $n: Int!) { challenge(id: $id) { sameNeed(first: $n) { score } } }"
SAID = "灯台の霧笛がさびて鳴らなくなり、濃霧の朝に漁船が港を見つけられずにいます"


async def test_the_page_names_towns_with_the_same_need_and_the_one_that_solved_it(town):
    text = f"{SAID}(架空 {uuid4()})。"
    title = f"霧笛の修理 {uuid4()}"
    async with signed_in(town, CLERK) as clerk, signed_in(town, OTHER_CLERK) as other:
        mine = await published(clerk, title=title, problem=text)
        theirs = await published(other, title=title, problem=text)
    key = mine.rpartition("/")[2]

    async def told():
        found = (await ask(town, SAME, id=key)).json()["data"]["challenge"]
        return found["sameNeed"][:1] == [
            {"score": 1.0, "challenge": {"id": theirs.rpartition("/")[2]}}
        ]

    await eventually(told)
    async with visiting(town) as visitor:
        seen = await visitor.see(mine)
        assert "同じ困りごとのまち" in seen.text
        assert f'href="{theirs}"' in seen.text
        english = await visitor.see(mine, headers={"Accept-Language": "en"})
        assert "Towns with the same problem" in english.text
    async with signed_in(town, OTHER_CLERK) as other:
        await other.fill(f"{theirs}/close", reason="matched", confirmed="yes")

    async def solved():
        found = (await ask(town, SAME, id=key)).json()["data"]["challenge"]
        return found["sameNeed"] == [] and len(found["precedents"]) == 1

    await eventually(solved)
    async with visiting(town) as visitor:
        seen = await visitor.see(mine)
        assert "解決した例" in seen.text
        assert "同じ困りごとのまち" not in seen.text


@pytest.mark.parametrize("count", [0, -1, 101])
async def test_a_length_that_cannot_be_is_refused(town, count):
    async with signed_in(town, CLERK) as clerk:
        key = (await published(clerk)).rpartition("/")[2]

    answer = await ask(town, MANY, id=key, n=count)

    assert first(answer)["extensions"]["code"] == "VALIDATION"
