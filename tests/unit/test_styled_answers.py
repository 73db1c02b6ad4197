"""Answers in HTML alone: their words as their writer saw them, whatever the HTML is."""

import pytest

from services.introductions.decoding import text_of
from services.introductions.mail_parts import parts_of
from services.introductions.replies import words_of
from services.introductions.styled import plain
from tests.unit.test_answers_by_mail import LINE, parsed

GMAIL = (
    '<div dir="ltr">ぜひ<b>お会い</b>しましょう。<div><br></div><div>見本</div></div><br>'
    '<div class="gmail_quote"><div class="gmail_attr">2026年11月25日(水) 10:00 縁 &lt;'
    '<a href="mailto:no-reply@example.jp">no-reply@example.jp</a>&gt;:<br></div>'
    f"<blockquote>{LINE}<br><br>窓口 花 様<br></blockquote></div>"
)
OUTLOOK = (
    '<html><head><meta charset="utf-8"><style><!-- p {margin:0} --></style></head><body>'
    "<div class=WordSection1><p class=MsoNormal>来週で<span\n lang=EN-US>OK</span>です。</p>"
    "<![if !supportLists]><p class=MsoNormal><o:p>&nbsp;</o:p></p><![endif]>"
    "<div style='border-top:solid 1pt'><p><b>差出人:</b> 縁<br><b>送信日時:</b> 昨日<br>"
    f"<b>件名:</b> お知らせ</p></div><p>{LINE}</p><p>窓口 花 様</p></div></body></html>"
)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (GMAIL, "ぜひお会いしましょう。\n\n見本"),
        (OUTLOOK, "来週でOKです。"),
        (
            "<p>一<p>二<ul><li>三<li>四</ul><table><tr><td>五<td>六<tr><td>七",
            "一\n\n二\n\n・三\n・四\n\n五 六\n七",
        ),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a &lt;b&gt; &amp; &#x9AD9;&nbsp;c", "a <b> & 髙 c"),
        ('<a href="https://a.example/x">こちら</a>へ', "こちら <https://a.example/x>へ"),
        ('<a href="https://a.example">https://a.example</a>', "https://a.example"),
        ('<a href="javascript:alert(1)">押す</a>', "押す"),
        ("見積<img src=cid:1><img src='https://tracker.example/1.gif'>です", "見積[画像]です"),
        ("<title>題</title><script>x</script>a<style>y</style>", "a"),
        ('<div style="DISPLAY : none">b<p>c</p></div>a<span hidden>d</span>', "a"),
        ("a<!-- <p>hidden</p> --><!--> -->b", "a -->b"),
        ("</div></p>a</b></div><div>b", "a\nb"),
        ("a<![foo[ <p>b", "ab"),
        ("a<b", "a"),
        ("<script>alert(1)", ""),
        ("", ""),
    ],
)
def test_words_in_html_are_taken_as_a_reader_sees_them(html, words):
    assert words_of(plain(html)) == words


@pytest.mark.parametrize(
    "html",
    [
        *(mark * (130_000 // len(mark)) for mark in ("<div>", "<a ", "<!", "</", "&#", "<b>a</b>")),
        *(mark * 9_000 + ">" for mark in ("<a ", "<p a='", "<blockquote>a<", "<textarea>")),
        "<i>" * 20_000 + "</b>" * 20_000,
        "<blockquote>" * 10_000 + "a",
    ],
)
def test_html_that_is_huge_nested_or_broken_is_read_to_its_end(html):
    """Each was minutes in a parser that looks again from every mark."""
    assert len(plain(html)) <= len(html)


@pytest.mark.parametrize(
    ("charset", "html", "text"),
    [
        ("; charset=utf-8", "<p>髙﨑".encode(), "髙﨑"),
        ("; charset=shift_jis", "<p>髙﨑①".encode("cp932"), "髙﨑①"),
        ("; charset=iso-2022-jp", "<p>見積".encode("iso2022_jp"), "見積"),
        ("", '<meta charset="Shift_JIS"><p>見積'.encode("cp932"), "見積"),
        ("", b'<meta content="text/html; charset=euc-jp"><p>' + "見積".encode("euc-jp"), "見積"),
        ("", "<p>見積".encode(), "見積"),
        ("; charset=utf-8", "<p>見積".encode("cp932"), None),
        ("; charset=x-unknown", b"<p>OK", None),
        ("", b"<meta charset=x-unknown><p>OK", None),
        ("; charset=utf-8", b"<p>OK<!-- ", None),
    ],
)
def test_html_is_read_whole_or_not_at_all(charset, html, text):
    mail = parsed(html, f"Content-Type: text/html{charset}", "Content-Transfer-Encoding: 8bit")

    assert text_of(parts_of(mail).texts) == text
