"""How far a long job is, on standard error: a bar with the time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

STEP = 10
"""Per cent between two lines where there is no terminal."""


class Progress:
    """`with Progress("film", frames) as bar: bar.advance()`."""

    def __init__(self, label: str, total: int) -> None:
        self._label, self._total, self._done, self._told = label, total, 0, 0
        self._stack = ExitStack()
        self._start = time.monotonic()
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as RichBar

            columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
            self._bar = self._stack.enter_context(RichBar(*columns, console=Console(stderr=True)))
            self._task = self._bar.add_task(self._label, total=self._total)
        return self

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.advance(self._task)
            return
        percent = 100 * self._done // max(1, self._total)
        if percent >= self._told + STEP:
            self._told = percent - percent % STEP
            left = (time.monotonic() - self._start) / self._done * (self._total - self._done)
            print(f"{self._label}: {self._told} %, {left:.0f} s left", file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
