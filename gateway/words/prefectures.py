"""The 47 prefectures with their English names and their tiles on the map."""

from __future__ import annotations

from typing import NamedTuple

from gateway.words.marks import N_


class Prefecture(NamedTuple):
    """One of the 47, and where its tile lies on the map (column, row from 1)."""

    name: str
    english: str
    column: int
    row: int

    @property
    def short(self) -> str:
        return self.name if self.name == "北海道" else self.name[:-1]


P = Prefecture
REGIONS: tuple[tuple[str, tuple[Prefecture, ...]], ...] = (
    (
        N_("北海道・東北"),
        (
            P("北海道", "Hokkaido", 13, 1),
            P("青森県", "Aomori", 13, 2),
            P("岩手県", "Iwate", 13, 3),
            P("宮城県", "Miyagi", 13, 4),
            P("秋田県", "Akita", 12, 3),
            P("山形県", "Yamagata", 12, 4),
            P("福島県", "Fukushima", 13, 5),
        ),
    ),
    (
        N_("関東"),
        (
            P("茨城県", "Ibaraki", 13, 6),
            P("栃木県", "Tochigi", 12, 6),
            P("群馬県", "Gunma", 11, 6),
            P("埼玉県", "Saitama", 12, 7),
            P("千葉県", "Chiba", 13, 8),
            P("東京都", "Tokyo", 12, 8),
            P("神奈川県", "Kanagawa", 11, 8),
        ),
    ),
    (
        N_("中部"),
        (
            P("新潟県", "Niigata", 11, 5),
            P("富山県", "Toyama", 9, 5),
            P("石川県", "Ishikawa", 8, 5),
            P("福井県", "Fukui", 8, 6),
            P("山梨県", "Yamanashi", 11, 7),
            P("長野県", "Nagano", 10, 6),
            P("岐阜県", "Gifu", 9, 6),
            P("静岡県", "Shizuoka", 10, 8),
            P("愛知県", "Aichi", 9, 8),
        ),
    ),
    (
        N_("近畿"),
        (
            P("三重県", "Mie", 8, 8),
            P("滋賀県", "Shiga", 8, 7),
            P("京都府", "Kyoto", 7, 6),
            P("大阪府", "Osaka", 7, 7),
            P("兵庫県", "Hyogo", 6, 6),
            P("奈良県", "Nara", 7, 8),
            P("和歌山県", "Wakayama", 7, 9),
        ),
    ),
    (
        N_("中国"),
        (
            P("鳥取県", "Tottori", 5, 6),
            P("島根県", "Shimane", 4, 6),
            P("岡山県", "Okayama", 5, 7),
            P("広島県", "Hiroshima", 4, 7),
            P("山口県", "Yamaguchi", 3, 6),
        ),
    ),
    (
        N_("四国"),
        (
            P("徳島県", "Tokushima", 5, 10),
            P("香川県", "Kagawa", 5, 9),
            P("愛媛県", "Ehime", 4, 9),
            P("高知県", "Kochi", 4, 10),
        ),
    ),
    (
        N_("九州・沖縄"),
        (
            P("福岡県", "Fukuoka", 2, 7),
            P("佐賀県", "Saga", 1, 7),
            P("長崎県", "Nagasaki", 1, 8),
            P("熊本県", "Kumamoto", 1, 9),
            P("大分県", "Oita", 2, 8),
            P("宮崎県", "Miyazaki", 2, 9),
            P("鹿児島県", "Kagoshima", 2, 10),
            P("沖縄県", "Okinawa", 1, 11),
        ),
    ),
)
"""Regions from north to south with their prefectures, in the order of their codes."""
PREFECTURES = tuple(prefecture for _, region in REGIONS for prefecture in region)
ENGLISH = {prefecture.name: prefecture.english for prefecture in PREFECTURES}


def prefecture(name: str | None, locale: str) -> str:
    return (name or "") if locale == "ja" else ENGLISH.get(name or "", name or "")
