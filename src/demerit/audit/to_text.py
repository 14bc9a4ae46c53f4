"""How a person reads what the audit asks: all tests, and the provisions of the packs that come with demerit.

`python -m demerit.audit.to_text docs/auditing.md` writes these tables anew at the end of the page, below its line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from demerit.audit.layout import Provision, Rule
from demerit.audit.packs import MEASURED as MEASURED_PACK
from demerit.audit.packs import pack_names, read_pack
from demerit.audit.register import RULES
from demerit.audit.simulated.layout import MEASURED
from demerit.audit.simulated.simulate import simulate
from demerit.audit.static import audit
from demerit.records.to_text import markdown_table

LINE = (
    "<!-- Below this line: written by `python -m demerit.audit.to_text docs/auditing.md`; a test keeps it in step. -->"
)
"""parts what is written by hand from the tables"""
assert audit is not None  # importing them registers every test
assert simulate is not None


def auditing_markdown() -> str:
    """The tests and the provisions, as Markdown sections."""
    parts = ["## The tests", _TESTS, _rules(rule for rule, _ in RULES.values()), "### Tests on a run", _MEASURED,
             _rules(rule for rule, _ in MEASURED.values()), "## The packs", _PACKS]  # fmt: skip
    for name in (*pack_names(), MEASURED_PACK):
        pack = read_pack(name, MEASURED if name == MEASURED_PACK else None)
        parts += [f"### {pack.title}: `{name}`", _provisions(pack.provisions)]
    return "\n\n".join(parts) + "\n"


_TESTS = (
    "Decided from the file alone. Those marked with an asterisk hold it against the closed list of a provision\n"
    "(`heads`), and are silent where no pack carries one."
)
_MEASURED = "Decided with `--simulate`, on a run."
_PACKS = (
    "`principles` always applies, the legal orders where `--law` names them, and `measured` with `--simulate`. In\n"
    "brackets is what a provision hangs on. Each has an argument on the other side, which the audit shows beside it."
)


def _rules(rules: Iterable[Rule]) -> str:
    rows = [(f"`{one.id}`{'*' * one.against_a_list}", one.title, one.asks, one.source) for one in rules]
    return markdown_table(("test", "title", "what it asks", "source of the test"), sorted(rows))


def _provisions(provisions: Iterable[Provision]) -> str:
    return markdown_table(("provision", "test", "severity", "in force", "source"), map(_row, provisions))


def _row(one: Provision) -> tuple[str, ...]:
    hangs = "".join(f" [`{word}: {value}`]" for word, value in one.applies.items())
    return f"{one.id}{hangs}", f"`{one.rule}`", one.severity, " ".join(_force(one)), one.source


def _force(one: Provision) -> Iterator[str]:
    """`since 2018-05-25`, `2013-10-01 until before 2017-05-01`, `undated`."""
    yield "undated" if one.in_force is None else f"since {one.in_force.isoformat()}"
    if one.until is not None:
        yield f"until before {one.until.isoformat()}"
    if one.contested:
        yield "(contested)"


def in_step(page: str) -> str:
    """A page with the tables below its line as the tests and packs are now; raises ValueError without the line."""
    above, line, _ = page.partition(LINE)
    if not line:
        raise ValueError(f"the page has no line that says {LINE}")
    return f"{above}{line}\n\n{auditing_markdown()}"


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(in_step(file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
