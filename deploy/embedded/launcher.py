"""Becomes another program after giving up root and tying its life to the parent's.

Run as a file by a bare interpreter (`python -I -S launcher.py MODE SIGNAL PARENT program ...`), so
it imports nothing of Enishi. PostgreSQL refuses to run as root: a user namespace, where root looks
like user 1000, needs neither another account nor another owner of the files.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
INNER_USER = 1000
UNPRIVILEGED = "nobody"
ORPHANED = 112


class Mode(StrEnum):
    """Who the program runs as."""

    PLAIN = "plain"  # the one who asks
    NAMESPACE = "namespace"  # root, seen from inside as an ordinary user
    NOBODY = "nobody"  # really the user nobody, where namespaces are forbidden


def command(mode: Mode, death_signal: signal.Signals, *program: str | Path) -> list[str]:
    """The command line of `program`, which gets `death_signal` when this process dies.

    The kernel watches the thread that starts it, so start it from one that stays: the event loop's.
    """
    mine = [sys.executable, "-I", "-S", __file__, mode, str(int(death_signal)), str(os.getpid())]
    return [*mine, *map(str, program)]


def unprivileged_mode() -> Mode:
    """How to run something that refuses root, from where this process stands."""
    if os.geteuid() != 0:
        return Mode.PLAIN
    probe = command(Mode.NAMESPACE, signal.SIGKILL, sys.executable, "-I", "-S", "-c", "")
    tried = subprocess.run(probe, capture_output=True, check=False)  # noqa: S603 - ours
    return Mode.NOBODY if tried.returncode else Mode.NAMESPACE


def enter_namespace() -> None:
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "no user namespaces here")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{INNER_USER} {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{INNER_USER} {group} 1", encoding="ascii")


def become_nobody() -> None:
    nobody = pwd.getpwnam(UNPRIVILEGED)
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def main(mode: str, death_signal: str, parent: str, *program: str) -> None:
    if mode == Mode.NAMESPACE:
        enter_namespace()
    elif mode == Mode.NOBODY:
        become_nobody()
    if sys.platform == "linux":  # after the change of user, which would clear it
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != int(parent):  # it died before we asked to be told
        sys.exit(ORPHANED)
    os.execv(program[0], program)  # noqa: S606 - becoming it is the point


if __name__ == "__main__":
    main(*sys.argv[1:])
