"""The keys of a town, one file each: who a process is to NATS, to Postgres, and who may speak
for people.

``prepare`` makes what is missing; each process reads only what is its own. In a container the
folder is a mounted secret that holds just those files.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec
import nkeys
from nacl.signing import SigningKey

ACTORS = "actors.json"


class Keyring:
    """A folder of key files, readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, names: tuple[str, ...], speakers: tuple[str, ...]) -> None:
        """Make what is missing for processes ``names``; ``speakers`` may sign for people."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in names:
            self._keep(f"{name}.nats", _new_seed)
            self._keep(f"{name}.postgres", lambda: secrets.token_urlsafe(32))
        for name in speakers:
            self._keep(f"{name}.actor", lambda: secrets.token_hex(32))
        public = {name: self.signing_key(name).verify_key.encode().hex() for name in speakers}
        self._write(ACTORS, msgspec.json.encode(public).decode())

    def nats_seed(self, name: str) -> str:
        return self._read(f"{name}.nats")

    def nats_public(self, name: str) -> str:
        """The public nkey of ``name``, for the server's configuration."""
        return str(nkeys.from_seed(self.nats_seed(name).encode()).public_key.decode())

    def postgres_password(self, name: str) -> str:
        return self._read(f"{name}.postgres")

    def signing_key(self, name: str) -> SigningKey:
        return SigningKey(bytes.fromhex(self._read(f"{name}.actor")))

    def secret(self, name: str) -> bytes:
        """A secret of 32 bytes of this process's own, made at its first use.

        Its folder is not: whoever finds none was sent to a wrong one.
        """
        self._keep(f"{name}.secret", lambda: secrets.token_hex(32))
        return bytes.fromhex(self._read(f"{name}.secret"))

    def speakers(self) -> dict[str, bytes]:
        """Public keys of those who may sign for people, by name."""
        found = msgspec.json.decode(self._read(ACTORS), type=dict[str, str])
        return {name: bytes.fromhex(key) for name, key in found.items()}

    def _read(self, file: str) -> str:
        return (self._folder / file).read_text("ascii").strip()

    def _keep(self, file: str, make: Callable[[], str]) -> None:
        if not (self._folder / file).exists():
            self._write(file, make())

    def _write(self, file: str, text: str) -> None:
        """Whole or not at all, and never readable by others in between."""
        part = self._folder / f".{file}.{secrets.token_hex(4)}"
        part.touch(mode=0o600)
        part.write_text(text + "\n", "ascii")
        part.replace(self._folder / file)


def _new_seed() -> str:
    return str(nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER).decode())
