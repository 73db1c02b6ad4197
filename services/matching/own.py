"""What matching holds of one person: which runs they made. A run stays, by an id without a name."""

from __future__ import annotations

from chassis.own import Own, Part
from services.matching.store import own

OWN = Own(
    parts=(
        Part("runs", own.RUNS),
        Part("pins_and_exclusions", own.CHOICES),
        Part("strengths_set", own.STRENGTHS),
    ),
    apart={"refusals.excluded_by": "ids of organizations, of which one said no to the other"},
)
