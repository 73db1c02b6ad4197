"""The fair-dialogue record: written with every contact, noted by hand, disclosed with a button."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Database, Runner
from chassis.recording import record
from contracts.dialogue import (
    ContactKind,
    Dialogue,
    DialoguePage,
    ExportDialogues,
    ListDialogues,
    NoteDialogue,
)
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.introductions import Cause, Interest, Introduction
from contracts.profiles import PUBLIC_KINDS
from contracts.wire import Role
from services.introductions import standing
from services.introductions.deps import Deps
from services.introductions.store import copies, dialogues
from services.introductions.store.dialogues import Contacted

BY_HAND = frozenset({ContactKind.CALL, ContactKind.MEETING})
Side = tuple[UUID, UUID | None]
"""An organization and its unit."""


async def sides_of(runner: Runner, one: Side, other: Side) -> tuple[Side, UUID] | None:
    """The public side and the private organization; none where it is not one of each."""
    known = [await copies.organization(runner, side[0]) for side in (one, other)]
    public = [found is not None and found.kind in PUBLIC_KINDS for found in known]
    if public == [True, False]:
        return one, other[0]
    return (other, one[0]) if public == [False, True] else None


async def note_interest(transaction: Runner, found: Interest, person: UUID) -> None:
    sender = (found.from_organization_id, found.from_unit_id)
    receiver = (found.to_organization_id, found.to_unit_id)
    pair = await sides_of(transaction, sender, receiver)
    if pair is None:
        return
    own = pair[0] == sender
    contacted = Contacted(
        kind=ContactKind.INTEREST,
        at=found.sent_at,
        public=pair[0],
        company=pair[1],
        disclosed=found.line if own else "",
        title=found.cause_title,
        person=person if own else None,
        offered_to=_offered(found.cause),
    )
    await dialogues.add(transaction, contacted)


async def note_introduction(transaction: Runner, found: Introduction) -> None:
    pair = await _sides(transaction, found)
    if pair is None:
        return
    contacted = Contacted(
        kind=ContactKind.INTRODUCTION,
        at=found.made_at,
        public=pair[0],
        company=pair[1],
        title=found.cause_title,
        introduction_id=found.id,
        offered_to=_offered(found.cause),
    )
    await dialogues.add(transaction, contacted)


async def note_contact(
    transaction: Runner,
    kind: ContactKind,
    found: Introduction,
    at: datetime,
    said: str,
    person: UUID,
) -> None:
    """Something ``ours`` did in a thread: what the public side wrote was disclosed."""
    pair = await _sides(transaction, found)
    if pair is None:
        return
    own = pair[0][0] == found.ours.organization_id
    contacted = Contacted(
        kind=kind,
        at=at,
        public=pair[0],
        company=pair[1],
        disclosed=said if own else "",
        title=found.cause_title,
        introduction_id=found.id,
        person=person if own else None,
    )
    await dialogues.add(transaction, contacted)


async def _sides(runner: Runner, found: Introduction) -> tuple[Side, UUID] | None:
    one = (found.ours.organization_id, found.ours.unit_id)
    return await sides_of(runner, one, (found.theirs.organization_id, found.theirs.unit_id))


def _offered(cause: Cause) -> str:
    """A challenge is read by everybody, and so everybody was offered the same."""
    return "everybody" if cause is Cause.CHALLENGE else ""


async def note_dialogue(deps: Deps, asked: Asked[NoteDialogue]) -> Dialogue:
    """A call or a meeting, by a public body that had it."""
    async with deps.database.transaction() as transaction:
        who = await standing.acting(transaction, asked.actor)
        await _check_note(transaction, who.organization, asked.request)
        new = await dialogues.note(
            transaction, asked.request, who.organization, who.unit, who.person
        )
        found = await dialogues.one(transaction, who.organization, asked.request.id)
        if found is None:
            raise Conflict("this id is already in use")
        if new:
            await record(
                transaction,
                asked,
                object_kind="dialogue",
                object_id=found.id,
                tenant=who.organization,
            )
        return found


async def _check_note(transaction: Runner, own: UUID, asked: NoteDialogue) -> None:
    known = await copies.organization(transaction, own)
    if known is None or known.kind not in PUBLIC_KINDS:
        raise NotFound("only a public body keeps this record")
    company = await copies.organization(transaction, asked.company_id)
    problems = []
    if company is None or company.id == own:
        problems.append(FieldProblem("company_id", "unknown"))
    if asked.kind not in BY_HAND:
        problems.append(FieldProblem("kind", "unknown"))
    problems += [
        FieldProblem(name, "required")
        for name in ("people", "disclosed")
        if not getattr(asked, name).strip()
    ]
    if asked.at.tzinfo is None:
        problems.append(FieldProblem("at", "wrong_form"))
    elif asked.at > await transaction.fetchval(dialogues.NOW):
        problems.append(FieldProblem("at", "too_late"))
    if problems:
        raise Invalid("the note cannot stand as it is", fields=tuple(problems))


async def list_dialogues(deps: Deps, asked: Asked[ListDialogues]) -> DialoguePage:
    """Of one's own organization, whichever it is: another's has nothing in it."""
    own = await _whose(deps.database, asked)
    return await _page(deps.database, own, asked.request)


async def export_dialogues(deps: Deps, asked: Asked[ExportDialogues]) -> DialoguePage:
    """The same, and the note that it was taken away."""
    async with deps.database.transaction() as transaction:
        own = await _whose(transaction, asked)
        found = await _page(transaction, own, asked.request)
        await record(
            transaction,
            asked,
            object_kind="dialogue",
            tenant=own,
            reason=f"{len(found.dialogues)} of {found.total} entries",
        )
    return found


async def _whose(runner: Runner, asked: Asked[ListDialogues] | Asked[ExportDialogues]) -> UUID:
    """One's own; another's only for an auditor of the organization that runs the platform."""
    who = await standing.acting(runner, asked.actor)
    wanted = asked.request.organization_id
    if wanted is None or wanted == who.organization:
        return who.organization
    is_auditor = asked.actor is not None and asked.actor.role is Role.AUDITOR
    if is_auditor and await dialogues.runs_platform(runner, who.organization):
        return wanted
    raise NotFound("no such organization")


async def _page(runner: Runner | Database, own: UUID, asked: ListDialogues) -> DialoguePage:
    found = await dialogues.page(runner, own, asked)
    total = await dialogues.count(runner, own, asked)
    return DialoguePage(dialogues=found[: asked.first], more=len(found) > asked.first, total=total)
