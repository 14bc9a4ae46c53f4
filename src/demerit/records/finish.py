"""The end of a run: its sums as tables, what it came to, and a manifest that says finished."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from demerit.engine.chunk import communities_of
from demerit.engine.flat import flat_tables
from demerit.engine.plan import Totals
from demerit.engine.twins import Cost
from demerit.records.digest import digest, summary
from demerit.records.disk import write_json
from demerit.records.from_engine import levels, write_classes, write_clusters, write_groups, write_series
from demerit.records.layout import FINISHED, SPIRAL
from demerit.records.notable import notable
from demerit.records.open import Records
from demerit.records.order import Job
from demerit.records.relived import write_lives
from demerit.tables.names import Names


def write_records(job: Job, folder: Path, said: Mapping[str, Any], totals: Totals, kernels: Any) -> Records:
    """Writes every table but the ledger, which is written already; the records, with digest and notable people."""
    import duckdb

    held = levels(totals.series, job.names)
    homes = np.zeros(communities_of(job.plan.people), np.int64)
    flat = flat_tables(job.plan.tables)
    kernels.places_of(flat.ctypes.data, 0, homes)
    with duckdb.connect() as connection:
        write_series(connection, folder, held, job.names, job.start)
        write_groups(connection, folder, totals, job.names, job.nation.groups)
        write_classes(connection, folder, totals, job.names, job.nation.groups)
        write_clusters(connection, folder, totals, job.names, homes, job.plan.people)
    write_lives(folder, job.plan.phases, totals.climates)
    manifest = {**said, "digest": digest(totals, held, job.names), "lines": totals.lines}
    manifest["notable"] = notable(Records(folder, manifest), job.plan.tables.people, totals.lines)
    return Records(folder, manifest)


def write_twins(folder: Path, costs: Iterable[Cost], names: Names) -> None:
    """spiral.json: what the first black mark cost the people of some communities, also without each link."""
    write_json(folder / SPIRAL, [_row(cost, names) for cost in costs])


def _row(cost: Cost, names: Names) -> dict[str, Any]:
    """A community: what its people met, and under `links` what they met with the response of that name switched off."""
    row = {"community": cost.community, "people": cost.people, **asdict(cost.met)}
    if cost.unlinked is None:
        return row
    links = {names.responses[number]: asdict(met) for number, met in cost.links.items()}
    return {**row, "links": links, "unlinked": asdict(cost.unlinked)}


def finished(records: Records, job: Job, totals: Totals, values: Iterable[Any]) -> dict[str, Any]:
    """The manifest of a run whose files are all there; `values` are its indicators."""
    held = levels(totals.series, job.names)
    said = {**records.manifest, "state": FINISHED, "peak_rss_bytes": peak_rss_bytes()}
    return {**said, "summary": summary(said, held, job.names, values)}


def peak_rss_bytes() -> int:
    """The most memory that this process has held so far, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
