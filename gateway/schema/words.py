"""The closed lists of words of the schema."""

from __future__ import annotations

import strawberry

from contracts import accounts, challenges, notify, profiles, wire

Direction = strawberry.enum(
    challenges.Direction, description="Who asks whom: PUBLIC_NEED 課題掲載, PRIVATE_CALL 逆公募."
)
ChallengeState = strawberry.enum(challenges.ChallengeState)
BudgetStage = strawberry.enum(challenges.BudgetStage, description="予算の段階")
CloseReason = strawberry.enum(challenges.CloseReason)
OfferState = strawberry.enum(profiles.OfferState)
OrganizationKind = strawberry.enum(profiles.OrganizationKind)
MunicipalityKind = strawberry.enum(profiles.MunicipalityKind)
NotificationKind = strawberry.enum(notify.NotificationKind)
Role = strawberry.enum(wire.Role)
Locale = strawberry.enum(accounts.Locale)
