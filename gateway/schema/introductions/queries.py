"""The questions about introductions. Each is answered for one's own organization alone."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from contracts import desk, dialogue, message_files, preferences, threads
from contracts import introductions as contract
from contracts.wire import After, Method
from gateway.context import must
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    connect,
    uuid_of,
)
from gateway.schema.introductions import words
from gateway.schema.introductions.nouns import Interest, Preference, Responses
from gateway.schema.introductions.talking import Introduction, MessageFile, MessageFileContent
from gateway.schema.introductions.work import DeskLetter, Dialogue, MessageCase, Stuck
from gateway.schema.lists import page_of


def own(info: Info) -> UUID | None:
    return info.context.actor.organization if info.context.actor else None


@strawberry.input(description="Which contacts: with whom, and from which day to which in Japan.")
class DialogueFilter:
    organization_id: strawberry.ID | None = strawberry.field(
        default=None, description="Whose record; for an auditor of the platform."
    )
    company_id: strawberry.ID | None = None
    since: date | None = None
    until: date | None = None


@strawberry.type
class IntroductionQuestions:
    @strawberry.field(description="One's own private wish about an organization.")
    async def preference(self, info: Info, organization_id: strawberry.ID) -> Preference | None:
        asked = preferences.GetPreferences(ids=(uuid_of(organization_id, "organization"),))
        found = await info.context.ask(preferences.GET_PREFERENCES, asked)
        return Preference.of(found[0]) if found else None

    @strawberry.field(description="One's own private wishes, the newest first.")
    async def preferences(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[Preference]:
        page, seal = await page_of(
            info,
            "preferences",
            preferences.LIST_PREFERENCES,
            preferences.ListPreferences(),
            first,
            after,
        )
        places = [seal(After(id=one.id, at=one.set_at)) for one in page.preferences]
        nodes = [Preference.of(one) for one in page.preferences]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="The file of a message, with what is in it.")
    async def message_file(
        self,
        info: Info,
        id: strawberry.ID,  # noqa: A002 -- GraphQL's word
    ) -> MessageFileContent:
        asked = message_files.ReadFile(id=uuid_of(id, "file"))
        found = await info.context.ask(message_files.READ_FILE, asked)
        return MessageFileContent(
            file=MessageFile.of(found.file), content=b64encode(found.content).decode()
        )

    @strawberry.field(description="Interests of one's own unit, received or sent.")
    async def interests(
        self,
        info: Info,
        received: bool,
        only_open: bool = False,
        first: FirstArgument = 20,
        after: AfterArgument = None,
    ) -> Connection[Interest]:
        asked = contract.ListInterests(received=received, only_open=only_open)
        page, seal = await page_of(info, "interests", contract.LIST_INTERESTS, asked, first, after)
        places = [seal(After(id=one.id, at=one.sent_at)) for one in page.interests]
        nodes = [Interest.of(one, own(info)) for one in page.interests]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="How many of one's own interests wait for an answer.")
    async def open_interests(self, info: Info) -> int:
        asked = contract.ListInterests(received=False, first=1)
        return int((await info.context.ask(contract.LIST_INTERESTS, asked)).open)

    @strawberry.field(description="One interest of one's own unit.")
    async def interest(self, info: Info, id: strawberry.ID) -> Interest | None:  # noqa: A002 -- GraphQL's word
        asked = contract.GetInterests(ids=(uuid_of(id, "interest"),))
        found = await info.context.ask(contract.GET_INTERESTS, asked)
        return Interest.of(must(found[0] if found else None, "interest"), own(info))

    @strawberry.field(description="Introductions of one's own unit, the newest first.")
    async def introductions(
        self,
        info: Info,
        state: words.IntroductionState | None = None,
        first: FirstArgument = 20,
        after: AfterArgument = None,
    ) -> Connection[Introduction]:
        asked = contract.ListIntroductions(state=state)
        page, seal = await page_of(
            info, "introductions", contract.LIST_INTRODUCTIONS, asked, first, after
        )
        places = [seal(After(id=one.id, at=one.made_at)) for one in page.introductions]
        nodes = [Introduction.of(one) for one in page.introductions]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="One introduction of one's own unit.")
    async def introduction(self, info: Info, id: strawberry.ID) -> Introduction | None:  # noqa: A002 -- likewise
        asked = contract.GetIntroductions(ids=(uuid_of(id, "introduction"),))
        found = await info.context.ask(contract.GET_INTRODUCTIONS, asked)
        return Introduction.of(must(found[0] if found else None, "introduction"))

    @strawberry.field(description="How a public body answers; null below five cases.")
    async def responses(self, info: Info, organization_id: strawberry.ID) -> Responses | None:
        asked = contract.GetResponses(ids=(uuid_of(organization_id, "organization"),))
        found = await info.context.ask(contract.GET_RESPONSES, asked)
        return Responses.of(found[0]) if found else None

    @strawberry.field(
        description="Reported messages that wait for a decision; or those that are hidden."
    )
    async def message_cases(self, info: Info, hidden: bool = False) -> list[MessageCase]:
        asked = threads.ListCases(hidden=hidden)
        found = await info.context.ask(threads.LIST_CASES, asked)
        return [MessageCase.of(one) for one in found]

    @strawberry.field(description="Contacts with private sides (対話記録), the newest first.")
    async def dialogues(
        self,
        info: Info,
        filter: DialogueFilter | None = None,  # noqa: A002 -- GraphQL's word
        first: FirstArgument = 50,
        after: AfterArgument = None,
    ) -> Connection[Dialogue]:
        asked = _asked(dialogue.ListDialogues, filter)
        return await _dialogues(info, dialogue.LIST_DIALOGUES, asked, first, after)

    @strawberry.field(description="The same, to be disclosed; that it was is recorded.")
    async def dialogue_export(
        self,
        info: Info,
        filter: DialogueFilter | None = None,  # noqa: A002 -- likewise
        first: FirstArgument = 100,
        after: AfterArgument = None,
    ) -> Connection[Dialogue]:
        asked = _asked(dialogue.ExportDialogues, filter)
        return await _dialogues(info, dialogue.EXPORT_DIALOGUES, asked, first, after)

    @strawberry.field(description="What does not move, the longest first.")
    async def stuck(self, info: Info) -> list[Stuck]:
        found = await info.context.ask(desk.LIST_STUCK, desk.ListStuck())
        return [Stuck.of(one) for one in found]

    @strawberry.field(description="The coordinator's letters.")
    async def desk_letters(self, info: Info) -> list[DeskLetter]:
        found = await info.context.ask(desk.LIST_LETTERS, desk.ListLetters())
        return [DeskLetter.of(one) for one in found]


def _asked(kind: type[Any], given: DialogueFilter | None) -> Any:
    if given is None:
        return kind()
    whose, company = given.organization_id, given.company_id
    return kind(
        organization_id=uuid_of(whose, "organization") if whose else None,
        company_id=uuid_of(company, "organization") if company else None,
        since=given.since,
        until=given.until,
    )


async def _dialogues(
    info: Info, method: Method[Any, Any], asked: Any, first: int, after: str | None
) -> Connection[Dialogue]:
    page, seal = await page_of(info, method.subject, method, asked, first, after)
    places = [seal(After(id=one.id, at=one.at)) for one in page.dialogues]
    nodes = [Dialogue.of(one) for one in page.dialogues]
    return connect(nodes, places, more=page.more, after=after, total=page.total)
