"""One-time codes against the numbers of RFC 6238, and devices by what they call themselves."""

import base64

import pytest

from services.accounts import codes
from services.accounts.devices import device_of
from services.accounts.sealing import Sealing

SECRET = base64.b32encode(b"12345678901234567890").decode()
"""Of RFC 6238, appendix B (SHA-1); the last six of its eight digits."""


@pytest.mark.parametrize(
    ("unix_time", "code"),
    [
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_codes_are_those_of_the_rfc_one_step_to_either_side(unix_time, code):
    step = unix_time // 30

    assert codes.step_of(SECRET, code, unix_time) == step
    assert codes.step_of(SECRET, code, unix_time + 30) == step
    assert codes.step_of(SECRET, code, unix_time - 30) == step
    assert codes.step_of(SECRET, code, unix_time + 60) is None
    assert codes.step_of(SECRET, code, unix_time - 60) is None


@pytest.mark.parametrize("typed", ["287 082", "２８７０８２", " 287-082 ", "２８７　０８２"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert codes.step_of(SECRET, typed, 59) == 1


def test_recovery_codes_are_ten_different_ones_that_can_be_read_aloud():
    found = codes.new_recovery_codes()

    assert len(set(found)) == 10
    assert not set("".join(found)) & set("0O1lIi")
    assert {codes.plain(code.upper().replace("-", "　")) for code in found} == {
        codes.plain(code) for code in found
    }


def test_what_one_key_has_sealed_another_does_not_open():
    one, other = Sealing(b"1" * 32), Sealing(b"2" * 32)

    assert one.open(one.seal(SECRET)) == SECRET
    assert one.seal(SECRET) != one.seal(SECRET)
    with pytest.raises(Exception, match="Decryption failed"):
        other.open(one.seal(SECRET))


@pytest.mark.parametrize(
    ("claimed", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17 Safari/605", "Safari, macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140", "Chrome, iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28 Chrome/130",
            "Samsung Internet, Android",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_device_is_said_coarsely(claimed, device):
    assert device_of(claimed) == device
