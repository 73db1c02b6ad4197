"""Pages as everybody reads them: in both languages, escaped, filtered, page by page."""

import re

import pytest

from gateway.documents import prepare_own
from gateway.pages.documents import documents
from gateway.pages.paths import trail_of
from tests.gateway.browsing import CLERK, MEMBER, OTHER_CLERK, published, signed_in, visiting

PUBLIC = {
    "/": ("まちの困りごとと、解く力を結ぶ。", "Where"),
    "/challenges": ("課題をさがす", "challenges"),
    "/offers": ("提案をさがす", "offers"),
    "/organizations": ("団体をさがす", "organizations"),
    "/municipalities": ("自治体をさがす", "municipalities"),
    "/about": ("しくみと使い方", "How"),
    "/sign-in": ("サインイン", "Sign in"),
}
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@pytest.mark.parametrize("name", documents())
def test_every_page_document_is_valid(name):
    prepare_own(documents()[name])


@pytest.mark.parametrize("path", PUBLIC)
async def test_a_page_answers_in_japanese_and_in_english(town, path):
    async with visiting(town) as visitor:
        japanese = await visitor.see(path)
        english = await visitor.see(path, headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert (japanese.status, english.status) == (200, 200)
    assert japanese.heading == PUBLIC[path][0]
    assert '<html lang="ja"' in japanese.text
    assert '<html lang="en"' in english.text
    assert not JAPANESE.search(english.heading)


async def _first_link(visitor, path, noun):
    seen = await visitor.see(path)
    return re.search(rf'href="(/{noun}/[0-9a-f-]+)"', seen.text)[1]


@pytest.mark.parametrize("noun", ["challenges", "offers", "organizations", "municipalities"])
async def test_each_thing_of_a_list_has_its_page_in_both_languages(town, noun):
    async with visiting(town) as visitor:
        path = await _first_link(visitor, f"/{noun}", noun)
        for language in ("ja", "en"):
            seen = await visitor.see(path, headers={"Accept-Language": language})
            assert seen.status == 200
            assert f'<html lang="{language}"' in seen.text
            assert seen.heading


async def test_english_pages_say_nothing_in_japanese_but_what_people_wrote(town):
    async with visiting(town, "en") as visitor:
        paths = [*PUBLIC, "/nowhere"]
        paths += [await _first_link(visitor, f"/{n}", n) for n in ("challenges", "offers")]
        for path in paths:
            text = (await visitor.see(path)).text
            text = re.sub(r'<(\w+)[^>]*\slang="ja"[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
            text = re.sub(r'value="[^"]*"|<title>.*?</title>', "", text)
            plain = re.sub(r"<[^>]+>|縁|e\.g\..*?</p>|「|」|、|・|（|）", "", text)
            left = [line.strip() for line in plain.splitlines() if JAPANESE.search(line)]
            assert [line for line in left if "example" not in line.lower()] == [], path


async def test_a_language_in_the_address_is_kept(town):
    async with visiting(town) as visitor:
        assert '<html lang="en"' in (await visitor.see("/?lang=en")).text
        seen = await visitor.see("/offers")
    assert '<html lang="en"' in seen.text
    for language in ("ja", "en"):
        link = f'hreflang="{language}" href="{town.settings.site}/offers?lang={language}"'
        assert link in seen.text


async def test_plain_japanese_is_chosen_without_a_script_and_is_japanese(town):
    async with visiting(town) as visitor:
        fields = (await visitor.see("/")).form("/settings")
        done = await visitor.send("/settings", {**fields, "locale": "easy"})
        assert done.status == 303
        seen = await visitor.see("/challenges")
        assert '<html lang="ja"' in seen.text
        assert seen.heading == "課題を さがす"
        assert "月" in seen.text
        assert (await visitor.see("/challenges?lang=ja")).heading == "課題をさがす"
        assert (await visitor.see("/about?lang=easy")).heading.startswith("どんな ところ")


async def test_size_and_colours_are_chosen_without_a_script(town):
    async with visiting(town) as visitor:
        fields = (await visitor.see("/challenges?q=a")).form("/settings")
        done = await visitor.send("/settings", {**fields, "theme": "black"})
        assert (done.status, done.to) == (303, "/challenges?q=a")
        await visitor.send("/settings", {**fields, "textSize": "extra_large"})
        seen = await visitor.see("/challenges")
    assert 'data-text-size="extra_large" data-theme="black"' in seen.text


async def test_filters_narrow_and_stay_in_the_form(town):
    async with visiting(town) as visitor:
        seen = await visitor.see("/challenges?q=空き家&state=open&direction=public_need")
    fields = seen.form("/challenges")
    assert (fields["q"], fields["state"], fields["direction"]) == ("空き家", "open", "public_need")
    assert "空き家" in seen.text
    assert 'class="card"' in seen.text


async def test_filters_that_do_not_exist_ask_for_nothing(town):
    async with visiting(town) as visitor:
        everything = await visitor.see("/challenges")
        seen = await visitor.see("/challenges?state=draft%27&prefecture=Atlantis&direction=up")
    count = re.compile(r"\d+件の課題")
    assert seen.status == 200
    assert count.search(seen.text)[0] == count.search(everything.text)[0]


async def test_nothing_found_says_what_to_do(town):
    async with visiting(town) as visitor:
        seen = await visitor.see("/challenges?q=ぜったいにない課題のことば")
    assert "条件に合う課題は見つかりませんでした" in seen.text
    assert 'href="/challenges"' in seen.text


async def test_what_cannot_be_searched_for_is_answered_as_such(town):
    async with visiting(town) as visitor:
        seen = await visitor.see("/challenges?q=%00")
        long = await visitor.see("/challenges?q=" + "あ" * 300)
    assert (seen.status, seen.heading) == (422, "この条件では探せません")
    assert long.status == 200


async def test_pages_of_a_list_follow_each_other_and_keep_the_filters(town):
    async with visiting(town) as visitor:
        first = await visitor.see("/offers?q=")
        following = re.search(r'rel="next" href="([^"]+)"', first.text)[1].replace("&amp;", "&")
        second = await visitor.see(following)
    cards = [re.findall(r'href="/offers/([0-9a-f-]{36})"', page.text) for page in (first, second)]
    assert len(cards[0]) == 20
    assert cards[1]
    assert not set(cards[0]) & set(cards[1])
    assert 'rel="first"' in second.text


def led(seen, rel):
    """Where a list leads on to, or back."""
    found = re.search(f'rel="{rel}" href="([^"]+)"', seen.text)
    return found[1].replace("&amp;", "&") if found else None


def test_the_way_through_a_list_is_kept_for_its_last_pages():
    trail, shown = trail_of({}), []
    for place in "abcdefgh":
        trail = trail_of({"after": place, "before": trail.onward})
        shown.append("".join(trail.before))
    assert shown == ["", "a", "ab", "abc", "abcd", "abcde", "bcdef", "cdefg"]
    assert trail_of({"after": "<x>", "before": "a.<b>..c" + "d" * 500}).before == ["a"]


async def test_the_third_page_of_a_list_leads_back_to_the_second(town):
    async with visiting(town) as visitor:
        shown = await visitor.see("/offers?first=x&after=forged&before=a.b")
        assert (shown.status, shown.to) == (303, "/offers?first=x")
        first = await visitor.see("/offers")
        second = await visitor.see(led(first, "next"))
        assert led(second, "prev") is None  # it would be the first, which has its own link
        place = re.search("after=([^&]+)", led(first, "next"))[1]
        third = await visitor.see(f"/offers?after={place}&before={place}")
        assert led(third, "prev") == f"/offers?after={place}"


async def test_a_place_of_another_list_leads_to_its_beginning(town):
    async with visiting(town) as visitor:
        seen = await visitor.see("/challenges?q=空き家&after=forged")
    assert seen.status == 303
    assert "after" not in seen.to
    assert "q=" in seen.to


async def test_htmx_gets_the_results_alone(town):
    async with visiting(town) as visitor:
        seen = await visitor.see("/challenges?q=空き家", headers={"HX-Request": "true"})
    assert seen.text.lstrip().startswith('<section class="section" id="results"')
    assert "<html" not in seen.text


async def test_a_challenge_shows_its_matches_with_words_of_both_sides(town):
    async with visiting(town) as visitor:
        seen = await visitor.see("/challenges?q=空き家&state=open")
        path = re.search(r'href="(/challenges/[0-9a-f-]{36})"', seen.text)[1]
        seen = await visitor.see(path)
    assert "この課題に合いそうな提案" in seen.text
    assert seen.text.count('class="match"') >= 3
    assert "<mark>" in seen.text
    assert "実在の自治体・団体とは関係ありません" in seen.text


@pytest.mark.parametrize("path", ["/nowhere", "/challenges/none", "/municipalities/12"])
async def test_what_is_not_there_is_said_in_the_language_of_the_page(town, path):
    async with visiting(town) as visitor:
        japanese = await visitor.see(path)
        english = await visitor.see(path, headers={"Accept-Language": "en"})
    assert (japanese.status, english.status) == (404, 404)
    assert japanese.heading == "ページが見つかりません"
    assert not JAPANESE.search(english.heading)


async def test_a_draft_of_others_is_answered_like_nothing(town):
    async with signed_in(town, CLERK) as clerk:
        draft = await clerk.fill("/challenges/new", title="ひみつの下書き", do="save")
    path = draft.to.removesuffix("/edit")
    nothing = "/challenges/00000000-0000-4000-8000-000000000000"
    for email in (OTHER_CLERK, MEMBER):
        async with signed_in(town, email) as other:
            for end in ("", "/edit", "/preview", "/close"):
                seen, none = await other.see(path + end), await other.see(nothing + end)
                assert (seen.status, none.status) == (404, 404)
                assert _same(seen.text, path + end) == _same(none.text, nothing + end)
                assert "ひみつ" not in seen.text


def _same(text: str, path: str) -> str:
    """Without what differs in every answer: the marks of its forms, and its own address."""
    return re.sub(r'name="csrf" value="\w+"', "", text).replace(path, "")


CORPUS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}} ${7*7} {% raw %} %(num)s",
    "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "&lt;b&gt; &amp;",
)


