"""Real cases as regime files: the audit must find what the court or the inquiry found, and not in the repaired twin.

A file reproduces the declared structure of a case and nothing else. What each must flag was written down from the case
before the rules were, with one exception: L32a was made for K09, whose scheme a heavier test had failed though a court
of appeal upheld it. A rule that is raised by silence (`not declared`) says so in the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from demerit.audit.layout import Facts, State
from demerit.audit.proof.held import AS_OF, Held, held
from demerit.audit.rules.base_rate import marks_of

TWIN = "-repaired"


@dataclass(frozen=True)
class Case:
    """A case, and the tests that it must not pass."""

    id: str
    name: str
    """of its file in library/audits; the repaired twin's ends in `-repaired`"""
    title: str
    must: tuple[str, ...]
    """ids of rules"""
    source: str
    because: str
    """what of the case the rules answer to, in short"""
    simulated: tuple[str, ...] = ()
    """rules that belong to it and that only runs can decide"""
    weakness_only: bool = False
    """no test of more weight may fail: the scheme was upheld"""
    feed: str | None = None
    true_share: tuple[float, float] | None = None
    """between which shares the true ones of the feed's marks must lie (the positive predictive value)"""


CASES = (
    Case(
        "K00", "k00-blacklist", "The court's blacklist, as those on it found it",
        ("L02", "L24", "L26", "F02", "F05", "F06", "F07"),
        "Amicus International Consulting, reposted 22 January 2021",
        "no notice, nobody to report to, no end but paying; planes, trains, homes and loans for a debt",
    ),
    Case(
        "K01", "k01-syri", "SyRI", ("L27", "L10", "L11", "L14"),
        "District Court of The Hague, 5 February 2020, ECLI:NL:RBDHA:2020:865",
        "a secret model over registers of many walks of life; nobody is told of a risk report",
        simulated=("F10",),
    ),
    Case(
        "K02", "k02-toeslagen", "The childcare benefit affair", ("L03", "L13", "L28", "F02", "F08"),
        "Parliamentary committee, 17 December 2020; Commission guidelines C(2025) 5052, paragraph 168",
        "a small error costs the whole benefit; nationality as a sign of risk; a label takes the payment plan away",
        simulated=("F01", "F10"),
    ),
    Case(
        "K03", "k03-robodebt", "Robodebt", ("L26", "L12", "F06", "F07", "F12"),
        "Royal Commission into the Robodebt Scheme, 7 July 2023; [2021] FCA 634",
        "debts by averaging, to be disproved by the person, recovered before any review",
    ),
    Case(
        "K04", "k04-midas", "MiDAS", ("L17", "L26", "L03", "F06", "F07", "F08", "F12"),
        "Bauserman v. Unemployment Insurance Agency (Mich. 2022)",
        "software alone finds fraud, ten days to answer on an unread portal, five times the sum, 93 % wrong",
        feed="averaged earnings", true_share=(0.06, 0.08),
    ),
    Case(
        "K08", "k08-no-fly", "The no-fly list of Ibrahim", ("L12", "F11", "F05"),
        "Ibrahim v. Department of Homeland Security, 62 F. Supp. 3d 909 (N.D. Cal. 2014)",
        "a wrong tick is copied to many databases, nobody is told, nine years to a court, and no copy is corrected",
    ),
    Case(
        "K09", "k09-right-to-rent", "The right to rent", ("F11", "L32a"),
        "[2019] EWHC 452 (Admin); [2020] EWCA Civ 542",
        "landlords check under a penalty, and go by looks; held justified on appeal",
        simulated=("F10",), weakness_only=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class CaseResult:
    """What the audit makes of a case and of its repaired twin."""

    case: Case
    flagged: dict[str, State]
    """of what it must flag, what is flagged, and whether it fails or is left open"""
    severe_fails: tuple[str, ...]
    twin_flagged: tuple[str, ...]
    """of what the case must flag, what the repaired twin still raises"""
    twin_severe_fails: tuple[str, ...]
    true_share: float | None
    """of the marks of the case's feed, where the case names one"""

    @property
    def missed(self) -> tuple[str, ...]:
        """What the case must flag and the audit does not raise."""
        return tuple(rule for rule in self.case.must if rule not in self.flagged)

    @property
    def too_heavy(self) -> tuple[str, ...]:
        """What fails with more weight than a weakness, in a case that is to show weaknesses alone."""
        return self.severe_fails if self.case.weakness_only else ()

    @property
    def twin_clean(self) -> bool:
        """Whether the twin fails nothing of weight and raises nothing that the case had to."""
        return not self.twin_flagged and not self.twin_severe_fails

    @property
    def in_range(self) -> bool:
        """Whether the share of true marks is what the case reports."""
        if self.case.true_share is None:
            return True
        low, high = self.case.true_share
        return self.true_share is not None and low <= self.true_share <= high

    @property
    def holds(self) -> bool:
        """Whether the case proves the audit right."""
        return not self.missed and not self.too_heavy and self.twin_clean and self.in_range


def proven(case: Case) -> CaseResult:
    """Holds a case and its twin against the principles; raises `UserError` where a file cannot be read."""
    found, twin = held(case.name), held(case.name + TWIN)
    return CaseResult(
        case=case,
        flagged={rule: found.states[rule] for rule in case.must if rule in found.states},
        severe_fails=found.severe_fails(),
        twin_flagged=tuple(rule for rule in case.must if rule in twin.states),
        twin_severe_fails=twin.severe_fails(),
        true_share=_true_share(found, case.feed),
    )


def proven_cases() -> tuple[CaseResult, ...]:
    """Every case with its twin."""
    return tuple(proven(case) for case in CASES)


def _true_share(found: Held, feed: str | None) -> float | None:
    regime = found.document.regime
    if feed is None:
        return None
    return marks_of(Facts(regime, found.document, found.nation, AS_OF), regime.feeds[feed]).value
