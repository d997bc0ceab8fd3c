"""How doubtful each item's size is: by what its work is stretched in each run of a plan."""

from __future__ import annotations

from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assistant.planning.forecast.calendars import Times
from assistant.planning.forecast.draws import (
    Factors,
    between_factors,
    drawn,
    spread_factors,
    stream,
)
from assistant.planning.forecast.estimate_error import EstimateError
from assistant.planning.inputs.backlog import Backlog, Candidate
from assistant.policy import Policy
from assistant.values.effort import MINUTES_PER_DAY

_ALL_ALIKE = "everything at once"


class Doubt:
    """By what each item's work is stretched in each run.

    A share of the doubt is the same for everything in one run: who is too hopeful is so
    throughout. Without it errors would cancel out and large plans look surer than they are
    (van Dorp and Duffey, 1999). What nobody sized lies anywhere between two declared sizes.
    """

    def __init__(
        self, backlog: Backlog, policy: Policy, error: EstimateError, seed: int, runs: int
    ) -> None:
        shared = float(policy.limit("estimate_shared_percent")) / 100
        self._runs = runs
        self._seed = seed
        self._candidates = backlog.candidates
        self._sized = spread_factors(error.sigma * sqrt(1 - shared))
        assumed = backlog.assumed_work / MINUTES_PER_DAY
        low, high = (float(policy.limit(f"unsized_{end}_days")) for end in ("low", "high"))
        self._unsized = between_factors(low / assumed, high / assumed)
        self._shared = self._draw(spread_factors(error.sigma * sqrt(shared)), _ALL_ALIKE)

    def of(self, item: int) -> Factors:
        """Return an item's factors, one a run."""
        return self._own(item) * self._shared

    def deciding(self, times: Times) -> list[tuple[int, float]]:
        """Return the items whose own size moves a time, with their share of its variance.

        The squared correlation of an item's doubt with the time (the cruciality index of Williams,
        1992), the largest share first.
        """
        spread = times - times.mean()
        norm = float(np.sqrt((spread**2).sum()))
        if not norm:
            return []
        correlations = self._standard @ (spread / norm).astype(np.float32)
        shares = [(item, float(each) ** 2) for item, each in enumerate(correlations) if each > 0]
        return sorted(shares, key=lambda each: (-each[1], each[0]))

    @cached_property
    def _standard(self) -> NDArray[np.float32]:
        """Every item's own doubt, in logarithms around their middle, at length one."""
        standard = np.zeros((len(self._candidates), self._runs), dtype=np.float32)
        for item in range(len(self._candidates)):
            own = np.log(self._own(item))
            own -= own.mean()
            norm = float(np.sqrt((own**2).sum()))
            if norm:
                standard[item] = own / norm
        return standard

    def _own(self, item: int) -> Factors:
        candidate = self._candidates[item]
        return self._draw(self._table(candidate), f"item {candidate.key}")

    def _table(self, candidate: Candidate) -> Factors:
        return self._unsized if candidate.size is None else self._sized

    def _draw(self, table: Factors, name: str) -> Factors:
        return drawn(table, stream(self._seed, name), 0, self._runs)
