"""The measured audit: every measured test on one run, and the findings that the provisions make of the outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from demerit.audit import simulated
from demerit.audit.layout import Audit, Finding, Outcome
from demerit.audit.packs import MEASURED as PACK
from demerit.audit.packs import in_force, read_pack
from demerit.audit.simulated.layout import MEASURED, Paired, Seen
from demerit.audit.static import in_order
from demerit.records.open import Records
from demerit.regime.from_yaml import Document, read_regime

for _module in iter_modules(simulated.__path__):
    import_module(f"{simulated.__name__}.{_module.name}")


def simulate(records: Records, beside: Sequence[Paired] = (), milder: str = "") -> dict[str, list[Outcome]]:
    """What each measured test finds in a finished run, by the id of the test; a test finds nothing where it has no say.

    `beside` are the indicators of the run and of one of a `milder` variant over the same people, paired. Raises
    `UserError` where the folder is damaged.
    """
    regime = read_regime(records.manifest["regime_text"])
    seen = Seen(records, regime, tuple(beside), milder)
    return {rule: list(test(seen)) for rule, (_, test) in MEASURED.items()}


def with_run(found: Audit, document: Document, outcomes: dict[str, list[Outcome]]) -> Audit:
    """An audit of a file with what a run of it showed, under the provisions of the pack that asks for it."""
    pack = read_pack(PACK, [*MEASURED])
    more = [
        Finding(provision, MEASURED[provision.rule][0], one, pack.name, _line(document, one), None)
        for provision in in_force(pack, found.as_of)
        for one in outcomes[provision.rule]
    ]
    findings = in_order([*found.findings, *more])
    return Audit(found.regime, found.file, found.as_of, (*found.packs, pack), findings)


def _line(document: Document, outcome: Outcome) -> int | None:
    place = document.place(*outcome.where)
    return place.line if place else None
