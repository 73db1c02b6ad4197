"""Faults that people cause and can mend, as one line; anything else is a bug with a traceback."""

from __future__ import annotations

import errno

from chassis.ports import PortTaken
from chassis.settings import WrongSetting
from contracts.faults import Fault, Forbidden, Unauthenticated
from deploy.asking import NoTown
from deploy.embedded.home import HomeInUse
from deploy.embedded.process import ServerFailed
from deploy.failing import Failed


def line_of(error: BaseException) -> tuple[str | None, int]:
    """What to say, none for a bug; and the exit code."""
    found: tuple[str | None, int]
    match error:
        case BaseExceptionGroup():
            return line_of(error.exceptions[0])
        case Failed():
            found = str(error), error.code
        case WrongSetting():
            found = str(error), 2
        case NoTown() | HomeInUse() | PortTaken() | ServerFailed():
            found = str(error), 1
        case Fault():
            found = _of_fault(error), 1
        case OSError():
            found = _of_system(error), 1
        case _:
            found = None, 1
    return found


def _of_fault(fault: Fault) -> str:
    if isinstance(fault, Unauthenticated | Forbidden):
        return f"the town does not take this operator's key ({fault.message}): is it another's?"
    return f"{fault.message} ({fault.code}); see enishi status"


def _of_system(error: OSError) -> str | None:
    if error.errno == errno.EADDRINUSE:
        return f"the port is taken ({error.strerror}): choose another with ENISHI_PORT"
    if isinstance(error, PermissionError | FileNotFoundError):
        return f"{error.filename}: {error.strerror}"
    return None
