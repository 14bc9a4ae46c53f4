"""The regime that tests change a word of, and the nation whose names it uses."""

from __future__ import annotations

from pathlib import Path

from demerit.regime.laws import Known

FILE = Path(__file__).parent / "good" / "town.yaml"
TOWN = FILE.read_text(encoding="utf-8")
KNOWN = Known(
    nation="somewhere",
    conduct=["red light", "jaywalking", "unpaid judgment", "volunteering"],
    gates=["air", "private school", "heating bill", "bank", "counter"],
    ceilings={"jaywalking": 1.5, "red light": 1.2, "volunteering": 2.0},
)


def changed(old: str, new: str) -> str:
    """The town's regime with one phrase written otherwise."""
    assert TOWN.count(old) == 1, f"`{old}` stands {TOWN.count(old)} times"
    return TOWN.replace(old, new)
