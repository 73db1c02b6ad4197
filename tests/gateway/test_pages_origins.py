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
