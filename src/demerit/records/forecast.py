"""What a run will cost, said before it starts: bytes from what is declared, seconds from runs this machine has made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from demerit.engine.chunk import bytes_per_person, communities_of
from demerit.engine.cpu import is_warm
from demerit.engine.layout import LINE_WIDTH
from demerit.errors import UserError
from demerit.nations.from_recipe import MOST_PEOPLE
from demerit.records.from_engine import LINES_OF_A_PART
from demerit.records.order import Job
from demerit.records.speed import share_kept, speeds
from demerit.tables.layout import COUPLED_NATION

PROGRAM = 260 << 20
"""bytes of Python, NumPy, Numba, DuckDB and the kernels"""
_AROUND = 2.0
"""seconds that reading, writing and the page take"""
_STORED_COUNTER = 2
"""bytes that a community's counter takes in its file"""
_PAGE = 3_000_000
"""bytes of the page and the small tables"""
MEMORY = "DEMERIT_MEMORY"
"""environment variable that says how many bytes a run may take, instead of what the machine has free"""


@dataclass(frozen=True)
class Forecast:
    """What a run will take. `memory` splits `bytes` by what it goes into."""

    people: int
    days: int
    threads: int
    bytes_per_person: float
    """state of one person, in bytes"""
    bytes: int
    seconds: float
    """once kernels are compiled"""
    disk_bytes: int
    compile_seconds: float
    """0 where this machine has compiled the kernels before"""
    fits: bool
    people_that_fit: int
    memory: dict[str, int] = field(default_factory=dict)


def forecast(job: Job) -> Forecast:
    """The cost of a run on this machine now."""
    plan, speed = job.plan, speeds(job)
    memory = _memory(job, plan.people, speed)
    free = free_memory()
    lines = plan.people * share_kept(job) * plan.days * speed["lines"]
    sums = communities_of(plan.people) * plan.tables.counters * _STORED_COUNTER
    return Forecast(
        people=plan.people,
        days=plan.days,
        threads=plan.threads,
        bytes_per_person=bytes_per_person(plan.tables),
        bytes=sum(memory.values()),
        seconds=plan.people * plan.days / (speed["rate"] * min(plan.threads, len(plan.chunks()))) + _AROUND,
        disk_bytes=round(lines * speed["line_bytes"] + sums + _PAGE),
        compile_seconds=0.0 if is_warm() else speed["compile_seconds"],
        fits=sum(memory.values()) <= free,
        people_that_fit=_most_people(job, speed, free),
        memory=memory,
    )


def _memory(job: Job, people: int, speed: Mapping[str, float]) -> dict[str, int]:
    """Bytes that a run of so many people takes, by what they go into."""
    plan = job.plan
    counters = plan.tables.counters
    living = people if plan.coupling == COUPLED_NATION else min(people, plan.threads * plan.chunk)
    by_community = communities_of(people) * counters * (4 + 8)  # as it is counted, and as it is written
    by_day = (plan.threads + 3) * (plan.days + plan.blocks * plan.tables.groups) * counters * 8
    workers = plan.threads * communities_of(min(people, plan.chunk)) * counters * 8
    lines = min(people * share_kept(job) * plan.days * speed["lines"], LINES_OF_A_PART)
    numbering = 2 * living if job.kept["every"] > 0 else 0
    return {
        "states": round(living * bytes_per_person(plan.tables)),
        "sums by day, group and community": by_day + by_community + workers,
        "ledger in the making": round(numbering + lines * LINE_WIDTH * 4 * (1 + 4 * plan.threads)),
        "the program": PROGRAM,
    }


def _most_people(job: Job, speed: Mapping[str, float], free: int) -> int:
    """The most people of which a run like this would fit; 0 where none would."""
    low, high = 0, MOST_PEOPLE
    while low < high:
        middle = (low + high + 1) // 2
        if sum(_memory(job, middle, speed).values()) <= free:
            low = middle
        else:
            high = middle - 1
    return low


def refuse_what_does_not_fit(found: Forecast) -> None:
    """Raises `UserError`, with the number of people that fits, for a run that memory cannot hold."""
    if found.fits:
        return
    fits = found.people_that_fit // 1000 * 1000 or found.people_that_fit
    raise UserError(
        f"{found.people:,} people do not fit: the run needs {found.bytes / 2**30:.1f} GiB of memory, "
        f"and {free_memory() / 2**30:.1f} GiB are free",
        f"at most {fits:,} people here" if fits > 0 else "more memory: not even a small run fits",
    )


def free_memory() -> int:
    """Bytes that a run may take."""
    asked = os.environ.get(MEMORY)
    if asked:
        try:
            return int(float(asked))
        except ValueError:
            raise UserError(f"{MEMORY} is `{asked}`", "a number of bytes, such as 8e9") from None
    free = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")] if hasattr(os, "sysconf") else [1 << 62]
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text().splitlines()
        free.append(int(next(line for line in lines if line.startswith("MemAvailable")).split()[1]) * 1024)
    with suppress(OSError, ValueError):
        group = Path("/sys/fs/cgroup")
        limit, used = (int((group / name).read_text()) for name in ("memory.max", "memory.current"))
        free.append(max(0, limit - used))
    return min(free)
