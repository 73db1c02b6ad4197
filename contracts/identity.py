"""Signing in by the provider of one's organization (OpenID Connect); answered by accounts.

A session that a provider opened acts for its organization alone and does not confirm who somebody
is for changes of their account: an organization can say who its own people are, and nothing more.
What a provider calls somebody is linked to an account in a session of that account, or by an
invitation to the address that the provider confirms; never because two addresses are the same.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.accounts import Browser, Nothing, SignedIn
from contracts.factors import Token
from contracts.wire import Method

Issuer = Annotated[str, Meta(min_length=1, max_length=300)]
ClientId = Annotated[str, Meta(min_length=1, max_length=200)]
ClientSecret = Annotated[str, Meta(max_length=500)]
Domain = Annotated[str, Meta(min_length=1, max_length=253)]
Label = Annotated[str, Meta(min_length=1, max_length=60)]
State = Annotated[str, Meta(min_length=20, max_length=100)]


class Purpose(StrEnum):
    SIGN_IN = "sign_in"
    LINK = "link"
    INVITATION = "invitation"


class ProviderName(Struct, frozen=True, kw_only=True):
    """As much as everybody may know."""

    organization_id: UUID
    name: str


class Provider(Struct, frozen=True, kw_only=True):
    """The secret is never told."""

    organization_id: UUID
    name: str
    issuer: str
    client_id: str
    domains: tuple[str, ...]
    revision: int
    changed_at: datetime


class ListProviders(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All there are; at most 1,000."""


class OfHouse(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: Token
    organization_id: UUID


class SetProvider(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In a session that is confirmed. Without ``client_secret`` the one that is kept stays."""

    token: Token
    organization_id: UUID
    revision: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    name: Label
    issuer: Issuer
    client_id: ClientId
    client_secret: ClientSecret = ""
    domains: Annotated[tuple[Domain, ...], Meta(min_length=1, max_length=20)]
    """Of the mail addresses that are taken, by their exact name."""


class BeginAtProvider(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``token``: to link, the session (confirmed); ``invitation``: the token of its link."""

    organization_id: UUID
    purpose: Purpose
    token: Annotated[str, Meta(max_length=100)] = ""
    invitation: Annotated[str, Meta(max_length=100)] = ""


class BegunAtProvider(Struct, frozen=True, kw_only=True):
    url: str
    """Where the browser goes on."""
    state: str
    """What it has to come back with: kept in that browser, good for ten minutes, once."""


class EndAtProvider(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the provider sent the browser back with."""

    state: State
    code: Annotated[str, Meta(max_length=4_000)] = ""
    error: Annotated[str, Meta(max_length=200)] = ""
    issuer: Annotated[str, Meta(max_length=300)] = ""
    """``iss`` of RFC 9207, where it came along."""
    token: Annotated[str, Meta(max_length=100)] = ""
    """To link: the session."""
    browser: Browser = ""


LIST_PROVIDERS = Method(
    "rpc.accounts.v1.provider.list", ListProviders, tuple[ProviderName, ...], safe=True
)
GET_PROVIDER = Method("rpc.accounts.v1.provider.get", OfHouse, tuple[Provider, ...], safe=True)
SET_PROVIDER = Method("rpc.accounts.v1.provider.set", SetProvider, Provider, deadline=8.0)
REMOVE_PROVIDER = Method("rpc.accounts.v1.provider.remove", OfHouse, Nothing, safe=True)
BEGIN_AT_PROVIDER = Method(
    "rpc.accounts.v1.provider.begin", BeginAtProvider, BegunAtProvider, deadline=8.0
)
END_AT_PROVIDER = Method("rpc.accounts.v1.provider.end", EndAtProvider, SignedIn, deadline=9.0)
