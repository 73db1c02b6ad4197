"""What the pages say: every sentence is there in every language, and none is left over."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from deploy.messages import extract, public
from gateway import words
from gateway.catalogues import EASY, LOCALES, compile_catalogues, load, read

TEMPLATES = Path(words.__file__).parent.parent / "templates"
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
REPEATED = re.compile(r"(.{12,}?)(?:\s*\1)+", re.DOTALL)
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")
ALLOWED = {"、", "・", "「", "」", "（", "）", "…"}
"""Punctuation, not words."""
OTHERS = (*LOCALES[1:], EASY)


def said(reading: str) -> set[str]:
    """Every message id the gateway says; in plain Japanese those that anybody may meet."""
    found = public(extract()) if reading == EASY else extract()
    return {_forms(message.id)[0] for message in found if message.id}


def _forms(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (str(value),)


@pytest.mark.parametrize("reading", OTHERS)
def test_every_sentence_is_in_the_catalogue_and_none_is_left_over(reading):
    kept = {_forms(message.id)[0] for message in read(reading) if message.id}
    assert kept == said(reading)


@pytest.mark.parametrize("reading", OTHERS)
def test_every_sentence_is_translated_in_all_its_forms(reading):
    catalogue = read(reading)
    missing = [
        message.id
        for message in catalogue
        if message.id
        and (message.fuzzy or not all(form.strip() for form in _forms(message.string)))
    ]
    assert missing == []


@pytest.mark.parametrize("reading", OTHERS)
def test_a_translation_leaves_the_same_places_open(reading):
    wrong = [
        message.id
        for message in read(reading)
        if message.id
        for form in _forms(message.string)
        if set(PLACES.findall(form)) != set(PLACES.findall(_forms(message.id)[0]))
    ]
    assert wrong == []


@pytest.mark.parametrize("reading", OTHERS)
def test_a_translation_can_be_filled_in_as_jinja_does(reading):
    """A page fills in with ``%``: a lone % in a translation would be an error of the server."""
    said = [
        form
        for message in read(reading)
        if message.id
        for form in (*_forms(message.id), *_forms(message.string))
    ]
    assert [form for form in said if not _can_be_filled_in(form)] == []


def _can_be_filled_in(form: str) -> bool:
    given = dict.fromkeys(re.findall(r"%\((\w+)\)", form), "1")
    try:
        return bool(form % given)
    except (TypeError, ValueError):
        return False


def test_a_translation_says_nothing_in_japanese_but_names():
    allowed = ("縁", "空き家", "学校給食", "総務省")
    wrong = [
        form
        for message in read("en")
        if message.id
        for form in _forms(message.string)
        if JAPANESE.search(form) and not any(name in form for name in allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_japanese_outside_of_translation(path):
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    translated = {
        id(text)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in {"_", "gettext", "ngettext"}
        for text in call.args
    }
    loose = [data.data for data in tree.find_all(nodes.TemplateData)] + [
        const.value
        for const in tree.find_all(nodes.Const)
        if isinstance(const.value, str) and id(const) not in translated
    ]
    assert [text for text in loose if JAPANESE.search(_without_punctuation(text))] == []


def _without_punctuation(text: str) -> str:
    return "".join(character for character in text if character not in ALLOWED)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_inline_script_style_or_handler(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text) == []


def test_every_word_and_problem_is_japanese_so_that_it_needs_no_catalogue():
    sentences = [*words.PROBLEMS.values(), words.ANOTHER_PROBLEM]
    sentences += [word for kind in words.WORDS.values() for word in kind.values()]
    assert [text for text in sentences if not JAPANESE.search(text) and text != "NPO"] == []


def test_japanese_says_the_message_ids_themselves():
    assert load("ja").gettext("募集中") == "募集中"


def test_plain_japanese_uses_shorter_sentences_and_few_hard_words():
    hard = re.compile(r"[\u3400-\u9fff]{5,}")
    names = ("全国地方公共団体コード", "総務省", "自治体の名前・コード", "都道府県", "法人番号")
    kept = [message.string for message in read(EASY) if message.id]
    wrong = [
        text
        for strings in kept
        for text in _forms(strings)
        if hard.search(text) and not any(name in text for name in names)
    ]
    assert wrong == []


def test_what_plain_japanese_does_not_say_stays_as_it_is_written():
    assert load(EASY).gettext("時間割") == "時間割"


def test_english_counts_one_and_many():
    told = [load("en").ngettext("%(num)s件の課題", "%(num)s件の課題", n) for n in (1, 2)]
    assert told == ["%(num)s challenge", "%(num)s challenges"]


def test_all_catalogues_can_be_read_at_the_start():
    compile_catalogues()


@pytest.mark.parametrize("reading", OTHERS)
def test_no_translation_says_the_same_twice(reading):
    twice = [
        message.id
        for message in read(reading)
        if message.id and any(REPEATED.fullmatch(form) for form in _forms(message.string))
    ]
    assert twice == []
