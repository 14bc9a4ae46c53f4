"""A run in the terminal: what it will cost, how it fares, what it found, and what to ask next.

Colour and bars that move are for terminals. Into a file or a pipe, or with NO_COLOR set, everything is plain lines.
"""

from __future__ import annotations

import os
import shlex
import sys
import textwrap
from collections.abc import Mapping, Sequence
from typing import IO, Any

from rich.console import Console
from rich.text import Text

from demerit.indicators.telling import TOO_FEW
from demerit.report.changes import changes
from demerit.report.findings import span
from demerit.report.layout import SYNTHETIC, ReportData
from demerit.report.leading import name_of, too_few, written
from demerit.report.numbers import (
    DASH,
    known,
    part_of,
    percent,
    whole,
    written_bytes,
    written_date,
    written_seconds,
    written_speed,
)
from demerit.report.spiral import HEADING, links, share
from demerit.report.tallies import (
    bands,
    done_at,
    final_shares,
    gates,
    last,
    learnt,
    lists,
    points_schemes,
    refusals,
    total,
)

_BAR = 40
_PLAIN_WIDTH = 100


def console(stream: IO[str] | None = None, width: int | None = None) -> Console:
    """A console on `stream` or standard output: plain, 100 columns, unless that is a terminal without NO_COLOR."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    plain = not terminal or bool(os.environ.get("NO_COLOR"))
    return Console(
        file=stream,
        width=width or (None if terminal else _PLAIN_WIDTH),
        color_system=None if plain else "auto",
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
    )


def _heading(out: Console, text: str, aside: str = "") -> None:
    out.print()
    out.print(Text.assemble((text, "bold"), (f"  {aside}" if aside else "", "dim")))


def _rows(out: Console, rows: Sequence[tuple[str, str, str]], style: str = "") -> None:
    """Name, figure set flush right, remark: aligned, with nothing trailing, long names folded under themselves."""
    right = max((len(figure) for _, figure, _ in rows), default=0)
    left = min(max((len(name) for name, _, _ in rows), default=0), max(12, out.width - right - 30))
    for name, figure, remark in rows:
        *above, last_part = textwrap.wrap(name, left) or [""]
        indent = len(name) - len(name.lstrip())
        for part in above:
            out.print(f"  {part}", soft_wrap=True)
        start = " " * (indent if not above else 2) + last_part.lstrip()
        line = Text(f"  {start:<{left}}  {figure:>{right}}  ")
        line.append(remark, style)
        line.rstrip()
        out.print(line, soft_wrap=True)


def show_forecast(out: Console, *, people: int, days: int, seconds: float, threads: int,
                  memory: Mapping[str, float], disk: float, compile_seconds: float = 0,
                  bytes_per_person: float = 0) -> None:  # fmt: skip
    """What the run will cost, before it starts: `memory` maps a name to bytes, `disk` is bytes, the rest seconds.

    `bytes_per_person` is what a living person's state takes; a run need not hold all of them at once.
    """
    _heading(out, "Forecast", f"{whole(people)} synthetic people, {whole(days)} days, {whole(threads)} threads")
    sum_of_memory = sum(memory.values())
    each = f"of {bytes_per_person:.1f} bytes a person" if bytes_per_person else ""
    rows = [("memory", written_bytes(sum_of_memory), "")]
    rows += [(f"  {name}", written_bytes(size), each if name == "states" else "") for name, size in memory.items()]
    rows += [("disk", written_bytes(disk), ""), ("time", written_seconds(seconds), "")]
    if compile_seconds:
        rows.append(("first", written_seconds(compile_seconds), "to compile the kernels, once on this machine"))
    _rows(out, rows)


def _bar(out: Console, share: float) -> str:
    """A bar of up to 40 characters; a share above nothing never looks like nothing."""
    full, sliver = ("█", "▏") if "utf" in (out.encoding or "").lower() else ("#", "|")
    length = round(share * _BAR)
    return full * length if length else sliver if share > 0 else ""


def _show_run(out: Console, data: ReportData) -> None:
    said = data.manifest
    out.print()
    out.print(Text(data.title, "bold"))
    about = [f"{whole(said['people'])} synthetic people"] if "people" in said else [SYNTHETIC]
    about.append(f"{whole(said['days'])} days ({span(data)})" if "days" in said else span(data))
    about += [f"seed {said['seed']}"] if "seed" in said else []
    out.print(" · ".join(about))
    for change in changes(said):
        out.print(Text(f"read otherwise than the regime: {change}", "bold"))
    if "wall_s" in said:
        threads = f" on {said['threads']} threads" if "threads" in said else ""
        speed = f", {written_speed(float(said['person_days_per_s']))}" if "person_days_per_s" in said else ""
        out.print(Text(f"{written_seconds(float(said['wall_s']))} of living through{threads}{speed}", "dim"))


def _show_points(out: Console, data: ReportData, scheme: str) -> None:
    _heading(out, scheme, "share of subjects on the last day")
    shares = final_shares(data, scheme)
    _rows(out, [(name, percent(shares[name]), _bar(out, shares[name])) for name in bands(data, scheme)], "cyan")
    marks = total(data, f"marks.{scheme}")
    if marks:
        wrong, told = total(data, f"false.{scheme}"), total(data, f"told.{scheme}")
        out.print(f"  {whole(marks)} marks, {part_of(wrong, marks)} of them wrong; told of {part_of(told, marks)}")


def _show_list(out: Console, data: ReportData, name: str) -> None:
    """The four counters of a list. Refusals are counted at gates, not by list: they are the run's."""
    _heading(out, name, "four counters, never to be confused")
    entries = total(data, f"entries.{name}")
    wrong = total(data, f"wrongful.{name}")
    left = whole(total(data, f"left.{name}"))
    rows = [
        ("entries", whole(entries), f"{part_of(wrong, entries)} of them wrongful" if entries else ""),
        ("subjects", whole(total(data, f"subjects.{name}")), "different people ever entered"),
        ("in force", whole(last(data, f"in_force.{name}")), f"on the last day; {left} left"),
        ("refusals", whole(refusals(data)), "at all gates, whatever the measure"),
    ]
    _rows(out, rows)
    if entries:
        ways = [f"{part_of(count, entries)} {way}" for way, count in learnt(data, name).items()]
        for row in textwrap.wrap(f"first learnt of: {', '.join(ways)}", out.width - 4, subsequent_indent="  "):
            out.print(f"  {row}", soft_wrap=True)


