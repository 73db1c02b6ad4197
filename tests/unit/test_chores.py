"""What a service does by itself goes on, whatever fails, and ends when it is told to."""

import asyncio
import logging
from types import SimpleNamespace

from chassis.chores import chore
from tests.eventually import eventually


async def test_a_chore_goes_on_while_there_is_some_after_a_failure_and_until_it_is_told_to_stop(
    caplog,
):
    deps, answers = SimpleNamespace(database=None), [2, None, OSError("gone"), 1]
    seen = []

    async def look(given):
        assert given is deps
        answer = answers[len(seen)] if len(seen) < len(answers) else 0
        seen.append(answer)
        if isinstance(answer, Exception):
            raise answer
        return answer

    caplog.set_level(logging.ERROR)
    going = asyncio.create_task(chore("the due", look, pause=0.001)(deps))
    await eventually(lambda: len(seen) > len(answers) + 1)
    going.cancel()
    await asyncio.wait({going})

    assert seen[:4] == answers
    assert going.cancelled()
    assert caplog.messages == ["the due: failed, and is tried again in 0.001 s"]
