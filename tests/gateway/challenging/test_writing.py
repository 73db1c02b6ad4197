"""Writing a challenge with help, and what happens when several write, or one clicks twice."""

import asyncio
import re
from uuid import uuid4

from tests.eventually import eventually
from tests.gateway.browsing import (
    CLERK,
    MEMBER,
    OTHER_CLERK,
    challenge,
    published,
    signed_in,
    visiting,
)
from tests.platform import DEMO_PASSWORD

NEW = "/challenges/new"


async def test_similar_needs_of_other_towns_are_shown_and_nothing_typed_is_lost(town):
    async with signed_in(town, OTHER_CLERK) as neighbour, signed_in(town, CLERK) as clerk:
        word = f"蛍袋{uuid4().hex[:4]}"
        theirs = await published(neighbour, title=f"{word}の保全を進めたい")
        typed = challenge(title=f"{word}を守りたい", problem="")
        seen = await clerk.fill(NEW, **typed, do="similar")
        assert seen.status == 200
        assert f'href="{theirs}"' in seen.text
        action = next(one for one in (f"/challenges/{_id(seen)}/edit", NEW) if one in seen.text)
        kept = seen.form(action)
        assert {name: kept[name] for name in typed} == typed
        nothing = await clerk.fill(NEW, **challenge(title="ゐゑヱヰ"), do="similar")
        assert "ほかのまちには、似ている課題は見つかりませんでした" in nothing.text


def _id(seen):
    return seen.text.partition('name="id" value="')[2].partition('"')[0]


async def test_a_need_is_joined_and_taken_over_on_its_page(town):
    async with (
        signed_in(town, OTHER_CLERK) as neighbour,
        signed_in(town, CLERK) as clerk,
        signed_in(town, MEMBER) as company,
    ):
        path = await published(clerk)
        done = await neighbour.fill_at(path, f"{path}/join", do="join")
        assert done.status == 303
        for one in (clerk, company, neighbour):
            assert "鈴懸町" in (await one.see(path)).text
        theirs = re.search(
            r'class="chip" href="(/organizations/[^"]+)"', (await clerk.see(path)).text
        )
        assert f'href="{path}"' in (await clerk.see(theirs[1])).text
        town_page = re.search(r'href="(/municipalities/\d{6})"', (await clerk.see(theirs[1])).text)
        assert f'href="{path}"' in (await clerk.see(town_page[1])).text
        assert f"{path}/join" not in (await clerk.see(path)).text
        assert f"{path}/join" not in (await company.see(path)).text
        draft = await neighbour.fill_at(path, f"{path}/clone")
        form = (await neighbour.see(draft.to)).form(draft.to)
        assert form["affected"] == challenge()["affected"]
        shown = await neighbour.see(draft.to.removesuffix("/edit"))
        assert f'href="{path}"' in shown.text


async def test_a_change_is_shown_word_by_word(town):
    async with signed_in(town, CLERK) as clerk, visiting(town) as anybody:
        path = await published(clerk)
        form = (await clerk.see(f"{path}/edit")).form(f"{path}/edit")
        new = form["problem"].replace("借り手さがし", "買い手さがし") + "\n新しい段落です。"
        done = await clerk.send(f"{path}/edit", {**form, "problem": new, "do": "amend"})
        assert done.status == 303
        text = (await anybody.see(f"{path}/versions")).text
        assert "<del>" in text
        assert "消えた" in text
        assert "加わった" in text
        assert "新しい段落です。" in text
        assert f'href="{path}/versions"' in (await anybody.see(path)).text


async def test_fifty_who_send_at_once_publish_once(town):
    async with signed_in(town, CLERK) as clerk, visiting(town) as anybody:
        title = f"五十回送っても一度 {uuid4().hex[:8]}"
        draft = await clerk.fill(NEW, **challenge(title=title), do="preview")
        fields = (await clerk.see(draft.to)).form(draft.to)
        answers = await asyncio.gather(*(clerk.send(draft.to, fields) for _ in range(50)))
        # Under load some hear that it is busy, or that it took too long: each with when to come.
        assert {one.status for one in answers} <= {303, 503, 504}
        assert all("retry-after" in one.answer.headers for one in answers if one.status != 303)

        async def goes_back():  # the back button, and once more
            return (await clerk.send(draft.to, fields)).status == 303

        async def is_there_once():
            return "1件の課題" in (await anybody.see(f"/challenges?q={title}")).text

        await eventually(goes_back)
        await eventually(is_there_once)
        assert await goes_back()
        assert await is_there_once()


async def test_the_preview_is_the_page_and_says_what_more_would_buy(town):
    async with signed_in(town, CLERK) as clerk, visiting(town) as anybody:
        typed = challenge(dataAtHand="地区ごとの空き家の数の表", testField="東部の3地区")
        draft = await clerk.fill(NEW, **typed, do="preview")
        looked = await clerk.see(draft.to)
        for part in (typed["dataAtHand"], typed["testField"], "動ける時期の目安"):
            assert part in looked.text
        assert "根拠になる数字や声があると" in looked.text
        done = await clerk.send(draft.to, looked.form(draft.to))
        shown = await anybody.see(done.to)
        for part in (typed["dataAtHand"], typed["testField"], "動ける時期の目安"):
            assert part in shown.text


async def test_a_question_survives_an_ended_session(town):
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        path = await published(clerk)
        there = f"{path}/ask"
        form = (await member.see(there)).form(there)
        member.http.cookies.clear()
        late = await member.send(there, {**form, "text": "夜間の作業はできますか。"})
        assert late.status == 401
        again = await member.send(
            "/sign-in",
            {
                **late.form("/sign-in"),
                "email": MEMBER,
                "password": DEMO_PASSWORD,
            },
        )
        assert again.form(there)["text"] == "夜間の作業はできますか。"
        sent = await member.send(there, again.form(there))
        assert sent.status == 303
