"""demerit: a laboratory for social-credit systems, over nations of people who do not exist.

import demerit
run = demerit.run("rongcheng", people=1_000_000, years=3, seed=7)

Importing this costs nothing: what a name needs is loaded when it is first asked for.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demerit.api import Life, Reproduction, Run, forecast, open, reproduce, resume, run  # noqa: A004
    from demerit.errors import UserError
    from demerit.report.amend import amend
    from demerit.report.audit import audit
    from demerit.studies import case, compare, sensitivity, sweep, targets

__all__ = [
    "Life",
    "Reproduction",
    "Run",
    "UserError",
    "amend",
    "audit",
    "case",
    "compare",
    "forecast",
    "open",
    "reproduce",
    "resume",
    "run",
    "sensitivity",
    "sweep",
    "targets",
]


_STUDIES = ("case", "compare", "sensitivity", "sweep", "targets")


class _Package(ModuleType):
    """This package: `demerit.audit` is the function, also once the room of that name has been imported."""

    @property
    def audit(self) -> object:
        """The function that holds a regime against law and principles."""
        from demerit.report.audit import audit

        return audit

    @audit.setter
    def audit(self, room: object) -> None:
        """Importing a room sets it on its package; this one is reached by `from demerit.audit import ...`."""


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name == "UserError":
        from demerit import errors

        return errors.UserError
    if name == "amend":
        from demerit.report.amend import amend

        return amend
    if name in _STUDIES:
        from demerit import studies

        return getattr(studies, name)
    if name in __all__:
        from demerit import api

        return getattr(api, name)
    raise AttributeError(f"demerit has no `{name}`")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
