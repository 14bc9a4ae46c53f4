"""Ctrl-C during a run: asked once, the run ends at its next tick; in two seconds it ends anyway; asked twice, at once.

A run folder is valid after any end, so ending hard loses no more than what came after the last checkpoint. Temporary
folders are gone after any end.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from demerit.cli.main import STOPPED

_GRACE = 1.5
"""Seconds that a run has to end by itself. With what it takes to leave, that is within two."""

_TRIES = 50
"""Times that a folder is removed, where a thread makes it again or was about to write into it."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """A context in which SIGINT and SIGTERM ask a run to end; `asked` says whether they did.

    Signals reach a thread of their own through a socket, because the main thread may be deep in compiled code for
    longer than two seconds. `last_words` is called before a hard end.
    """

    def __init__(self, last_words: Callable[[], None]) -> None:
        self.asked = False
        self._last_words = last_words
        self._over = threading.Event()
        self._ours, self._signals = socket.socketpair()
        self._before: dict[signal.Signals, Any] = {}
        self._wakeup = -1

    def __enter__(self) -> Stop:
        self._signals.setblocking(False)
        self._before = {number: signal.signal(number, lambda *_: None) for number in _SIGNALS}
        self._wakeup = signal.set_wakeup_fd(self._signals.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=self._watch, name="stop", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._signals.close()  # the watching thread reads the end of the stream and returns

    def _watch(self) -> None:
        """Waits for signals; other ones that Python handles come through the same socket."""
        until: float | None = None
        while not self._over.is_set():
            self._ours.settimeout(None if until is None else max(0.0, until - time.monotonic()))
            try:
                numbers = [number for number in self._ours.recv(64) if number in _SIGNALS]
            except TimeoutError:
                return self._end()
            if self._over.is_set():
                return None
            if len(numbers) > 1 or (numbers and self.asked):
                return self._end()
            if numbers:
                self.asked = True
                until = time.monotonic() + _GRACE
        return None

    def _end(self) -> None:
        """Leave without unwinding anything; a hidden cursor is shown again."""
        if self._over.is_set():
            return
        if sys.stderr.isatty():
            sys.stderr.write("\x1b[?25h\r\x1b[K")
        self._last_words()
        sys.stderr.flush()
        _remove_temporary_folders()
        os._exit(STOPPED)


def _remove_temporary_folders() -> None:
    """Removes what the process has made for a while, which nothing else does at a hard end.

    They are found by asking Python, so that whoever makes one need not know of Ctrl-C. A run may still write to one:
    it is renamed first, so that at most what was being opened at that moment still gets in.
    """
    made = [one.name for one in gc.get_objects() if issubclass(type(one), TemporaryDirectory) and hasattr(one, "name")]
    for folder in made:
        doomed = Path(f"{folder}-ended")
        for _ in range(_TRIES):
            with suppress(OSError):
                Path(folder).rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)
            if not os.path.lexists(folder) and not os.path.lexists(doomed):
                break
