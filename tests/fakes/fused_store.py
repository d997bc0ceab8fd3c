"""A store whose process dies at a chosen point: at a write, before or after a commit or an import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.hostile_publisher import Crash


@dataclass
class Fuse:
    """Counts the points that are passed, and burns at one of them, once; 0 never does."""

    left: int = 0
    error: BaseException = field(default_factory=Crash)

    def pass_point(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise self.error


class FusedUnitOfWork:
    """A unit of work in which every call is a point."""

    def __init__(self, unit: Any, fuse: Fuse) -> None:
        self._unit = unit
        self._fuse = fuse

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self._fuse.pass_point()
            return getattr(self._unit, name)(*arguments, **named)

        return call


class FusedStore:
    """Passes a point at each call within a unit of work, and around each commit and import."""

    def __init__(self, store: Any, fuse: Fuse) -> None:
        self._store = store
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def unit_of_work(self) -> Iterator[Any]:
        with self._store.unit_of_work() as unit:
            yield FusedUnitOfWork(unit, self._fuse)
            self._fuse.pass_point()
        self._fuse.pass_point()

    def import_batch(self, *arguments: Any) -> Any:
        self._fuse.pass_point()
        receipt = self._store.import_batch(*arguments)
        self._fuse.pass_point()
        return receipt
