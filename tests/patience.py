"""Waiting longer than the product does: a slow or busy machine is no fault of what is tested."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from services.accounts import proofs

PATIENCE = 15.0
"""The setting of that name in the process of the tests. What a test says about waiting it says with
its own limits, or by a part that is not there at all."""
NOW = time.time()
"""When codes of apps are shown and looked at."""


def no_step_ends() -> None:
    """No step of a code ends in the middle of a test."""
    proofs.time = SimpleNamespace(time=lambda: NOW)  # type: ignore[assignment]  # all it uses of the module


def no_time_passes(patch: pytest.MonkeyPatch) -> None:
    """What is used up of a limit does not come back while a slow machine asks on."""
    from gateway.limits import Buckets  # noqa: PLC0415 -- heavy, and not for every test

    patch.setattr(Buckets.__init__, "__defaults__", (lambda: 0.0,))
