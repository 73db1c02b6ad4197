"""What the gateway needs to know besides what every part does."""

from __future__ import annotations

from chassis.settings import Settings


class GatewaySettings(Settings, frozen=True, kw_only=True):
    introspection: bool = False
    """Whether strangers may ask for the schema; ``gateway/schema.graphql`` is in the repository."""
    requests_per_minute: int = 3_000
    """Of one visitor or session, to GraphQL."""
    sign_ins_per_minute: int = 60
    """Tries from one address; the account has a limit of its own."""
    operation_seconds: float = 5.0
    """Longest time that one GraphQL operation may take."""
