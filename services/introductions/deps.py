"""What every handler, reader and job of this service works with."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.postgres import Database


@dataclass(frozen=True, slots=True)
class Deps:
    database: Database
