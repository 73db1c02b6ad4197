"""The small parts that pages are made of."""

import pytest
from litestar.datastructures import FormMultiDict

from contracts.challenges import PublishChallenge, SaveChallengeDraft
from gateway.pages import challenge_fields, forms, seals
from gateway.pages.environment import mark, web
from gateway.pages.paths import own_path

SECRET = b"of this test"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1200", 1200),
        ("１，２００円", 1200),
        ("¥1,200", 1200),
        ("", None),
        ("0", 0),
        ("9" * 40, 10**15),
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed, meant):
    assert forms.whole_number(typed) == meant


@pytest.mark.parametrize(
    "typed", ["千円", "1.5", "1e9", "12x", pytest.param("9" * 4001, id="4001 digits")]
)
def test_what_is_no_number_is_not_guessed(typed):
    with pytest.raises(ValueError, match=r".+"):
        forms.whole_number(typed)


@pytest.mark.parametrize(
    "day",
    [
        *[("2026", "2", "30"), ("0", "1", "1"), ("2027", "", ""), ("x", "1", "1"), ("9", "1", "1")],
        *[("9" * 15, "1", "1"), ("2027", "9" * 15, "1"), ("2027", "1", "-1"), ("10000", "1", "1")],
        *[("令和0", "1", "1"), ("令和", "1", "1"), ("R", "1", "1"), ("²", "1", "1")],
    ],
)
def test_a_day_that_no_calendar_has_is_refused(day):
    with pytest.raises(ValueError, match=r".+"):
        forms.day(dict(zip(forms.DATE_PARTS, day, strict=True)))


def test_a_day_goes_through_a_form_and_back():
    assert forms.parts_of("2027-03-01") == {"year": "2027", "month": "3", "day": "1"}
    assert forms.day(forms.parts_of("2027-03-01")) == "2027-03-01"
    assert forms.day(forms.parts_of(None)) is None


@pytest.mark.parametrize(
    "typed",
    [
        *[
            ("2027", "3", "1"),
            ("２０２７", "３", "１"),
            ("2027年", " 3月", "01日"),
            ("٢٠٢٧", "٣", "١"),
        ],
        *[("令和9", "3", "1"), ("令和９年", "３", "１"), ("R9", "3", "1"), ("r.9", "3", "1")],
        *[("㋿9", "3", "1"), ("令9", "3", "1"), ("Ｒ９", "3", "1")],
    ],
)
def test_a_day_is_understood_however_its_year_is_counted(typed):
    assert forms.day(dict(zip(forms.DATE_PARTS, typed, strict=True))) == "2027-03-01"


def test_the_first_year_of_an_era_has_a_name():
    assert forms.day({"year": "令和元", "month": "5", "day": "1"}) == "2019-05-01"


def test_line_ends_of_browsers_are_counted_as_people_count_them():
    assert forms.text(FormMultiDict([("a", "一\r\n二\r三")]), "a") == "一\n二\n三"


def test_fields_are_words_between_commas_each_once():
    assert forms.words_of(" 空き家、移住・定住,空き家，\n") == ["空き家", "移住・定住"]


def _typed(**changed):
    return challenge_fields.read(FormMultiDict(list({"id": "x", **changed}.items())))


def test_a_draft_may_be_what_a_challenge_may_not():
    asked, problems = challenge_fields.given(_typed(title="あ"))
    assert problems == {}
    asked["id"] = "8d7c1c9e-3f5b-4c38-9a41-0d6a3f3f1a11"
    assert forms.check(SaveChallengeDraft, asked) == {}
    assert forms.check(PublishChallenge, asked) == {
        "title": {"problem": "too_short", "limit": 5},
        "problem": {"problem": "required", "limit": None},
        "budgetStage": {"problem": "required", "limit": None},
    }


def test_a_choice_that_was_not_offered_is_said_and_not_sent():
    asked, problems = challenge_fields.given(_typed(budgetStage="a lot", direction="sideways"))
    assert (asked["budgetStage"], asked["direction"]) == (None, None)
    assert set(problems) == {"budgetStage", "direction"}


@pytest.mark.parametrize(
    ("text", "term", "marked"),
    [
        ("空き家の空き家", "空き家", "<mark>空き家</mark>の<mark>空き家</mark>"),
        ("ＤＸを進める", "dx", "<mark>ＤＸ</mark>を進める"),
        ("家に残った物", "残り", "家に<mark>残</mark>った物"),
        ("<b>の前", "前", "&lt;b&gt;の<mark>前</mark>"),
        ("何もない", "空き家", "何もない"),
        ("<i>", "", "&lt;i&gt;"),
        ("a.b", ".", "a<mark>.</mark>b"),
    ],
)
def test_a_term_is_marked_and_the_rest_is_only_text(text, term, marked):
    assert mark(text, term) == marked


@pytest.mark.parametrize("given", ["javascript:alert(1)", " data:text/html,x", "//x", "", None])
def test_only_addresses_of_the_web_become_links(given):
    assert web(given) == ""
    assert web("https://example.com/") == "https://example.com/"


@pytest.mark.parametrize("path", ["/", "/challenges?q=%E7%A9%BA&state=open", "/offers/1/edit#x"])
def test_a_path_of_this_site_is_followed(path):
    assert own_path(path) == path


def test_a_kept_form_is_only_what_was_written_here():
    given = seals.Kept(action="/challenges/new", typed={"title": ["名前"]})
    text = seals.keep(SECRET, given)
    kept = seals.kept(SECRET, text)
    assert kept is not None
    assert (kept.action, kept.typed) == (given.action, given.typed)
    assert "名前" not in text
    assert seals.kept(b"another", text) is None
    for other in (text.swapcase(), text[:40], "あ", "=", "a" * 80):
        assert seals.kept(SECRET, other) is None
    assert seals.kept(SECRET, "") is None
