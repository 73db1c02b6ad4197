"""Every part that can be run, by name. The one place that knows them all."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from chassis.service import Service
from contracts import rights

SERVICES = rights.SERVICES
GATEWAY = "gateway"
OPERATOR = "operator"
PREPARE = "prepare"

USERS = (*SERVICES, GATEWAY, OPERATOR, PREPARE)
"""Who is known to NATS, each with a key of its own."""
SPEAKERS = (GATEWAY, OPERATOR)
"""Who may sign for people."""
WITH_SECRET = ("accounts", "notify")
"""Who keeps what a copy of the database alone must not show."""


def service(name: str) -> Service[Any]:
    """The service of that name; imports it alone, so the notify image needs no scikit-learn.

    Raises ``LookupError`` for a name that is none.
    """
    if name not in SERVICES:
        raise LookupError(f"no such service: {name}; there are {', '.join(SERVICES)}")
    found: Service[Any] = import_module(f"services.{name}.app").SERVICE
    return found
