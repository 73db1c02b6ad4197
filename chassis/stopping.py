"""Being told to stop, and hearing it.

``asyncio.wait_for`` of Python 3.11, which nats-py and asyncpg use, may swallow a cancellation
that comes in the moment it is done. The task still knows that it was asked to end, so whoever
goes on for long looks here each time round.
"""

from __future__ import annotations

import asyncio


def told_to_stop() -> bool:
    """Whether the running task was cancelled, heard or not."""
    task = asyncio.current_task()
    return bool(task and task.cancelling())


def stop_if_told() -> None:
    """Raises ``CancelledError`` when the running task was cancelled."""
    if told_to_stop():
        raise asyncio.CancelledError
