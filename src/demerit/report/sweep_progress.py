"""How many of how many points are done: a bar on a terminal, a plain line now and then in a file or a pipe."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from demerit.report.numbers import whole, written_seconds

_SECONDS_BETWEEN_LINES = 10.0


class PointsProgress:
    """A context manager; call `update(done, of)` after each point. The last line says how long all of it took."""

    def __init__(self, out: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out, clock
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._began = self._last_line = clock()
        self._first: int | None = None

    def __enter__(self) -> PointsProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if kind is None:
            self.note(f"{written_seconds(self._clock() - self._began)} in all")

    def note(self, text: str) -> None:
        """A remark on a line of its own."""
        self._out.print(text, soft_wrap=True)

    def update(self, done: int, of: int) -> None:
        """Say that so many of so many points are done."""
        if self._first is None:
            self._first = done - 1
        if self._out.is_terminal:
            self._draw(done, of)
            return
        now = self._clock()
        if done < of and now - self._last_line >= _SECONDS_BETWEEN_LINES:
            left = (now - self._began) * (of - done) / max(1, done - self._first)
            self._last_line = now
            self.note(f"{whole(done)} of {whole(of)} points, about {written_seconds(left)} left")

    def _draw(self, done: int, of: int) -> None:
        if self._bar is None:
            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} of {task.total}"),
                TimeRemainingColumn(), console=self._out, transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task("Points", total=of)
            self._bar.start()
        if self._task is not None:
            self._bar.update(self._task, completed=done)
