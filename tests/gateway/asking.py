"""Asking at doors, and telling an answer that a wish changed from one that moved by itself.

What belongs together is asked in one document; what is refused is asked alone, as one refusal
would take the answers of its neighbours away.
"""

from __future__ import annotations

import asyncio
import json
import re

from graphql import parse

from gateway.documents import LISTS
from gateway.weights import Scales
from tests.eventually import eventually

CHANGES = re.compile(
    r'"(?:requestId|expiresAt|seenAt|endCursor|startCursor|cursor|now|madeAt)":\s*"[^"]*"'
)
"""What is new by and by: numbers of requests, sealed places of lists, when a session was used."""
NOT_NOW = ("TIMEOUT", "BUSY", "INTERNAL")
"""Says nothing but that the machine is slow: asked again."""
DEAR = 1_500
"""What one document may cost: well below what would be refused, or be late on a busy machine."""
AT_ONCE = 4
ROUNDS = 3
HIDDEN = re.compile(r'(?:value|id|for|href)="[^"]{20,}"|[0-9a-f]{32}')
"""What a page seals anew each time that it is written."""


def _picked(value, keys):
    if isinstance(value, list):
        return [_picked(one, keys) for one in value]
    if isinstance(value, dict) and keys:
        return {key: value[key] for key in keys}
    return value


def _cost(body):
    return Scales(parse(f"{{ {body} }}"), LISTS, {}).heaviest().cost


class Asker:
    """Who asks at some doors, and sees some pages, as often as wanted."""

    def __init__(self, visitor, found, pages=()):
        self.visitor = visitor
        self.doors = found
        self.pages = pages
        self._alone = set()  # refused once: asked in a document of their own
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def read(self, only=None):
        """Door -> its answer, whatever it is; of all, or of some."""
        asked = {name: one for name, one in self.doors.items() if only is None or name in only}
        alone = [{name: one} for name, one in asked.items() if name in self._alone]
        shared = {name: one for name, one in asked.items() if name not in self._alone}
        pages = [one for one in self.pages if only is None or one in only]
        found = await asyncio.gather(
            *(self._alone_at(one) for one in alone),
            *(self._together(one) for one in batches(shared)),
            *(self._page(one) for one in pages),
        )
        return {name: answer for one in found for name, answer in one.items()}

    async def _together(self, batch):
        status, told = await self._post(" ".join(one.body for one in batch.values()))
        if status == 200 and "errors" not in told:
            return {name: _written(200, told["data"], one, None) for name, one in batch.items()}
        found = {}
        for name, door in batch.items():
            found |= await self._alone_at({name: door})
        return found

    async def _alone_at(self, one):
        ((name, door),) = one.items()

        async def answered():
            status, told = await self._post(door.body)
            assert not any(code in json.dumps(told.get("errors")) for code in NOT_NOW), told
            return status, told

        status, told = await eventually(answered, within=40)
        if "errors" in told:
            self._alone.add(name)
        return {name: _written(status, told.get("data"), door, told.get("errors"))}

    async def _post(self, body):
        async with self._turn:
            answer = await self.visitor.http.post(
                "/graphql",
                json={"query": f"{{ {body} }}"},
                headers={"Accept": "application/json"},
            )
        return answer.status_code, answer.json()

    async def _page(self, path):
        async def answered():
            async with self._turn:
                seen = await self.visitor.see(path)
            assert seen.status < 500, seen.text
            return seen

        seen = await eventually(answered, within=40)
        return {path: f"{seen.status} {HIDDEN.sub('', seen.text)}"}


def _written(status, data, door, errors):
    told = _picked(data[door.root], door.keys) if data else None
    text = json.dumps([status, told, errors], ensure_ascii=False)
    return CHANGES.sub("", text)


def batches(found):
    """Doors that can stand in one document: neither too dear, nor one field asked about two."""
    full = []
    for name, door in found.items():
        cost = _cost(door.body)
        for one in full:
            fits = one["roots"].get(door.root, door.given) == door.given
            if fits and one["cost"] + cost <= DEAR:
                break
        else:
            one = {"roots": {}, "cost": 0, "doors": {}}
            full.append(one)
        one["roots"][door.root] = door.given
        one["cost"] += cost
        one["doors"][name] = door
    return [one["doors"] for one in full]


async def all_read(askers):
    """Who -> door -> answer."""
    found = await asyncio.gather(*(one.read() for one in askers.values()))
    return dict(zip(askers, found, strict=True))


def different(before, after):
    return {door for door in after if before[door] != after[door]}


async def changed_by(asker, doors, undo, act):
    """Of doors whose answers differ, those that differ each time that ``act`` is done again.

    The others moved while nobody looked: somebody's session ended, the matcher had learned. Each
    time what the doors say without it is read until two readings with nothing done between agree.
    """
    for _ in range(ROUNDS):
        if not doors:
            return doors
        await undo()
        before = await still(asker, doors)
        await act()
        doors = different(before, await asker.read(doors))
    return doors


async def still(asker, doors):
    """What two readings in a row say."""
    last = await asker.read(doors)

    async def agreed():
        nonlocal last
        earlier, last = last, await asker.read(doors)
        assert earlier == last, different(earlier, last)
        return last

    return await eventually(agreed, within=60)
