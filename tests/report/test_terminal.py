"""The terminal: one whole summary as a golden text, plain lines off a terminal, and a bar on one."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from demerit.report.layout import ReportData
from demerit.report.progress import RunProgress
from demerit.report.terminal import console, show_forecast, show_summary


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def _forecast(stream: io.StringIO) -> None:
    memory = {"state": 18e6, "side tables": 3.2e6}
    show_forecast(
        console(stream, width=88),
        people=1_000_000,
        days=1095,
        seconds=6.1,
        threads=2,
        memory=memory,
        disk=4.1e7,
        compile_seconds=34,
    )


def test_forecast_and_summary_read_as_they_should(data: ReportData, golden: Callable[[str | Path, str], None]) -> None:
    stream = io.StringIO()
    _forecast(stream)
    show_summary(console(stream, width=88), data)
    text = stream.getvalue()
    golden("golden/summary.txt", text)
    assert all(line == line.rstrip() for line in text.splitlines())


def test_off_a_terminal_nothing_is_coloured(data: ReportData) -> None:
    stream = io.StringIO()
    show_summary(console(stream), data)
    assert "\x1b" not in stream.getvalue()
    assert "\r" not in stream.getvalue()


def test_no_color_is_kept_on_a_terminal(data: ReportData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, plain = Terminal(), Terminal()
    show_summary(console(coloured, width=88), data)
    monkeypatch.setenv("NO_COLOR", "1")
    show_summary(console(plain, width=88), data)
    assert "\x1b[" in coloured.getvalue()
    assert "\x1b" not in plain.getvalue()


def test_names_with_brackets_are_not_taken_for_markup() -> None:
    stream = io.StringIO()
    series: dict[str, Sequence[Any]] = {"date": ["2017-05-01"], "band.[red] points.A": [3], "band.[red] points.B": [1]}
    show_summary(console(stream), ReportData("[bold]A title[/bold] :smile:", series=series))
    assert "[bold]A title[/bold] :smile:" in stream.getvalue()
    assert "[red] points" in stream.getvalue()


def test_a_run_without_anything_is_still_a_summary() -> None:
    stream = io.StringIO()
    show_summary(console(stream), ReportData("Nothing", manifest={"people": 5, "days": 7, "seed": 1}))
    assert "5 synthetic people · 7 days" in stream.getvalue()
    assert "demerit reproduce RUN" in stream.getvalue()


class Clock:
    """Time that passes when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_progress_in_a_log_is_a_few_plain_lines() -> None:
    stream, clock = io.StringIO(), Clock()
    with RunProgress(console(stream), people=1000, days=1000, clock=clock) as progress:
        for day in range(1, 1001):
            clock.now = day / 10
            progress.update(day)
    assert stream.getvalue().splitlines() == [
        *(
            f"day {done} of 1,000 ({done // 10} %), 10 thousand person-days a second, about {left} left"
            for done, left in zip(
                range(100, 1000, 100),
                ("1 min 30 s", "1 min 20 s", "1 min 10 s", "1 min 0 s", "50 s", "40 s", "30 s", "20 s", "10 s"),
                strict=True,
            )
        ),
        "1 min 40 s in all",
    ]


def test_progress_of_a_quick_run_in_a_log_is_one_line() -> None:
    stream, clock = io.StringIO(), Clock()
    with RunProgress(console(stream), people=1000, days=100, clock=clock) as progress:
        for day in range(1, 101):
            clock.now = day / 100
            progress.update(day)
    assert stream.getvalue() == "1.0 s in all\n"


def test_a_resumed_run_does_not_count_what_was_done_before() -> None:
    stream, clock = io.StringIO(), Clock()
    with RunProgress(console(stream), people=10, days=100, clock=clock) as progress:
        progress.resume(60)
        clock.now = 4.0
        progress.update(100)
        assert progress.speed == 100
    assert stream.getvalue() == "4.0 s in all\n"


def test_progress_says_the_true_percent_of_the_days() -> None:
    stream, clock = io.StringIO(), Clock()
    with RunProgress(console(stream), people=1000, days=1095, clock=clock) as progress:
        clock.now = 60.0
        progress.update(301)
    assert stream.getvalue().startswith("day 301 of 1,095 (27 %), ")


def test_progress_on_a_terminal_is_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = Terminal()
    with RunProgress(console(stream, width=100), people=1000, days=100) as progress:
        progress.update(50)
    assert "Days pass" in stream.getvalue()
    assert "\x1b[" in stream.getvalue()


def test_progress_says_nothing_more_when_the_run_fails() -> None:
    stream = io.StringIO()
    with pytest.raises(RuntimeError), RunProgress(console(stream), people=1, days=1):
        raise RuntimeError("stop")
    assert stream.getvalue() == ""
