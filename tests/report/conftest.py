"""A made-up run of a thousand-point city scheme and a debtors' list: realistic in shape, computed, nobody's."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest

from demerit.report.layout import ReportData
from demerit.report.life import as_dict

START = date(2017, 5, 1)
DAYS = 1095
PEOPLE = 1_000_000
SUBJECTS = 812_000
SHARES_AT_END = {"AAA": 0.004, "AA": 0.021, "A": 0.841, "B": 0.118, "C": 0.0152, "D": 0.0008}
GATES = {
    "air": (21_400, 21_180),
    "G train": (96_300, 95_840),
    "bank": (8_120, 8_120),
    "private school": (640, 640),
    "counter": (15_300, 0),
    "heating bill": (9_100, 0),
}


def _flow(total: int, day: int, days: int) -> int:
    """Part of `total` that falls on `day`: parts add up to `total`, thinner at the start."""

    def so_far(at: int) -> int:
        return round(total * math.pow(at / days, 1.2))

    return so_far(day + 1) - so_far(day)


def series(days: int = DAYS) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {"day": list(range(days)), "date": [START + timedelta(day) for day in range(days)]}
    for band, share in SHARES_AT_END.items():
        begins = 1.0 if band == "A" else 0.0
        gone = [1 - math.exp(-3 * day / days) for day in range(days)]
        table[f"band.city points.{band}"] = [
            round(SUBJECTS * (begins + (share - begins) * part / gone[-1])) for part in gone
        ]
    flows = {
        "marks.city points": 411_000,
        "false.city points": 2_100,
        "told.city points": 0,
        "entries.debtors": 4_812,
        "subjects.debtors": 4_390,
        "left.debtors": 1_655,
        "wrongful.debtors": 331,
        "wrong_person.debtors": 12,
        "noticed.debtors": 3_104,
        "gate_learnt.debtors": 1_120,
        "days.debtors": 1_822_000,
        "wrongful_days.debtors": 118_400,
        "unaware_days.debtors": 402_300,
        "paid.debtors": 1_302,
        "acts.red light": 1_900_000,
        "seen.red light": 228_000,
        "hours.counter": 45_900,
        "yuan_gained.heating bill": 2_730_000,
    }
    for gate, (attempts, refused) in GATES.items():
        flows |= {f"attempts.{gate}": attempts, f"refused.{gate}": refused, f"bystanders.{gate}": refused // 90}
    for counter, total in flows.items():
        table[counter] = [_flow(total, day, days) for day in range(days)]
    entered = left = 0
    table["in_force.debtors"] = []
    for day in range(days):
        entered += table["entries.debtors"][day]
        left += table["left.debtors"][day]
        table["in_force.debtors"].append(entered - left)
    return table


def groups() -> list[dict[str, Any]]:
    rows = []
    ages = {"0-17": (0.19, 0.0), "18-29": (0.16, 1.1), "30-44": (0.23, 1.9), "45-59": (0.24, 1.5), "60+": (0.18, 0.4)}
    for age, (part, hit) in ages.items():
        for sex, worse in (("female", 0.8), ("male", 1.2)):
            for residence, city in (("urban", 1.1), ("rural", 0.85)):
                for income in range(1, 6):
                    people = round(PEOPLE * part * (0.64 if residence == "urban" else 0.36) / 10)
                    rate = 0.0044 * hit * worse * city * (2.1 - 0.32 * income)
                    entries = round(people * rate)
                    rows.append(
                        {
                            "age": age,
                            "sex": sex,
                            "residence": residence,
                            "income": income,
                            "people": people,
                            "entries.debtors": entries,
                            "days.debtors": entries * 379,
                            "unaware_days.debtors": entries * (70 + 9 * (5 - income)),
                            "wrongful_days.debtors": entries * (8 + 6 * (5 - income)),
                            "marks.city points": round(people * 0.4 * (hit > 0)),
                        }
                    )
    return rows


def _indicator(
    name: str, label: str, measured: tuple[float | None, float | None, float | None], n: int, unit: str, formula: str,
    scheme: str = "debtors", group: str = "", direction: str = "harm", note: str = "",
) -> dict[str, Any]:  # fmt: skip
    value, low, high = measured
    return {
        "name": name, "label": f"{label}, {group}" if group else label, "scheme": scheme, "group": group,
        "value": value, "low": low, "high": high, "n": n, "clusters": 977, "unit": unit, "direction": direction,
        "formula": formula, "source": "own definition", "note": note,
    }  # fmt: skip


_RICH = "poorest fifth against richest"
_LISTED = "(subjects / people of its age) of the first group / the same of the second"

INDICATORS = [
    _indicator("wrongly_listed", "Wrongly listed entries", (0.0688, 0.062, 0.076), 4812, "share of entries",
               "wrongful / entries"),
    _indicator("never_told", "Not learnt of by the last day", (0.122, 0.113, 0.132), 4812, "share of entries",
               "(entries - noticed - gate_learnt) / entries"),
    _indicator("first_told_at_gate", "First learnt of at a gate", (0.233, 0.221, 0.245), 4812, "share of entries",
               "gate_learnt / entries"),
    _indicator("days_shut_out", "Days shut out", (378.6, 371.2, 386.0), 4390, "days per person", "days / subjects"),
    _indicator("days_to_removal", "Days from compliance to removal", (4.31, 4.1, 4.6), 1302, "days",
               "removal_days / removed_after_paying"),
    _indicator("corrections_refused", "Corrections refused", (0.667, 3e-61, 0.9999), 3, "share of decided requests",
               "refused_correction / (upheld + refused_correction)"),
    _indicator("bystanders_refused", "Refusals of bystanders", (0.011, 0.009, 0.013), 95_840, "share of refusals",
               "bystanders / refused", "G train"),
    _indicator("bystanders_refused", "Refusals of bystanders", (1.0, 0.16, 1.0), 2, "share of refusals",
               "bystanders / refused", "dance hall", note="one community only"),
    _indicator("adverse_ratio", "Listed, ratio", (3.6, 3.2, 4.1), 320_000, "ratio", _LISTED, group=_RICH),
    _indicator("adverse_ratio", "Listed, ratio", (0.85, 0.8, 0.91), 810_000, "ratio", _LISTED,
               group="rural against urban"),
    _indicator("spiral_refusals", "Spiral of refusals", (2.5, 1.4, 4.4), 10_517, "ratio", "refused / refused of twins",
               scheme=""),
    _indicator("good_deeds_withheld", "Good deeds given up", (None, None, None), 0, "share of intended acts",
               "withheld / (withheld + acts)", "city points", note="there was nothing to take a share of"),
    _indicator("debts_recovered", "Debts recovered", (0.271, 0.258, 0.283), 4812, "performances per entry",
               "paid / entries", direction="benefit"),
]  # fmt: skip

MANIFEST = {
    "version": "0.1.0",
    "regime": "rongcheng",
    "nation": "china-2020",
    "people": PEOPLE,
    "days": DAYS,
    "seed": 7,
    "threads": 2,
    "start": "2017-05-01",
    "wall_s": 6.21,
    "person_days_per_s": 1.76e8,
    "peak_rss_bytes": 412_000_000,
    "digest": "3f2a91c0" + "5e" * 28,
    "command": "demerit run rongcheng --people 1m --years 3 --seed 7",
    "folder": "runs/rongcheng-7",
    "hashes": {"regime": "ab" * 32, "nation": "cd" * 32},
    "versions": {"python": "3.11.7", "numpy": "2.4.6", "numba": "0.68.1"},
}

FACTS = {
    "name": "Chen Aihua",
    "code": "000123197603040027",
    "age": 44,
    "sex": "female",
    "residence": "urban",
    "income": 2,
    "place": "Shandong",
}


def _line(
    line: int,
    day: int,
    event: str,
    scheme: str,
    what: str,
    feed: str = "",
    value: int = 0,
    true: bool = True,
    told: bool = False,
    cause: int = 0,
) -> dict[str, Any]:
    return {
        "line": line,
        "day": day,
        "event": event,
        "scheme": scheme,
        "what": what,
        "feed": feed,
        "value": value,
        "true": true,
        "told": told,
        "cause": cause,
    }


LINES = [
    _line(1, 41, "conduct", "", "red light", "traffic cameras"),
    _line(2, 44, "mark", "city points", "red light", "traffic cameras", -5, cause=1),
    _line(3, 207, "mark", "city points", "late utility bill", "utilities", -20, cause=0),
    _line(4, 310, "conduct", "", "unpaid judgment", "courts", true=False),
    _line(5, 345, "entry", "debtors", "able but refuses", "courts", true=False, cause=4),
    _line(6, 345, "mark", "city points", "entry in debtors", "", -100, true=False, cause=5),
    _line(7, 345, "band", "city points", "B", "", 875, true=False, cause=6),
    _line(8, 391, "refusal", "debtors", "air", "", true=False, told=True, cause=5),
    _line(9, 398, "request", "debtors", "correction", "", told=True, cause=8),
    _line(10, 412, "ruling", "debtors", "upheld", "", told=True, cause=9),
    _line(11, 415, "removal", "debtors", "correction", "", 70, told=True, cause=10),
    _line(12, 640, "benefit", "city points", "heating bill", "", 300, told=True),
]


@pytest.fixture
def facts() -> dict[str, Any]:
    return dict(FACTS)


@pytest.fixture
def lines() -> list[dict[str, Any]]:
    return [dict(line) for line in LINES]


@pytest.fixture
def start() -> date:
    return START


def sample() -> ReportData:
    """The made-up run, its title and one person's name chosen to break careless HTML."""
    rules = [
        (
            "city points",
            [
                "Everyone of 18 and over starts with 1,000 points.",
                "Running a red light costs 5 points (FP18).",
                "Notice of a mark: not declared.",
                "Recovery of points: not declared.",
            ],
        ),
        (
            "debtors",
            [
                "Somebody who is able to perform a judgment but refuses is entered until performance (SPC17 art. 2).",
                "70 % of notices reach the person (assumption).",
            ],
        ),
    ]
    other = [dict(line, true=True) for line in LINES[:3]]
    lives = [
        as_dict(LINES, START, FACTS),
        as_dict(other, START, FACTS | {"name": "Li <b>Wei</b>", "code": "000777199001010014", "sex": "male"}),
    ]
    return ReportData(
        title="Rongcheng's thousand points, and the court's list",
        manifest=MANIFEST,
        regime=rules,
        series=series(),
        groups=groups(),
        indicators=INDICATORS,
        lives=lives,
        notes=[
            "The rates of red lights and late bills are assumptions.",
            "Ages are those of the census of 2020 & do not move.",
        ],
    )


@pytest.fixture(scope="session")
def data() -> ReportData:
    return sample()
