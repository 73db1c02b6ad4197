"""Check digits of the codes that organizations are known by, and the ids made from them."""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("6f5a4a8e-6c1d-5f0e-9a5e-2b7d6d0c3e11")
"""For ids made from somebody else's codes: the same code gives the same id everywhere."""


def is_lg_code(code: str) -> bool:
    """Whether ``code`` is a 全国地方公共団体コード: six digits with the right last one.

    Weights 6, 5, 4, 3, 2 on the first five; the check digit is the last digit of
    11 - (sum mod 11). Source: 総務省 全国地方公共団体コード仕様.
    """
    if len(code) != 6 or not (code.isascii() and code.isdigit()):  # noqa: PLR2004 -- the code's length
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False))
    return int(code[5]) == (11 - total % 11) % 10


def is_corporate_number(number: str) -> bool:
    """Whether ``number`` is a 法人番号: thirteen digits with the right first one.

    9 - (sum of P_n * Q_n mod 9), P_n the n-th digit from the right of the other twelve,
    Q_n 1 for odd n and 2 for even n. Source: 国税庁 法人番号の指定に関する省令.
    """
    if len(number) != 13 or not (number.isascii() and number.isdigit()):  # noqa: PLR2004 -- likewise
        return False
    base = reversed(number[1:])
    total = sum(int(digit) * (2 if n % 2 else 1) for n, digit in enumerate(base))
    return int(number[0]) == 9 - total % 9


def municipality_id(lg_code: str) -> UUID:
    """The id of a municipality, and of its organization."""
    return uuid5(NAMESPACE, f"municipality:{lg_code}")
