"""Learning from what became of pairs; off until it has proved itself, and only an operator asks."""

from __future__ import annotations

from msgspec import Struct

from contracts.curation import Strengths
from contracts.wire import Method


class FitStrengths(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    switch_on: bool = False
    """Use them everywhere where nobody has set any, if they have proved themselves."""


class Fitted(Struct, frozen=True, kw_only=True):
    """Figures on pairs that were kept apart: how often a yes stands above a no (0.5: by chance)."""

    outcomes: int
    """Pairs whose outcome is known, and that were on a list."""
    needed: int
    strengths: Strengths | None = None
    """None: there was too little to learn from."""
    usual: float = 0.0
    learned: float = 0.0
    gain_low: float = 0.0
    """The lower end of the gain's 95 % interval, drawing pairs anew."""
    proved: bool = False
    switched_on: bool = False


FIT_STRENGTHS = Method("rpc.matching.v1.strengths.fit", FitStrengths, Fitted, deadline=60.0)
