"""Inner loops that exist twice: as the Python they are written in, and compiled from it.

An inner loop is a plain function on NumPy arrays and numbers. Called as it is, it runs at once;
its compiled twin does the same arithmetic some hundred times as fast, but the first twin ever
made on a machine takes seconds to compile, so nobody who waits may be the one who pays for it.
Twins are kept in numba's cache beside the source, or in the user's where that cannot be written.
Loops keep to whole numbers, or to floating-point sums in one fixed sequence, so that both twins
give the same result.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import ParamSpec, TypeVar

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
    twin.__qualname__ = function.__qualname__
    jitted: Callable[P, R] = numba.njit(cache=True, nogil=True)(twin)
    return jitted


def _is_inner(value: object) -> bool:
    return isinstance(value, FunctionType) and value.__module__.startswith(_OURS)
