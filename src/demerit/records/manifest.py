"""What was run, so that anybody can run it again: made before the first day, completed after the last."""

from __future__ import annotations

import platform
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from demerit.errors import UserError
from demerit.records.disk import write_json
from demerit.records.layout import FORMAT, MANIFEST, NationInfo, RegimeInfo, SchemeInfo
from demerit.records.mechanisms import copies, mechanisms, tries_again, watching
from demerit.records.order import (
    DAYS_A_YEAR,
    POLITICAL,
    Job,
    Order,
    changes_said,
    hash_of_nation,
    hash_of_regime,
    silences,
)
from demerit.regime.layout import Points, Regime

RUNNING = "running"


def manifest_of(job: Job) -> dict[str, Any]:
    """The manifest of a run that begins now."""
    order = job.order
    return {
        "format": FORMAT,
        "state": RUNNING,
        "regime": job.regime.regime,
        "title": job.regime.title,
        "nation": job.nation.name,
        "people": order.people,
        "days": order.days,
        "start": job.start.isoformat(),
        "seed": order.seed,
        "tick": order.tick,
        "threads": order.threads,
        "chunk": order.chunk,
        "kept": dict(job.kept),
        "command": command(job),
        "argv": [Path(sys.argv[0]).name, *sys.argv[1:]],
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "demerit": version("demerit"),
        "versions": {"python": platform.python_version(), **{m: version(m) for m in ("numpy", "numba", "duckdb")}},
        **_changes(order),
        "regime_file": Path(job.document.file).name,
        "regime_sha256": hash_of_regime(job),
        "nation_sha256": hash_of_nation(job),
        "notes": notes(job),
        "regime_info": regime_info(job.regime, [regime for _, regime in job.document.phases]),
        "nation_info": nation_info(job),
        "names": job.names.as_dict(),
        "regime_text": job.document.text,
        "nation_text": job.nation_text,
    }


def command(job: Job) -> str:
    """The command that makes this run, with every choice that decides its bytes written out."""
    order = job.order
    words = ["demerit", "run", str(order.regime) if "\n" not in str(order.regime) else job.document.file]
    words += ["--people", str(order.people), "--years", f"{order.days / DAYS_A_YEAR:g}", "--seed", str(order.seed)]
    words += [word for name in order.without for word in ("--without", name)]
    words += ["--political", order.political] if order.political else []
    words += [word for change in order.changes for word in ("--set", change)]
    words += ["--nation", order.nation] if order.nation else []
    words += ["--start", order.start.isoformat()] if order.start else []
    words += ["--tick", str(order.tick)] if order.tick != Order("").tick else []
    if isinstance(order.ledger, str):
        words += ["--ledger", order.ledger] if order.ledger != Order("").ledger else []
    else:
        words += [word for community in order.ledger for word in ("--community", str(community))]
    return shlex.join(words)


def _changes(order: Order) -> dict[str, Any]:
    """What the run reads otherwise than the regime's file; nothing where it reads the same."""
    asked = [one.partition("=") for one in order.changes]
    said: dict[str, Any] = {"without": list(order.without)} if order.without else {}
    said |= {"set": {path.strip(): value.strip() for path, _, value in asked}} if asked else {}
    said |= {POLITICAL: order.political} if order.political else {}
    return {"changes": said} if said else {}


def notes(job: Job) -> list[str]:
    """What a reader must know to read the run rightly."""
    said = [f"A year of a run has {DAYS_A_YEAR} days."]
    kept = job.kept
    if kept["ledger"] == "none":
        said.append("No ledger was kept; lives are computed again when they are asked for.")
    elif kept["ledger"] == "sample":
        besides = f" and of {len(kept['besides'])} others that were asked for" if kept["besides"] else ""
        said.append(f"The ledger was kept of one community in {kept['every']:,}{besides}; counts are of everybody.")
    said += [
        f"From day {day:,} on the regime reads otherwise: a phase begins." for day, _ in job.plan.phases if day > 0
    ]
    return changes_said(job) + said + silences(job)


def regime_info(regime: Regime, phases: Sequence[Regime]) -> RegimeInfo:
    """What readers need to know of the regime; `phases` may switch on what it does not have at first."""
    schemes: dict[str, SchemeInfo] = {}
    for name, scheme in regime.schemes.items():
        if isinstance(scheme, Points):
            schemes[name] = {"kind": "points", "bands": list(scheme.bands)}
            if scheme.start is not None:
                schemes[name]["start"] = round(scheme.start.value)
        else:
            schemes[name] = {"kind": "list", "colour": scheme.colour}
        schemes[name]["from_age"] = scheme.subjects.from_age
    return {
        "schemes": schemes,
        "gates": list(dict.fromkeys(measure.gate for measure in regime.measures.values())),
        "lists": [name for name, said in schemes.items() if said["kind"] == "list"],
        "responses": list(dict.fromkeys(name for response in regime.responses.values() for name in response.of)),
        "mechanisms": mechanisms(phases),
        "copies": copies(regime),
        "tries_again": tries_again(phases),
        "watching": watching(regime),
    }


def nation_info(job: Job) -> NationInfo:
    """What readers need to know of the nation."""
    return {
        "groups": [
            {"age": g.age, "sex": g.sex, "residence": g.residence, "income": g.income} for g in job.nation.groups
        ],
        "conduct": {c.name: {"context": c.context, "stream": c.stream, "merit": c.merit} for c in job.nation.conduct},
    }


def write(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Writes the manifest, whole or not at all."""
    write_json(folder / MANIFEST, manifest, indent=1)


def order_of(manifest: Mapping[str, Any], threads: int | None = None) -> Order:
    """The order that a manifest answers to, word for word. Raises `UserError` where it lacks something."""
    try:
        kept = manifest["kept"]
        ledger: Any = (kept["besides"] or "auto") if kept["ledger"] == "sample" else kept["ledger"]
        return Order(
            regime=manifest["regime_text"],
            people=manifest["people"],
            days=manifest["days"],
            seed=manifest["seed"],
            threads=threads or manifest["threads"],
            start=date.fromisoformat(manifest["start"]),
            tick=manifest["tick"],
            chunk=manifest["chunk"],
            ledger=ledger,
            nation_text=(manifest["nation_text"], f"{manifest['nation']}.yaml"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"the manifest does not say what was run: {error!r} is missing or wrong") from None
