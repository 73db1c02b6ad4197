"""What the gateway needs to know besides what every part does."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from chassis.settings import Settings

AtLeastOne = Annotated[int, Meta(ge=1)]


class GatewaySettings(Settings, frozen=True, kw_only=True):
    introspection: bool = False
    """Whether strangers may ask for the schema; ``gateway/schema.graphql`` is in the repository."""
    requests_per_minute: AtLeastOne = 3_000
    """Of one visitor or session, to GraphQL."""
    sign_ins_per_minute: AtLeastOne = 60
    """Tries from one address; the account has a limit of its own."""
    operation_seconds: Annotated[float, Meta(gt=0)] = 5.0
    """Longest time that one GraphQL operation may take."""
    trusted_proxies: str = ""
    """Networks, between commas, of the proxies before us; what others say of a client is not read.
    """
    forwarded_header: Literal["x-forwarded-for", "forwarded"] = "x-forwarded-for"
    """The one that these proxies write themselves."""
