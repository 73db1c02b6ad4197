"""Addresses, passwords and what is common about them."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.accounts import Account, Locale, OpenAccount
from contracts.faults import Conflict, Invalid, Limited
from services.accounts import rules
from services.accounts.blocklist import blocked_words

BLOCKED = blocked_words()
ADDRESS = "miura.aoi@city.enishi-demo.example"


def problems(call, *args):
    with pytest.raises(Invalid) as raised:
        call(*args)
    return [(problem.field, problem.problem) for problem in raised.value.fields]


@pytest.mark.parametrize(
    ("email", "kept"),
    [
        ("Aoi@City.Example", "aoi@city.example"),
        ("AOI@CITY.EXAMPLE", "aoi@city.example"),
        ("ＡＯＩ＠ｃｉｔｙ．example", "aoi@city.example"),
        ("  aoi@city.example ", "aoi@city.example"),
        ("aoi+tag@city.example", "aoi+tag@city.example"),
        ("aoi@市役所.example", "aoi@xn--7sto6a74d.example"),
        ("aoi@XN--7STO6A74D.example", "aoi@xn--7sto6a74d.example"),
        ("aoi@\u200bcity.example", "aoi@city.example"),
        ("aoi@Bücher.example", "aoi@xn--bcher-kva.example"),
    ],
)
def test_the_same_address_is_the_same_text_however_it_is_typed(email, kept):
    assert rules.address(email) == kept


@pytest.mark.parametrize(
    "email",
    [
        "aoi",
        "aoi@",
        "@city.example",
        "aoi@localhost",
        "aoi@city..example",
        "aoi@-city.example",
        "aoi@city.example.",
        ".aoi@city.example",
        "a..oi@city.example",
        "aoi@b@city.example",
        '"aoi b"@city.example',
        "aoi b@city.example",
        "葵@city.example",
        "aoi@[127.0.0.1]",
        "aoi@city.example,b@city.example",
        "Aoi <aoi@city.example>",
        "aoi@" + "a" * 64 + ".example",
    ],
)
def test_what_is_no_plain_address_is_refused(email):
    assert problems(rules.address, email) == [("email", "wrong_form")]


@pytest.mark.parametrize("bad", ["\r\nBcc: x@y.example", "\n", "\t", "\x00", "\u2028", "\x85"])
def test_an_address_with_a_line_end_or_control_character_is_refused(bad):
    assert problems(rules.address, f"aoi{bad}@city.example") == [("email", "control_characters")]
    assert problems(rules.address, f"aoi@city.example{bad}") == [("email", "control_characters")]


@pytest.mark.parametrize(
    "email", ["a" * 65 + "@city.example", "a@" + ".".join(["b" * 62] * 4) + ".example"]
)
def test_an_address_longer_than_mail_carries_is_refused(email):
    assert problems(rules.address, email) == [("email", "too_long")]


@given(st.text(max_size=254))
def test_every_text_is_an_address_that_stays_itself_or_is_refused(text):
    try:
        found = rules.address(text)
    except Invalid:
        return
    assert rules.address(found) == found
    assert found.isascii()


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "gw7Lq!zfR2mXu9c",
        "ねこがまどべでひるねをしていました",
        "縁側で猫が昼寝をしていた七月の午後",
        "839201746529385",
        "🐟🐠🐡🦈🐙🦑🦐🦞🦀🐚🐳🐋🐬🦭🐊",
        "x" * 3 + "correct horse battery staple " * 4,
        "   many   spaces   between   words   ",
        "hitotsu-no-machi-demo",
    ],
)
def test_a_long_password_stands_whatever_it_is_made_of(password):
    rules.check_new_password(password, ADDRESS, BLOCKED)


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("gw7Lq!zfR2mXu9", "too_short"),
        ("enishi2026", "too_short"),
        ("🐟" * 14, "too_short"),
        ("gw7Lq!zfR2mXu9c-" * 8 + "x", "too_long"),
        ("passwordpassword", "too_common"),
        ("password1234567", "too_common"),
        ("P@ssw0rdP@ssw0rd", "too_common"),
        ("enishi2026enishi2026", "too_common"),
        ("Ｅｎｉｓｈｉ２０２６Ｅｎｉｓｈｉ２０２６", "too_common"),
        ("縁縁縁縁縁縁縁縁縁縁縁縁縁縁縁", "too_common"),
        ("aaaaaaaaaaaaaaaaaaaa", "too_common"),
        ("123456789012345", "too_common"),
        ("qwertyuiopasdfghjkl", "too_common"),
        ("              !", "too_common"),
        ("miura.aoi.miura.aoi", "too_common"),
        (ADDRESS, "too_common"),
        ("iloveyouiloveyou1", "too_common"),
        ("古賀市役所古賀市役所古賀市役所", "too_common"),
    ],
)
def test_a_short_endless_or_common_password_is_refused(password, problem):
    found = problems(rules.check_new_password, password, ADDRESS, BLOCKED)

    assert found == [("password", problem)]


def test_a_password_of_128_characters_stands_and_of_more_bytes_than_1024_does_not():
    letters = "".join(chr(0x4E00 + place) for place in range(128))

    rules.check_new_password(letters, ADDRESS, BLOCKED)
    assert problems(rules.check_new_password, letters + "一", ADDRESS, BLOCKED) == [
        ("password", "too_long")
    ]
    assert len(("👩‍👩‍👧‍👦" * 18).encode()) <= rules.MOST_BYTES


def test_the_two_ways_to_type_a_letter_are_one_password():
    assert rules.normal("か\u3099") == rules.normal("が") == "が"


def test_the_eleventh_try_is_one_too_many():
    rules.check_tries(10, 300.0)
    with pytest.raises(Limited) as raised:
        rules.check_tries(11, 299.6)
    assert raised.value.retry_after == 300
    assert raised.value.body().code == "limit"


def test_an_id_sent_again_is_the_account_it_was_and_anything_else_taken_is_named():
    request = OpenAccount(id=uuid4(), person_id=uuid4(), email="a@b.example", password="x")
    own = Account(
        id=request.id, person_id=uuid4(), email="old@b.example", locale=Locale.JA, revision=1
    )
    other = Account(
        id=uuid4(), person_id=request.person_id, email="c@b.example", locale=Locale.JA, revision=1
    )

    assert rules.same_account(request, "a@b.example", ()) is None
    assert rules.same_account(request, "a@b.example", (other, own)) == own
    with pytest.raises(Conflict) as raised:
        rules.same_account(request, "a@b.example", (other,))
    assert [problem.field for problem in raised.value.fields] == ["person_id"]
