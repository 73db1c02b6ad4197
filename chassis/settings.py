"""Settings from the environment, read once, checked at the start.

``ENISHI_NATS_URL`` becomes ``nats_url``; ``ENISHI_NATS_URL_FILE`` names a file that
holds it. A wrong value stops the process before it serves anything, naming the variable.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

PREFIX = "ENISHI_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What every part needs to know; a part may add fields of its own."""

    home: str = ".enishi"
    """Folder with all data, logs and keys of a town."""
    keys: str = ""
    """Folder with the keys of this process; ``<home>/keys`` when empty."""
    database_url: str = ""
    """Empty: the town's own embedded PostgreSQL. A service puts its own role into it."""
    nats_url: str = ""
    """Empty: the town's own embedded nats-server."""
    base_url: str = ""
    """Where people reach the site, for links in letters; ``http://127.0.0.1:<port>`` when empty."""
    host: str = "127.0.0.1"
    port: int = 8080
    smtp_url: str = ""
    """``smtp://user:password@host:port``, or ``smtps``, ``smtp+starttls``; empty: letters become
    files in ``<home>/mail``."""
    mail_from: str = ""
    """Address that letters come from; ``no-reply@`` the host of the site when empty."""
    log_level: str = "INFO"
    sample: bool = True
    """Whether a town that is started for the first time loads the invented sample."""

    @property
    def home_path(self) -> Path:
        return Path(self.home).expanduser().absolute()

    @property
    def keys_path(self) -> Path:
        return Path(self.keys).expanduser().absolute() if self.keys else self.home_path / "keys"

    @property
    def site(self) -> str:
        """The address people see, without a slash at its end."""
        return (self.base_url or f"http://127.0.0.1:{self.port}").rstrip("/")


class WrongSetting(Exception):
    """A variable has a value that cannot stand; the text names it."""


S = TypeVar("S", bound=Settings)


def load(kind: type[S], environ: Mapping[str, str] = os.environ) -> S:
    """Read ``kind`` from ``ENISHI_*``. Raises ``WrongSetting``."""
    given = {}
    for field in msgspec.structs.fields(kind):
        name = PREFIX + field.name.upper()
        if name in environ:
            given[field.name] = environ[name]
        elif name + "_FILE" in environ:
            given[field.name] = Path(environ[name + "_FILE"]).read_text("utf-8").strip()
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        raise WrongSetting(f"{PREFIX}{where.rstrip('`').upper()}: {what}") from None


def as_user(url: str, user: str, password: str) -> str:
    """``url`` with the given user and password in it, whatever it carried before."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    who = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{who}@{place}"))
