"""The coordinator's desk: who is stuck, and letters that leave when a human sends them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.desk import (
    DESK_LETTER_SENT,
    DISCARD_LETTER,
    MASS,
    SEND_LETTER,
    WRITE_LETTER,
    DeskLetter,
    DeskLetterSent,
    LetterState,
    ListLetters,
    ListStuck,
    SendLetter,
    Stuck,
    WriteLetter,
)
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from services.introductions.deps import Deps
from services.introductions.store import desk

STILL_HERE = frozenset({LetterState.DRAFT, LetterState.WAITING})


async def list_stuck(deps: Deps, _: Asked[ListStuck]) -> tuple[Stuck, ...]:
    """What does not move, from what both sides know: no preference has a part in it."""
    return await desk.stuck(deps.database)


async def list_letters(deps: Deps, _: Asked[ListLetters]) -> tuple[DeskLetter, ...]:
    return await desk.page(deps.database)


async def write_letter(deps: Deps, asked: Asked[WriteLetter]) -> DeskLetter:
    async def change(transaction: Runner) -> DeskLetter:
        request, person = asked.request, _person(asked)
        await _check(transaction, request)
        if request.revision is None:
            new = await desk.insert(transaction, request, person)
            found = await _held(transaction, request.id, None)
            if not new:
                if (found.subject, found.text) != (request.subject, request.text):
                    raise Conflict("this id is already in use")
                return found
        else:
            await _held(transaction, request.id, request.revision)
            await desk.write(transaction, request)
        return await _conclude(transaction, asked, request.id, ("text",))

    return await once(deps.database, WRITE_LETTER, asked, change)


async def send_letter(deps: Deps, asked: Asked[SendLetter]) -> DeskLetter:
    """To one at once; to more only when another person than the one who asked sends it too."""

    async def change(transaction: Runner) -> DeskLetter:
        person = _person(asked)
        found = await _held(transaction, asked.request.id, asked.request.revision)
        if len(found.to) >= MASS and found.state is LetterState.DRAFT:
            await desk.set_state(transaction, found.id, LetterState.WAITING, person)
            return await _conclude(transaction, asked, found.id, ("state",))
        if len(found.to) >= MASS and await desk.asked_by(transaction, found.id) == person:
            raise Forbidden("another person sends it", reason="second_person")
        await desk.set_state(transaction, found.id, LetterState.SENT, person)
        for receiver in found.to:
            told = DeskLetterSent(
                id=found.id,
                organization_id=receiver,
                unit_id=found.to_unit_id,
                subject=found.subject,
                text=found.text,
            )
            await tell(transaction, DESK_LETTER_SENT, told)
        return await _conclude(transaction, asked, found.id, ("state",))

    return await once(deps.database, SEND_LETTER, asked, change)


async def discard_letter(deps: Deps, asked: Asked[SendLetter]) -> DeskLetter:
    async def change(transaction: Runner) -> DeskLetter:
        found = await _held(transaction, asked.request.id, asked.request.revision)
        discarded = LetterState.DISCARDED
        await desk.set_state(transaction, found.id, discarded, _person(asked))
        return await _conclude(transaction, asked, found.id, ("state",))

    return await once(deps.database, DISCARD_LETTER, asked, change)


async def _check(transaction: Runner, asked: WriteLetter) -> None:
    """Raises ``Invalid`` with every field that cannot stand."""
    problems = [
        FieldProblem(name, "required")
        for name in ("subject", "text")
        if not getattr(asked, name).strip()
    ]
    if "\n" in asked.subject:
        problems.append(FieldProblem("subject", "one_line"))
    receivers = set(asked.to)
    if len(receivers) < len(asked.to) or await desk.known(transaction, list(receivers)) < len(
        receivers
    ):
        problems.append(FieldProblem("to", "unknown"))
    if problems:
        raise Invalid("the letter cannot stand as it is", fields=tuple(problems))


async def _held(transaction: Runner, letter_id: UUID, revision: int | None) -> DeskLetter:
    """One that has not left. Raises ``NotFound`` and ``Conflict``."""
    found = await desk.held(transaction, letter_id)
    if found is None:
        raise NotFound("no such letter")
    if found.state not in STILL_HERE:
        raise Conflict("this letter is done with", reason="letter_over")
    if revision not in {None, found.revision}:
        raise Conflict("somebody else was here first", newest=msgspec.to_builtins(found))
    return found


def _person(asked: Asked[Any]) -> UUID:
    if asked.actor is None:
        raise Forbidden("sign in first")
    return asked.actor.person


async def _conclude(
    transaction: Runner, asked: Asked[Any], letter_id: UUID, fields: tuple[str, ...]
) -> DeskLetter:
    found = await desk.held(transaction, letter_id)
    if found is None:
        raise NotFound("no such letter")
    await record(
        transaction,
        asked,
        object_kind="letter",
        object_id=letter_id,
        tenant=asked.actor.organization if asked.actor else None,
        fields=fields,
        reason=f"{found.state}, to {len(found.to)}",
    )
    return found
