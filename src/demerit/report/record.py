"""A person's record as it shows itself: three views of the same lines, each by itself or beside the others.

run.record(code)                  # all three, with where they part
run.record(code).public           # only what the public site shows
run.record(code).truth.as_dict()  # for programs
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from demerit.records.three_views import Views
from demerit.report import record_words as words
from demerit.report.record_differences import differences


class View:
    """One of the three views: `public`, `person` or `truth`."""

    def __init__(self, said: dict[str, Any]) -> None:
        self._said = said

    def as_dict(self) -> dict[str, Any]:
        """The view for JSON: dates as 2018-01-31, lines by their number in the life."""
        return self._said

    def text(self, width: int = 88) -> str:
        """The view for a terminal of so many columns."""
        from demerit.report.record_text import view_text

        return view_text(self._said, width)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from demerit.report.record_html import view_html

        return view_html(self._said)


class Record:
    """What the public sees of a synthetic person, what the person knows, and what is true."""

    def __init__(self, views: Views) -> None:
        self._views = views

    @cached_property
    def public(self) -> View:
        """What the public site shows under the person's number: entries in force, in the fields that are published."""
        return View(words.public_view(self._views))

    @cached_property
    def person(self) -> View:
        """What the person has been told or has found out, by the day on which they learnt it."""
        return View(words.person_view(self._views))

    @cached_property
    def truth(self) -> View:
        """What they did, what was put down to them and what followed; who sees it, and whether it is true."""
        return View(words.truth_view(self._views))

    @property
    def differences(self) -> list[str]:
        """Where the three views part, one sentence each."""
        return differences(self._views)

    def as_dict(self) -> dict[str, Any]:
        """All three views for JSON, with the person's facts and where the views part."""
        return {
            **words.header(self._views),
            "differences": self.differences,
            "public": self.public.as_dict(),
            "person": self.person.as_dict(),
            "truth": self.truth.as_dict(),
        }

    def text(self, width: int = 88) -> str:
        """All three views for a terminal of so many columns: side by side from 96 on."""
        from demerit.report.record_text import as_text

        return as_text(self.as_dict(), width)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from demerit.report.record_html import record_html

        return record_html(self.as_dict())
