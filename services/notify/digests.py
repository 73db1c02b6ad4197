"""Digests: what was found since the last one, in one letter a day or a week.

The digest of a period, what it takes along and its letter are one transaction: killed anywhere,
there is all of it or nothing, and never a second one.
"""

from __future__ import annotations

from chassis.calls import Asked
from chassis.chores import chore
from contracts.digests import GetRhythm, LetterRhythm, LookUpStop, Rhythm, SetRhythm, StopLetters
from contracts.faults import NotFound
from services.notify import rules
from services.notify.deps import Deps
from services.notify.store import digests, mailings
from services.notify.store.digests import Due
from services.notify.store.mailings import MailingKind

AT_ONCE = 50
"""People looked after in one go."""


async def get_rhythm(deps: Deps, asked: Asked[GetRhythm]) -> LetterRhythm:
    return await digests.of(deps.database, rules.own(asked.actor))


async def set_rhythm(deps: Deps, asked: Asked[SetRhythm]) -> LetterRhythm:
    rhythm = asked.request.rhythm
    await digests.choose(deps.database, rules.own(asked.actor), rhythm)
    deps.written.set()
    return LetterRhythm(rhythm=rhythm)


async def look_up_stop(deps: Deps, asked: Asked[LookUpStop]) -> LetterRhythm:
    person = deps.links.stopper(asked.request.token)
    if person is None or not await digests.is_known(deps.database, person):
        raise NotFound("no such link")
    return await digests.of(deps.database, person)


async def stop_letters(deps: Deps, asked: Asked[StopLetters]) -> LetterRhythm:
    """As often as it is asked for. Raises ``NotFound`` for what is no link of ours."""
    person = deps.links.stopper(asked.request.token)
    if person is None or not await digests.is_known(deps.database, person):
        raise NotFound("no such link")
    await digests.choose(deps.database, person, Rhythm.NEVER)
    return LetterRhythm(rhythm=Rhythm.NEVER)


async def write_due(deps: Deps) -> int:
    """For a few people; returns how many."""
    found = await digests.due(deps.database, AT_ONCE)
    for one in found:
        await _write(deps, one)
    if found:
        deps.mailed.set()
    return len(found)


write_digests = chore("digests", write_due, pause=5.0)


async def _write(deps: Deps, one: Due) -> None:
    async with deps.database.transaction() as transaction:
        digest = await digests.begin(transaction, one)
        if digest is None:
            return
        items = await digests.take(transaction, one)
        if not items:
            return
        said = {
            "name": one.name,
            "person": str(one.person_id),
            "count": str(len(items)),
            "note": deps.writer.listed(items),
        }
        await mailings.put(transaction, MailingKind.DIGEST, digest, one.email, one.locale, said)
