"""OpenID Connect as a client: what a provider says of itself, the way to it, and its answer.

Imported by whoever first meets a provider and not at the start: it brings an HTTP client and a
PKI along. Whatever is wrong with an answer, it is answered alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpx
import msgspec
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from contracts.faults import Unauthenticated
from services.accounts.providers.reaching import SECONDS

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signed with a key of the provider's that is not ours as well: no ``none``, no ``HS256``."""
LEEWAY = 60  # seconds that two clocks may differ
SCOPE = "openid email profile"
LONGEST_SUBJECT = 255
FORM = {
    "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
    "Accept": "application/json",
}
R = TypeVar("R")
WAYS = ("client_secret_basic", "client_secret_post")


class Metadata(msgspec.Struct, frozen=True):
    """As much of OpenID Connect Discovery as is used."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class Tokens(msgspec.Struct, frozen=True):
    id_token: str


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a provider says it was."""

    subject: str
    email: str
    """Empty when the provider does not say that it is theirs."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """Us, as one provider knows us."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    transport: httpx.AsyncHTTPTransport

    async def metadata(self) -> Metadata:
        """Raises ``Unauthenticated`` for what is no provider, or calls itself otherwise."""
        where = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = _read(await self._get(where), Metadata)
        if found.issuer != self.issuer:
            raise wrong("it calls itself otherwise")
        return found

    def way(self, known: Metadata, state: str, nonce: str, verifier: str) -> str:
        """Where the browser goes."""
        return str(
            prepare_grant_uri(
                known.authorization_endpoint,
                client_id=self.client_id,
                response_type="code",
                redirect_uri=self.redirect_uri,
                scope=SCOPE,
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
            )
        )

    async def person(self, known: Metadata, code: str, nonce: str, verifier: str) -> Person:
        """Raises ``Unauthenticated``."""
        given = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        body = urlencode(given | {"redirect_uri": self.redirect_uri})
        offered = known.token_endpoint_auth_methods_supported
        way = next((way for way in WAYS if way in offered), WAYS[0])
        auth = ClientAuth(self.client_id, self.client_secret, way)
        uri, headers, body = auth.prepare("POST", known.token_endpoint, dict(FORM), body)
        async with self._http() as http:
            answer = await http.post(uri, content=body, headers=headers)
        if answer.is_server_error:
            answer.raise_for_status()
        if not answer.is_success:
            raise wrong("no token")
        found = _read(answer.content, Tokens)
        return self._checked(found.id_token, await self._get(known.jwks_uri), nonce)

    def _checked(self, token: str, keys: bytes, nonce: str) -> Person:
        try:
            key_set = KeySet.import_key_set(msgspec.json.decode(keys))
            claims = jwt.decode(token, key_set, algorithms=ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self.client_id},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
                sub={"essential": True},
            ).validate(claims)
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise wrong(f"id_token: {type(error).__name__}") from None
        self._check_more(claims)
        return person_of(claims)

    def _check_more(self, claims: dict[str, Any]) -> None:
        """What the registry leaves open: several audiences."""
        audience, party = claims["aud"], claims.get("azp")
        if isinstance(audience, list) and len(audience) > 1 and party is None:
            raise wrong("several audiences")
        if party is not None and party != self.client_id:
            raise wrong("another party")

    async def _get(self, url: str) -> bytes:
        async with self._http() as http:
            answer = await http.get(url)
        answer.raise_for_status()
        return answer.content

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=self.transport, trust_env=False, timeout=SECONDS)


def person_of(claims: dict[str, Any]) -> Person:
    subject, email, name = (claims.get(key) for key in ("sub", "email", "name"))
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise wrong("no subject")
    confirmed = claims.get("email_verified") is True and isinstance(email, str)
    return Person(
        subject=subject,
        email=email if confirmed and isinstance(email, str) else "",
        name=name[:100].strip() if isinstance(name, str) else "",
    )


def wrong(what: str) -> Unauthenticated:
    """``what`` is for the record; the asker is told that it cannot be taken."""
    return Unauthenticated(
        f"the provider's answer cannot be taken: {what}", reason="provider_answer"
    )


def _read(body: bytes, kind: type[R]) -> R:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeError):
        raise wrong(f"no {kind.__name__}") from None
