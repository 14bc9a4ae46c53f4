"""The tools that every other test leans on do fail when they should."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
CONFTEST = Path(__file__).parents[1] / "conftest.py"
USES_GOLDEN = """
def test_text(golden):
    golden("said.txt", "no\\n")
"""
USES_NEED = """
def test_lack(need):
    need.program("no-such-program-anywhere")
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder of tests with our conftest in it, on a desk rather than in CI."""
    pytester.makeconftest(CONFTEST.read_text())
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("DEMERIT_GOLDEN", raising=False)
    return pytester


def outcomes(inner: pytest.Pytester) -> dict[str, int]:
    return inner.runpytest_inprocess("-p", "no:cacheprovider").parseoutcomes()


def test_a_golden_text_that_differs_fails_until_it_is_written_anew(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner.makepyfile(USES_GOLDEN)
    assert outcomes(inner) == {"failed": 1}, "no file yet"
    said = inner.path / "said.txt"
    said.write_text("yes\n")
    assert outcomes(inner) == {"failed": 1}, "another text"
    monkeypatch.setenv("DEMERIT_GOLDEN", "write")
    assert outcomes(inner) == {"passed": 1}
    assert said.read_text() == "no\n"
    monkeypatch.delenv("DEMERIT_GOLDEN")
    assert outcomes(inner) == {"passed": 1}


def test_ci_never_rewrites_a_golden_text(inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    inner.makepyfile(USES_GOLDEN)
    monkeypatch.setenv("DEMERIT_GOLDEN", "write")
    monkeypatch.setenv("CI", "true")
    assert outcomes(inner) == {"failed": 1}
    assert not (inner.path / "said.txt").exists()


def test_a_lack_skips_on_a_desk_and_fails_in_ci(inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    inner.makepyfile(USES_NEED)
    assert outcomes(inner) == {"skipped": 1}
    monkeypatch.setenv("CI", "true")
    assert outcomes(inner) == {"failed": 1}