def _show_gates(out: Console, data: ReportData) -> None:
    met = [(gate, total(data, f"attempts.{gate}"), *done_at(data, gate)) for gate in gates(data)]
    # Gates that turn people away come first, whatever the others do and how often.
    met = sorted((row for row in met if row[1]), key=lambda row: (row[3] != "refused", -row[2]))[:8]
    if not met:
        return
    _heading(out, "Gates", "attempts by people under a measure there")
    rows = []
    for gate, attempts, count, done in met:
        rows.append((gate, whole(count), f"refused of {whole(attempts)}" if done == "refused" else done))
    _rows(out, rows)


def _show_links(out: Console, data: ReportData) -> None:
    """What each response adds to what a first mark brings about."""
    rows = []
    for one in links(data):
        value = known(one.marks.get("value")) if one.marks else None
        figure, bounds = share(one.marks)
        told = value is not None and bounds != DASH
        rows.append((one.name, figure if told else DASH, f"({bounds})" if told else figure))
    if rows:
        _heading(out, HEADING, "share of the extra marks after a first one; 95 % intervals")
        _rows(out, rows)


def _show_indicators(out: Console, data: ReportData, most: int) -> None:
    measured = [said for said in data.indicators if known(said.get("value")) is not None]
    if not measured:
        return
    _heading(out, "Indicators", "with 95 % intervals")
    rows = []
    for said in measured[:most]:
        value, bounds = written(said)
        if too_few(said):
            rows.append((name_of(said), DASH, TOO_FEW))
        else:
            rows.append((name_of(said), value, f"{said.get('unit', '')}  ({bounds})"))
    _rows(out, rows)
    if len(measured) > most:
        out.print(Text(f"  and {len(measured) - most} more in the report", "dim"))


def _life_sentence(said: Mapping[str, Any]) -> str:
    """One sentence on a life: the last refusal or entry in it, or else its summary."""
    telling = [line for line in said["lines"] if line["event"] in ("refusal", "entry")] or list(said["lines"])
    who = f"{said.get('name', 'A person')} ({said.get('code', 'no code')})"
    if not telling:
        return f"{who}: {said.get('summary', '')}"
    line = telling[-1]
    return f"{who}, {written_date(line['date'])}: {line['text']}"


def suggestions(data: ReportData) -> list[tuple[str, str]]:
    """(command, what it shows) worth typing next, for this very run."""
    folder = shlex.quote(str(data.manifest.get("folder", "RUN")))
    codes = [str(said["code"]) for said in data.lives if said.get("code")]
    refused = [str(said["code"]) for said in data.lives if any(line["event"] == "refusal" for line in said["lines"])]
    found = [(f"demerit life {folder}" + (f" --person {codes[0]}" if codes else ""), "one life, line by line")]
    if refused:
        found.append((f"demerit explain {folder} {refused[0]}", "from a refusal back to its cause"))
    if lists(data):
        found.append((f"demerit chart {folder} lists --out lists.svg", "a chart for print"))
    found.append((f"demerit reproduce {folder}", "the same bytes again"))
    return found


def show_summary(out: Console, data: ReportData, indicators: int = 8) -> None:
    """The run's findings, at most `indicators` of its indicators, a life in a sentence, and what to type next."""
    _show_run(out, data)
    for scheme in points_schemes(data):
        _show_points(out, data, scheme)
    for name in lists(data):
        _show_list(out, data, name)
    _show_gates(out, data)
    _show_links(out, data)
    _show_indicators(out, data, indicators)
    told = [said for said in data.lives if said.get("lines")]
    if told:
        _heading(out, "A life", "synthetic")
        for row in textwrap.wrap(_life_sentence(told[0]), out.width - 2):
            out.print(f"  {row}", soft_wrap=True)
    _show_next(out, suggestions(data), data.manifest.get("report"))


def _show_next(out: Console, commands: Sequence[tuple[str, str]], report: object) -> None:
    """Commands stand alone on unbroken lines, so that they can be copied whole."""
    _heading(out, "Next")
    if report:
        out.print(f"  open {report}", soft_wrap=True)
    width = max(len(command) for command, _ in commands)
    for command, shows in commands:
        out.print(Text.assemble(f"  {command:<{width}}", (f"   {shows}", "dim")), soft_wrap=True)
