"""How soon the wall shows a change to all who look on: ``python -m bench.wall [CLIENTS]``.

A town of its own in a temporary folder, an event of 120 people on its day, and so many open walls,
each a connection of its own as a browser keeps it. Then meetings are refilled one by one, and it is
measured how long it takes from the answer to the organizer until each wall has been sent anew.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from bench.town import _free_port
from gateway import streams
from tests.day_in_town import TownDay, day_in_town, own
from tests.gateway.browsing import LIAISON, Visitor, signed_in
from tests.platform import open_town

CLIENTS, CHANGES = 200, 5


class Wall:
    """One open wall; ``seen`` grows with each drawing it is sent."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        head = f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncookie: {cookie}\r\n\r\n"
        self._request, self._port = head.encode(), port
        self.drawn: list[tuple[float, bytes]] = []

    async def look(self) -> None:
        """Again whenever it ends, as a browser does."""
        while True:
            await self._look()
            await asyncio.sleep(0.5)

    async def _look(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(self._request)
        text = b""
        try:
            while part := await reader.read(65_536):
                text += part
                while (end := text.find(b"\n\n")) >= 0:
                    self.drawn.append((time.perf_counter(), text[:end]))
                    text = text[end + 2 :]
        finally:
            writer.close()

    def since(self, name: bytes) -> float | None:
        """When it first showed that name; None: not yet."""
        return next((at for at, text in self.drawn if name in text), None)


async def main(clients: int) -> None:
    streams.SEATS = streams.Seats(clients, clients)  # here all are signed in as one
    with tempfile.TemporaryDirectory() as home:
        port = _free_port()
        limits = {"requests_per_minute": 1_000_000, "sign_ins_per_minute": 10_000}
        async with open_town(Path(home), port, **limits) as town, signed_in(town, LIAISON) as who:
            day = await day_in_town(town, await own(who), public=20, private=100)
            await _measured(day, who, port, clients)


async def _measured(day: TownDay, who: Visitor, port: int, clients: int) -> None:
    door = day.path("check-in")
    here = [*day.codes[:20], *day.codes[100:]]
    now = round(time.time() * 1_000)
    notes = [{"id": str(uuid4()), "code": code, "at": now} for code in here]
    form = await _form(who, door, door)
    await who.send(day.path("check-in/notes"), {**form, "notes": json.dumps(notes)})
    cookie = "; ".join(f"{one.name}={one.value}" for one in who.http.cookies.jar)
    walls = [Wall(port, day.path("wall/live"), cookie) for _ in range(clients)]
    looking = []
    for one in walls:  # people come one after the other
        looking.append(asyncio.create_task(one.look()))
        await asyncio.sleep(0.05)
    while not all(one.drawn for one in walls):  # noqa: ASYNC110 -- 200 events would be no clearer
        await asyncio.sleep(0.05)
    worst = [await _changed(day, who, walls) for _ in range(CHANGES)]
    print(
        f"{clients} walls, {CHANGES} changes, load {os.getloadavg()[0]:.1f}: the last wall shows"
        f" a change after {statistics.median(worst):.2f} s (median), {max(worst):.2f} s (worst)"
    )
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)


async def _form(who: Visitor, path: str, action: str) -> dict[str, str]:
    """Of a page, once it answers: a machine with much to do says that it is busy."""
    while (seen := await who.see(path)).status != 200:  # noqa: ASYNC110 -- nothing tells when
        await asyncio.sleep(0.5)
    return seen.form(action)


async def _changed(day: TownDay, who: Visitor, walls: list[Wall]) -> float:
    """Seconds from the answer to the organizer to the last wall."""
    screen = (await who.see(day.path("day"))).text
    link = re.findall(r'href="([^"]*/stand-ins\?[^"]*)"', screen)[0].replace("&amp;", "&")
    offered = await who.see(link)
    titles = re.findall(r'<p class="row-title">(.+?) ', offered.text)
    name = f"× {titles[-1]}<".encode()  # of the last form, whose fields are sent
    given = offered.form(day.path("day/refill"))
    await who.send(day.path("day/refill"), given)
    answered = time.perf_counter()
    while True:
        found = [wall.since(name) for wall in walls]
        if all(found):
            return max(at for at in found if at) - answered
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS))
