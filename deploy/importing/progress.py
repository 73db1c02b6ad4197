"""Showing how far an import is: a bar on a terminal, lines elsewhere, nothing in a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress as RichBars
    from rich.progress import TaskID

Say = Callable[[str], None]


class Progress(Protocol):
    def begin(self, what: str, total: int) -> None: ...

    def advance(self, rows: int) -> None: ...

    def end(self) -> None: ...


class Silent:
    def begin(self, what: str, total: int) -> None:
        pass

    def advance(self, rows: int) -> None:
        pass

    def end(self) -> None:
        pass


class Lines:
    """One line for each step that had something to do."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._what, self._done = "", 0

    def begin(self, what: str, total: int) -> None:  # noqa: ARG002 -- the protocol's
        self._what, self._done = what, 0

    def advance(self, rows: int) -> None:
        self._done += rows

    def end(self) -> None:
        if self._done:
            self._say(f"{self._what}: {self._done} rows sent")


class Bars:
    def __init__(self, bars: RichBars) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def begin(self, what: str, total: int) -> None:
        self._task = self._bars.add_task(what, total=total, visible=total > 0)

    def advance(self, rows: int) -> None:
        if self._task is not None:
            self._bars.advance(self._task, rows)

    def end(self) -> None:
        self._task = None


@contextmanager
def progress(*, terminal: bool, say: Say = print) -> Iterator[Progress]:
    if not terminal:
        yield Lines(say)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichBars

    columns = (TextColumn("{task.description:16}"), BarColumn(), MofNCompleteColumn())
    with RichBars(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
        yield Bars(bars)
