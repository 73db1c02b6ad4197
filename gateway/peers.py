"""From where a request comes: the peer, or what a proxy that the operator named says of it.

Anybody can write a header. Those of a proxy are read only when the connection comes from one of
``trusted_proxies``, only the one header that it writes itself (``forwarded_header``), and from the
right: what stands left of the first address that is no trusted proxy was written by strangers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from litestar.types import HTTPScope

from gateway.settings import GatewaySettings

Networks = tuple[IPv4Network | IPv6Network, ...]
MOST_HOPS = 20
_PAIR = re.compile(r'\s*([A-Za-z-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;,\s"]*)\s*')
_PLACE = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::\d+)?|([0-9.]+)(?::\d+)?|([0-9A-Fa-f:.]+)")


@dataclass(frozen=True, slots=True)
class Hop:
    """What one proxy says of whom it was asked by; empty where it says nothing."""

    address: str = ""
    scheme: str = ""


def networks(text: str) -> Networks:
    """Networks between commas. Raises ``ValueError``."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def plain_address(text: str) -> IPv4Address | IPv6Address | None:
    """One of IPv4 written as one of IPv6 is the same; None for what is no address."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def is_in(address: str, known: Networks) -> bool:
    found = plain_address(address)
    return found is not None and any(found in network for network in known)


def seen_through(settings: GatewaySettings) -> Callable[[HTTPScope], HTTPScope]:
    """Each request as its sender made it: ``client`` and ``scheme`` put right where we may know."""
    trusted = networks(settings.trusted_proxies)
    read = _x_forwarded if settings.forwarded_header == "x-forwarded-for" else _forwarded

    def seen(scope: HTTPScope) -> HTTPScope:
        client = scope.get("client")
        if client is None or not is_in(client[0], trusted):
            return scope
        found = _sender(read(scope), trusted)
        address = found.address or client[0]
        scheme = found.scheme if found.scheme in {"http", "https"} else scope["scheme"]
        return {**scope, "client": (address, 0), "scheme": scheme}

    return seen


def _sender(hops: list[Hop], trusted: Networks) -> Hop:
    """The first that is no trusted proxy, from the right; the last trusted before what is no
    address."""
    found = Hop()
    for hop in reversed(hops[-MOST_HOPS:]):
        place = plain_address(hop.address)
        if place is None:
            return found
        found = Hop(str(place), hop.scheme)
        if not is_in(found.address, trusted):
            return found
    return found


def _x_forwarded(scope: HTTPScope) -> list[Hop]:
    """The scheme is that of the proxy's own peer: it writes one, or one more than it was told."""
    addresses = list(_values(scope, b"x-forwarded-for"))
    schemes = list(_values(scope, b"x-forwarded-proto"))
    said = schemes[-1].lower() if schemes else ""
    return [Hop(_bare(one), said) for one in addresses]


def _forwarded(scope: HTTPScope) -> list[Hop]:
    return [_hop(element) for element in _values(scope, b"forwarded")]


def _hop(element: str) -> Hop:
    """One element of RFC 7239; of one that cannot be read nothing."""
    pairs: dict[str, str] = {}
    for part in element.split(";"):
        found = _PAIR.fullmatch(part)
        if found is None:
            return Hop()
        pairs[found[1].lower()] = found[2].strip('"')
    return Hop(_bare(pairs.get("for", "")), pairs.get("proto", "").lower())


def _bare(place: str) -> str:
    """An address without brackets and port; as it is when it is something else."""
    found = _PLACE.fullmatch(place.strip().strip('"'))
    return next(filter(None, found.groups()), "") if found else place


def _values(scope: HTTPScope, name: bytes) -> Iterator[str]:
    """All lines of a header, in their order, cut at commas."""
    for key, value in scope["headers"]:
        if key == name:
            yield from (one.strip() for one in value.decode("latin-1").split(","))
