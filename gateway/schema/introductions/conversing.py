"""The changes of threads, cases, the dialogue record and the desk."""

from __future__ import annotations

import strawberry

from contracts import desk, dialogue, message_files, threads
from gateway.schema.connections import Info, uuid_of
from gateway.schema.inputs import request_of
from gateway.schema.introductions import inputs
from gateway.schema.introductions.queries import own
from gateway.schema.introductions.talking import Message, Talk
from gateway.schema.introductions.work import DeskLetter, Dialogue, MessageCase
from gateway.schema.passing import passing


@strawberry.type
class MessagePayload:
    message: Message


@strawberry.type
class ThreadPayload:
    introduction_id: strawberry.ID
    unread: int


@strawberry.type
class MessageCasePayload:
    case: MessageCase

    @classmethod
    def of(cls, record: threads.MessageCase) -> MessageCasePayload:
        return cls(case=MessageCase.of(record))


@strawberry.type
class TalkPayload:
    talk: Talk


@strawberry.type
class DialoguePayload:
    dialogue: Dialogue


@strawberry.type
class DeskLetterPayload:
    letter: DeskLetter

    @classmethod
    def of(cls, record: desk.DeskLetter) -> DeskLetterPayload:
        return cls(letter=DeskLetter.of(record))


_case = passing(MessageCasePayload)
_letter = passing(DeskLetterPayload)


@strawberry.type
class Conversing:
    @strawberry.mutation(description="Write a message with a file, which says what is in it.")
    async def send_file(
        self,
        info: Info,
        input: inputs.SendFileInput,  # noqa: A002 -- Relay's word
    ) -> MessagePayload:
        asked = inputs.file_of(input)
        found = await info.context.ask(message_files.SEND_FILE, asked)
        return MessagePayload(message=Message.of(found, own(info)))

    @strawberry.mutation(description="Write to the other side.")
    async def send_message(
        self,
        info: Info,
        input: inputs.SendMessageInput,  # noqa: A002 -- Relay's word
    ) -> MessagePayload:
        asked = request_of(threads.SendMessage, input)
        found = await info.context.ask(threads.SEND_MESSAGE, asked)
        return MessagePayload(message=Message.of(found, own(info)))

    @strawberry.mutation(description="Note that one has read what is there.")
    async def read_thread(
        self,
        info: Info,
        input: inputs.ThreadInput,  # noqa: A002 -- Relay's word
    ) -> ThreadPayload:
        asked = threads.ReadThread(introduction_id=uuid_of(input.introduction_id, "introduction"))
        found = await info.context.ask(threads.READ_THREAD, asked)
        return ThreadPayload(introduction_id=input.introduction_id, unread=found.unread)

    @strawberry.mutation(description="Nobody writes there any more.")
    async def block_thread(
        self,
        info: Info,
        input: inputs.ThreadInput,  # noqa: A002 -- Relay's word
    ) -> ThreadPayload:
        asked = threads.Block(
            introduction_id=uuid_of(input.introduction_id, "introduction"),
            idempotency_key=input.idempotency_key,
        )
        found = await info.context.ask(threads.BLOCK, asked)
        return ThreadPayload(introduction_id=input.introduction_id, unread=found.unread)

    report_message = _case(
        threads.REPORT_MESSAGE, inputs.ReportMessageInput, "Report a message to the moderators."
    )
    decide_message_case = _case(
        threads.DECIDE_CASE, inputs.DecideCaseInput, "Decide on a report; the author hears why."
    )
    restore_message = _case(
        threads.RESTORE_MESSAGE,
        inputs.RestoreMessageInput,
        "Show a hidden message again; the author hears why.",
    )

    @strawberry.mutation(description="Offer up to three times for a talk.")
    async def offer_talk(
        self,
        info: Info,
        input: inputs.OfferTalkInput,  # noqa: A002 -- Relay's word
    ) -> TalkPayload:
        asked = request_of(threads.OfferTalk, input)
        found = await info.context.ask(threads.OFFER_TALK, asked)
        return TalkPayload(talk=Talk.of(found, own(info)))

    @strawberry.mutation(description="Pick a time, or call the talk off.")
    async def choose_talk(
        self,
        info: Info,
        input: inputs.ChooseTalkInput,  # noqa: A002 -- Relay's word
    ) -> TalkPayload:
        asked = request_of(threads.ChooseTalk, input)
        found = await info.context.ask(threads.CHOOSE_TALK, asked)
        return TalkPayload(talk=Talk.of(found, own(info)))

    @strawberry.mutation(description="Note a call or a meeting.")
    async def note_dialogue(
        self,
        info: Info,
        input: inputs.NoteDialogueInput,  # noqa: A002 -- Relay's word
    ) -> DialoguePayload:
        asked = request_of(dialogue.NoteDialogue, input)
        found = await info.context.ask(dialogue.NOTE_DIALOGUE, asked)
        return DialoguePayload(dialogue=Dialogue.of(found))

    write_desk_letter = _letter(
        desk.WRITE_LETTER, inputs.WriteDeskLetterInput, "Write a letter, or other words for one."
    )
    send_desk_letter = _letter(
        desk.SEND_LETTER,
        inputs.SendDeskLetterInput,
        "Send a letter; to several as a second person.",
    )
    discard_desk_letter = _letter(
        desk.DISCARD_LETTER, inputs.SendDeskLetterInput, "Throw a letter away."
    )
