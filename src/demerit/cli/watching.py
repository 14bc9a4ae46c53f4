"""What a person sees while a run goes: its cost beforehand, a bar or lines, and remarks. All on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from demerit.cli.stop import Stop
from demerit.report.progress import RunProgress
from demerit.report.terminal import console, show_forecast

if TYPE_CHECKING:
    from demerit.records.forecast import Forecast


class Watcher:
    """The observer that the Python API calls: `forecast`, `progress`, `note` and `stopping`."""

    def __init__(self, stop: Stop, goes_on: bool = False) -> None:
        """`goes_on`: the run was begun earlier, so that its bar does not begin at nothing."""
        self._stop, self._goes_on = stop, goes_on
        self._out = console(sys.stderr)
        self._bar: RunProgress | None = None
        self._begun = False
        self._days = 0

    def forecast(self, cost: Forecast) -> None:
        """Say what the run will take, and begin the bar; while the engine compiles there is nothing to show."""
        show_forecast(
            self._out, people=cost.people, days=cost.days, seconds=cost.seconds, threads=cost.threads,
            memory=cost.memory, disk=cost.disk_bytes, bytes_per_person=cost.bytes_per_person,
        )  # fmt: skip
        self._out.print()
        self._days = cost.days
        self._bar = RunProgress(self._out, people=cost.people, days=cost.days)
        if cost.compile_seconds:
            self.note(f"compiling the engine once on this machine (about {cost.compile_seconds:.0f} s)")
        elif not self._goes_on:
            self._begin()

    def _begin(self, day: int = 0) -> None:
        if self._bar is not None and not self._begun:
            self._begun = True
            self._bar.__enter__()
            self._bar.resume(day)

    def progress(self, share: float) -> None:
        """Move the bar to a share of the run; a run that goes on, or had to compile, begins where it is now."""
        self._begin(round(share * self._days))
        if self._bar is not None:
            self._bar.update(round(share * self._days))

    def note(self, text: str) -> None:
        """A remark, on a line of its own."""
        self._out.print(text, soft_wrap=True)

    def stopping(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._stop.asked

    def __enter__(self) -> Watcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None and self._begun:
            self._bar.__exit__(kind, error, trace)
