"""What a run will cost, said before it starts: bytes from what is declared, seconds from runs this machine has made."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from demerit.engine.chunk import bytes_per_person, communities_of
from demerit.engine.cpu import is_warm
from demerit.engine.layout import LINE_WIDTH
from demerit.errors import UserError
from demerit.records.from_engine import LINES_OF_A_PART
from demerit.records.order import Job
from demerit.records.speed import share_kept, speeds
from demerit.tables.layout import COUPLED_NATION

PROGRAM = 260 << 20
"""bytes of Python, NumPy, Numba, DuckDB and the kernels"""
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
    T = plan.tables  # noqa: N806
    whole = plan.coupling == COUPLED_NATION
    each = bytes_per_person(T, job.kept["every"] > 0)
    living = plan.people if whole else min(plan.people, plan.threads * plan.chunk)
    communities = communities_of(plan.people)
    sums = 2 * plan.days * T.counters * 8 + (plan.threads + 1) * (plan.days + T.groups) * T.counters * 8
    kept = plan.people * share_kept(job)
    lines = kept * plan.days * speed["lines"]
    buffers = int(min(lines, LINES_OF_A_PART * (1 + plan.threads)) * LINE_WIDTH * 4 * 2)
    memory = {
        "states": round(living * each),
        "sums by day and community": sums + communities * T.counters * 4 * 3,
        "ledger in the making": buffers,
        "the program": PROGRAM,
    }
    a_person = each * whole + T.counters * 4 * 3 / 1024
    fixed = sum(memory.values()) - round(plan.people * a_person)
    free = free_memory()
    return Forecast(
        people=plan.people,
        days=plan.days,
        threads=plan.threads,
        bytes_per_person=each,
        bytes=sum(memory.values()),
        seconds=plan.people * plan.days / (speed["rate"] * plan.threads) + 0.5,
        disk_bytes=round(lines * speed["line_bytes"] + communities * T.counters * 2 + 2_000_000),
        compile_seconds=0.0 if is_warm() else speed["compile_seconds"],
        fits=sum(memory.values()) <= free,
        people_that_fit=max(0, int((free - fixed) / a_person)),
        memory=memory,
    )


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
