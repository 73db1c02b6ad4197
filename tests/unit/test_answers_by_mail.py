"""Words of an answer by mail: none is lost in silence, and our own letter is not written back."""

from email import message_from_bytes, policy

import pytest

from services.introductions.decoding import text_of
from services.introductions.mail_parts import parts_of
from services.introductions.replies import sender_of, words_of

LINE = "--- この線より上に返信を書いてください ---"
LETTER = f"{LINE}\n\n窓口 花 様\n\n見本社 からメッセージが届きました。"
QUOTED = "\n".join(f"> {line}" for line in LETTER.splitlines())


def parsed(body, *headers):
    head = "".join(f"{one}\r\n" for one in ("From: hana@example.jp", *headers))
    return message_from_bytes(head.encode() + b"\r\n" + body, policy=policy.default)


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        (None, "ぜひ会いましょう abc".encode(), "ぜひ会いましょう abc"),
        ("us-ascii", "ぜひ会いましょう".encode(), "ぜひ会いましょう"),
        ("iso-2022-jp", "見積です".encode("iso2022_jp"), "見積です"),
        ("iso-2022-jp", b"\x1b$B-!9b|bFs\x1b(B 2nd\n\x1b$BFs\x1b(B", "①高髙二 2nd\n二"),
        (None, "見積です".encode("iso2022_jp"), "見積です"),
        ("iso-2022-jp", b"\x1b(I11\x1b(B", "ｱｱ"),
        ("shift_jis", "①髙".encode("cp932"), "①髙"),
        ("euc-jp", "①です".encode("euc_jis_2004"), "①です"),
        ("utf-8", "あ".encode()[:2], None),
        ("iso-2022-jp", b"\x1b$B\x21\xff\x1b(B", None),
        ("x-unknown", b"abc", None),
        (None, b"\x82\xa0\x82", None),
    ],
)
def test_a_text_is_read_whole_or_not_at_all(charset, body, text):
    named = (f"Content-Type: text/plain; charset={charset}",) if charset else ()

    mail = parsed(body, *named, "Content-Transfer-Encoding: 8bit")
    assert text_of(parts_of(mail).texts) == text


def test_every_text_of_a_mail_is_read_but_none_of_what_is_attached():
    body = (
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nfirst\r\n"
        b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nfile\r\n"
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nsecond\r\n--b--\r\n"
    )

    found = parts_of(parsed(body, "Content-Type: multipart/mixed; boundary=b"))
    assert (text_of(found.texts), found.files) == ("first\nsecond", 1)


TEXT, STYLED = "text/plain", "text/html"
PROOF, CALENDAR = "application/pkcs7-signature", "text/calendar"
ATTACHED = "\r\nContent-Disposition: attachment"


def made_of(kind, *parts):
    """A part of that kind; of others where some are given."""
    if not parts:
        return f"Content-Type: {kind}\r\n\r\n{kind}\r\n"
    edge = f"b{sum(map(len, parts))}"
    inside = "".join(f"--{edge}\r\n{one}" for one in parts)
    return f"Content-Type: multipart/{kind}; boundary={edge}\r\n\r\n{inside}--{edge}--\r\n"


BOTH = made_of("alternative", made_of(TEXT), made_of(STYLED))
PHOTO = made_of("image/jpeg")
LOGO = made_of("related", made_of(STYLED), PHOTO)
STYLED_WITH_LOGO = made_of("mixed", made_of(STYLED), LOGO)


@pytest.mark.parametrize(
    ("mail", "texts", "dressed", "files"),
    [
        (BOTH, 1, 1, 0),
        (made_of("alternative", made_of(TEXT), LOGO), 1, 1, 0),
        (made_of("alternative", made_of(TEXT), made_of(STYLED), made_of(CALENDAR)), 1, 1, 0),
        (made_of("signed", BOTH, made_of(f"{PROOF}{ATTACHED}")), 1, 1, 0),
        (made_of(STYLED), 1, 0, 0),
        (LOGO, 1, 0, 0),
        (made_of("alternative", made_of(STYLED)), 1, 0, 0),
        (made_of("mixed", made_of(TEXT), made_of("alternative", made_of(STYLED))), 2, 0, 0),
        (made_of("mixed", made_of(TEXT), made_of(STYLED)), 2, 0, 0),
        (made_of("mixed", BOTH, made_of("application/pdf")), 1, 1, 1),
        (
            made_of("mixed", BOTH, made_of(f"{STYLED}{ATTACHED}"), made_of("image/jpeg")),
            1,
            1,
            2,
        ),
        (
            made_of("alternative", made_of(TEXT), made_of("mixed", made_of(STYLED), LOGO)),
            1,
            2,
            0,
        ),
        (made_of("mixed", BOTH, f"Content-Type: message/rfc822\r\n\r\n{BOTH}"), 1, 1, 1),
        (made_of("mixed", made_of(TEXT), made_of("text/csv")), 1, 0, 1),
        ("Content-Type: multipart/mixed\r\n\r\nno edge\r\n", 0, 0, 0),
    ],
)
def test_files_and_words_in_html_are_told_from_what_only_dresses_the_text(
    mail, texts, dressed, files
):
    found = parts_of(message_from_bytes(mail.encode(), policy=policy.default))
    assert (len(found.texts), len(found.dressed), found.files) == (texts, dressed, files)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"はい。\n\n2026年11月25日(水) 10:00 縁 <no-reply@example.jp>:\n{QUOTED}", "はい。"),
        (f"Yes.\n\nOn Wed, 25 Nov 2026, 縁 <a@example.jp>\nwrote:\n\n{QUOTED}", "Yes."),
        (f"はい。\n\nFrom: 縁\nSent: 今日\nSubject: Re\n\n{LETTER}", "はい。"),
        (f"はい。\n\n-----Original Message-----\nFrom: 縁\nSubject: Re\n\n{LETTER}", "はい。"),
        (f"はい。\n{LETTER}", "はい。"),
        (f"2026年11月25日 縁:\n{QUOTED}\n\n下に書きます。", "下に書きます。"),
        (f"{QUOTED}\n\n下に書きます。", "下に書きます。"),
        ("はい。\n\n佐藤さんは書きました:\n> 前の手紙\n> 続き\n", "はい。"),
        ("> 予算は?\n100万円です。", "> 予算は?\n100万円です。"),
        ("> 引用だけ", ""),
        (LETTER, ""),
        *(
            (kept, kept)
            for kept in (
                "日程です。\n2026年12月3日（木）：\n午後2時からでいかがでしょう。",
                "昨日の見本社のメール\nを読みました。",
                "From: 東京\nTo: 札幌\nで行きます。",
                "On Monday, as I wrote:\nwe will come.",
                "見積\n--\n続き",
                "区切り\n----------\n続き",
            )
        ),
    ],
)
def test_only_our_letter_and_what_is_quoted_to_the_end_is_left_out(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize("second", ["thief@example.jp", "hana@example.jp"])
def test_a_mail_with_two_senders_is_from_nobody(second):
    assert sender_of(parsed(b"", f"From: {second}")) == ""
    assert sender_of(parsed(b"")) == "hana@example.jp"
