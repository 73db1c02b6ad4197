"""The actor of a call, signed: on whose behalf, for which subject, until when.

Ed25519, so that a service can check who speaks and cannot itself speak for anybody.
What the gateway signs is good for one subject and ``LIFE`` seconds.
"""

from __future__ import annotations

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from contracts.faults import Unauthenticated
from contracts.recording import Origin
from contracts.wire import Actor, Role

LIFE = 30.0
WEB = "gateway"
"""The speaker for people on the web; it can never speak for an operator."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    actor: Actor | None = None
    """None: a visitor, of whom only the origin is known."""
    speaker: str
    subject: str
    until: float
    """Unix time, seconds."""
    origin: Origin = Origin()


class Speaker:
    """Signs for people; held by the gateway and by the operator's commands."""

    def __init__(self, name: str, key: SigningKey) -> None:
        self._name = name
        self._key = key

    def sign(self, actor: Actor | None, subject: str, origin: Origin | None = None) -> str:
        claim = Claim(
            actor=actor,
            speaker=self._name,
            subject=subject,
            until=time.time() + LIFE,
            origin=origin or Origin(),
        )
        body = msgspec.json.encode(claim)
        mark = self._key.sign(body).signature
        return f"{urlsafe_b64encode(body).decode()}.{urlsafe_b64encode(mark).decode()}"


class Listener:
    """Checks what speakers signed; held by every service."""

    def __init__(self, speakers: dict[str, bytes]) -> None:
        self._keys = {name: VerifyKey(key) for name, key in speakers.items()}

    def check(self, signed: str, subject: str) -> Claim:
        """Who makes a call to ``subject``, and from where. Raises ``Unauthenticated``."""
        body, _, mark = signed.partition(".")
        try:
            claim = msgspec.json.decode(urlsafe_b64decode(body), type=Claim)
            self._keys[claim.speaker].verify(urlsafe_b64decode(body), urlsafe_b64decode(mark))
        except (
            msgspec.DecodeError,
            NotBase64,
            UnicodeError,
            ValueError,
            KeyError,
            BadSignatureError,
        ):
            raise Unauthenticated(
                "the actor of this call is not signed by a known speaker"
            ) from None
        if claim.subject != subject or claim.until < time.time():
            raise Unauthenticated("the actor of this call was signed for another call")
        if claim.speaker == WEB and claim.actor and claim.actor.role is Role.OPERATOR:
            raise Unauthenticated("the web does not speak for operators")
        return claim
