"""Waiting longer than the product does: a slow or busy machine is no fault of what is tested.

In the process of the tests only. What a test says about waiting it says with its own limits, or
by a part that is not there at all.
"""

from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from chassis import postgres, recording
from chassis.calls import Bus
from contracts.wire import Method
from deploy import asking
from deploy.embedded import process
from services.accounts import proofs

FACTOR = 10.0
USUALLY = Bus.call
NOW = time.time()
"""When codes of apps are shown and looked at: no step of theirs ends in the middle of a test."""


def wait_longer() -> None:
    """From now on services have this much more time to start and to answer, and databases too."""
    process.READY_WITHIN *= FACTOR
    asking.REACH *= FACTOR
    postgres.ACQUIRE *= 2 * FACTOR
    recording.PATIENCE *= FACTOR
    proofs.time = SimpleNamespace(time=lambda: NOW)  # type: ignore[assignment]  # all it uses of the module
    Bus.call = _patiently  # type: ignore[assignment]  # takes the rest as it comes


async def _patiently(
    self: Bus, method: Method[Any, Any], request: Any, *more: Any, **named: Any
) -> Any:
    longer = replace(method, deadline=FACTOR * method.deadline)
    return await USUALLY(self, longer, request, *more, **named)


def wait_as_usual(patch: pytest.MonkeyPatch) -> None:
    """Where what is asked dies with the question in hand, and never answers."""
    patch.setattr(Bus, "call", USUALLY)


def no_time_passes(patch: pytest.MonkeyPatch) -> None:
    """What is used up of a limit does not come back while a slow machine asks on."""
    from gateway.limits import Buckets  # noqa: PLC0415 -- heavy, and not for every test

    patch.setattr(Buckets.__init__, "__defaults__", (lambda: 0.0,))
