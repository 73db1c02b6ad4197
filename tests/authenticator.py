"""An authenticator in software, which also signs what a real one never would."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

UP, UV, AT = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data_of(given: str) -> bytes:
    return urlsafe_b64decode(given + "=" * (-len(given) % 4))


@dataclass
class Authenticator:
    """With one key. ``origin`` is the site's that the browser is on."""

    origin: str
    rp_id: str
    flags: int = UP | UV
    count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    user: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: str, **changed: Any) -> str:
        """The answer to options for a new key, as JSON; ``changed`` parts of it are forged."""
        wanted = json.loads(options)
        self.user = data_of(wanted["user"]["id"])
        client = self._client("webauthn.create", wanted["challenge"], changed)
        known = len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self._data(AT, changed) + bytes(16) + known + self._public()
        statement = {"fmt": "none", "attStmt": {}, "authData": data}
        made = changed.get("attestation") or cbor2.dumps(statement)
        return self._answer({"clientDataJSON": text(client), "attestationObject": text(made)})

    def get(self, options: str, **changed: Any) -> str:
        """The answer to options to sign."""
        self.count += 1
        client = self._client("webauthn.get", json.loads(options)["challenge"], changed)
        data = self._data(0, changed)
        signed = data + hashlib.sha256(client).digest()
        signature = changed.get("key", self.key).sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(signature),
                "userHandle": text(changed.get("user", self.user)),
            }
        )

    def _client(self, kind: str, challenge: str, changed: dict[str, Any]) -> bytes:
        found = {
            "type": changed.get("type", kind),
            "challenge": changed.get("challenge", challenge),
        }
        return json.dumps({**found, "origin": changed.get("origin", self.origin)}).encode()

    def _data(self, more: int, changed: dict[str, Any]) -> bytes:
        domain = hashlib.sha256(changed.get("rp_id", self.rp_id).encode()).digest()
        flags = changed.get("flags", self.flags) | more
        return domain + bytes([flags]) + changed.get("count", self.count).to_bytes(4, "big")

    def _public(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _answer(self, response: dict[str, str]) -> str:
        known = text(self.credential_id)
        found = {"id": known, "rawId": known, "type": "public-key", "response": response}
        return json.dumps({**found, "clientExtensionResults": {}})
