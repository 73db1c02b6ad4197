"""Which words tell a reader why two texts match."""

from __future__ import annotations

import re

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
TELLS_NOTHING = re.compile(r"[ぁ-ゖー]|[0-9]+")


def is_telling(term: str) -> bool:
    """Whether a reader learns something; the others are summed up as one part."""
    form = term[1:]
    if not form or form in SAYS_NOTHING or TELLS_NOTHING.fullmatch(form):
        return False
    if term[0] != "r":
        return True
    return len(form) > 1 and not (form[0] in MID_WORD or HIRAGANA.search(form))
