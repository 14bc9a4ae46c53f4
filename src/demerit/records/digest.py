"""What a run came to in one number, and in one dictionary."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from demerit.engine.plan import Totals
from demerit.tables.names import Names


def digest(totals: Totals, held: Any, names: Names) -> str:
    """SHA-256 over the series with its names, the final state of everybody, and every line of the ledger.

    State and lines go in as sums modulo 2**64 of every person's and line's own hash, so the order in which people were
    lived through, and therefore threads, chunks and interruptions, cannot show. `held` is the series as
    `from_engine.levels` gives it.
    """
    stirred = hashlib.sha256(json.dumps(["demerit", 1, *names.counters]).encode())
    stirred.update(np.ascontiguousarray(held[:, : len(names.counters)], dtype="<i8").tobytes())
    stirred.update(np.asarray([*totals.state_print, *totals.lines_print, totals.lines], dtype="<i8").tobytes())
    return stirred.hexdigest()


def summary(manifest: Mapping[str, Any], held: Any, names: Names, indicators: Iterable[Any]) -> dict[str, Any]:
    """What `demerit run --json` prints; `indicators` are values as `demerit.indicators` gives them."""
    last = dict(zip(names.counters, held[-1].tolist(), strict=False))
    total = dict(zip(names.counters, held.sum(axis=0).tolist(), strict=False))
    said = ("regime", "nation", "people", "days", "seed", "threads", "wall_s", "person_days_per_s", "peak_rss_bytes")
    gates = [name.removeprefix("attempts.") for name in names.counters if name.startswith("attempts.")]
    return {
        **{name: manifest[name] for name in (*said, "digest")},
        **({"changes": manifest["changes"]} if "changes" in manifest else {}),
        "bands": {
            scheme: _shares(last, scheme, bands) for scheme, bands in zip(names.points, names.bands, strict=True)
        },
        "lists": {
            name: {
                "entries": total[f"entries.{name}"],
                "subjects": total[f"subjects.{name}"],
                "in_force": last[f"in_force.{name}"],
                "left": total[f"left.{name}"],
            }
            for name in names.lists
        },
        "gates": {gate: {what: total[f"{what}.{gate}"] for what in ("attempts", "refused")} for gate in gates},
        "indicators": [value.as_dict() for value in indicators],
    }


def _shares(last: Mapping[str, int], scheme: str, bands: Iterable[str]) -> dict[str, float]:
    people = {band: last[f"band.{scheme}.{band}"] for band in bands}
    subjects = sum(people.values())
    return {band: count / subjects if subjects else 0.0 for band, count in people.items()}
