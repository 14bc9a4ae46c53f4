"""Who watches a run, and how it is stopped: Ctrl-C ends it soon, and a checkpoint is where it is taken up again."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from demerit.records.layout import RESUME
from demerit.records.stopping import kept

if TYPE_CHECKING:
    from demerit.records.forecast import Forecast


class Observer(Protocol):
    """Who is told how a run fares, and may stop it."""

    def forecast(self, forecast: Forecast) -> None:
        """What the run will take, before it starts."""

    def progress(self, share: float) -> None:
        """How much of the run is done, from 0 to 1."""

    def note(self, text: str) -> None:
        """Something worth knowing, one sentence."""

    def stopping(self) -> bool:
        """Whether the run is to stop soon; asked often, from any thread."""
        ...


class Silent:
    """An observer that looks away and never stops anything."""

    def forecast(self, forecast: Forecast) -> None:
        """Takes no notice."""

    def progress(self, share: float) -> None:
        """Takes no notice."""

    def note(self, text: str) -> None:
        """Takes no notice."""

    def stopping(self) -> bool:
        """Never."""
        return False


class Interrupted(KeyboardInterrupt):
    """A run was stopped; its folder holds what the last checkpoint held, and the message says how to go on."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"stopped, {kept(folder)}; `{RESUME.format(folder=folder)}` goes on from the last checkpoint")
        self.folder = folder


@contextmanager
def heeding_ctrl_c(stopping: Callable[[], bool]) -> Iterator[Callable[[], bool]]:
    """A question that is answered yes when `stopping` is, or once Ctrl-C was pressed.

    Python's own way with Ctrl-C, an exception in the main thread, would wait for the work of all others. Somebody who
    has put a handler of their own in place is left alone; a second Ctrl-C is Python's again.
    """
    pressed = threading.Event()
    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )

    def press(number: int, frame: Any) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    if ours:
        signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed.is_set() or stopping()
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
