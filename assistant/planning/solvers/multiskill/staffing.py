"""Gives each place of a task to a person who has its skill: a matching by augmenting paths."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


def staff(
    needs: Sequence[int], skills: Sequence[Collection[int]], preferred: Iterable[int]
) -> dict[int, int] | None:
    """Return worker → skill so that every need is met, or None where these workers cannot.

    Workers are taken in the order given, and one who is taken once stays: the sets that can be
    matched are a matroid, so the first in the order who suffice are the cheapest for any cost
    that rises along it (Edmonds, 1971).
    """
    matching = _Matching(needs, skills)
    for worker in preferred:
        if not matching.open:
            break
        matching.take(worker)
    return None if matching.open else matching.given


class _Matching:
    def __init__(self, needs: Sequence[int], skills: Sequence[Collection[int]]) -> None:
        self.given: dict[int, int] = {}
        self.open = sum(needs)
        self._left = list(needs)
        self._asked = [skill for skill, count in enumerate(needs) if count]
        self._skills = skills

    def take(self, worker: int) -> None:
        """Give a worker a place where there is one, others moving to skills they have too."""
        if self._place(worker, set()):
            self.open -= 1

    def _place(self, worker: int, seen: set[int]) -> bool:
        for skill in self._asked:
            if skill in seen or skill not in self._skills[worker]:
                continue
            seen.add(skill)
            if self._left[skill]:
                self._left[skill] -= 1
                self.given[worker] = skill
                return True
            holders = [other for other, given in self.given.items() if given == skill]
            if any(self._place(other, seen) for other in holders):
                self.given[worker] = skill
                return True
        return False
