"""Tables, state and accounts as flat arrays, for compiled kernels.

Handing a hundred arrays from function to function costs a compiler minutes and the machine its registers. So compiled
kernels get four: `T`, all tables of a phase; `S`, all 16-bit columns of a chunk; `H`, the chunk's scalars and where
each column starts; `A`, all accounts of a worker. T and A begin with a header that has, for every field, its value (a
scalar) or where it starts (an array). The sources keep saying `T.band_points[at]` and `S.head[i]`; this module rewrites
that to `T[T[h] + at]` and `S[H[h] + i]`, where h is the field's place in the header, when it hands them to a compiler.
For the CPU it goes one step further and hands over bare addresses, read by `fixed64(T, i)` and `load16(S, i)`.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np

from demerit.engine.layout import Accounts, State
from demerit.nations.layout import People
from demerit.tables.layout import Ints, Tables

_OWNERS: dict[str, Any] = {"T": Tables, "P": People, "S": State, "A": Accounts}
_ARRAY_OF = {"T": "T", "P": "T", "S": "S", "A": "A"}
_HEADER_OF = {"T": "T", "P": "T", "S": "H", "A": "A"}


def _numbered() -> dict[tuple[str, str], int]:
    tables = [("T", f) for f in Tables._fields if f != "people"] + [("P", f) for f in People._fields]
    numbered = {field: at for at, field in enumerate(tables)}
    numbered |= {("S", f): at for at, f in enumerate(State._fields)}
    return numbered | {("A", f): at for at, f in enumerate(Accounts._fields)}


HEADER = _numbered()
"""(owner, field) -> place in its header"""
SCALARS = {(o, f) for o, kind in _OWNERS.items() for f, t in get_type_hints(kind).items() if t is int}
FIRST = 256
"""where the arrays of T start; the first is the one looked up most, at a place known when compiling"""
_LOAD = {"S": "load16", "A": "load64"}
"""what kernels read while they write it; all else is fixed as long as one runs"""
_FIXED = {("T", "log_table"): FIRST}
ACCOUNTS_FIRST = len(Accounts._fields)


def flat_tables(T: Tables) -> Ints:
    """All of `T` in one array."""
    header = np.zeros(FIRST, np.int64)
    header[HEADER["T", "log_table"]] = FIRST
    parts = [header, np.asarray(T.log_table, np.int64)]
    end = FIRST + len(parts[1])
    for owner, field in HEADER:
        if owner not in ("T", "P") or (owner, field) in _FIXED:
            continue
        value = getattr(T if owner == "T" else T.people, field)
        if (owner, field) in SCALARS:
            header[HEADER[owner, field]] = value
        else:
            header[HEADER[owner, field]] = end
            parts.append(np.asarray(value, np.int64))
            end += len(parts[-1])
    return np.concatenate(parts)


class InForce:
    """The flat tables of every phase, with the cut-offs of bands that the climate of a tick has put in force."""

    def __init__(self, phases: Sequence[tuple[int, Tables]]) -> None:
        self._flat = {id(tables): flat_tables(tables) for _, tables in phases}

    def flat(self, T: Tables) -> Ints:
        """The tables of a phase."""
        return self._flat[id(T)]

    def address(self, T: Tables) -> int:
        """Where the tables of a phase are, for kernels; valid as long as this object is."""
        return int(self._flat[id(T)].ctypes.data)

    def enter(self, T: Tables, before: Tables, climate: Ints) -> Ints | None:
        """Puts the cut-offs of a tick in force. No kernel may be running.

        Answers the tables in force until now where that changes anything, or `T` is not the phase of the tick
        `before`; else None.
        """
        flat, past = self._flat[id(T)], self._flat[id(before)]
        if not T.regrades:
            return None if T is before else past
        start = int(flat[HEADER["T", "band_points"]])
        here = slice(start, start + T.regrades)
        bands = climate[T.climate_bands : T.climate_bands + T.regrades]
        if T is before and np.array_equal(flat[here], bands):
            return None
        until_now = past.copy()
        flat[here] = bands
        return until_now


class _Flatten(ast.NodeTransformer):
    """`X.field[i]` -> `X[X[h] + i]`, `X.scalar` -> `X[h]`, `T.people` -> `T`, and `S` handed on -> `S, H`."""

    @staticmethod
    def _field(node: ast.AST) -> tuple[str, str] | None:
        if not isinstance(node, ast.Attribute):
            return None
        if isinstance(node.value, ast.Name) and node.value.id in _OWNERS:
            return node.value.id, node.attr
        if isinstance(node.value, ast.Attribute) and node.value.attr == "people":
            return "P", node.attr
        return None

    def __init__(self, pointers: bool) -> None:
        self.pointers = pointers

    def _look_up(self, name: str, index: ast.expr, context: ast.expr_context, header: bool = False) -> ast.expr:
        if self.pointers:
            load = "fixed64" if header else _LOAD.get(name, "fixed64")
            return ast.Call(ast.Name(load, ast.Load()), [ast.Name(name, ast.Load()), index], [])
        return ast.Subscript(ast.Name(name, ast.Load()), index, context)

    def _header(self, name: str, field: tuple[str, str], node: ast.Attribute) -> tuple[str, ast.expr]:
        """The name of the array (P is whatever the function calls its tables) and the expression of a header entry."""
        own = node.value.id if isinstance(node.value, ast.Name) else "T"
        array = own if name in ("T", "P") else _ARRAY_OF[name]
        header = own if name in ("T", "P") else _HEADER_OF[name]
        return array, self._look_up(header, ast.Constant(HEADER[field]), ast.Load(), header=True)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        field = self._field(node.value)
        if field is None or not isinstance(node.value, ast.Attribute):
            return self.generic_visit(node)
        array, start = self._header(field[0], field, node.value)
        if field in _FIXED:
            start = ast.Constant(_FIXED[field])
        return self._look_up(array, ast.BinOp(start, ast.Add(), self.visit(node.slice)), node.ctx)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == "T" and node.attr == "people":
            return ast.Name("T", ast.Load())
        field = self._field(node)
        if field is None:
            return self.generic_visit(node)
        if field not in SCALARS:
            raise SyntaxError(f"kernels may only index {field[0]}.{field[1]} (line {node.lineno})")
        return self._header(field[0], field, node)[1]

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        target = node.targets[0]
        if not self.pointers or not isinstance(target, ast.Subscript) or self._field(target.value) is None:
            return self.generic_visit(node)
        return self._store(self.visit(target), self.visit(node.value))

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        if not self.pointers or not isinstance(node.target, ast.Subscript) or self._field(node.target.value) is None:
            return self.generic_visit(node)
        load = self.visit(node.target)
        return self._store(load, ast.BinOp(load, node.op, self.visit(node.value)))

    @staticmethod
    def _store(load: Any, value: ast.expr) -> ast.stmt:
        store = ast.Name(load.func.id.replace("load", "store"), ast.Load())
        return ast.Expr(ast.Call(store, [*load.args, value], []))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        node.args = [a for arg in node.args for a in self._with_header(arg)]
        return node

    @staticmethod
    def _with_header(argument: ast.expr) -> list[ast.expr]:
        if isinstance(argument, ast.Name) and argument.id == "S":
            return [argument, ast.Name("H", ast.Load())]
        return [argument]

    def visit_arguments(self, node: ast.arguments) -> ast.AST:
        node.args = [a for arg in node.args for a in ([arg, ast.arg("H")] if arg.arg == "S" else [arg])]
        return node


def flat_code(path: str, pointers: bool) -> types.CodeType:
    """The module at `path`, rewritten to read flat arrays; through bare addresses (engine/addresses.py) if asked."""
    tree: Any = _Flatten(pointers).visit(ast.parse(Path(path).read_text(encoding="utf-8"), path))
    return compile(ast.fix_missing_locations(tree), path, "exec")
