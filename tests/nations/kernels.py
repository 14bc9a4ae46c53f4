"""The functions of `draws.py` and `people.py` compiled by Numba, as the engine compiles them: from the same source."""

from __future__ import annotations

from functools import cache
from types import FunctionType
from typing import Any

import numpy as np
from numba import njit

from demerit.nations import draws, people
from demerit.nations.layout import People


@cache
def compiled() -> dict[str, Any]:
    """By name; to be called from compiled code only (wrappers for Python would take a third of the time)."""
    scope = {**vars(draws), **vars(people)}
    for name, value in list(scope.items()):
        if isinstance(value, FunctionType) and value.__module__ in (draws.__name__, people.__name__):
            function = FunctionType(value.__code__, scope, name)
            scope[name] = njit(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)
    return scope


def over_people(name: str, tables: People, first: int, count: int):
    """One trait of a run of people, as an array."""
    return _loop(name)(tables, first, count)


@cache
def _loop(name: str):
    key_of, trait = compiled()["key_of"], compiled()[name]
    if trait.py_func.__code__.co_argcount == 2:

        @njit
        def loop(tables, first, count):
            out = np.empty(count, dtype=np.int64)
            for k in range(count):
                out[k] = trait(tables, key_of(tables.seed_key, first + k))
            return out

        return loop

    @njit
    def loop_with_number(tables, first, count):
        out = np.empty(count, dtype=np.int64)
        for k in range(count):
            out[k] = trait(tables, key_of(tables.seed_key, first + k), first + k)
        return out

    return loop_with_number
