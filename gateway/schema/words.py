"""The closed lists of words of the schema: the contracts' own, made known to Strawberry."""

from __future__ import annotations

import strawberry

from contracts.accounts import Locale
from contracts.cards import Visibility
from contracts.challenges import BudgetStage, ChallengeState, CloseReason, Direction
from contracts.curation import Choice
from contracts.digests import Rhythm
from contracts.exposure import Grouping
from contracts.factors import SecondFactorMethod
from contracts.members import ChangeKind, ChangeState, InvitationState
from contracts.notify import NotificationKind
from contracts.profiles import CostBand, MunicipalityKind, OfferState, OrganizationKind
from contracts.questions import QuestionState
from contracts.recording import Result
from contracts.regaining import RecoveryState
from contracts.registrations import MailProof, RefusalReason, RegistrationState
from contracts.shortlists import ThingKind
from contracts.standing import Standing
from contracts.track_records import TownSize
from contracts.wire import Role

__all__ = [
    "BudgetStage",
    "ChallengeState",
    "ChangeKind",
    "ChangeState",
    "Choice",
    "CloseReason",
    "CostBand",
    "Direction",
    "Grouping",
    "InvitationState",
    "Locale",
    "MailProof",
    "MunicipalityKind",
    "NotificationKind",
    "OfferState",
    "OrganizationKind",
    "QuestionState",
    "RecoveryState",
    "RefusalReason",
    "RegistrationState",
    "Result",
    "Rhythm",
    "Role",
    "SecondFactorMethod",
    "Standing",
    "ThingKind",
    "TownSize",
    "Visibility",
]

strawberry.enum(BudgetStage, description="予算の段階")
strawberry.enum(ChallengeState, description="Drafts are seen by their own organization alone.")
strawberry.enum(CostBand, description="What an offer costs, in bands of yen.")
strawberry.enum(CloseReason, description="Why a challenge ended.")
strawberry.enum(
    Direction, description="Who asks whom: PUBLIC_NEED is 課題掲載, PRIVATE_CALL is 逆公募."
)
strawberry.enum(Locale, description="The language somebody is written to in.")
strawberry.enum(MunicipalityKind, description="Prefecture, city, ward, town or village.")
strawberry.enum(NotificationKind, description="What somebody is told about.")
strawberry.enum(OfferState, description="Withdrawn offers are seen by their own organization.")
strawberry.enum(OrganizationKind, description="What kind of body takes part.")
strawberry.enum(QuestionState, description="Withdrawn ones are seen by who asked.")
strawberry.enum(RecoveryState, description="How far it has come that a factor is lost.")
strawberry.enum(Rhythm, name="LetterRhythm", description="How often letters of finds are sent.")
strawberry.enum(Result, name="LedgerResult", description="What came of what somebody asked.")
strawberry.enum(Role, description="In which role somebody acts.")
strawberry.enum(SecondFactorMethod, description="With what a sign-in can be completed.")
strawberry.enum(ChangeKind, description="What a second person is asked to confirm.")
strawberry.enum(ChangeState, description="Whether a second person has decided.")
strawberry.enum(InvitationState, description="Waiting: for a second person, before any letter.")
strawberry.enum(MailProof, description="What a contact's address says about a public body.")
strawberry.enum(RefusalReason, description="Why an organization was not let in.")
strawberry.enum(
    TownSize, description="How many people live there; PREFECTURE: a prefecture or the state."
)
strawberry.enum(Grouping, name="ExposureGrouping", description="By what who is shown is counted.")
strawberry.enum(Choice, description="What a person decided on a pair.")
strawberry.enum(RegistrationState, description="Unconfirmed: the address has not answered.")
strawberry.enum(Visibility, description="To whom a field of a card is shown.")
strawberry.enum(ThingKind, description="What can be kept on a shortlist.")
strawberry.enum(Standing, description="Whether an organization still takes part.")
