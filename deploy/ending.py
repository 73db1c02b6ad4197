"""How a command ends: its exit code, and one line at most for what people can mend."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable

from cyclopts import CycloptsError

OUTPUT = 1
"""The descriptor that is read by whoever the output is piped to."""
INTERRUPTED, UNREAD = 130, 141
"""128 and the signal that would have ended another program: SIGINT, SIGPIPE."""


def code_of(command: Callable[[], int | None]) -> int:
    """Run it; 2 for wrong use, 1 for a failure. A bug is raised."""
    try:
        code = command() or 0
        print(end="", flush=True)  # here, and not when nobody can catch it any more
    except CycloptsError:  # it has said what is wrong by itself
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if _is_unread(error):
            _write_nowhere()
            return UNREAD
        from deploy.expected import line_of

        line, code = line_of(error)
        if line is None:
            raise
        print(f"enishi: {line}", file=sys.stderr)
    return code


def _is_unread(error: Exception) -> bool:
    """Whether it is our reader that went, as ``head`` does, and not a server."""
    if isinstance(error, ExceptionGroup):
        return error.subgroup(BrokenPipeError) is not None and _reader_is_gone()
    return isinstance(error, BrokenPipeError) and _reader_is_gone()


def _reader_is_gone() -> bool:
    poll = select.poll()
    poll.register(OUTPUT, 0)
    return bool(poll.poll(0))


def _write_nowhere() -> None:
    """What is still to be written would fail again at the end of the program."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, OUTPUT)
    os.close(nowhere)
