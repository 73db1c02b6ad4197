"""Saved searches and their feeds, over HTTP."""

from uuid import uuid4

from tests.eventually import eventually
from tests.gateway.browsing import CLERK, MEMBER, published, signed_in, visiting

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
            assert word not in read.text.partition("<entry>")[0]
        long = await member.fill_at("/searches", f"/searches/{key}/name", name="長" * 61)
        assert long.status == 422
        assert "長" * 61 in long.text
        await member.fill_at("/searches", f"/searches/{key}/name", name="新しい名前")
        assert "新しい名前" in (await member.see("/searches")).text
        await member.fill_at("/searches", f"/searches/{key}/feed")
        assert (await member.see(feed)).status == 404
        await member.fill_at("/searches", f"/searches/{key}/delete")
        assert "新しい名前" not in (await member.see("/searches")).text


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
