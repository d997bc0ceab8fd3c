"""Finds what people call things: by key, by name, or by the part of a name that only one has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from assistant.errors import BadInput, NotFound
from assistant.planning.inputs.open_items import open_items
from assistant.planning.scenarios.item_changes import Work
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Contractor, Person, Team
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem

_NEAR = 3


class Names:
    """The names of what one snapshot shows; raises NotFound, and asks back where two fit."""

    def __init__(self, seen: Snapshot) -> None:
        self._seen = seen

    def work(self, text: str) -> Work:
        """Return an open item, or the open items of a project."""
        found = open_items(self._seen)
        project = self._find(text, "", _called(self._seen.all(Project)), must=False)
        if project is not None:
            own = tuple(item.key for item in found.items if item.project == project)
            if not own:
                raise BadInput(f"“{text}” has no open work.")
            return Work(items=own, project=project)
        return Work(items=(self.item(text),))

    def item(self, text: str) -> str:
        """Return the key of an open item."""
        items = open_items(self._seen).items
        key = self._find(text, "work item", _called(items), must=False)
        if key is not None:
            return key
        known = self._find(text, "work item", _called(self._seen.all(WorkItem)), must=True)
        raise BadInput(f"{known} is not open work.", remedy="pmo explain says why.")

    def person(self, text: str) -> str:
        """Return the key of somebody who is here."""
        today = self._seen.as_of
        here = [each for each in self._seen.all(Person) if each.end is None or each.end >= today]
        return self._must(text, "person", _called(here))

    def contractor(self, text: str) -> Contractor | None:
        """Return somebody who can be hired, or None where nobody of that name is known."""
        key = self._find(text, "contractor", _called(self._seen.all(Contractor)), must=False)
        return self._seen.get(Contractor, key)

    def team(self, text: str) -> str:
        """Return the key of a team."""
        return self._must(text, "team", _called(self._seen.all(Team)))

    def project(self, text: str) -> str:
        """Return the key of a project."""
        return self._must(text, "project", _called(self._seen.all(Project)))

    def milestone(self, text: str) -> str | None:
        """Return the key of a milestone, or None where none is called so."""
        return self._find(text, "milestone", _called(self._seen.all(Milestone)), must=False)

    def _must(self, text: str, what: str, called: Mapping[str, Sequence[str]]) -> str:
        found = self._find(text, what, called, must=True)
        return found or text

    def _find(
        self, text: str, what: str, called: Mapping[str, Sequence[str]], *, must: bool
    ) -> str | None:
        wanted = " ".join(text.casefold().split())
        exact = [key for key, names in called.items() if wanted in names]
        words = wanted.split()
        partly = exact or [
            key
            for key, names in called.items()
            if words and any(_has_words(name, words) for name in names[1:])
        ]
        if len(partly) == 1:
            return partly[0]
        if partly and what:
            raise BadInput(
                f"Which “{text}”: {_either([called[key][-1] for key in partly])}?",
                remedy="Write the whole name, or the key.",
            )
        if must:
            raise NotFound(what, text, near=_nearest(wanted, called))
        return None


def _called(things: Iterable[Noun]) -> dict[str, Sequence[str]]:
    """Return what each thing is called, by key: its key first, its own name last."""
    return {
        each.key: (
            each.key.casefold(),
            *(alias.casefold() for alias in getattr(each, "aliases", ())),
            " ".join(str(getattr(each, "name", each.key)).casefold().split()),
        )
        for each in things
    }


def _has_words(name: str, words: Sequence[str]) -> bool:
    return set(words) <= set(name.split())


def _either(names: Sequence[str]) -> str:
    shown = sorted(name.title() for name in names)[: _NEAR + 1]
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


def _nearest(wanted: str, called: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    by_name = {name: key for key, names in called.items() for name in names}
    close = get_close_matches(wanted, by_name, n=_NEAR)
    return tuple(dict.fromkeys(by_name[name] for name in close))
