"""The loops compiled by Numba for the CPU. Compiled code is kept between runs, by the hash of all kernel sources."""

from __future__ import annotations

import hashlib
import os
import types
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from demerit.engine.flat import flat_code

KERNEL_MODULES = (
    "demerit.nations.draws",
    "demerit.nations.people",
    "demerit.engine.steps.luck",
    "demerit.engine.steps.account",
    "demerit.engine.steps.rows",
    "demerit.engine.steps.private",
    "demerit.engine.steps.standing",
    "demerit.engine.steps.news",
    "demerit.engine.steps.notice",
    "demerit.engine.steps.gates",
    "demerit.engine.steps.response",
    "demerit.engine.steps.scores",
    "demerit.engine.steps.leaving",
    "demerit.engine.steps.lists",
    "demerit.engine.steps.recourse",
    "demerit.engine.steps.lapses",
    "demerit.engine.steps.marks",
    "demerit.engine.steps.feeds",
    "demerit.engine.steps.conduct",
    "demerit.engine.life",
    "demerit.engine.loops",
    "demerit.engine.fingerprint",
)
"""Every module of kernel functions, each after those it calls."""

_ALSO_MATTER = (
    "demerit.engine.cpu",
    "demerit.engine.flat",
    "demerit.engine.addresses",
    "demerit.engine.layout",
    "demerit.tables.counters",
    "demerit.tables.layout",
    "demerit.tables.luck",
    "demerit.tables.codes",
    "demerit.nations.layout",
)
"""modules whose constants and layouts are compiled into kernels"""

ENTRANCES = (
    "begin_people",
    "renew_people",
    "census",
    "rank_scores",
    "look_at_friends",
    "run_people",
    "note_listed",
    "places_of",
    "close_people",
    "fingerprint_state",
    "fingerprint_lines",
)
_ARRAYS = ("people_of_group", "homes", "tally", "out", "lines")
"""arguments of entrances that are NumPy arrays; all others are addresses and numbers"""
_ALL_THERE = f"all-compiled-{hashlib.sha256(__file__.encode()).hexdigest()[:12]}"
"""file in the cache that says that no kernel is missing; Numba keeps what it compiles by the path of the source"""


HOT = frozenset(
    (
        *("mix", "key_of", "draw", "high", "low", "exponential", "gap", "later", "quantile", "scaled", "bounded"),
        *("strand_inverse", "count", "note", "place_of_row", "room", "score_of", "band_of", "in_bands", "soonest"),
        *("kind_of", "threshold", "happen", "candidate", "act", "watch", "mark", "plain_mark", "takes_part"),
        *("deliver", "add_points", "count_mark", "next_seldom", "next_in_windows"),
    )
)
"""small functions that every event calls: inlined whatever the compiler thinks of their size"""


def rebind(decorate: Callable[[types.FunctionType, bool], Any], given: dict[str, Any]) -> dict[str, Any]:
    """Gives every kernel function to `decorate`, with tables flat and its calls bound to the decorated functions.

    The sources stay plain Python with plain imports; only here do they become compiled. `decorate(function, entrance)`
    is told whether the function is one that the host calls. `given` are names that every module may use: the loads
    and stores of `addresses`, or nothing, in which case kernels take arrays.
    """
    compiled: dict[tuple[str, str], Any] = {}
    entrances: dict[str, Any] = {}
    for name in KERNEL_MODULES:
        source = source_of(name)
        scope: dict[str, Any] = {"__name__": name, "__file__": source, **given}
        exec(flat_code(source, bool(given)), scope)
        own = [v for v in scope.values() if isinstance(v, types.FunctionType) and v.__module__ == name]
        for key, value in list(scope.items()):
            if isinstance(value, types.FunctionType) and (value.__module__, value.__name__) in compiled:
                scope[key] = compiled[value.__module__, value.__name__]
        for function in own:
            entrance = function.__name__ in ENTRANCES
            made = decorate(function, entrance)
            compiled[name, function.__name__] = scope[function.__name__] = made
            if entrance:
                entrances[function.__name__] = made
    return entrances


def source_of(module: str) -> str:
    """The file of a module."""
    found = find_spec(module)
    assert found is not None
    assert found.origin is not None
    return found.origin


def sources_hash() -> str:
    """Hash of all kernel sources: Numba's own cache looks only at the file of the outermost function."""
    digest = hashlib.sha256()
    for name in (*KERNEL_MODULES, *_ALSO_MATTER):
        digest.update(Path(source_of(name)).read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Where compiled kernels are kept: DEMERIT_CACHE, or the user's cache folder."""
    user = os.environ.get("XDG_CACHE_HOME")
    cache = (Path(user) if user else Path("~/.cache").expanduser()) / "demerit"
    return Path(os.environ.get("DEMERIT_CACHE") or cache) / f"kernels-{sources_hash()}"


def is_warm() -> bool:
    """Whether this machine has compiled all of these kernels before."""
    return (cache_folder() / _ALL_THERE).exists()


@lru_cache(maxsize=1)
def kernels() -> types.SimpleNamespace:
    """The compiled loops, ready to be called from any thread (they let go of Python's lock)."""
    folder = cache_folder()
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))
    import numba

    from demerit.engine.addresses import fixed64, load16, load64, store16, store64

    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]  # set by Numba as it reads the environment

    def decorate(function: types.FunctionType, entrance: bool) -> Any:
        options: dict[str, Any] = {"cache": entrance, "nogil": True, "error_model": "numpy"}
        options |= dict.fromkeys(("no_cpython_wrapper", "no_cfunc_wrapper"), not entrance)
        return numba.njit(function, forceinline=function.__name__ in HOT, **options)

    given = {"fixed64": fixed64, "load16": load16, "load64": load64, "store16": store16, "store64": store64}
    entrances = rebind(decorate, given)
    done: set[Any] = set()
    for entrance in entrances.values():
        if not is_warm():
            _compile_callees(entrance, done)
        entrance.compile(_signature(entrance.py_func))
    (folder / _ALL_THERE).touch()
    return types.SimpleNamespace(**entrances)


def _compile_callees(made: Any, done: set[Any]) -> None:
    """Compiles everything that a kernel function calls, each once and for one signature.

    Left to itself, Numba makes one version for every mixture of Booleans and widths of whole numbers among the calls,
    and each version takes in all that it calls.
    """
    for name in made.py_func.__code__.co_names:
        callee = made.py_func.__globals__.get(name)
        if hasattr(callee, "py_func") and callee not in done:
            done.add(callee)
            _compile_callees(callee, done)
            callee.compile(_signature(callee.py_func))
            callee.disable_compile()


def _signature(function: types.FunctionType) -> str:
    """Types of arguments: addresses and numbers, but for the few arrays that the host hands over (not annotated)."""
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    arrays = [name for name in names if name in _ARRAYS and name not in function.__annotations__]
    return "(" + "".join("int64[::1], " if name in arrays else "int64, " for name in names) + ")"
