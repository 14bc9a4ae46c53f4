"""The loops compiled by Numba for the CPU. Compiled code is kept between runs, by the hash of all kernel sources."""

from __future__ import annotations

import hashlib
import importlib
import os
import types
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

KERNEL_MODULES = (
    "demerit.nations.draws",
    "demerit.nations.people",
    "demerit.engine.steps.luck",
    "demerit.engine.steps.account",
    "demerit.engine.steps.rows",
    "demerit.engine.steps.standing",
    "demerit.engine.steps.notice",
    "demerit.engine.steps.gates",
    "demerit.engine.steps.response",
    "demerit.engine.steps.scores",
    "demerit.engine.steps.lists",
    "demerit.engine.steps.recourse",
    "demerit.engine.steps.marks",
    "demerit.engine.steps.feeds",
    "demerit.engine.steps.conduct",
    "demerit.engine.life",
    "demerit.engine.loops",
    "demerit.engine.fingerprint",
)
"""Every module of kernel functions, each after those it calls."""

ENTRANCES = ("begin_people", "renew_people", "census", "run_people", "note_listed", "places_of", "close_people", "fingerprint_state", "fingerprint_lines")


def rebind(decorate: Callable[[types.FunctionType, bool], Any]) -> dict[str, Any]:
    """Gives every kernel function to `decorate`, with its calls to other kernel functions bound to the results.

    The sources stay plain Python with plain imports; only here do they become compiled. `decorate(function, entrance)`
    is told whether the function is one that the host calls.
    """
    compiled: dict[Any, Any] = {}
    entrances: dict[str, Any] = {}
    for name in KERNEL_MODULES:
        module = importlib.import_module(name)
        scope = {k: compiled.get(v, v) if isinstance(v, types.FunctionType) else v for k, v in vars(module).items()}
        for function in [v for v in vars(module).values() if isinstance(v, types.FunctionType) and v.__module__ == name]:
            copy = types.FunctionType(function.__code__, scope, function.__name__, function.__defaults__)
            copy.__qualname__ = function.__qualname__
            copy.__module__ = name
            compiled[function] = decorate(copy, function.__name__ in ENTRANCES)
            scope[function.__name__] = compiled[function]
            if function.__name__ in ENTRANCES:
                entrances[function.__name__] = compiled[function]
    return entrances


def sources_hash() -> str:
    """Hash of all kernel sources: Numba's own cache looks only at the file of the outermost function."""
    digest = hashlib.sha256()
    for name in (*KERNEL_MODULES, "demerit.engine.layout", "demerit.tables.layout", "demerit.nations.layout"):
        path = importlib.util.find_spec(name)
        assert path is not None and path.origin is not None
        digest.update(Path(path.origin).read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Where compiled kernels are kept: DEMERIT_CACHE, or the user's cache folder."""
    base = os.environ.get("DEMERIT_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "demerit"
    )
    return Path(base) / f"kernels-{sources_hash()}"


def is_warm() -> bool:
    """Whether this machine has compiled these kernels before."""
    return any(cache_folder().rglob("*.nbc"))


@lru_cache(maxsize=1)
def kernels() -> types.SimpleNamespace:
    """The compiled loops, ready to be called from any thread (they let go of Python's lock)."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder()))
    import numba

    numba.config.CACHE_DIR = str(cache_folder())

    def decorate(function: types.FunctionType, entrance: bool) -> Any:
        return numba.njit(function, cache=entrance, nogil=True, error_model="numpy")

    return types.SimpleNamespace(**rebind(decorate))
