"""Reads scenarios: from phrases (“hire Viktor Hale for PORTAL”) and from a YAML file.

Each change has a verb with what it is about, and fields. A phrase and a mapping of the file mean
the same: `pause WILLOW until 2027-01-04` is `{pause: WILLOW, until: 2027-01-04}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.errors import BadInput, NotFound
from assistant.planning.scenarios.change_making import VERBS, Maker
from assistant.planning.scenarios.rule_changes import Weigh
from assistant.planning.scenarios.world import Change
from assistant.policy.plain_yaml import NotPlain, Tree, read_tree

Asked = Mapping[str, str]
"""One change as it was asked for: verb and fields, by name."""

_WORD = re.compile(r'"[^"]*"|\S+')
_REMEDY = "docs/scenarios.md lists every change with an example."


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes that are supposed together, under a name."""

    name: str
    changes: tuple[Change, ...]


def read_phrase(text: str, maker: Maker) -> Scenario:
    """Read one scenario of phrases with semicolons between; BadInput names what is wrong."""
    phrases = [phrase for phrase in text.split(";") if phrase.strip()]
    if not phrases:
        raise BadInput("A scenario needs a change.", remedy=_REMEDY)
    return Scenario(text.strip(), _changes(map(_split, phrases), text.strip(), maker))


def read_scenarios(text: str, file: str, maker: Maker) -> tuple[Scenario, ...]:
    """Read the scenarios of a YAML file; BadInput names file, scenario, change and field."""
    try:
        tree = read_tree(text)
    except NotPlain as error:
        raise BadInput(f"{file}: {error}.", remedy=_REMEDY) from error
    listed = tree.get("scenarios") if isinstance(tree, dict) and "scenarios" in tree else tree
    entries = listed if isinstance(listed, list) else [listed]
    found = [
        _scenario(entry, f"{file}, scenario {n}", maker) for n, entry in enumerate(entries, 1)
    ]
    names = [each.name for each in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadInput(f"{file}: two scenarios are called “{twice}”.", remedy="Name them apart.")
    return tuple(found)


def _scenario(entry: Tree | None, where: str, maker: Maker) -> Scenario:
    if not isinstance(entry, dict):
        raise BadInput(f"{where}: here should be a name and changes.", remedy=_REMEDY)
    odd = sorted(set(entry) - {"name", "changes"})
    changes = entry.get("changes")
    if odd or not isinstance(changes, list) or not changes:
        what = f"there is no “{odd[0]}”" if odd else "it needs a list of changes"
        raise BadInput(f"{where}: {what}.", remedy=_REMEDY)
    name = entry.get("name")
    asked = [_asked(change, f"{where}, change {n}") for n, change in enumerate(changes, 1)]
    return Scenario(name if isinstance(name, str) else where, _changes(asked, where, maker))


def _asked(change: Tree, where: str) -> Asked:
    if isinstance(change, str):
        return _split(change)
    if not isinstance(change, dict):
        raise BadInput(f"{where}: here should be a verb with what it is about.", remedy=_REMEDY)
    asked: dict[str, str] = {}
    for name, value in change.items():
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            asked[name] = "; ".join(str(each) for each in value)
        elif isinstance(value, str):
            asked[name] = value
        else:
            raise BadInput(f"{where}, field {name}: here should be one value.", remedy=_REMEDY)
    return asked


def _split(phrase: str) -> Asked:
    """Return a phrase as verb and fields: words up to the next field's name belong together.

    Words in double quotes are one word, and name no field.
    """
    words = _WORD.findall(phrase)
    verb = words[0].casefold()
    fields = VERBS.get(verb, frozenset())
    asked: dict[str, list[str]] = {verb: []}
    field = verb
    for place, word in enumerate(words[1:]):
        name = "team" if word.casefold() == "for" else word.casefold()
        if place and name in fields:
            field = name
            if field in asked:
                raise BadInput(f"“{phrase.strip()}” says “{word}” twice.", remedy=_REMEDY)
            asked[field] = []
        else:
            asked[field].append(word.strip('"'))
    return {name: " ".join(value) for name, value in asked.items()}


def _changes(all_asked: Iterable[Asked], where: str, maker: Maker) -> tuple[Change, ...]:
    made: list[Change] = []
    for number, asked in enumerate(all_asked, start=1):
        place = f"{where}, change {number}"
        try:
            made.append(maker.make(_verb(asked), asked))
        except NotFound as error:
            raise BadInput(f"{place}: {error.message}", remedy=error.remedy) from error
        except BadInput as error:
            raise BadInput(f"{place}: {error.message}", remedy=error.remedy or _REMEDY) from error
    return _weighed_together(made)


def _verb(asked: Asked) -> str:
    verbs = [name for name in asked if name in VERBS]
    if len(verbs) != 1:
        first = next(iter(asked), "")
        near = get_close_matches(first, VERBS, n=1)
        what = (
            f"there is no change “{first}”"
            if not verbs
            else f"“{verbs[1]}” is a change of its own"
        )
        raise BadInput(f"{what}.", remedy=f"Did you mean {near[0]}?" if near else _REMEDY)
    return verbs[0]


def _weighed_together(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes with all weights in one, since they share out what is left together."""
    weights = [change for change in changes if isinstance(change, Weigh)]
    if not weights:
        return tuple(changes)
    shares = {factor: each for change in weights for factor, each in change.shares.items()}
    if sum(shares.values()) > 100:  # noqa: PLR2004 - percent
        raise BadInput("The weights come to more than 100 percent.")
    rest = [change for change in changes if not isinstance(change, Weigh)]
    return (*rest, Weigh(shares=shares))
