"""The closed lists of words of what comes after meetings, made known to Strawberry."""

from __future__ import annotations

import strawberry

from contracts.event_reports import ReportGrouping
from contracts.follow_ups import FollowUpAnswer, FollowUpStep
from contracts.ratings import GoOn

__all__ = ["FollowUpAnswer", "FollowUpStep", "GoOn", "ReportGrouping"]

strawberry.enum(GoOn, description="Whether somebody wants to go on talking after a meeting.")
strawberry.enum(ReportGrouping, description="By what participants are counted in groups.")
strawberry.enum(FollowUpStep, description="How long after they were introduced.")
strawberry.enum(FollowUpAnswer, description="What became of a meeting.")
