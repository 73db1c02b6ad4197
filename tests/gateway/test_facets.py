"""Counts beside the choices of a filter: as the list counts them, and of nothing unpublished."""

from uuid import uuid4

from tests.gateway.browsing import (
    CLERK,
    LIAISON,
    MEMBER,
    challenge,
    offered,
    published,
    signed_in,
    visiting,
)

COUNTS = """query ($q: String) { found: %s(search: $q) { facet value count } }"""


async def facets(visitor, field, word):
    body = {"query": COUNTS % field, "variables": {"q": word}}
    found = (await visitor.http.post("/graphql", json=body)).json()["data"]["found"]
    return {(one["facet"], one["value"]): one["count"] for one in found}


async def test_counts_of_challenges_are_those_of_the_list_under_the_other_filters(town):
    word = f"印{uuid4().hex[:8]}"
    async with signed_in(town, CLERK) as clerk, visiting(town) as visitor:
        for stage in ("information", "information", "tendering"):
            await published(clerk, title=f"空き家を片付けたい {word}", budgetStage=stage)
        draft = challenge(title=f"まだ出していない {word}", budgetStage="information")
        assert (await clerk.fill("/challenges/new", **draft, do="save")).status == 303

        for one in (visitor, clerk):  # the same whoever asks, also who wrote the draft
            found = await facets(one, "challengeFacets", word)
            assert found["budget_stage", "information"] == 2
            assert found["budget_stage", "tendering"] == 1
            assert found["state", "open"] == 3
            assert found["prefecture", "新潟県"] == 3
            assert ("state", "draft") not in found
        for (facet, value), count in found.items():
            listed = await visitor.see(f"/challenges?q={word}&{facet}={value}")
            assert f"{count}件の課題" in listed.text, (facet, value)
        chosen = await visitor.see(f"/challenges?q={word}&budget_stage=tendering&after=")
        shown = chosen.text.partition("条件ごとの件数でしぼりこむ")[2].partition("</details>")[0]
        assert "budget_stage=information" in shown  # what one might choose instead
        assert "2件" in shown
        assert "state=open" in shown
        nothing = await visitor.see(f"/challenges?q={word}x")
        assert "条件ごとの件数" not in nothing.text


async def test_counts_of_offers_are_those_of_the_list_under_the_other_filters(town):
    word = f"印{uuid4().hex[:8]}"
    async with signed_in(town, MEMBER) as member, visiting(town) as visitor:
        for cost in ("0", "400000", "500001", ""):
            path = await offered(member, title=f"片付けを手伝います {word}", costYen=cost)
        found = await facets(visitor, "offerFacets", word)
        assert found == {
            ("before_budget", "yes"): 1,
            ("cost", "free"): 1,
            ("cost", "to_500_000"): 1,
            ("cost", "to_2_000_000"): 1,
            ("cost", "open"): 1,
            ("kind", "company"): 4,
        }
        for (facet, value), count in found.items():
            listed = await visitor.see(f"/offers?q={word}&{facet}={value}")
            assert f"{count}件の提案" in listed.text, (facet, value)
        assert (await member.fill_at(path, f"{path}/withdraw")).status == 303
        assert (await facets(visitor, "offerFacets", word))["kind", "company"] == 3


async def test_counts_refuse_what_the_list_refuses(town):
    async with signed_in(town, LIAISON) as liaison:
        for asked in (
            '{ challengeFacets(search: "%s") { count } }' % ("長" * 500),
            '{ offerFacets(tag: "%s") { count } }' % ("長" * 500),
        ):
            answer = (await liaison.http.post("/graphql", json={"query": asked})).json()
            assert answer["errors"][0]["extensions"]["code"] == "VALIDATION", asked
