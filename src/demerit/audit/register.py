"""The register of rules: every test by its id, in the order in which they are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from demerit.audit.layout import Facts, Outcome, Rule

Test = Callable[[Facts], Iterable[Outcome]]
RULES: dict[str, tuple[Rule, Test]] = {}


def rule(id: str, title: str, asks: str, source: str) -> Callable[[Test], Test]:  # noqa: A002 - what everybody calls it
    """Registers a function as the test of a rule."""

    def register(test: Test) -> Test:
        if id in RULES:
            raise ValueError(f"two rules are called {id}")
        RULES[id] = (Rule(id, title, asks, source), test)
        return test

    return register
