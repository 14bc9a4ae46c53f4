"""Made-up runs: in memory for the indicators, or written out as a run folder of Parquet files. Nobody's lives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from demerit.records.layout import FORMAT, TABLES

Columns = dict[str, Sequence[Any]]

REGIME_INFO = {
    "schemes": {
        "city points": {"kind": "points", "bands": ["A", "B", "C"], "start": 1000, "from_age": 18},
        "debtors": {"kind": "list", "colour": "black", "from_age": 18},
        "honest": {"kind": "list", "colour": "red"},
    },
    "gates": ["air", "counter"],
    "lists": ["debtors", "honest"],
    "copies": {"city points": ["debtors"]},
    "watching": {"red light": {"residence": {"rural": 0.5}, "place": {"Xinjiang": 4.0}}},
}
NATION_INFO = {
    "conduct": {
        "red light": {"context": "traffic", "merit": False},
        "critical post": {"context": "speech", "merit": False},
        "blood donation": {"context": "health", "merit": True},
        "denouncing": {"context": "neighbourhood", "stream": "mobilisation", "merit": True},
    },
    "income_yuan": [10_000, 20_000, 30_000, 40_000, 50_000],
}


class MadeTable:
    """Columns in memory, with the face of `demerit.records.open.Table` that indicators need."""

    def __init__(self, columns: Columns) -> None:
        self._columns = {name: np.asarray(values) for name, values in columns.items()}

    @property
    def columns(self) -> list[str]:
        return list(self._columns)

    def numpy(self, *columns: str) -> dict[str, Any]:
        return {name: self._columns[name] for name in columns or self._columns}

    def __len__(self) -> int:
        return len(self._columns["people"])


def groups_for(people: int) -> Columns:
    """Four groups, two fifths of income, that share the people evenly."""
    quarter = people // 4
    return {
        "age": ["18-44", "18-44", "60+", "60+"],
        "sex": ["female", "male", "female", "male"],
        "residence": ["rural", "rural", "urban", "urban"],
        "income": [1, 1, 5, 5],
        "people": [people - 3 * quarter, quarter, quarter, quarter],
    }


@dataclass
class MadeRun:
    """A run of a year, from its columns."""

    clusters_columns: Columns
    groups_columns: Columns = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    twin_rows: list[dict[str, int]] = field(default_factory=list)
    classes_columns: Columns = field(default_factory=dict)
    """nobody told apart, unless given"""

    def __post_init__(self) -> None:
        self.clusters_columns.setdefault("people", [1000] * len(next(iter(self.clusters_columns.values()))))
        people = int(np.sum(self.clusters_columns["people"]))
        self.groups_columns = {**groups_for(people), **self.groups_columns}
        shares = np.asarray(self.groups_columns["people"]) / people
        for name, values in self.clusters_columns.items():
            if "." in name and name not in self.groups_columns:
                spread = np.floor(np.sum(values) * shares).astype(np.int64)
                spread[0] += np.sum(values) - spread.sum()
                self.groups_columns[name] = spread
        info = {"regime_info": REGIME_INFO, "nation_info": NATION_INFO}
        self.manifest = {"format": FORMAT, "state": "finished", "days": 365.25, **info, **self.manifest}
        nobody = {name: [] for name in ("block", "kind", "class", "people", *self.clusters_columns) if name != "place"}
        self.classes_columns = self.classes_columns or nobody
        self.clusters, self.groups = MadeTable(self.clusters_columns), MadeTable(self.groups_columns)
        self.classes = MadeTable(self.classes_columns)

    def twins(self) -> list[dict[str, int]]:
        return self.twin_rows


TYPES = {
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}


def write_table(path: Path, name: str, columns: Columns) -> None:
    """A table of the run folder, with the declared types; counters are whole numbers."""
    types = {column.name: TYPES[column.type] for column in TABLES[name]}
    arrays = {key: pa.array(list(values), types.get(key, pa.int64())) for key, values in columns.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(arrays), path)


def write_run(folder: Path, run: MadeRun, series: Columns, ledger: Sequence[Columns] = ()) -> Path:
    """A run folder with everything that a reader asks for; one ledger part for each element of `ledger`."""
    rows = len(run.clusters)
    clusters = {"community": range(rows), "place": ["here"] * rows, **run.clusters_columns}
    tables: dict[str, Columns] = {"series": series, "groups": run.groups_columns, "clusters": clusters}
    for name, columns in {**tables, "classes": run.classes_columns}.items():
        write_table(folder / f"{name}.parquet", name, columns)
    for number, part in enumerate(ledger):
        write_table(folder / f"ledger/part-{number:05}.parquet", "ledger", part)
    kinds = ("points", "bands", "lists", "exits", "feeds", "conduct", "items", "grounds", "gates", "measures", "places")
    made = {"people": int(np.sum(run.clusters_columns["people"])), "tick": 7, "seed": 7, "start": "2017-05-01"}
    made |= {"names": {kind: [] for kind in kinds}, "regime_text": "regime: made\n", **run.manifest, "days": 365}
    (folder / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
    (folder / "spiral.json").write_text(json.dumps(run.twin_rows), encoding="utf-8")
    return folder
