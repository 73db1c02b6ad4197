"""How often the viewer is written to of what was found, and ending it by the link of a letter."""

from __future__ import annotations

import strawberry

from contracts import digests
from gateway.schema import words
from gateway.schema.connections import Info


@strawberry.input
class SetLetterRhythmInput:
    rhythm: words.Rhythm


@strawberry.input(description="Of the link in a letter; one need not be signed in.")
class StopLettersInput:
    token: str


@strawberry.type
class LetterRhythmPayload:
    rhythm: words.Rhythm


@strawberry.type
class LetterQuestions:
    @strawberry.field(description="How often the viewer gets letters of matches and of searches.")
    async def letter_rhythm(self, info: Info) -> words.Rhythm:
        found = await info.context.ask(digests.GET_RHYTHM, digests.GetRhythm())
        rhythm: words.Rhythm = found.rhythm
        return rhythm

    @strawberry.field(description="Whose letters a link would end: how often they come now.")
    async def stop_link(self, info: Info, token: str) -> words.Rhythm:
        asked = digests.LookUpStop(token=token)
        found = await info.context.ask(digests.LOOK_UP_STOP, asked)
        rhythm: words.Rhythm = found.rhythm
        return rhythm


@strawberry.type
class LetterChoosing:
    @strawberry.mutation(description="At once, once a day, once a week, or never.")
    async def set_letter_rhythm(
        self,
        info: Info,
        input: SetLetterRhythmInput,  # noqa: A002 -- Relay's word
    ) -> LetterRhythmPayload:
        asked = digests.SetRhythm(rhythm=input.rhythm)
        found = await info.context.ask(digests.SET_RHYTHM, asked)
        return LetterRhythmPayload(rhythm=found.rhythm)

    @strawberry.mutation(description="No more letters of matches and of searches.")
    async def stop_letters(
        self,
        info: Info,
        input: StopLettersInput,  # noqa: A002 -- likewise
    ) -> LetterRhythmPayload:
        asked = digests.StopLetters(token=input.token)
        found = await info.context.ask(digests.STOP_LETTERS, asked)
        return LetterRhythmPayload(rhythm=found.rhythm)
