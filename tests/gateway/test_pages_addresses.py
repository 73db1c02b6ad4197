"""Addresses that are not asked as they are meant to be."""

import pytest

from tests.gateway.browsing import visiting


@pytest.mark.parametrize("path", ["/settings", "/sign-out"])
async def test_an_address_of_a_button_alone_says_so_and_leads_back(town, path):
    async with visiting(town) as visitor:
        seen = await visitor.see(path, headers={"Referer": f"{town.url}/offers?q=x"})
        assert (seen.status, seen.heading) == (
            405,
            "ここは、ボタンを押したときだけ使うアドレスです",
        )
        assert "こちらの不具合" not in seen.text
        assert '<a class="button button-solid" href="/offers?q=x">前のページに戻る</a>' in seen.text
        assert seen.form("/settings")["back"] == "/offers?q=x"
        for elsewhere in ("https://evil.example/offers", f"{town.url}{path}", "//evil.example", ""):
            seen = await visitor.see(path, headers={"Referer": elsewhere})
            assert seen.form("/settings")["back"] == "/"
            assert "前のページに戻る</a>" not in seen.text


@pytest.mark.parametrize(
    ("path", "given", "status", "heading"),
    [
        (
            "/offers",
            {"host": "evil.example"},
            421,
            "このアドレスは、縁 Enishi のものではありません",
        ),
        ("/offers", {"cookie": "a" * 40_000}, 431, "ブラウザーから届く情報が多すぎます"),
        ("/" + "a" * 16_000, {}, 414, "アドレスが長すぎます"),
    ],
    ids=["host", "cookies", "address"],
)
async def test_a_person_is_told_on_a_page_what_is_wrong_with_the_head(
    town, path, given, status, heading
):
    async with visiting(town) as visitor:
        seen = await visitor.see(path, headers={"Accept-Language": "ja", **given})
        assert (seen.status, seen.heading) == (status, heading)
        assert "こちらの不具合" not in seen.text
        if status == 421:
            assert f'<a href="{town.url}/">{town.url}</a>' in seen.text
            assert "stylesheet" not in seen.text
        by_program = await visitor.http.get(path, headers={**given, "Accept": "application/json"})
        assert by_program.status_code == status
        assert by_program.json()["errors"][0]["extensions"]["requestId"]


async def test_the_page_of_a_form_that_failed_is_not_where_the_settings_lead_back_to(town):
    async with visiting(town) as visitor:
        seen = await visitor.send("/offers/x/withdraw", {})
        assert seen.status == 403
        assert seen.form("/settings")["back"] == "/"


@pytest.mark.parametrize(
    "path", ["/", "/challenges?q=x", "/about", "/livez", "/readyz", "/static/app.css", "/nothing"]
)
async def test_what_can_be_read_can_be_asked_about(town, path):
    async with visiting(town) as visitor:
        await visitor.see("/")
        read, asked = await visitor.http.get(path), await visitor.http.head(path)
    assert asked.status_code == read.status_code
    assert asked.content == b""
    varying = {"date", "content-length"}  # a form's mark is another each time, so packed otherwise
    assert asked.headers.keys() == read.headers.keys()
    for name in read.headers.keys() - varying:
        assert asked.headers[name] == read.headers[name]


async def test_what_is_only_posted_is_not_asked_about(town):
    async with visiting(town) as visitor:
        assert (await visitor.http.head("/sign-out")).status_code == 405
