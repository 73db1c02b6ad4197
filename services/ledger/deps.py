"""What every handler of this service works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from chassis.apart import Apart
from chassis.postgres import Database
from chassis.recording import Allowance
from contracts.ledger import KeptHead


@dataclass(frozen=True, slots=True)
class Deps:
    database: Database
    heads: Apart[KeptHead]
    """Where chains ended, hour by hour, outside the database."""
    allowance: Allowance = field(default_factory=Allowance)
    """Of refusals that the gateway tells: who asks for ever must not fill the record."""
