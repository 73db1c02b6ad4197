"""Documents for these tests, chosen by hypothesis or by hand."""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as st

from services.matching.documents import Document, Side

WORDS = [
    *("人口減少", "過疎", "高齢化", "移動手段", "バス", "空き家", "対策", "観光", "防災", "避難所"),
    *("脱炭素", "GX", "太陽光", "子育て", "保育", "デジタル", "窓口", "予約", "水道", "老朽化"),
    *("sensor", "energy", "bus", "の", "を", "。", "、", "ﾊﾞｽ", "ＡＩ", "㌔", "東京都", "大阪市"),
]
BAD = (
    "",
    "あ",
    "😀",
    "。。。、、、!!??",
    " \n\t　",
    "漢" * 8_000,
    "a" * 8_000,
    "ー" * 8_000,
    "災害時の避難所運営を支援する。" * 2_500,
    "ﾊﾝｶｸｶﾅﾃﾞ ｶﾞｷﾞｸﾞ",
    "สวัสดีครับ ผมต้องการความช่วยเหลือ",
    "ខ្ញុំត្រូវការជំនួយសម្រាប់មនុស្សចាស់",
    "ຂ້ອຍຕ້ອງການຄວາມຊ່ວຍເຫຼືອ",
    "한국어 문장입니다",
    "Бюджет予算บาทλόγοςバスbus🚌ﾊﾞｽمرحبا",
    "नमस्ते दुनिया",
    "\ud800 lone surrogate",
    "\x00\x01 control",
    "㌔㍍㌘ ﬁ ①②③ Å e\u0301 が",
    "<b>tag</b> &amp; ' OR 1=1 --",
)

texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=25).map("".join),
    st.text(max_size=40),
    st.sampled_from(["", "あ", "😀", "。、!?", "漢" * 300, "a" * 300, "ー" * 30]),
)
tags = st.lists(st.sampled_from(["防災", "交通", "環境"]), max_size=2, unique=True).map(tuple)
prefectures = st.sampled_from([None, "福岡県", "北海道"])


def identity(number: int) -> UUID:
    return UUID(int=number + 1)


@st.composite
def documents(draw: st.DrawFn, number: int, side: Side, revision: int = 1) -> Document:
    return Document(
        id=identity(number),
        side=side,
        organization_id=identity(1_000 + draw(st.integers(0, 3))),
        revision=revision,
        title=draw(texts),
        text=draw(texts),
        tags=draw(tags),
        prefecture=draw(prefectures),
        reach=draw(st.sampled_from([(), ("福岡県",), ("福岡県", "北海道")])),
        budget_stage=draw(st.sampled_from([None, "information", "approved"])),
        cost_yen=draw(st.sampled_from([None, 0, 50_000_000])),
        audience=draw(st.sampled_from(["private", "public"])),
    )


@st.composite
def collections(draw: st.DrawFn) -> list[Document]:
    """Up to four challenges and six offers, one revision each."""
    challenges = [draw(documents(n, "challenge")) for n in range(draw(st.integers(1, 4)))]
    offers = [draw(documents(100 + n, "offer")) for n in range(draw(st.integers(0, 6)))]
    return challenges + offers


def challenge(number: int, title: str, text: str = "", **more: object) -> Document:
    return Document(identity(number), "challenge", identity(900), 1, title, text, **more)  # type: ignore[arg-type]  # fields given by name


def offer(number: int, title: str, text: str = "", **more: object) -> Document:
    return Document(identity(100 + number), "offer", identity(901), 1, title, text, **more)  # type: ignore[arg-type]  # fields given by name
