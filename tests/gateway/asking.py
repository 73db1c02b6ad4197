"""Asking at doors, and telling an answer that a wish changed from one that moved by itself.

What belongs together is asked in one document; what is refused is asked alone, as one refusal
would take the answers of its neighbours away.
"""

from __future__ import annotations

import asyncio
import json
import re

from graphql import GraphQLNonNull, parse

from gateway.documents import LISTS, SENSITIVE
from gateway.schema.root import CORE
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
LONG = 4_500
"""Characters of one document: more would be refused."""
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
        self._answered = set()  # fields that are not refused: they share documents
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def read(self, only=None):
        """Door -> its answer, whatever it is; of all, or of some."""
        asked = {name: one for name, one in self.doors.items() if only is None or name in only}
        shared = {name: one for name, one in asked.items() if self._may_share(one)}
        alone = {name: one for name, one in asked.items() if name not in shared}
        pages = [one for one in self.pages if only is None or one in only]
        found = await asyncio.gather(
            *(self._together(one) for one in batches(shared)),
            *(self._together(one) for each in by_field(alone) for one in batches(each)),
            *(self._page(one) for one in pages),
        )
        return {name: answer for one in found for name, answer in one.items()}

    def _may_share(self, door):
        """A refused field that is never null would leave nothing of its neighbours' answers."""
        never_null = isinstance(CORE.query_type.fields[door.root].type, GraphQLNonNull)
        return not never_null or door.field in self._answered

    async def _together(self, batch):
        """Of doors in one document, each what it is answered; if unclear whose it is, alone."""
        status, told = await self._post(" ".join(one.body for one in batch.values()))
        fields = by_field(batch)
        if status != 200 or late(told) or (told.get("data") is None and len(fields) > 1):
            return await self._each(
                fields if len(fields) > 1 else [{n: d} for n, d in batch.items()]
            )
        found = {}
        for some in fields:
            root, field = next((one.root, one.field) for one in some.values())
            refused = [one for one in told.get("errors", []) if one.get("path", [root])[0] == root]
            if not refused:
                self._answered.add(field)
            if any(one.get("path") != [root] for one in refused):
                found |= await self._each([{name: one} for name, one in some.items()])
                continue
            data = told.get("data")
            found |= {name: _written(200, data, one, refused) for name, one in some.items()}
        return found

    async def _each(self, parts):
        found = {}
        for one in parts:
            found |= await (self._together(one) if len(one) > 1 else self._alone_at(one))
        return found

    async def _alone_at(self, one):
        ((name, door),) = one.items()

        async def answered():
            status, told = await self._post(door.body)
            assert not late(told), told
            assert status == 200, told  # a question that is refused as such tells nothing
            return status, told

        status, told = await eventually(answered)
        return {name: _written(status, told.get("data"), door, told.get("errors", []))}

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

        seen = await eventually(answered)
        return {path: f"{seen.status} {HIDDEN.sub('', seen.text)}"}


def late(told):
    return any(code in json.dumps(told.get("errors")) for code in NOT_NOW)


def by_field(some):
    """The doors of each field apart."""
    found = {}
    for name, one in some.items():
        found.setdefault(one.field, {})[name] = one
    return list(found.values())


def _written(status, data, door, errors):
    told = _picked(data[door.root], door.keys) if data else None
    # Where in a document it stood is of the document.
    refused = [{key: one[key] for key in one if key != "locations"} for one in errors]
    text = json.dumps([status, told, refused], ensure_ascii=False)
    return CHANGES.sub("", text)


def batches(found):
    """Doors that can stand in one document: neither too dear or long, nor one field about two."""
    full = []
    for name, door in found.items():
        size = _cost(door.body), len(door.body)
        batch = next((one for one in full if _fits(one, door, size)), None)
        if batch is None:
            batch = {"roots": {}, "cost": 0, "long": 0, "doors": {}}
            full.append(batch)
        batch["roots"][door.root] = door.given
        batch["cost"] += size[0]
        batch["long"] += size[1]
        batch["doors"][name] = door
    return [one["doors"] for one in full]


def _fits(batch, door, size):
    if door.root in SENSITIVE and SENSITIVE & batch["roots"].keys():
        return False
    if batch["roots"].get(door.root, door.given) != door.given:
        return False
    return batch["cost"] + size[0] <= DEAR and batch["long"] + size[1] <= LONG


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

    return await eventually(agreed)
