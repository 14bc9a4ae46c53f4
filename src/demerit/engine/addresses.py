"""Reading and writing at bare addresses, for kernels: no bounds, no reference counts, one machine word an argument.

Only engine/flat.py writes calls to these, at places whose bounds the declared layouts give. Imports Numba.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

_WORD = ir.IntType(64)


def _loader(bits: int, fixed: bool = False) -> Any:
    def load(typing: Any, address: Any, index: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            element = ir.IntType(bits)
            start = builder.inttoptr(args[0], element.as_pointer())
            place = builder.gep(start, [context.cast(builder, args[1], signature.args[1], types.int64)])
            value = builder.load(place)
            if fixed:
                value.set_metadata("invariant.load", builder.module.add_metadata([]))
            return value if bits == 64 else builder.sext(value, _WORD)

        return types.int64(address, index), code

    return intrinsic(load)


def _storer(bits: int) -> Any:
    def store(typing: Any, address: Any, index: Any, value: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            element = ir.IntType(bits)
            start = builder.inttoptr(args[0], element.as_pointer())
            place = builder.gep(start, [context.cast(builder, args[1], signature.args[1], types.int64)])
            word = context.cast(builder, args[2], signature.args[2], types.int64)
            builder.store(word if bits == 64 else builder.trunc(word, element), place)
            return context.get_dummy_value()

        return types.void(address, index, value), code

    return intrinsic(store)


fixed64 = _loader(64, fixed=True)
"""for what no kernel writes: tables, and the headers that say where columns begin. Looked up once, not after each store
(LLVM's `invariant.load`), which no compiler could find out from addresses"""
load64 = _loader(64)
load16 = _loader(16)
store64 = _storer(64)
store16 = _storer(16)
