"""The register of rules: every test by its id, in the order in which they are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from demerit.audit.layout import Facts, Outcome, Rule

Test = Callable[[Facts], Iterable[Outcome]]
RULES: dict[str, tuple[Rule, Test]] = {}


def rule(
    id: str,  # noqa: A002 - what everybody calls it
    title: str,
    asks: str,
    source: str,
    *,
    against_a_list: bool = False,
) -> Callable[[Test], Test]:
    """Registers a function as the test of a rule; `against_a_list` as for `Rule`."""

    def register(test: Test) -> Test:
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        RULES[id] = (Rule(id, title, asks, source, against_a_list), test)
        return test

    return register
