"""Waiting longer than the product does: a slow or busy machine is no fault of what is tested.

In the process of the tests only. What a test says about waiting it says with its own limits, or
by a part that is not there at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chassis import postgres, recording
from chassis.calls import Bus
from contracts.wire import Method
from deploy import asking

FACTOR = 10.0


def wait_longer(patch: pytest.MonkeyPatch) -> None:
    """Until ``patch`` is undone, services have this much more time to answer, and databases too."""
    call = Bus.call

    async def patiently(
        self: Bus, method: Method[Any, Any], request: Any, *more: Any, **named: Any
    ) -> Any:
        longer = replace(method, deadline=FACTOR * method.deadline)
        return await call(self, longer, request, *more, **named)

    patch.setattr(Bus, "call", patiently)
    patch.setattr(postgres, "ACQUIRE", 20 * postgres.ACQUIRE)
    patch.setattr(recording, "PATIENCE", FACTOR * recording.PATIENCE)
    patch.setattr(asking, "REACH", FACTOR * asking.REACH)
