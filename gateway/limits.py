"""How often somebody may ask: token buckets in memory, per key, forgotten when they are full."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Network, ip_address

from gateway.errors import Refused

MOST_KEYS = 50_000


def network(host: str) -> str:
    """Whom an address stands for: one of IPv6 is given to nobody without all of its /64."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv4Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))


class Buckets:
    """Each key may ask ``per_minute`` times a minute, and as often at once."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, key: str, amount: float = 1.0) -> None:
        """Raises ``Refused`` 429 when nothing is left. What is dear may leave debts."""
        now = self._clock()
        left, at = self._left.pop(key, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - at) * self._per_minute / 60)
        self._left[key] = (left - amount if left >= 1 else left, now)
        if len(self._left) > MOST_KEYS:
            del self._left[next(iter(self._left))]  # the one longest unused
        if left < 1:
            wait = (1 - left) * 60 / self._per_minute
            raise Refused(429, "LIMIT", "too many requests", retry_after=round(wait, 1))
