"""Writes statements: several facts in one slot become a list, and words follow their number.

    say("{count} [item waits|items wait] for {names}.", count=…, names=[…, …, …])

becomes “{count} items wait for {names1}, {names2} and {names3}.” A choice in brackets is decided
by the slot before it: singular for the figure 1, for a single fact of a list and for a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.values.fact import Fact
from assistant.values.statement import Statement

Slot = Fact | Sequence[Fact]

_TOKEN = re.compile(r"\{(?P<slot>[a-z][a-z0-9_]*)\}|\[(?P<one>[^|\]]*)\|(?P<many>[^\]]*)\]")


def say(text: str, /, **slots: Slot) -> Statement:
    """Make a statement of a text and what its slots hold.

    Raises ValueError for an empty list, and for a slot or something given that has no other half.
    """
    written: list[str] = []
    facts: dict[str, Fact] = {}
    used: set[str] = set()
    plural, end = False, 0
    for token in _TOKEN.finditer(text):
        written.append(text[end : token.start()])
        end = token.end()
        name = token["slot"]
        if name is None:
            written.append(token["many"] if plural else token["one"])
            continue
        spread = _spread(name, slots)
        written.append(_listed(list(spread)))
        facts |= spread
        used.add(name)
        plural = _is_plural(slots[name])
    if unused := sorted(slots.keys() - used):
        msg = f"no slot takes {', '.join(unused)} in “{text}”"
        raise ValueError(msg)
    return Statement(text="".join(written) + text[end:], facts=facts)


def _spread(name: str, slots: Mapping[str, Slot]) -> dict[str, Fact]:
    if name not in slots:
        msg = f"nothing is given for the slot {name}"
        raise ValueError(msg)
    held = slots[name]
    if isinstance(held, Fact):
        return {name: held}
    if not held:
        msg = f"the list for the slot {name} is empty"
        raise ValueError(msg)
    return {f"{name}{place}": fact for place, fact in enumerate(held, start=1)}


def _listed(names: Sequence[str]) -> str:
    marked = [f"{{{name}}}" for name in names]
    return " and ".join([", ".join(marked[:-1]), marked[-1]] if marked[1:] else marked)


def _is_plural(held: Slot) -> bool:
    if not isinstance(held, Fact):
        return len(held) > 1
    value = held.value
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and value != 1
