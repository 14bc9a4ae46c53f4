"""A regime held against tests and provisions of law: the result that Python, the terminal and notebooks show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit.audit.layout import SEVERITIES, Audit, Finding, Severity
from demerit.audit.packs import PRINCIPLES, day_of
from demerit.audit.static import audit as held_against
from demerit.errors import UserError, did_you_mean, listed
from demerit.nations.from_recipe import load_nation, nation_names
from demerit.nations.layout import Nation
from demerit.records.disk import write_out
from demerit.records.order import known
from demerit.regime.changes import Change, changed, changes_of
from demerit.regime.from_yaml import Document, find_regime, read_document
from demerit.regime.layout import Regime
from demerit.regime.places import Scalar, Sheet, compose

if TYPE_CHECKING:
    from demerit.report.audit_simulated import Ran

FORMS = {"text": ".txt", "html": ".html", "json": ".json", "sarif": ".sarif"}
"""how an audit can be written down, and how such a file's name ends"""


def audit(
    regime: str | Path,
    as_of: date | str | None = None,
    law: str | Sequence[str] = (),
    set: Mapping[str, str] | Sequence[str] | None = None,  # noqa: A002 - as `run` calls it
) -> AuditResult:
    """Holds what a regime declares against tests of due process and of law: `audit("debtors-2017", law=["eu"])`.

    `regime` is the name of a shipped one, the path of a file, or the text of one. `as_of` is the day whose law is
    asked for, by default today. `law` names law packs (`eu`, `us`, `uk`, `china`, `canada`, `international`) or files
    of packs; the principles always apply. `set` reads clauses otherwise, as in `run`.

    A finding says that a regime declares Z, which fails test Y of provision X as of D, and never more than that; what
    the file is silent about is not declared, which is no pass. Raises `UserError` for what cannot be read.
    """
    written, nation = read_for_audit(regime)
    changes = changes_of([set] if isinstance(set, str) else set or ())
    document = changed(written, changes, known(nation))
    asked = [law] if isinstance(law, str) else [str(one) for one in law]
    laws = [one for one in dict.fromkeys(asked) if one != PRINCIPLES]
    return AuditResult(held_against(document, nation, as_day(as_of), laws), written, laws, changes)


def read_for_audit(regime: str | Path) -> tuple[Document, Nation]:
    """The regime's file and the nation that it is for, each compared with the other; every problem in one go."""
    text = regime if isinstance(regime, str) and "\n" in regime else None
    if text is None:
        text = find_regime(regime).read_text(encoding="utf-8-sig", errors="replace")
    root = compose(Sheet(text, str(regime)))
    named = root.values.get("nation") if root else None
    name = str(Regime.model_fields["nation"].default)
    if isinstance(named, Scalar) and (named.text in nation_names() or Path(named.text).is_file()):
        name = named.text
    nation = load_nation(name, seed=0)
    return read_document(regime, known(nation)), nation


def as_day(as_of: date | str | None) -> date:
    """The day of an audit, today unless given; raises `UserError` for what is no date."""
    if as_of is None:
        return date.today()
    try:
        return day_of(as_of) if isinstance(as_of, str) else as_of
    except ValueError:
        raise UserError(f"`{as_of}` is no date", "a day such as 2025-02-02") from None


class AuditResult:
    """What an audit finds, clause by clause; shows itself in a notebook, and writes itself as text, page or data."""

    def __init__(
        self, found: Audit, written: Document, laws: Sequence[str] = (), changes: Sequence[Change] = (),
        ran: Ran | None = None,
    ) -> None:  # fmt: skip
        self.audit = found
        self.written = written
        self.laws = tuple(laws)
        self.changes = tuple(changes)
        self.ran = ran
        """the run behind it, where tests were made on one"""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every provision held against every clause that its test is about: fails first, the weightiest first."""
        return self.audit.findings

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings whose clause fails the test."""
        return self.audit.of("fail")

    def fails(self, severity: Severity) -> bool:
        """Whether any clause fails a test that weighs `severity` or more."""
        heavy = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(finding.provision.severity in heavy for finding in self.failing)

    @cached_property
    def said(self) -> dict[str, Any]:
        """Everything as plain data: what was read, counts, tests with their provisions and clauses."""
        from demerit.report.audit_json import as_dict

        return as_dict(self)

    def to_text(self, width: int = 88, everything: bool = False) -> str:
        """The audit for the terminal, folded to so many columns; with `everything`, also the tests that are met."""
        from demerit.report.audit_text import audit_text

        return audit_text(self.said, width, everything)

    def to_json(self) -> str:
        """The audit as JSON text."""
        from demerit.report.audit_json import to_json

        return to_json(self.said)

    def to_sarif(self) -> str:
        """The audit in the Static Analysis Results Interchange Format 2.1.0, which code forges and editors read."""
        from demerit.report.audit_sarif import to_sarif

        return to_sarif(self.said)

    def to_html(self) -> str:
        """The audit as one page that asks nothing of any network, and prints well."""
        from demerit.report.audit_html import audit_html

        return audit_html(self.said)

    def written_as(self, form: str, everything: bool = True) -> str:
        """The audit as `text`, `html`, `json` or `sarif`; raises `UserError` for another form."""
        if form not in FORMS:
            raise UserError(f"an audit cannot be written as `{form}`", listed(FORMS), did_you_mean(form, FORMS))
        if form == "text":
            return self.to_text(everything=everything)
        return {"html": self.to_html, "json": self.to_json, "sarif": self.to_sarif}[form]()

    def save(self, path: str | Path) -> Path:
        """Writes the audit to a file, in the form that its name ends in: `.html`, `.json`, `.sarif` or `.txt`.

        Raises `UserError` for another ending, and OSError where the file cannot be written.
        """
        target = Path(path)
        form = form_of(target)
        write_out(target, self.written_as(form))
        return target

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        from demerit.report.audit_html import audit_fragment

        return audit_fragment(self.said)


def form_of(path: Path) -> str:
    """The form that the name of a file asks for; raises `UserError` where it asks for none."""
    for form, ending in FORMS.items():
        if path.suffix.lower() == ending:
            return form
    raise UserError(f"{path} does not say in which form to write", f"a name that ends in {listed(FORMS.values())}")
