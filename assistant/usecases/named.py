"""What a name stands for: one person, one word of a closed set."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from assistant.errors import BadInput, NotFound
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot

E = TypeVar("E", bound=StrEnum)


def person_named(seen: Snapshot, name: str) -> str:
    """Return a person's key, by key or e-mail, else by full name.

    Raises NotFound where there is none, BadInput where several are called so.
    """
    wanted = " ".join(name.casefold().split())
    people = seen.all(Person)
    for person in people:
        if wanted in (person.key.casefold(), (person.email or person.key).casefold()):
            return person.key
    found = [person.key for person in people if person.name.casefold() == wanted]
    if not found:
        raise NotFound("person", name, near=_near(wanted, people))
    if len(found) > 1:
        raise BadInput(
            f"Several people are called “{name}”.", remedy=f"Write the key: {', '.join(found)}."
        )
    return found[0]


def _near(wanted: str, people: Sequence[Person]) -> tuple[str, ...]:
    """Return the names of at most three people who have it as a part of theirs, or nearly so."""
    by_part = [each.name for each in people if wanted in each.name.casefold().split()]
    if by_part:
        return tuple(by_part[:_NEAREST])
    parts = {part: each.name for each in people for part in each.name.casefold().split()}
    close = get_close_matches(wanted, [each.name.casefold() for each in people], _NEAREST)
    whole = {each.name.casefold(): each.name for each in people}
    nearly = [parts[part] for part in get_close_matches(wanted, parts, _NEAREST)]
    found = dict.fromkeys((*(whole[name] for name in close), *nearly))
    return tuple(found)[:_NEAREST]


_NEAREST = 3


def people_names(seen: Snapshot) -> dict[str, str]:
    """Return what the people that somebody sees are called, by key."""
    return {person.key: person.name for person in seen.all(Person)}


def person_at(seen: Snapshot, address: str) -> str:
    """Return a person's key, by e-mail in any case, or by key where it is no address.

    Raises NotFound where there is none, BadInput where several people share the address.
    """
    wanted = address.strip().casefold()
    people = seen.all(Person)
    found = [person.key for person in people if (person.email or "").strip().casefold() == wanted]
    found = found or [person.key for person in people if person.key.casefold() == wanted]
    if not wanted or not found:
        raise NotFound("person", address)
    if len(found) > 1:
        raise BadInput(f"{', '.join(found)} have the same address “{address}”.")
    return found[0]


def choice_named(kind: type[E], text: str) -> E:
    """Return the member of that value, whatever its case; BadInput lists them."""
    wanted = " ".join(text.casefold().split())
    for each in kind:
        if each.value.casefold() == wanted:
            return each
    known = ", ".join(each.value for each in kind)
    raise BadInput(f"“{text}” is none of what there is.", remedy=f"There is: {known}.")
