"""Speaking HTTP with a provider whose address somebody else has written.

Only over TLS and only to public addresses, which are looked up once and then connected to, so that
no name leads inside (SSRF); redirects are not followed. Providers inside are named by the operator
(``ENISHI_PROVIDERS_INSIDE``), by their whole origin.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from contracts.faults import Unavailable

SECONDS, LARGEST = 3.0, 200_000
AWAY = "provider_away"


class Unreachable(Exception):
    """Not to be spoken with: no TLS, or not public."""


class Pinned(httpx.AsyncHTTPTransport):
    def __init__(self, inside: frozenset[str]) -> None:
        super().__init__(retries=0)
        self._inside = inside

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        origin = f"{url.scheme}://{url.netloc.decode()}"
        if origin not in self._inside:
            if url.scheme != "https":
                raise Unreachable(url.host)
            request.extensions = {**request.extensions, "sni_hostname": url.host}
            request.url = url.copy_with(host=await _public(url.host, url.port or 443))
        answer = await super().handle_async_request(request)
        size = int(answer.headers.get("content-length", "0") or 0)
        if size > LARGEST:
            await answer.aclose()
            raise Unreachable(url.host)
        return answer


@asynccontextmanager
async def reaching(inside: frozenset[str]) -> AsyncGenerator[httpx.AsyncHTTPTransport, None]:
    """Raises ``Unavailable`` (``provider_away``) for whatever keeps it from answering."""
    transport = Pinned(inside)
    try:
        async with asyncio.timeout(2 * SECONDS):
            yield transport
    except (httpx.HTTPError, httpx.InvalidURL, Unreachable, OSError, TimeoutError) as error:
        what = f"the provider does not answer ({type(error).__name__})"
        raise Unavailable(what, retry_after=30, reason=AWAY) from None
    finally:
        await transport.aclose()


async def _public(host: str, port: int) -> str:
    """One address of ``host`` that everybody can reach. Raises ``Unreachable``."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(is_public(one) for one in addresses):
        raise Unreachable(host)
    return addresses[0]


def is_public(address: str) -> bool:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return (mapped or found).is_global and not found.is_multicast


def may_be_issuer(issuer: str, inside: frozenset[str]) -> bool:
    """Whether an address can be a provider's: https (or named by the operator), no query."""
    try:
        parts = urlsplit(issuer)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or "@" in parts.netloc) and port != 0
    named = f"{parts.scheme}://{parts.netloc}" in inside
    return bool(plain and parts.hostname and (parts.scheme == "https" or named))
