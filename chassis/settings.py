"""Settings from the environment, read once, checked at the start.

``ENISHI_NATS_URL`` becomes ``nats_url``; ``ENISHI_NATS_URL_FILE`` names a file that
holds it. A wrong value stops the process before it serves anything, naming the variable.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec
from msgspec import Meta

from chassis.values import FORMS

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
    port: Annotated[int, Meta(ge=1, le=65_535)] = 8080
    smtp_url: str = ""
    """``smtp://user:password@host:port``, or ``smtps``, ``smtp+starttls``; empty: letters become
    files in ``<home>/mail``."""
    mail_from: str = ""
    """Address that letters come from; ``no-reply@`` the host of the site when empty."""
    contact: str = ""
    """Address that people write to who are kept out; they are told it."""
    providers_inside: str = ""
    """Origins, between commas, of identity providers that may be reached inside, or without TLS."""
    log_level: str = "INFO"
    patience: Annotated[float, Meta(ge=1)] = 1.0
    """How many times as long as usual answers and connections are waited for: on a slow machine."""
    word_lists: str = ""
    """Folder with ``names.txt`` and ``synonyms.txt`` of the operator, for the matching."""
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
    given = {
        field.name: value
        for field in msgspec.structs.fields(kind)
        if (value := _given(PREFIX + field.name.upper(), environ)) is not None
    }
    try:
        found = msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        name = where.rstrip("`")  # of a number or a flag: no secret, so it may be shown
        raise wrong(name, f"{_in_words(what)}, and it is {given[name]!r}") from None
    for field in msgspec.structs.fields(kind):
        if (value := getattr(found, field.name)) != field.default:
            _check(field.name, value)
    return found


def wrong(name: str, what: str) -> WrongSetting:
    """That the setting ``name`` cannot stand, by the name of its variable."""
    return WrongSetting(f"{PREFIX}{name.upper()}: {what}")


def _in_words(what: str) -> str:
    """Expected `int` >= 1, got `str` -> expected a whole number >= 1."""
    said = what.partition(", got ")[0].replace("Expected", "expected")
    words = {"`int`": "a whole number", "`float`": "a number", "`bool`": "true or false"}
    for word, meaning in words.items():
        said = said.replace(word, meaning)
    return said


def _given(variable: str, environ: Mapping[str, str]) -> str | None:
    """The value, or that of the file that is named in its place."""
    if variable in environ:
        return environ[variable]
    file = environ.get(variable + "_FILE")
    if file is None:
        return None
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "is not UTF-8"
        raise WrongSetting(f"{variable}_FILE: {file}: {why}") from None


def _check(name: str, value: Any) -> None:
    """A value that is not the default. Raises ``WrongSetting``."""
    stands, what = FORMS.get(name, (None, "it is empty"))
    if value == "" or (stands and not stands(value)):
        raise wrong(name, what)
    if isinstance(value, float) and not math.isfinite(value):
        raise wrong(name, "expected a number")
    if name in {"home", "keys"}:
        _check_folder(name, value)
    if name == "word_lists" and not Path(value).expanduser().is_dir():
        raise wrong(name, f"expected a folder that is there, and it is {value!r}")


def _check_folder(name: str, value: str) -> None:
    """Whether it is a folder, or could become one. Raises ``WrongSetting``."""
    try:
        folder = Path(value).expanduser().absolute()
    except RuntimeError:
        raise wrong(name, f"{value}: there is no such user") from None
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    if not there.is_dir():
        raise wrong(name, f"{there} is no folder")


def as_user(url: str, user: str, password: str) -> str:
    """``url`` with the given user and password in it, whatever it carried before."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    who = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{who}@{place}"))
