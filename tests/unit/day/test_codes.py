"""Codes on badges: whatever is mistyped is noticed, and however it is typed it is read."""

import pytest

from contracts.checkins import LARGEST_NUMBER, check_in_path, number_of, short_code

NUMBERS = [*range(1, 400), 999, 1000, 2500, 4096, LARGEST_NUMBER]


def test_every_code_is_read_as_its_number():
    assert [number_of(short_code(n)) for n in NUMBERS] == NUMBERS
    assert len({short_code(n) for n in NUMBERS}) == len(NUMBERS)


def test_a_wrong_digit_or_two_exchanged_neighbours_are_noticed():
    for number in NUMBERS:
        code = short_code(number).replace("-", "")
        for place, digit in enumerate(code):
            for other in "0123456789":
                wrong = code[:place] + other + code[place + 1 :]
                assert (number_of(wrong) == number) == (other == digit)
            turned = code[:place] + code[place : place + 2][::-1] + code[place + 2 :]
            assert number_of(turned) in {None, number}
            assert (number_of(turned) is None) == (turned != code)


@pytest.mark.parametrize(
    "typed",
    ["{0}", " {0} ", "{1}", "P-{0}", "p{1}", "Ｐ－{0}", "wide", "{2}"],
    ids=["plain", "spaces", "no hyphen", "P", "small p", "wide P", "wide digits", "no zeros"],
)
def test_a_code_is_read_however_it_is_typed(typed):
    code = short_code(42)
    wide = code.translate(str.maketrans("0123456789-", "０１２３４５６７８９ー"))
    short = code.lstrip("0")
    given = wide if typed == "wide" else typed.format(code, code.replace("-", ""), short)
    assert number_of(given) == 42


@pytest.mark.parametrize(
    "typed", ["", "0", "000-0", "-", "abc", "12.5", "1234567890", "9" * 40, "٤٢٠", "042--8", "卓1"]
)
def test_what_is_no_code_is_none(typed):
    assert number_of(typed) is None


def test_the_address_of_a_badge_holds_no_name_and_no_secret():
    assert check_in_path("e", 7) == f"/events/e/check-in?code={short_code(7)}"
