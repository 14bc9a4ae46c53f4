"""demerit: a laboratory for social-credit systems, over nations of people who do not exist.

import demerit
run = demerit.run("rongcheng", people=1_000_000, years=3, seed=7)

Importing this costs nothing: what a name needs is loaded when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demerit.api import Life, Reproduction, Run, case, forecast, open, reproduce, resume, run, targets  # noqa: A004
    from demerit.errors import UserError

__all__ = [
    "Life",
    "Reproduction",
    "Run",
    "UserError",
    "case",
    "forecast",
    "open",
    "reproduce",
    "resume",
    "run",
    "targets",
]


def __getattr__(name: str) -> object:
    if name == "UserError":
        from demerit import errors

        return errors.UserError
    if name in __all__:
        from demerit import api

        return getattr(api, name)
    raise AttributeError(f"demerit has no `{name}`")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
