"""Erasures: those that are known, and done once more after a backup was restored."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec

from chassis.apart import Apart
from chassis.settings import Settings, load
from contracts.own_data import (
    LIST_ERASURES,
    REPLAY_ERASURES,
    Erasure,
    ListErasures,
    ReplayErasures,
)
from deploy.asking import asking
from deploy.failing import Failed

AT_ONCE = 200


def erasures(replay: Path | None) -> int:
    return asyncio.run(_list() if replay is None else _replay(_read(replay)))


def _read(file: Path) -> tuple[Erasure, ...]:
    try:
        return Apart(file.parent, "erasures", Erasure).read_from(file)
    except OSError as error:
        raise Failed(f"{file}: {error.strerror}", wrong_use=True) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Failed(f"{file} is no list of erasures", wrong_use=True) from None


async def _list() -> int:
    count, after = 0, None
    async with asking(load(Settings)) as town:
        while found := await town.insist(LIST_ERASURES, ListErasures(after=after)):
            for row in found:
                print(f"{row.erased_at:%Y-%m-%d %H:%M} account {row.account_id}")
            count, after = count + len(found), found[-1].erased_at
    print(f"{count} accounts were erased")
    return 0


async def _replay(rows: tuple[Erasure, ...]) -> int:
    done = 0
    async with asking(load(Settings)) as town:
        for part in _parts(rows):
            answer = await town.insist(REPLAY_ERASURES, ReplayErasures(rows=part))
            done += answer.done
    print(f"{done} of {len(rows)} accounts erased once more")
    return 0


def _parts(rows: tuple[Erasure, ...]) -> Iterator[tuple[Erasure, ...]]:
    for begin in range(0, len(rows), AT_ONCE):
        yield rows[begin : begin + AT_ONCE]
