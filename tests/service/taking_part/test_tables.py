"""Participants brought in from a table, and taken out again."""

from uuid import uuid4

import pytest

from contracts.faults import Conflict, NotFound
from contracts.participant_imports import (
    CHECK_IMPORT,
    IMPORT_PARTICIPANTS,
    UNDO_IMPORT,
    CheckImport,
    ImportParticipants,
    ImportRow,
    UndoImport,
)
from tests.service.taking_part.scenes import scene


def listed(*more):
    """40 of towns and 80 of companies, and what is added."""
    good = [
        *(
            ImportRow(line=n + 2, side="自治体", organization_name=f"架空{n}市", name="窓口 花")
            for n in range(40)
        ),
        *(
            ImportRow(line=n + 42, side="企業", organization_name=f"架空{n}社", name="見本 葵")
            for n in range(80)
        ),
    ]
    return (*good, *more)


async def test_j4_ac1_bad_rows_are_listed_nothing_is_written_and_undo_restores(platform):
    day = await scene(platform)
    await day.save("前からの人")
    before = await day.people()
    table = listed(
        ImportRow(line=122, side="その他", organization_name="架空社", name="誰か"),
        ImportRow(line=123, side="企業", organization_name="架空社", name=""),
        ImportRow(line=124, side="企業", organization_name="架空3社", name="見本　葵", most="多い"),
        ImportRow(line=125, side="企業", organization_name="架空3社", name="見本　葵"),
    )

    check = await day.ask(
        CHECK_IMPORT, CheckImport(event_id=day.event.id, rows=table), day.who.actor
    )

    assert {(one.line, one.field, one.problem) for one in check.problems} == {
        (122, "side", "unknown_value"),
        (123, "name", "required"),
        (124, "most", "not_a_number"),
        (125, "", "same_as_line"),
    }
    assert (len(check.good), check.waiting) == (120, 39 + 78)
    assert await day.people() == before

    asked = ImportParticipants(
        id=uuid4(), event_id=day.event.id, rows=table, idempotency_key="once"
    )
    made = await day.ask(IMPORT_PARTICIPANTS, asked, day.who.actor)
    assert made == await day.ask(IMPORT_PARTICIPANTS, asked, day.who.actor)
    assert (made.participants, made.waiting, made.left_out) == (120, 117, 4)
    again = await day.ask(
        CHECK_IMPORT, CheckImport(event_id=day.event.id, rows=table[:3]), day.who.actor
    )
    assert {one.problem for one in again.problems} == {"already_there"}

    undo = UndoImport(id=made.id, event_id=day.event.id)
    assert (await day.ask(UNDO_IMPORT, undo, day.who.actor)).removed == 120
    assert await day.people() == before
    with pytest.raises(NotFound):
        await day.ask(UNDO_IMPORT, undo, day.who.actor)


async def test_an_import_that_was_changed_since_stays(platform):
    day = await scene(platform)
    row = ImportRow(line=2, side="企業", organization_name="架空社", name="=cmd|'/C calc'!A0")
    asked = ImportParticipants(id=uuid4(), event_id=day.event.id, rows=(row,))
    await day.ask(IMPORT_PARTICIPANTS, asked, day.who.actor)
    [found] = await day.people()
    assert found.name == "=cmd|'/C calc'!A0"
    await day.cancel(found, day.who.actor)

    with pytest.raises(Conflict) as caught:
        await day.ask(UNDO_IMPORT, UndoImport(id=asked.id, event_id=day.event.id), day.who.actor)

    assert caught.value.reason == "changed_since"
