"""Where passkeys work: they are bound to a domain, and an address of numbers is none."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from gateway.pages.page import Page


def elsewhere(page: Page) -> str | None:
    """None where they work; else this page's address where they do, empty for nowhere."""
    host = urlsplit(f"//{page.request.headers.get('host', '')}")
    try:
        ipaddress.ip_address(host.hostname or "")
    except ValueError:
        return None
    if page.context.settings.base_url:
        return ""
    return f"http://localhost:{page.context.settings.port}{page.address()}"
