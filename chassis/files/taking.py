"""Taking a file in: looked at aside, a few at a time, and refused in words of a field."""

from __future__ import annotations

import asyncio

from chassis.files.inspecting import Taken, inspected
from chassis.files.problem import NotTaken
from chassis.texts import visible
from contracts.faults import FieldProblem, Invalid, Limited

AT_ONCE = asyncio.Semaphore(4)
"""Files that one process looks at side by side; further ones are told to come back."""


async def taken(name: str, description: str, content: bytes) -> Taken:
    """The file as it is kept. Raises ``Invalid`` and ``Limited``."""
    if not visible(description):
        problem = FieldProblem("description", "required")
        raise Invalid("say what is in it", fields=(problem,))
    if AT_ONCE.locked():
        raise Limited("many files are being looked at", retry_after=2)
    async with AT_ONCE:
        try:
            return await asyncio.to_thread(inspected, name, content)
        except NotTaken as not_taken:
            problem = FieldProblem("content", not_taken.problem)
            raise Invalid("this file is not taken", fields=(problem,)) from None
