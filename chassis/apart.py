"""Lists that have to outlive the database: a file of lines in ``<home>/apart``.

Copy that folder elsewhere, to where who can change the database cannot write.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

import msgspec

R = TypeVar("R")
FOLDER = "apart"


class Apart(Generic[R]):
    """Records, one a line, in the order in which they were added. Only ever appended to."""

    def __init__(self, home: Path, name: str, kind: type[R]) -> None:
        self.path = home / FOLDER / f"{name}.jsonl"
        self._kind = kind

    def read(self) -> tuple[R, ...]:
        """What is in it; nothing where there is none yet. As ``read_from``."""
        return self.read_from(self.path) if self.path.exists() else ()

    def read_from(self, path: Path) -> tuple[R, ...]:
        """What is in a copy of it; a last line that was cut off is no line.

        Raises ``OSError`` and ``msgspec.DecodeError``.
        """
        text = path.read_bytes()
        return tuple(
            msgspec.json.decode(line, type=self._kind)
            for line in text.splitlines(keepends=True)
            if line.endswith(b"\n") and line.strip()
        )

    def add(self, rows: tuple[R, ...]) -> None:
        """On disk when this returns; readable by the owner alone. Raises ``OSError``."""
        if not rows:
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        lines = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
        with self.path.open("r+b") as file:
            file.seek(_end(file))
            file.write(lines)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())


def _end(file: BinaryIO) -> int:
    """Behind the last whole line: what was cut off is written over."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        return 0
    file.seek(size - 1)
    if file.read(1) == b"\n":
        return size
    file.seek(0)
    return file.read().rfind(b"\n") + 1
