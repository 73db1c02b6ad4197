"""The closed lists of words of introductions, made known to Strawberry."""

from __future__ import annotations

import strawberry

from contracts.desk import Action, LetterState, StuckKind
from contracts.dialogue import ContactKind
from contracts.introductions import (
    Cause,
    DeclineReason,
    EndReason,
    InterestState,
    IntroductionState,
    StepKind,
)
from contracts.preferences import Grade
from contracts.threads import Outcome, ReportReason, TalkState

__all__ = [
    "Action",
    "Cause",
    "ContactKind",
    "DeclineReason",
    "EndReason",
    "Grade",
    "InterestState",
    "IntroductionState",
    "LetterState",
    "Outcome",
    "ReportReason",
    "StepKind",
    "StuckKind",
    "TalkState",
]

strawberry.enum(Action, name="DeskAction", description="The next best thing to do.")
strawberry.enum(Cause, name="InterestCause", description="What an interest is about.")
strawberry.enum(ContactKind, description="How two sides were in contact.")
strawberry.enum(DeclineReason, description="Why an interest was declined.")
strawberry.enum(EndReason, description="Why an introduction ended; stays with the own side.")
strawberry.enum(Grade, description="How much one wishes to meet; never shown to the other side.")
strawberry.enum(InterestState, description="How an interest stands.")
strawberry.enum(IntroductionState, description="Live until one of the sides ends it.")
strawberry.enum(LetterState, name="DeskLetterState", description="Waiting: for a second person.")
strawberry.enum(Outcome, name="CaseOutcome", description="How a moderator decided.")
strawberry.enum(ReportReason, description="What is wrong with a message.")
strawberry.enum(StepKind, name="InterestStepKind", description="What happened to an interest.")
strawberry.enum(StuckKind, description="What does not move.")
strawberry.enum(TalkState, description="How far two sides are in finding a time.")
