"""The closed lists of words of the schema: the contracts' own, made known to Strawberry."""

from __future__ import annotations

import strawberry

from contracts.accounts import Locale
from contracts.challenges import BudgetStage, ChallengeState, CloseReason, Direction
from contracts.factors import SecondFactorMethod
from contracts.notify import NotificationKind
from contracts.profiles import MunicipalityKind, OfferState, OrganizationKind
from contracts.recording import Result
from contracts.wire import Role

__all__ = [
    "BudgetStage",
    "ChallengeState",
    "CloseReason",
    "Direction",
    "Locale",
    "MunicipalityKind",
    "NotificationKind",
    "OfferState",
    "OrganizationKind",
    "Result",
    "Role",
    "SecondFactorMethod",
]

strawberry.enum(BudgetStage, description="予算の段階")
strawberry.enum(ChallengeState, description="Drafts are seen by their own organization alone.")
strawberry.enum(CloseReason, description="Why a challenge ended.")
strawberry.enum(
    Direction, description="Who asks whom: PUBLIC_NEED is 課題掲載, PRIVATE_CALL is 逆公募."
)
strawberry.enum(Locale, description="The language somebody is written to in.")
strawberry.enum(MunicipalityKind, description="Prefecture, city, ward, town or village.")
strawberry.enum(NotificationKind, description="What somebody is told about.")
strawberry.enum(OfferState, description="Withdrawn offers are seen by their own organization.")
strawberry.enum(OrganizationKind, description="What kind of body takes part.")
strawberry.enum(Result, name="LedgerResult", description="What came of what somebody asked.")
strawberry.enum(Role, description="In which role somebody acts.")
strawberry.enum(SecondFactorMethod, description="With what a sign-in can be completed.")
