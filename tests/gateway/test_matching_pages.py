"""Runs, choices, strengths, exposure and shared needs, as people see and use them."""

from uuid import uuid4

from tests.gateway.browsing import CLERK, LIAISON, MEMBER, published, signed_in, visiting

AUDITOR = "auditor@enishi.example"
COORDINATOR = "coordinator@tsutsumi.example"


async def sent(person, path, **typed):
    """What is shown after a form was taken."""
    seen = await person.fill(path, **typed)
    assert seen.status == 303, seen.errors
    return await person.see(seen.to), seen.to


async def test_an_auditor_makes_a_run_and_makes_it_again_and_a_clerk_sees_none(town):
    async with signed_in(town, AUDITOR) as auditor:
        wrong = await auditor.fill("/match-runs", length="たくさん")
        assert wrong.status == 422
        assert "たくさん" in wrong.text
        made, address = await sent(auditor, "/match-runs", length="3")
        assert "一覧を作りました" in made.text
        again = await auditor.see(f"{address}/again")
        assert "計算し直した結果" in again.text
        key = address.rpartition("/")[2]
        same = await auditor.see(f"/match-runs/diff?a={key}&b={key}")
        assert "並ぶ提案も順番も同じです" in same.text
        _, shorter = await sent(auditor, "/match-runs", length="2")
        differ = await auditor.see(f"/match-runs/diff?a={key}&b={shorter.rpartition('/')[2]}")
        assert "外れた：" in differ.text
        assert 'class="code" href="/offers/' not in differ.text
        assert (await auditor.see(f"/match-runs/{uuid4()}")).status == 404
    async with signed_in(town, CLERK) as clerk:
        assert (await clerk.see("/match-runs")).status == 403


async def test_a_liaison_says_what_counts_with_a_reason_and_everybody_reads_it(town):
    async with signed_in(town, LIAISON) as liaison:
        address = f"/organizations/{await _own(liaison)}/strengths"
        for wrong in ({"area": "x"}, {"area": "301"}, {"reason": " "}):
            refused = await liaison.fill(address, **{"reason": "理由", **wrong})
            assert refused.status == 422, wrong
        done, _ = await sent(liaison, address, area="120", reason="近くの団体と進めたい")
        assert "候補の選び方を変えました" in done.text
    async with visiting(town) as visitor:
        seen = await visitor.see(address)
        assert "近くの団体と進めたい" in seen.text
        assert "<form" not in seen.text.partition("<main")[2].partition("</main")[0]
        english = await visitor.see(address, headers={"Accept-Language": "en"})
        assert "How matches are chosen" in english.text


async def test_nothing_counts_for_a_town_that_there_is_not(town):
    change = """mutation ($id: ID!) {
      changeStrengths(input: { id: $id, reason: "x" }) { strengths { area } } }"""
    async with signed_in(town, COORDINATOR) as coordinator:
        asked = {"query": change, "variables": {"id": str(uuid4())}}
        answer = (await coordinator.http.post("/graphql", json=asked)).json()
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        seen = await coordinator.see("/about")
        mark = {"csrf": seen.form("/settings")["csrf"], "reason": "理由"}
        refused = await coordinator.send(f"/organizations/{uuid4()}/strengths", mark)
        assert refused.status == 404


async def _own(person):
    home = await person.see("/")
    return home.text.partition('href="/organizations/')[2].partition('"')[0].partition("/")[0]


async def test_a_coordinator_decides_on_an_offer_with_a_reason(town):
    async with signed_in(town, CLERK) as clerk:
        challenge = await published(clerk)
    async with signed_in(town, COORDINATOR) as coordinator:
        refused = await coordinator.fill(f"{challenge}/list", offerId=str(uuid4()), choice="pin")
        assert refused.status == 422
    async with signed_in(town, MEMBER) as member:
        assert (await member.see(f"{challenge}/list")).status == 403


async def test_everybody_sees_who_is_shown_and_which_needs_are_shared(town):
    async with signed_in(town, COORDINATOR) as coordinator:
        counted, _ = await sent(coordinator, "/exposure")
        assert "数え直しました" in counted.text
    async with visiting(town) as visitor:
        assert "いちばん短い" in (await visitor.see("/exposure")).text
        assert (await visitor.see("/same-needs")).status == 200


async def test_a_track_record_is_typed_kept_and_shown(town):
    async with signed_in(town, MEMBER) as member:
        given = {
            "title": "架空の見守りサービス",
            "text": "離れて暮らす家族を、電話と訪問で見守ります。まちの職員の手間は増やしません。",
            "trackRecord": ["under_50k"],
            "trackRecord-under_50k": "にねん",
        }
        refused = await member.fill("/offers/new", **given)
        assert refused.status == 422
        assert "にねん" in refused.text
        typed = {**given, "trackRecord-under_50k": "2024"}
        made, address = await sent(member, "/offers/new", **typed)
        assert "人口1万〜5万人のまち" in made.text
        assert "2024年" in made.text
        edit = await member.see(f"{address}/edit")
        assert 'value="2024"' in edit.text
