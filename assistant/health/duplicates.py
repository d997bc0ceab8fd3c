"""Projects that are likely the same thing twice.

They are alike by the systems they share, the rarer the more: a system that many touch says little.
A theme, words and an open question they have in common add to it. Where systems are not known,
nearly the same name is what is left. Work items are in `similar_titles`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import log

from rapidfuzz import fuzz, process

from assistant.health.similar_titles import same_numbers
from assistant.policy import Policy
from assistant.portfolio.control import Benefit, Decision, DecisionState
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.snapshot import Snapshot

SYSTEMS, OVERLAP, SAME_THEME, SAME_QUESTION, WORDS = 40, 20, 10, 20, 30
"""Points out of 100 that each sign gives at most; a rare shared system counts most."""

SAME_NAME = 88
"""Percent from which two names are nearly the same."""

_ENDED = frozenset({Stage.CLOSED, Stage.STOPPED})
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two keys in order, how alike they are in percent, and by what."""

    first: str
    second: str
    percent: Decimal
    systems: tuple[str, ...] = ()


def likely_duplicate_projects(snapshot: Snapshot, policy: Policy) -> tuple[Likeness, ...]:
    """Return the pairs of running projects that are alike enough, the most alike first."""
    projects = {
        project.key: project for project in snapshot.all(Project) if project.stage not in _ENDED
    }
    found = [*_by_systems(snapshot, policy, projects), *_by_name(projects)]
    least = policy.limit("duplicate_score")
    alike = (pair for pair in found if pair.percent >= least)
    return tuple(sorted(alike, key=lambda pair: (-pair.percent, pair.first, pair.second)))


def _by_systems(
    snapshot: Snapshot, policy: Policy, projects: Mapping[str, Project]
) -> Iterator[Likeness]:
    users: dict[str, list[str]] = {}
    for key, project in projects.items():
        for system in sorted(set(project.systems)):
            users.setdefault(system, []).append(key)
    many = int(policy.limit("system_shared_by_many"))
    shared: dict[tuple[str, str], list[str]] = {}
    for system, keys in sorted(users.items()):
        for pair in combinations(keys, 2) if len(keys) < many else ():
            shared.setdefault(pair, []).append(system)
    words = _Words(snapshot, projects)
    asked = _asked_together(snapshot)
    for (first, second), systems in shared.items():
        rarity = sum(1 / (len(users[system]) - 1) for system in systems)
        one, other = projects[first], projects[second]
        points = SYSTEMS * min(rarity, 1.0)
        points += OVERLAP * len(systems) / min(len(set(one.systems)), len(set(other.systems)))
        points += SAME_THEME * (not set(one.themes).isdisjoint(other.themes))
        points += SAME_QUESTION * ((first, second) in asked)
        points += WORDS * words.likeness(first, second)
        percent = Decimal(min(round(points), 100))
        yield Likeness(first, second, percent, tuple(systems))


def _asked_together(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Return the pairs of projects that an open decision is about."""
    return {
        pair
        for decision in snapshot.all(Decision)
        if decision.state is DecisionState.OPEN
        for pair in combinations(sorted(set(decision.projects)), 2)
    }


class _Words:
    """The words projects are described with, the rarer the weightier."""

    def __init__(self, snapshot: Snapshot, projects: Mapping[str, Project]) -> None:
        texts = {key: [each.name, each.description or ""] for key, each in projects.items()}
        for benefit in snapshot.all(Benefit):
            if benefit.project in texts:
                texts[benefit.project].append(benefit.name)
        self._words = {
            key: set(_WORD.findall(" ".join(text).casefold())) for key, text in texts.items()
        }
        counts = Counter(word for words in self._words.values() for word in words)
        self._weights = {word: log(1 + len(texts) / count) for word, count in counts.items()}

    def likeness(self, first: str, second: str) -> float:
        """Return the weight of the words two projects share, of the less worded one's weight."""
        one, other = self._words[first], self._words[second]
        least = min(self._weight(one), self._weight(other))
        return self._weight(one & other) / least if least else 0.0

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._weights[word] for word in sorted(words))


def _by_name(projects: Mapping[str, Project]) -> Iterator[Likeness]:
    """Yield projects with nearly the same name, unless both name systems and share none."""
    keys = sorted(projects)
    names = [_plain(projects[key].name) for key in keys]
    alike = process.cdist(names, names, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_NAME)
    for first, second in zip(*alike.nonzero(), strict=True):
        one, other = projects[keys[first]], projects[keys[second]]
        if first < second and same_numbers(one.name, other.name) and not _apart(one, other):
            percent = Decimal(round(float(alike[first, second])))
            yield Likeness(one.key, other.key, percent)


def _apart(one: Project, other: Project) -> bool:
    return bool(one.systems and other.systems)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
