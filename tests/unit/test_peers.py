"""From where a request comes, whatever its headers claim."""

import pytest

from gateway.peers import seen_through
from gateway.settings import GatewaySettings

PROXIES = "10.0.0.0/24, ::1"
STRANGER = "203.0.113.7"


def seen(peer, *headers, header="x-forwarded-for", trusted=PROXIES):
    settings = GatewaySettings(trusted_proxies=trusted, forwarded_header=header)
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {"type": "http", "client": (peer, 5), "scheme": "http", "headers": raw}
    found = seen_through(settings)(scope)
    return found["client"][0], found["scheme"]


def x_for(value):
    return ("x-forwarded-for", value)


@pytest.mark.parametrize(
    ("peer", "headers", "expected"),
    [
        # A stranger's own words, however they are said.
        (STRANGER, [x_for("198.51.100.1")], STRANGER),
        (STRANGER, [("forwarded", "for=198.51.100.1;proto=https")], STRANGER),
        (STRANGER, [("x-real-ip", "198.51.100.1")], STRANGER),
        # A proxy of ours, and what a stranger wrote before it did.
        ("10.0.0.2", [x_for(STRANGER)], STRANGER),
        ("::ffff:10.0.0.2", [x_for(STRANGER)], STRANGER),
        ("10.0.0.2", [x_for(f"198.51.100.1, {STRANGER}")], STRANGER),
        ("10.0.0.2", [x_for("198.51.100.1"), x_for(STRANGER)], STRANGER),
        ("10.0.0.2", [x_for(f"10.0.0.9, {STRANGER}")], STRANGER),
        ("10.0.0.2", [("forwarded", "for=198.51.100.1"), x_for(STRANGER)], STRANGER),
        # Two proxies of ours behind each other.
        ("::1", [x_for(f"{STRANGER}, 10.0.0.2")], STRANGER),
        # With ports, in brackets, and what is no address.
        ("10.0.0.2", [x_for(f"{STRANGER}:4711")], STRANGER),
        ("10.0.0.2", [x_for("[2001:db8::7]:4711")], "2001:db8::7"),
        ("10.0.0.2", [x_for("2001:db8::7")], "2001:db8::7"),
        ("10.0.0.2", [x_for("unknown")], "10.0.0.2"),
        ("10.0.0.2", [x_for("")], "10.0.0.2"),
        ("10.0.0.2", [x_for("1.2.3.4' OR 1=1")], "10.0.0.2"),
        ("10.0.0.2", [x_for("198.51.100.1, garbage, 10.0.0.3")], "10.0.0.3"),
        ("10.0.0.2", [x_for(", ".join(["198.51.100.1"] * 10_000))], "198.51.100.1"),
        ("10.0.0.2", [], "10.0.0.2"),
    ],
)
def test_an_address_is_believed_from_a_trusted_proxy_alone(peer, headers, expected):
    assert seen(peer, *headers)[0] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"for={STRANGER};proto=https", (STRANGER, "https")),
        (f'for="{STRANGER}:4711";by=10.0.0.2;proto=https', (STRANGER, "https")),
        ('FOR="[2001:db8::7]:80"; Proto=HTTPS', ("2001:db8::7", "https")),
        (f"for=198.51.100.1, for={STRANGER};proto=https", (STRANGER, "https")),
        ("for=_hidden;proto=https", ("10.0.0.2", "http")),
        ('for="', ("10.0.0.2", "http")),
        (f"for={STRANGER};proto=javascript", (STRANGER, "http")),
    ],
)
def test_the_header_of_the_standard_is_read_where_the_proxy_writes_it(value, expected):
    spoofed = x_for("198.51.100.9")
    assert seen("10.0.0.2", ("forwarded", value), spoofed, header="forwarded") == expected


def test_the_scheme_is_that_of_the_last_proxy():
    said = [x_for(STRANGER), ("x-forwarded-proto", "http, https")]
    assert seen("10.0.0.2", *said) == (STRANGER, "https")
    assert seen(STRANGER, *said) == (STRANGER, "http")


def test_without_a_trusted_proxy_nobody_is_believed():
    assert seen("127.0.0.1", x_for(STRANGER), trusted="") == ("127.0.0.1", "http")
