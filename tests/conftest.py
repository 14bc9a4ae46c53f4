"""What every test may use: `golden` texts, `need` for things a machine may lack, and how Hypothesis searches.

Ask for the fixtures by name; nothing here has to be imported.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Never

import pytest
from hypothesis import HealthCheck, settings

IN_CI = os.environ.get("CI", "").lower() in {"true", "1"}
REWRITE = os.environ.get("DEMERIT_GOLDEN", "") == "write"

# A deadline would fail the first example that compiles a kernel. In CI the search is the same every time, so a red run
# can be repeated; on a desk every run looks at other examples. DEMERIT_EXAMPLES deepens a search for one sitting.
settings.register_profile(
    "demerit",
    deadline=None,
    max_examples=int(os.environ.get("DEMERIT_EXAMPLES", "25")),
    derandomize=IN_CI,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("demerit")


class Need:
    """What a test cannot do without: on a desk its lack skips the test and says why, in CI it is a failure."""

    def module(self, name: str) -> None:
        """The test needs a module of the `dev` group, of an extra or of the system."""
        if find_spec(name) is None:
            self.lacks(f"the module {name} is not installed (uv sync)")

    def program(self, *names: str) -> str:
        """The test needs one of these programs; returns the path of the first that is on PATH."""
        for name in names:
            path = shutil.which(name)
            if path is not None:
                return path
        return self.lacks(f"none of the programs {', '.join(names)} is on PATH")

    def gpu(self) -> None:
        """The test needs a CUDA device. The one lack that CI forgives: the simulator tests hold the kernels there."""
        if not Path("/dev/nvidiactl").exists():
            pytest.skip("this machine has no CUDA device; the same kernels are tested on the simulator")

    def lacks(self, reason: str) -> Never:
        """Skip with a reason on a desk; fail with it in CI, where everything must be at hand."""
        if IN_CI:
            pytest.fail(f"CI must not skip: {reason}", pytrace=False)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def need() -> Need:
    """`need.module("pyarrow")`, `need.program("chromium", "google-chrome")`, `need.gpu()`."""
    return Need()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str | Path, str], None]:
    """`golden("bad/no_unit.txt", text)`: the text is what the file beside the test says, letter for letter.

    `DEMERIT_GOLDEN=write uv run pytest` writes the files anew; the difference is then read in git, like any other.
    """
    folder = request.path.parent

    def same(path: str | Path, text: str) -> None:
        file = folder / path
        if REWRITE and not IN_CI:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            return
        if not file.exists():
            pytest.fail(f"{file} does not exist; DEMERIT_GOLDEN=write uv run pytest writes it", pytrace=False)
        with file.open(encoding="utf-8", newline="") as opened:
            expected = opened.read()
        assert text == expected, f"differs from {file}; if the new text is right: DEMERIT_GOLDEN=write uv run pytest"

    return same
