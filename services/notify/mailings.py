"""Letters to an address, on their way: as ``letters``, of those who need not be anybody yet."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial

from chassis.stopping import told_to_stop
from services.notify import rules
from services.notify.deps import Deps
from services.notify.letters import insist, to_its_end
from services.notify.post import Refused
from services.notify.store import mailings
from services.notify.store.mailings import Mailing

log = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks for letters that have become due
SWEEP = 1_800  # looks between two that give up what is old


async def send_mailings(deps: Deps) -> None:
    """Whatever is due, until cancelled; letters on their way are then still brought there."""
    looks = 0
    while not told_to_stop():
        deps.mailed.clear()
        try:
            if looks % SWEEP == 0:
                await mailings.give_up(deps.database, rules.WORTHWHILE)
            looks += 1
            sent = await to_its_end(_send_due(deps))
        except Exception:
            log.exception("mailings not sent; looking again in %s s", PAUSE)
            sent = 0
        if sent == 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(deps.mailed.wait(), PAUSE)


async def _send_due(deps: Deps) -> int:
    taken = await mailings.claim(deps.database, rules.AT_ONCE, rules.CLAIMED, rules.WORTHWHILE)
    await asyncio.gather(*(_send(deps, one) for one in taken))
    return len(taken)


async def _send(deps: Deps, one: Mailing) -> None:
    """Sent, bounced, or put off."""
    database, known = deps.database, one.id
    try:
        await deps.post.deliver(known, one.email, deps.writer.write_mailing(one, deps.links))
    except Refused as refused:
        log.warning("letter %s bounced: %s", known, refused)
        note = partial(mailings.note_bounced, database, known, str(refused))
    except Exception as error:  # noqa: BLE001 -- whatever it is, the letter is not lost
        log.warning("letter %s put off after try %s: %r", known, one.tries, error)
        pause = rules.pause_after(one.tries)
        note = partial(mailings.put_off, database, known, pause, repr(error))
    else:
        note = partial(mailings.note_sent, database, known)
    await insist(note)
