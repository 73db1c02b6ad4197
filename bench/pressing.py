"""How soon an organizer sees the timetable: ``python -m bench.pressing``.

A town of its own in a temporary folder and an event of 120 people who named each other. Pressed,
solved, kept, and the whole board drawn, over HTTP as a browser asks for it without JavaScript.
The organizer looks at the empty board for ``LOOKED`` seconds before the first press.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.town import _free_port
from tests.day_in_town import TownDay, day_in_town, own
from tests.gateway.browsing import LIAISON, Visitor, signed_in
from tests.gateway.test_pages_timetables import sql
from tests.platform import open_town
from tests.timetabled import WISHES

PUBLIC, PRIVATE, SLOTS, NAMED, PRESSED = 40, 80, 8, 12, 7
LOOKED = 10.0  # seconds
run: Callable[..., Awaitable[None]] = sql
OPEN = """
UPDATE sessions.events SET state = 'scheduling', final_version = NULL, slots = $2::text::jsonb
WHERE id = $1::text::uuid
"""
NONE_YET = "DELETE FROM sessions.timetables WHERE event_id = $1::text::uuid"


async def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        limits = {"requests_per_minute": 1_000_000, "sign_ins_per_minute": 10_000}
        async with (
            open_town(Path(home), _free_port(), **limits) as town,
            signed_in(town, LIAISON) as who,
        ):
            day = await day_in_town(town, await own(who), public=PUBLIC, private=PRIVATE)
            await _wished(day)
            await who.see(day.path("timetable"))
            await asyncio.sleep(LOOKED)
            first, *rest = [await _pressed(day, who) for _ in range(PRESSED)]
            print(
                f"{PUBLIC + PRIVATE} people, load {os.getloadavg()[0]:.1f}: the board is there"
                f" {first:.2f} s after the first press, {LOOKED:.0f} s after a look, then"
                f" {statistics.median(rest):.2f} s"
                f" (median of {len(rest)}), {max(rest):.2f} s (worst)"
            )


async def _wished(day: TownDay) -> None:
    """Each town names so many companies, who name it too; the day is next week."""
    begins = datetime.now(UTC) + timedelta(days=7)
    times = [begins + n * timedelta(minutes=20) for n in range(SLOTS + 1)]
    slots = [
        {"id": f"S{n + 1}", "starts_at": times[n].isoformat(), "ends_at": times[n + 1].isoformat()}
        for n in range(SLOTS)
    ]
    await run(day.town, OPEN, day.event, json.dumps(slots))
    await run(day.town, NONE_YET, day.event)
    draw = random.Random(1)
    towns, companies = day.people[:PUBLIC], day.people[PUBLIC:]
    pairs = [(one, other) for one in towns for other in draw.sample(companies, NAMED)]
    both = pairs + [(two, one) for one, two in pairs]
    grades = draw.choices(("must", "meet"), (1, 3), k=len(both))
    await run(day.town, WISHES, [one for one, _ in both], [two for _, two in both], grades)


async def _pressed(day: TownDay, who: Visitor) -> float:
    """Seconds from the press to the whole page."""
    board = day.path("timetable")
    given = (await who.see(board)).form(f"{board}/make")
    begun = time.perf_counter()
    seen = await who.send(f"{board}/make", given, follow_redirects=True)
    spent = time.perf_counter() - begun
    if seen.status != 200 or "架空の団体1" not in seen.text:
        raise RuntimeError(f"no board but {seen.status}")
    return spent


if __name__ == "__main__":
    asyncio.run(main())
