"""How a run fares while it goes: a bar on a terminal, a plain line now and then in a file or a pipe."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from demerit.report.numbers import whole, written_seconds, written_speed

_SECONDS_BETWEEN_LINES = 10.0


class RunProgress:
    """A context manager; call `update(days done)` as often as you like.

    On a terminal it draws one bar with the time left and the speed. Elsewhere it writes a line at the start of every
    tenth of the run, but no more often than every ten seconds: no carriage returns in log files. The last line says how
    long everything took, from the moment that this object was made; the summary says how long the living through took.
    """

    def __init__(self, out: Console, *, people: int, days: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._people, self._days, self._clock = out, people, days, clock
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._first_day = 0
        self._done = 0
        self._made = self._began = self._last_line = clock()
        self._next_tenth = 1

    def __enter__(self) -> RunProgress:
        self._began = self._last_line = self._clock()
        if self._out.is_terminal:
            self._bar = Progress(
                TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
                TimeRemainingColumn(), TextColumn("{task.fields[speed]}"), console=self._out, transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task("Days pass", total=self._days, speed="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if kind is None:
            self._line(f"{written_seconds(self._clock() - self._made)} in all")

    @property
    def speed(self) -> float:
        """Person-days a second since the run began or resumed."""
        seconds = self._clock() - self._began
        return (self._done - self._first_day) * self._people / seconds if seconds > 0 else 0.0

    def resume(self, day: int) -> None:
        """Begin at `day`, where a checkpoint left off, so that the speed counts only what is done now."""
        self._first_day = self._done = day
        self._next_tenth = day * 10 // max(1, self._days) + 1
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=day)

    def update(self, days_done: int) -> None:
        """Say that `days_done` days of the run are over, whoever did them and however many at once."""
        self._done = days_done
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=days_done, speed=written_speed(self.speed))
            return
        tenth, now = days_done * 10 // max(1, self._days), self._clock()
        if tenth >= self._next_tenth and days_done < self._days and now - self._last_line >= _SECONDS_BETWEEN_LINES:
            self._next_tenth, self._last_line = tenth + 1, now
            left = (now - self._began) * (self._days - days_done) / max(1, days_done - self._first_day)
            self._line(
                f"day {whole(days_done)} of {whole(self._days)} ({days_done * 100 // self._days} %), "
                f"{written_speed(self.speed)}, about {written_seconds(left)} left"
            )

    def _line(self, text: str) -> None:
        self._out.print(text, soft_wrap=True)
