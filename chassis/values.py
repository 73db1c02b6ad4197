"""What the value of a setting has to look like, and the sentence for one that does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

SITE = re.compile(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d+)?/?", re.IGNORECASE)
SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f]")


def is_site(text: str) -> bool:
    """A whole host: pages ask for ``/…``, and browsers send their origin without a path."""
    return bool(SITE.fullmatch(text)) and _hosts(text, ("http", "https"))


def is_database(text: str) -> bool:
    """Several hosts and a socket's folder (``?host=``) are asyncpg's to understand."""
    return _hosts(text, ("postgresql", "postgres")) or (
        text.startswith(("postgresql://", "postgres://")) and "host=" in text
    )


def is_bus(text: str) -> bool:
    return _hosts(text, ("nats", "tls"))


def is_post(text: str) -> bool:
    return _hosts(text, ("smtp", "smtp+starttls", "smtps"))


def is_address(text: str) -> bool:
    from email.errors import MessageError  # noqa: PLC0415 -- only for who sets it -- slow, and seldom asked for
    from email.headerregistry import Address  # noqa: PLC0415 -- only for who sets it

    try:
        found = Address(addr_spec=text)
    except (ValueError, IndexError, MessageError):
        return False
    return bool(found.username and found.domain)


def is_place(text: str) -> bool:
    """``[::1]`` belongs into addresses of pages; what is listened on is ``::1``."""
    if not (":" in text or re.fullmatch(r"[\d.]+", text)):
        return bool(re.fullmatch(r"[0-9A-Za-z._-]+", text))
    try:
        return bool(ip_address(text))
    except ValueError:
        return False


def are_networks(text: str) -> bool:
    """One or more between commas, such as ``10.0.0.0/8`` or ``::1``; not everybody's."""
    try:
        found = [ip_network(one.strip()) for one in text.split(",")]
    except ValueError:
        return False
    return all(network.prefixlen > 0 for network in found)


def are_sites(text: str) -> bool:
    return all(is_site(one.strip()) and not one.endswith("/") for one in text.split(","))


def is_level(text: str) -> bool:
    return text.upper() in {"DEBUG", "INFO", "WARNING", "ERROR"}


def _hosts(text: str, schemes: tuple[str, ...]) -> bool:
    """Whether it is an address of one of these kinds with a host, and ports that there are."""
    if SPACE_OR_CONTROL.search(text):
        return False
    try:
        parts = urlsplit(text)
        places = [urlsplit(f"//{place}") for place in parts.netloc.rpartition("@")[2].split(",")]
        return parts.scheme in schemes and all(
            place.hostname and place.port != 0 for place in places
        )
    except ValueError:
        return False


FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "base_url": (is_site, "give http:// or https://, then host or host:port, and no path"),
    "database_url": (is_database, "give postgresql://user:password@host:port/database"),
    "nats_url": (is_bus, "give nats://host:port"),
    "smtp_url": (is_post, "give smtp, smtp+starttls or smtps, then ://user:password@host:port"),
    "mail_from": (is_address, "this is not an e-mail address"),
    "contact": (is_address, "this is not an e-mail address"),
    "log_level": (is_level, "give DEBUG, INFO, WARNING or ERROR"),
    "providers_inside": (are_sites, "give origins between commas, such as https://sso.town.lan"),
    "trusted_proxies": (are_networks, "give networks between commas, such as 10.0.0.0/24, ::1"),
    "host": (is_place, "give an address of this machine, such as 127.0.0.1 or 0.0.0.0"),
}
"""By setting. The sentence never holds the value: there may be a password in it."""
