"""What the changes of introductions take."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import msgspec
import strawberry

from contracts import message_files, preferences
from gateway.schema.connections import new_id, uuid_of
from gateway.schema.inputs import ID, KEY, REVISION, bytes_of, request_of
from gateway.schema.introductions import words

R = TypeVar("R", bound=msgspec.Struct)


@strawberry.input(description="What the other side may have, once there is an introduction.")
class ContactInput:
    name: str = ""
    email: str | None = None


@strawberry.input
class SetPreferenceInput:
    organization_id: strawberry.ID = strawberry.field(description="The other one.")
    grade: words.Grade | None = strawberry.field(default=None, description="None takes it back.")
    contact: ContactInput | None = None
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class SendInterestInput:
    id: strawberry.ID = strawberry.field(description=ID)
    cause: words.Cause
    cause_id: strawberry.ID | None = None
    to_organization_id: strawberry.ID | None = None
    to_unit_id: strawberry.ID | None = None
    line: str
    contact: ContactInput | None = None
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ChangeInterestInput:
    id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AcceptInterestInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    contact: ContactInput | None = None
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class DeclineInterestInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    reason: words.DeclineReason | None = None
    note: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ForwardInterestInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    unit_id: strawberry.ID
    note: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class EndIntroductionInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    reason: words.EndReason
    note: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class TransferIntroductionInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    unit_id: strawberry.ID | None = None
    contact: ContactInput | None = None
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class SendMessageInput:
    id: strawberry.ID = strawberry.field(description=ID)
    introduction_id: strawberry.ID
    body: str
    links: list[str] = strawberry.field(default_factory=list)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input(description="A message with one file.")
class SendFileInput:
    id: strawberry.ID = strawberry.field(description=ID)
    introduction_id: strawberry.ID
    name: str
    description: str = strawberry.field(description="What is in it.")
    content: str = strawberry.field(description="In base64.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


def file_of(given: SendFileInput) -> message_files.SendFile:
    return message_files.SendFile(
        id=new_id(given.id),
        introduction_id=uuid_of(given.introduction_id, "introduction"),
        name=given.name,
        description=given.description,
        content=bytes_of(given.content),
        idempotency_key=given.idempotency_key,
    )


@strawberry.input
class ThreadInput:
    introduction_id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ReportMessageInput:
    id: strawberry.ID = strawberry.field(description=ID)
    message_id: strawberry.ID
    reason: words.ReportReason
    note: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class DecideCaseInput:
    id: strawberry.ID
    outcome: words.Outcome
    reason: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class RestoreMessageInput:
    id: strawberry.ID = strawberry.field(description="Of the case.")
    reason: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class OfferTalkInput:
    id: strawberry.ID = strawberry.field(description=ID)
    introduction_id: strawberry.ID
    times: list[datetime]
    minutes: int = 30
    place: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ChooseTalkInput:
    id: strawberry.ID
    time: datetime | None = strawberry.field(default=None, description="None calls it off.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class NoteDialogueInput:
    id: strawberry.ID = strawberry.field(description=ID)
    company_id: strawberry.ID
    kind: words.ContactKind
    at: datetime
    people: str
    disclosed: str
    offered_to: str = ""


@strawberry.input
class WriteDeskLetterInput:
    id: strawberry.ID = strawberry.field(description=ID)
    revision: int | None = None
    kind: words.StuckKind | None = None
    subject_id: strawberry.ID | None = None
    to: list[strawberry.ID]
    to_unit_id: strawberry.ID | None = None
    subject: str
    text: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class SendDeskLetterInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


def with_contact(kind: type[R], given: Any) -> R:
    """An input as its request, with the contact in it."""
    found = request_of(kind, given)
    if given.contact is None:
        return found
    contact = preferences.Contact(
        name=given.contact.name, email=(given.contact.email or "").strip() or None
    )
    return msgspec.structs.replace(found, contact=contact)


def preference_of(given: SetPreferenceInput) -> preferences.SetPreference:
    contact = given.contact or ContactInput()
    return preferences.SetPreference(
        id=uuid_of(given.organization_id, "organization"),
        grade=given.grade,
        contact=preferences.Contact(name=contact.name, email=(contact.email or "").strip() or None),
        idempotency_key=given.idempotency_key,
    )
