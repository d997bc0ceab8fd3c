"""Inner loops that exist twice: as the Python they are written in, and compiled from it.

An inner loop is a plain function on NumPy arrays and numbers. Called as it is, it runs at once;
its compiled twin does the same arithmetic some hundred times as fast, but the first twin ever
made on a machine takes seconds to compile, so nobody who waits may be the one who pays for it.
Twins are kept in numba's cache beside the source, or in the user's where that cannot be written.
numba looks at one file for changes, so a twin is filed under what is written in its loop and in all
loops and constants that it uses. Loops keep to whole numbers, or to floating-point sums in one fixed sequence, so that both twins
give the same result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from types import CodeType, FunctionType
from typing import ParamSpec, TypeGuard, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_OURS = "assistant.planning."


@cache
def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return the compiled twin of an inner loop, and of all inner loops that it calls."""
    import numba

    if not isinstance(function, FunctionType):
        raise TypeError(f"{function!r} is not a plain function")
    called = {
        name: compiled(each)
        for name, each in function.__globals__.items()
        if name in function.__code__.co_names and _is_inner(each)
    }
    twin = FunctionType(
        function.__code__,
        {**function.__globals__, **called},
        function.__name__,
        function.__defaults__,
    )
    twin.__qualname__ = f"{function.__qualname__}_{_written(function)}"
    jitted: Callable[P, R] = numba.njit(cache=True, nogil=True)(twin)
    return jitted


@cache
def _written(function: FunctionType) -> str:
    """Return a digest of a loop, of the constants it uses and of the loops it calls."""
    code = function.__code__
    parts = [code.co_code.hex(), repr(code.co_varnames), *map(_constant, code.co_consts)]
    for name in code.co_names:
        used = function.__globals__.get(name)
        parts.append(_written(used) if _is_inner(used) else f"{name}={_constant(used)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _constant(value: object) -> str:
    if isinstance(value, CodeType):
        return value.co_code.hex()
    return repr(value) if isinstance(value, bool | int | float | str | tuple) else ""


def _is_inner(value: object) -> TypeGuard[FunctionType]:
    return isinstance(value, FunctionType) and value.__module__.startswith(_OURS)
