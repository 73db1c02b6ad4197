"""How the values of the schema are said to people: words of enums, problems, days, yen.

Words are kept in Japanese, as the templates write them, and translated when they
are shown: ``_(words.word("state", "open"))``. ``N_`` marks a sentence for extraction.
A room for each noun; this one puts them together.
"""

from __future__ import annotations

from typing import NamedTuple

from chassis.japan import JAPAN, today
from gateway.words import (
    challenges,
    events,
    introductions,
    matching,
    notifications,
    operations,
    organizations,
    proposals,
)
from gateway.words.days import (
    REIWA_BEGAN,
    clock,
    day,
    era_year,
    iso_day,
    last_day,
    minute_before,
)
from gateway.words.marks import N_
from gateway.words.prefectures import ENGLISH, PREFECTURES, REGIONS, Prefecture, prefecture
from gateway.words.problems import ANOTHER_PROBLEM, PROBLEMS

__all__ = [
    "ANOTHER_PROBLEM",
    "ENGLISH",
    "JAPAN",
    "N_",
    "PREFECTURES",
    "PROBLEMS",
    "REGIONS",
    "REIWA_BEGAN",
    "Prefecture",
    "clock",
    "day",
    "era_year",
    "iso_day",
    "last_day",
    "minute_before",
    "prefecture",
    "today",
]
_NOUNS = (
    challenges,
    events,
    introductions,
    matching,
    notifications,
    operations,
    organizations,
    proposals,
)
WORDS: dict[str, dict[str, str]] = {
    kind: words for noun in _NOUNS for kind, words in noun.WORDS.items()
}
"""Kind of word -> value as in ``contracts`` -> the word, in Japanese."""
CHANGES: dict[str, str] = {
    "track_record": N_("「%(value)s」での実績があれば"),
    "reach": N_("提供できる地域に%(value)sが入れば"),
    "cost_below": N_("費用が%(value)s未満なら"),
    "cost_free": N_("費用がかからなければ"),
    "budget": N_("課題の予算の段階が「%(value)s」になれば"),
}
"""Key of what could be otherwise -> the sentence, with its value."""
DRAFTS: dict[str, str] = {
    "no_reply": N_(
        "%(other)sからの関心に、まだお返事がないようです。「今年度は難しい」「うちの課ではない」も、ひと押しで返せます。ご事情があれば、お聞かせください。"
    ),
    "silent_thread": N_(
        "%(other)sとのやりとりが、しばらく止まっているようです。お困りのことがあれば、お手伝いします。"
    ),
    "unit_without_owner": N_(
        "引き受ける人のいない課に、つづいている紹介があります。後任の方を決めてください。"
    ),
    "budget_deadline": N_(
        "課題「%(title)s」の期限が近づいています。合いそうな相手を、いっしょに探しませんか。"
    ),
    "stale_challenge": N_(
        "課題「%(title)s」が見直しの日を過ぎています。続けるか、募集を終えるかを決めてください。"
    ),
    "promise_passed": N_(
        "課題「%(title)s」に届いた提案に、約束の日までに回答が出ていないようです。「今年度は難しい」「うちの課ではない」という返事もできます。ご事情があれば、お聞かせください。"
    ),
}
"""Kind of what is stuck -> words that a coordinator's letter may begin from."""
SUBJECTS: dict[str, str] = {
    "no_reply": N_("関心へのお返事のお願い"),
    "silent_thread": N_("やりとりの様子について"),
    "unit_without_owner": N_("つづいている紹介を引き受ける方について"),
    "budget_deadline": N_("課題の期限が近づいています"),
    "stale_challenge": N_("課題の見直しのお願い"),
    "promise_passed": N_("提案への回答のお願い"),
}
"""Likewise -> what such a letter is called."""
TO_EVERYBODY = N_("だれでも（公開の課題）")
"""To whom what is published was offered as well."""
RARELY_SHOWN = N_("ほかの相手にはあまり合わないので、順位を上げています")
"""What ``often_shown`` says when it adds to a score."""
FROM_A_TOWN = N_("自治体からの課題")
"""Where it is known that the public body is a town or a city."""
LABEL_OF_SOURCES = "出典："
NO_WORD = N_("不明")


class Language(NamedTuple):
    """A language of the pages, in its own words: its name, and the word for language."""

    name: str
    word: str


LANGUAGES = {"ja": Language("日本語", "言語"), "en": Language("English", "Language")}
"""Tag -> the language. Each is shown in itself, whatever the page's language."""
READINGS = {
    "ja": Language("日本語", "言語"),
    "easy": Language("やさしい日本語", "ことば"),
    "en": Language("English", "Language"),
}
"""What may be chosen to read -> its name, in itself."""


def word(kind: str, value: object) -> str:
    """The Japanese word for a value, to be translated; enum names and values both do."""
    return WORDS[kind].get(str(value).lower(), NO_WORD)


def from_whom(direction: str, organization_kind: str) -> str:
    """The Japanese word for who asks; a ministry or a prefecture is no municipality."""
    if direction.lower() == "public_need" and organization_kind.lower() == "municipality":
        return FROM_A_TOWN
    return word("direction", direction)


def without_label(attribution: str) -> str:
    """A source's own line, which may begin with the word that a page says before it."""
    return attribution.strip().removeprefix(LABEL_OF_SOURCES).lstrip()


def part(name: str, contribution: float) -> str:
    """The Japanese words for what else counts in a match."""
    return RARELY_SHOWN if name == "often_shown" and contribution > 0 else word("part", name)


def change(key: str) -> str:
    """The Japanese sentence for what could be otherwise, to be translated with ``value``."""
    return CHANGES.get(key, NO_WORD)


def choices(kind: str) -> list[tuple[str, str]]:
    """(value, Japanese word) of every value of a kind, for a list to choose from."""
    return list(WORDS[kind].items())


def problem(key: str) -> str:
    """The Japanese sentence for a problem's key, to be translated with ``label``."""
    return PROBLEMS.get(key, ANOTHER_PROBLEM)


def problem_unlabelled(key: str) -> str:
    """The key to say a problem by of what nobody typed: a field without a label is no word."""
    return "not_typed" if "%(label)s" in problem(key) else key


def is_invented(lg_code: str) -> bool:
    """Whether a municipality is one of the samples: no prefecture has the code 99."""
    return lg_code.startswith("99")


def yen(value: float | None, locale: str) -> str:
    """As in 1,200,000円 or ¥1,200,000; nothing for none."""
    if value is None:
        return ""
    return f"{value:,.0f}円" if locale == "ja" else f"¥{value:,.0f}"


def percent(share: float) -> int:
    """A share of 0 to 1 in whole hundredths, as bars and texts both show it."""
    return max(0, min(100, round(share * 100)))


def signed_percent(share: float) -> str:
    """As in +3% or −12%: a part may take away."""
    return f"{round(share * 100):+d}%".replace("-", "−")
