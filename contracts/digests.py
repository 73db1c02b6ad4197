"""How often notify writes of what was found: matches and what saved searches look for."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from contracts.wire import Method

StopToken = Annotated[str, Meta(min_length=64, max_length=64, pattern="^[A-Za-z0-9_-]+$")]
"""Of the link in a letter that ends them; only notify can make one."""


class Rhythm(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"
    """By letter; the site shows it all the same."""


class LetterRhythm(Struct, frozen=True, kw_only=True):
    rhythm: Rhythm = Rhythm.AT_ONCE


class GetRhythm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The actor's own."""


class SetRhythm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What waited for a digest goes out at once, waits on, or never goes, as is asked now."""

    rhythm: Rhythm


class LookUpStop(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes nothing: scanners of mail follow links."""

    token: StopToken


class StopLetters(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By whoever holds a letter, not signed in: no more of these letters."""

    token: StopToken


GET_RHYTHM = Method("rpc.notify.v1.rhythm.get", GetRhythm, LetterRhythm, safe=True)
SET_RHYTHM = Method("rpc.notify.v1.rhythm.set", SetRhythm, LetterRhythm)
LOOK_UP_STOP = Method("rpc.notify.v1.rhythm.look_up", LookUpStop, LetterRhythm, safe=True)
STOP_LETTERS = Method("rpc.notify.v1.rhythm.stop", StopLetters, LetterRhythm)
