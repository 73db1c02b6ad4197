"""How an organization describes itself: by the people who manage it."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from contracts.profiles import Description, Organization, Url
from contracts.track_records import Year
from contracts.wire import Key, Method, Revision


class DescribeOrganization(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One's own. Its name and kind are what was looked at when it was let in, and stay."""

    organization_id: UUID
    revision: Revision
    description: Description = ""
    url: Url = ""
    founded: Year | None = None
    idempotency_key: Key | None = None


DESCRIBE_ORGANIZATION = Method(
    "rpc.profiles.v1.organization.describe", DescribeOrganization, Organization
)
