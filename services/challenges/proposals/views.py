"""A proposal as each side sees it: which sections, and whether it says who they are from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from uuid import UUID

import msgspec

from contracts.proposals import (
    Clarification,
    Decision,
    Disclosure,
    Partner,
    PartnerState,
    Proposal,
    ProposalSection,
    ProposalState,
    SectionKey,
    Side,
)
from services.challenges.store.proposals.seen import Held

MASK = "■■■"
FORM = re.compile(
    r"株式会社|有限会社|合同会社|一般社団法人|一般財団法人|公益社団法人|公益財団法人"
    r"|特定非営利活動法人|NPO法人|[（(]株[）)]|[（(](?:架空|見本)[）)]|\s"
)
"""What stands around a name and says nothing of whose it is."""
SHORTEST = 2
LOOKING = frozenset({Side.OWNER, Side.REVIEWER})


def view(found: Held, side: Side, person: UUID | None, *, whole: bool) -> Proposal:
    """``whole``: with its sections, as far as they are open to that side and person."""
    blind = found.is_blind and side in LOOKING
    masked = masker(found) if blind else str
    shown = opened(found, side, person, blind=blind) if whole else ()
    said = {one.key for one in found.sections if one.text} if whole else set()
    sees_all = side in {Side.LEAD, Side.PARTNER}
    return Proposal(
        id=found.id,
        challenge_id=found.challenge_id,
        challenge_title=found.challenge_title,
        owner_id=found.owner_id,
        side=side,
        state=found.state,
        title=masked(found.title),
        summary=masked(found.summary),
        sections=tuple(msgspec.structs.replace(one, text=masked(one.text)) for one in shown)
        if sees_all
        else tuple(msgspec.structs.replace(one, text=masked(one.text), people=()) for one in shown),
        hidden=tuple(one for one in SectionKey if one in said - {each.key for each in shown}),
        organization_id=None if blind else found.organization_id,
        organization_name="" if blind else found.organization_name,
        partners=() if blind else _partners(found, side),
        is_blind=blind,
        version=found.version,
        revision=found.revision,
        created_at=found.created_at if sees_all else (found.waits_since or found.created_at),
        submitted_at=found.submitted_at,
        deadline=found.deadline,
        answer_due=found.answer_due,
        is_paused=found.state is ProposalState.CLARIFICATION,
        confirm_by=found.confirm_by if side is not Side.PUBLIC else None,
        unit_id=found.unit_id if side is Side.OWNER else None,
        alike=found.alike if side is not Side.PUBLIC else 0,
        nameable=tuple(dict.fromkeys(found.nameable)) if sees_all else (),
        decision=_decision(found, side),
        has_left=found.has_left,
        clarifications=_clarifications(found, side, masked),
    )


def opened(
    found: Held, side: Side, person: UUID | None, *, blind: bool
) -> tuple[ProposalSection, ...]:
    """The sections that are open to that side and person now."""
    if side in {Side.LEAD, Side.PARTNER}:
        return found.sections
    if side is Side.INVITED or found.state is ProposalState.WITHDRAWN:
        return ()
    levels = _levels(found, side)
    return tuple(
        one
        for one in found.sections
        if one.text
        and (one.level in levels or (one.level is Disclosure.NAMED and _named(one, side, person)))
        and not (blind and one.key is SectionKey.TEAM)
    )


def _levels(found: Held, side: Side) -> frozenset[Disclosure]:
    levels = {Disclosure.PUBLIC}
    if side in LOOKING and found.taken_in_at is not None:
        levels.add(Disclosure.INTEREST)
    if side in LOOKING and found.state is ProposalState.CONFIRMED:
        levels.add(Disclosure.INTRODUCTION)
    return frozenset(levels)


def open_files(found: Held, side: Side) -> frozenset[Disclosure]:
    """Files of these levels are open to that side now; none in a blind round: they name people."""
    if side in {Side.LEAD, Side.PARTNER}:
        return frozenset(Disclosure)
    is_blind = found.is_blind and side in LOOKING
    if is_blind or side is Side.INVITED or found.state is ProposalState.WITHDRAWN:
        return frozenset()
    return _levels(found, side)


def _named(section: ProposalSection, side: Side, person: UUID | None) -> bool:
    return side in LOOKING and person in section.people


def masker(found: Held) -> Callable[[str], str]:
    """Puts a mark in the place of the proposers' names, written as they are registered.

    With and without their legal form. What else gives them away is theirs to leave out.
    """
    names = [found.organization_name, *(partner.name for partner in found.partners)]
    return lambda text: mask(names, text)


def mask(names: Iterable[str], text: str) -> str:
    forms = {form for name in names for form in (name.strip(), FORM.sub("", name))}
    longest = sorted((one for one in forms if len(one) >= SHORTEST), key=len, reverse=True)
    if not longest:
        return text
    return re.sub("|".join(map(re.escape, longest)), MASK, text, flags=re.IGNORECASE)


def _partners(found: Held, side: Side) -> tuple[Partner, ...]:
    if side is Side.LEAD:
        return found.partners
    return tuple(one for one in found.partners if one.state is PartnerState.CONFIRMED)


def _decision(found: Held, side: Side) -> Decision | None:
    """Who decides sees one that waits, and the private part; a reviewer neither."""
    if side is Side.OWNER:
        return found.pending or found.decision
    if side in {Side.PUBLIC, Side.INVITED} or found.decision is None:
        return None
    return msgspec.structs.replace(found.decision, private_note="")


def _clarifications(
    found: Held, side: Side, masked: Callable[[str], str]
) -> tuple[Clarification, ...]:
    if side in {Side.PUBLIC, Side.INVITED}:
        return ()
    return tuple(
        msgspec.structs.replace(one, answer=masked(one.answer)) for one in found.clarifications
    )
