"""Which words tell a reader why two texts match."""

from __future__ import annotations

import re

from services.matching.analysis import Analysis

SAYS_LITTLE = frozenset(
    "等者化的性用上中下内外間時年月日各本同当方号回件第及又事物所力県市町村区法財別毎金"
)
"""Single characters that are words of their own and tell a reader nothing."""
EMPTY_VERBS = frozenset(
    (
        "関する",
        "基づく",
        "向ける",
        "対する",
        "因る",
        "係わる",
        "係る",
        "伴う",
        "行う",
        "図る",
        "つく",
        "通じる",
        "よる",
        "おく",
        "おける",
        "於く",
        "於ける",
    )
)
EMPTY_NOUNS = frozenset(
    {
        *("こと", "もの", "ため", "とき", "ところ", "よう", "ほか", "うち", "ほど"),
        *("まま", "わけ", "はず", "たび", "かた", "つもり", "いま", "あと", "まえ"),
        *("さい", "ごと", "ずつ", "そこ", "ここ", "なに", "どこ", "もと", "とも"),
        *("為", "おい", "おり", "ほう", "やり", "みな", "いずれ", "さま", "まで", "から", "より"),
    }
)
"""Words in hiragana that only carry others; がん, ごみ and いじめ are what a text is about."""
SAYS_NOTHING = SAYS_LITTLE | EMPTY_VERBS | EMPTY_NOUNS
HIRAGANA = re.compile("[ぁ-ゖ]")
MID_WORD = frozenset("ーァィゥェォッャュョヮン")
"""No word begins with these: a run that does is cut out of one."""
KATAKANA = re.compile("[ァ-ヺーｦ-ﾟ]+")
TELLS_NOTHING = re.compile(r"[ぁ-ゖー]|[0-9]+")


def is_telling(term: str) -> bool:
    """Whether a reader learns something; the others are summed up as one part."""
    form = term[1:]
    if not form or form in SAYS_NOTHING or TELLS_NOTHING.fullmatch(form):
        return False
    if term[0] != "r":
        return True
    return len(form) > 1 and not (form[0] in MID_WORD or HIRAGANA.search(form))


def cut_out_of(text: str, analysis: Analysis) -> set[str]:
    """Runs of katakana that stand within longer words alone, as ショ in コミュニケーション."""
    runs = [
        (term, start, end)
        for term, start, end in zip(analysis.terms, analysis.starts, analysis.ends, strict=True)
        if term[0] == "r" and KATAKANA.fullmatch(term[1:])
    ]
    whole = {
        term
        for term, start, end in runs
        if not KATAKANA.search(text[max(start - 1, 0) : start] + text[end : end + 1])
    }
    return {term for term, _, _ in runs} - whole
