"""What matching holds of one person: which runs they made. A run stays, by an id without a name."""

from __future__ import annotations

from chassis.own import Own, Part
from services.matching.store import own

OWN = Own(parts=(Part("runs", own.RUNS),))
