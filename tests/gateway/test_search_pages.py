"""Saved searches and their feeds, over HTTP."""

from uuid import uuid4

from tests.eventually import eventually
from tests.gateway.browsing import CLERK, MEMBER, offered, published, signed_in, visiting

NEW = "/searches/new"


def search_of(seen, name):
    """The address of the actions on the search of that name."""
    return seen.text.partition(f">{name}</a>")[0].rpartition('id="s-')[2].partition('"')[0]


async def test_a_search_is_saved_from_the_list_told_of_renamed_and_deleted(town):
    word = f"印{uuid4().hex[:8]}"
    async with signed_in(town, MEMBER) as member:
        listed = await member.see(f"/challenges?q={word}&budget_stage=information&state=open")
        assert f"{NEW}?" in listed.text
        wrong = await member.fill_at(f"{NEW}?q={word}", NEW, name="  ")
        assert wrong.status == 422
        assert wrong.errors["name"] == "検索の名前を入力してください。"
        assert word in wrong.text
        empty = await member.fill(NEW, name="なんでも")
        assert (empty.status, list(empty.errors)) == (422, ["q"])
        done = await member.fill_at(
            f"{NEW}?q={word}&budget_stage=information&prefecture=x", NEW, name=word
        )
        assert (done.status, done.to) == (303, "/searches")
        mine = await member.see("/searches")
        key = search_of(mine, word)
        feed = mine.text.partition(f'id="s-{key}"')[2].partition('href="/feeds/')[2]
        feed = "/feeds/" + feed.partition('"')[0]
        await member.fill_at("/searches", f"/searches/{key}/share")
        assert "同じ団体の人にも見えています" in (await member.see("/searches")).text
        async with signed_in(town, CLERK) as clerk:
            path = await published(clerk, title=f"空き家を片付けたい {word}")
            there = await clerk.fill_at("/searches/new", NEW, name="x", tag="x")
            assert there.status == 303
            assert word not in (await clerk.see("/searches")).text
            form = (await clerk.see("/notifications")).text.partition('name="csrf" value="')[2]
            csrf = {"csrf": form.partition('"')[0]}
            for what in ("name", "share", "feed", "delete"):
                other = await clerk.send(f"/searches/{key}/{what}", {**csrf, "name": "奪った"})
                assert other.status == 404, what

        async def told():
            seen = await member.see("/notifications")
            rows = [one for one in seen.text.split("<li") if word in one]
            return len([one for one in rows if "保存した検索に合う課題が出ました" in one]) == 1

        await eventually(told)
        async with visiting(town) as visitor:
            read = await visitor.see(feed)
            assert read.answer.headers["content-type"].startswith("application/atom+xml")
            assert path in read.text
            assert read.answer.headers["cache-control"].startswith("private")
            assert f"<title>{word} - 縁 Enishi 募集中の課題</title>" in read.text
        long = await member.fill_at("/searches", f"/searches/{key}/name", name="長" * 61)
        assert long.status == 422
        assert "長" * 61 in long.text
        await member.fill_at("/searches", f"/searches/{key}/name", name="新しい名前")
        assert "新しい名前" in (await member.see("/searches")).text
        await member.fill_at("/searches", f"/searches/{key}/feed")
        assert (await member.see(feed)).status == 404
        await member.fill_at("/searches", f"/searches/{key}/delete")
        assert "新しい名前" not in (await member.see("/searches")).text


async def test_a_clerk_saves_a_search_for_offers_and_is_told_of_a_new_one(town):
    word, new = f"印{uuid4().hex[:8]}", "/searches/offers/new"
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        asked = f"q={word}&cost=free&kind=company&before_budget=yes&prefecture=福岡県"
        listed = await clerk.see(f"/offers?{asked}")
        assert f"{new}?" in listed.text
        assert "cost=free" in listed.text.partition(f"{new}?")[2].partition('"')[0]
        empty = await clerk.fill(new, name="なんでも")
        assert (empty.status, list(empty.errors)) == (422, ["q"])
        wrong = await clerk.fill_at(f"{new}?{asked}", new, name=" ")
        assert (wrong.status, wrong.form(new)["q"]) == (422, word)
        assert (await clerk.fill_at(f"{new}?{asked}", new, name=word)).to == "/searches"
        mine = await clerk.see("/searches")
        assert "検索を保存しました。合う提案が出たら知らせます。" in mine.said[0]
        key = search_of(mine, word)
        there = mine.text.partition(f'id="s-{key}"')[2].partition("</section>")[0]
        assert all(said in there for said in ("無料", "企業", "予算の議決の前から始められる"))
        feed = "/feeds/offers/" + there.partition('href="/feeds/offers/')[2].partition('"')[0]
        assert word not in (await member.see("/searches")).text

        path = await offered(member, title=f"片付けを手伝います {word}", costYen="0")
        told = "保存した検索に合う提案が出ました。"

        async def heard():
            seen = await clerk.see("/notifications")
            return any(path in one and told in one for one in seen.text.split("<li"))

        await eventually(heard)
        async with visiting(town) as visitor:
            read = await visitor.see(feed)
            assert path in read.text
            assert f"<title>{word} - 縁 Enishi 公開中の提案</title>" in read.text
        at = f"/searches/offers/{key}"
        long = await clerk.fill_at("/searches", f"{at}/name", name="長" * 61)
        assert long.status == 422
        assert "長" * 61 in long.text
        for what in ("share", "feed"):
            assert (await clerk.fill_at("/searches", f"{at}/{what}")).to == "/searches"
        assert (await clerk.see(feed)).status == 404
        await clerk.fill_at("/searches", f"{at}/delete")
        assert f"s-{key}" not in (await clerk.see("/searches")).text


async def test_a_visitor_is_led_to_sign_in_and_their_search_is_kept(town):
    async with visiting(town) as visitor:
        for path in ("/searches", NEW):
            assert (
                "/sign-in" in str((await visitor.see(path)).to)
                or "sign-in" in (await visitor.see(path)).text
            )
        assert (await visitor.see(f"/feeds/{'x' * 43}")).status == 404
        assert (await visitor.see("/feeds/x")).status in {404, 422}


async def test_filters_stand_in_the_address_and_nonsense_asks_for_nothing(town):
    async with visiting(town) as visitor:
        asked = "/challenges?budget_stage=information&tag=交通&open_on=2030-01-01&prefecture=福岡県"
        seen = await visitor.see(asked)
        assert seen.status == 200
        assert 'value="2030-01-01"' in seen.text
        nonsense = await visitor.see(f"/challenges?budget_stage=x&open_on=30.2.&tag={'長' * 500}")
        assert nonsense.status == 200
