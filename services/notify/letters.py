"""Letters: what was notified, on its way by e-mail.

Delivered at least once: a letter whose delivery ended without an answer is sent again under
the same Message-ID, by which a mail server or reader knows it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from chassis.stopping import told_to_stop
from services.notify import rules
from services.notify.deps import Deps
from services.notify.post import Refused
from services.notify.store import letters
from services.notify.store.letters import Letter

log = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks for letters that have become due
GOODBYE = 15.0  # seconds to finish what is on its way when we are stopped
NOTES, NOTE_PAUSE = 20, 1.0  # tries, seconds
SWEEP = 3_600.0  # seconds


async def send_letters(deps: Deps) -> None:
    """Whatever is due, until cancelled; letters on their way are then still brought there."""
    while not told_to_stop():
        deps.written.clear()
        try:
            sent = await to_its_end(send_due(deps))
        except Exception:
            log.exception("letters not sent; looking again in %s s", PAUSE)
            sent = 0
        if sent == 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(deps.written.wait(), PAUSE)


async def give_up_letters(deps: Deps) -> None:
    """Those that have waited for so long that they are no news, every hour, until cancelled."""
    while not told_to_stop():
        try:
            await letters.give_up(deps.database, rules.WORTHWHILE)
        except Exception:
            log.exception("old letters stay for another hour")
        await asyncio.sleep(SWEEP)


async def send_due(deps: Deps) -> int:
    """Take up a few letters and send them side by side; returns how many were taken up."""
    taken = await letters.claim(deps.database, rules.AT_ONCE, rules.CLAIMED, rules.WORTHWHILE)
    await asyncio.gather(*(_send(deps, letter) for letter in taken))
    return len(taken)


async def _send(deps: Deps, letter: Letter) -> None:
    """Sent, bounced, or put off."""
    database, known = deps.database, letter.id
    try:
        await deps.post.deliver(known, letter.email, deps.writer.write(letter, deps.links))
    except Refused as refused:
        log.warning("letter %s bounced: %s", known, refused)
        note = partial(letters.note_bounced, database, known, str(refused), refused.address)
    except Exception as error:  # noqa: BLE001 -- whatever it is, the letter is not lost
        log.warning("letter %s put off after try %s: %r", known, letter.tries, error)
        pause = rules.pause_after(letter.tries)
        note = partial(letters.put_off, database, known, pause, repr(error))
    else:
        note = partial(letters.note_sent, database, known)
    await insist(note)


async def insist(note: Callable[[], Awaitable[None]]) -> None:
    """Note it even if the database is away for a moment: else the letter would go out again."""
    for _ in range(NOTES - 1):
        try:
            return await note()
        except Exception:
            log.exception("what became of a letter is not yet noted")
            await asyncio.sleep(NOTE_PAUSE)
    return await note()


async def to_its_end(work: Coroutine[Any, Any, int]) -> int:
    """The result of ``work``, which goes on for a little when we are cancelled meanwhile."""
    going = asyncio.create_task(work)
    try:
        return await asyncio.shield(going)
    except asyncio.CancelledError:
        await asyncio.wait({going}, timeout=GOODBYE)
        going.cancel()
        raise