@pytest.mark.parametrize("text", CORPUS)
async def test_what_people_write_is_never_markup(town, text):
    async with signed_in(town, CLERK) as clerk:
        path = await published(clerk, title=f"題名 {text}", problem=f"{text} 困っています。" * 3)
        for where in (path, f"{path}/edit", "/challenges", "/", f"/challenges?q={text}"):
            seen = await clerk.see(where)
            assert seen.status in {200, 422}
            for bad in ("<script>alert", "<img src=x", "<svg/onload", "</textarea><script", ">49 "):
                assert bad not in seen.text
            assert 'href="javascript:' not in seen.text


async def test_pages_carry_no_inline_script_or_style_and_a_policy_against_them(town):
    async with signed_in(town, MEMBER) as member:
        for path in ("/", "/challenges", "/for-you", "/offers/new", "/notifications"):
            seen = await member.see(path)
            assert "script-src 'self'" in seen.answer.headers["content-security-policy"]
            assert re.findall(r"<style|<script(?![^>]*\ssrc=)", seen.text) == []
            assert not {name for name in seen.attributes if name == "style" or name[:2] == "on"}


async def test_what_is_personal_is_stored_nowhere(town):
    async with signed_in(town, MEMBER) as member:
        for path in ("/", "/for-you", "/notifications", "/offers/new", "/nowhere"):
            assert (await member.see(path)).answer.headers["cache-control"] == "no-store", path


async def test_files_of_pages_are_kept_for_ever_under_their_content(town):
    async with visiting(town) as visitor:
        page = (await visitor.see("/")).text
        for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
            answer = (await visitor.see(address)).answer
            assert answer.status_code == 200
            assert "immutable" in answer.headers["cache-control"]
        for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/none.css"):
            assert (await visitor.see(path)).status == 404
