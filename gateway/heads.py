"""The head of a request: for whom it is, how large it may be, and which trace it belongs to."""

from __future__ import annotations

from urllib.parse import urlsplit

from litestar.types import HTTPScope

from gateway.errors import Refused
from gateway.settings import GatewaySettings

LONGEST_TARGET = 8_192  # bytes of path and query
LARGEST_HEAD = 32_768  # bytes of all headers
MOST_HEADERS = 100


def header(scope: HTTPScope, name: bytes) -> str | None:
    """The only one of that name. Raises ``Refused`` 400 for several."""
    found = [value for key, value in scope["headers"] if key == name]
    if len(found) > 1:
        raise Refused(400, "BAD_REQUEST", f"more than one {name.decode()} header")
    return found[0].decode("latin-1") if found else None


def check_head(scope: HTTPScope, settings: GatewaySettings) -> None:
    """Raises ``Refused`` 400, 414, 421 or 431."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
        raise Refused(414, "BAD_REQUEST", f"an address of more than {LONGEST_TARGET} bytes")
    sizes = [len(name) + len(value) for name, value in scope["headers"]]
    if sum(sizes) > LARGEST_HEAD or len(sizes) > MOST_HEADERS:
        raise Refused(431, "BAD_REQUEST", "too many or too large headers")
    if (header(scope, b"host") or "").lower() not in hosts(settings):
        raise Refused(421, "MISDIRECTED", "this host is not served here")


def hosts(settings: GatewaySettings) -> frozenset[str]:
    """The names we answer to; ``X-Forwarded-Host`` is not read."""
    known = {urlsplit(settings.site).netloc.lower()}
    if not settings.base_url:
        names = ("127.0.0.1", "localhost", "[::1]", settings.host)
        known |= {f"{name}:{settings.port}" for name in names} | set(names)
    return frozenset(known)
