"""Whose words they are that a page shows, and where they come from."""

import re

import pytest

from gateway.pages.environment import environment

OFFICIAL = "出典：見える化サイトのデータを加工して作成。"


def ui(locale):
    values = {"url_with": lambda **_: "/", "path": "/"}
    return environment(locale).get_template("_ui.html").make_module(values)


def plain(markup):
    return re.sub("<[^>]+>", "", str(markup)).strip()


def challenge(kind="MUNICIPALITY", source=None, direction="PUBLIC_NEED"):
    return {"direction": direction, "organization": {"kind": kind}, "source": source}


def source(name="rs-review", url="", attribution=OFFICIAL):
    return {"name": name, "reference": "", "url": url, "attribution": attribution}


@pytest.mark.parametrize(
    ("kind", "said", "in_english"),
    [
        ("MUNICIPALITY", "自治体からの課題", "Challenge from a municipality"),
        ("PREFECTURE", "行政からの課題", "Challenge from a public body"),
        ("NATIONAL", "行政からの課題", "Challenge from a public body"),
    ],
)
def test_a_ministry_is_not_called_a_municipality(kind, said, in_english):
    assert plain(ui("ja").origin_chip(challenge(kind))) == said
    assert plain(ui("en").origin_chip(challenge(kind))) == in_english


@pytest.mark.parametrize("direction", ["PUBLIC_NEED", "PRIVATE_CALL"])
def test_a_text_that_was_taken_in_is_not_said_to_be_posted_here(direction):
    taken = challenge("NATIONAL", source(), direction)
    assert plain(ui("ja").origin_chip(taken)) == "取り込んだ文章"
    assert plain(ui("en").origin_chip(taken, False)) == "Imported text"


def test_an_invented_example_is_posted_like_any_other():
    assert plain(ui("ja").origin_chip(challenge(source=source("sample")))) == "自治体からの課題"


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("attribution", [OFFICIAL, OFFICIAL.removeprefix("出典：")])
def test_where_a_text_comes_from_is_said_with_one_label(locale, attribution):
    shown = ui(locale).attribution([{"source": source(attribution=attribution)}])
    label = {"ja": "出典：", "en": "Source: "}[locale]
    assert plain(shown) == f"{label}見える化サイトのデータを加工して作成。"


def test_a_list_says_each_source_once_whatever_its_rows_link_to():
    rows = [{"source": source(url=f"https://example.jp/{number}")} for number in range(9)]
    rows += [
        {"source": source(attribution=OFFICIAL.removeprefix("出典："))},
        {"source": None},
        None,
    ]
    shown = str(ui("ja").attribution(rows))
    assert shown.count("見える化") == shown.count("<p>") == 1
    assert "<a " not in shown


def test_the_page_of_a_text_leads_to_where_it_was_taken_from():
    rows = [{"source": source(url="https://example.jp/2")}]
    shown = str(ui("ja").attribution(rows, {"source": source(url="https://example.jp/1")}))
    assert shown.count("見える化") == 1
    assert 'href="https://example.jp/1"' in shown
    assert "example.jp/2" not in shown


@pytest.mark.parametrize(
    ("contribution", "said", "in_english"),
    [
        (
            -0.63,
            "ほかの多くの相手にも合うので、順位を控えめにしています\N{MINUS SIGN}63%",
            "Ranked lower because it also fits many others\N{MINUS SIGN}63%",
        ),
        (
            0.04,
            "ほかの相手にはあまり合わないので、順位を上げています+4%",
            "Ranked higher because it fits few others+4%",
        ),
    ],
)
def test_a_part_of_a_match_says_why_it_counts(contribution, said, in_english):
    match = {"reasons": [], "parts": [{"name": "often_shown", "contribution": contribution}]}
    assert said in plain(ui("ja").reasons(match))
    assert in_english in plain(ui("en").reasons(match))
