"""Writes statements: several facts in one slot become a list, and words follow their number.

    say("{count} [item waits|items wait] for {names}.", count=…, names=[…, …, …])

becomes “{count} items wait for {names1}, {names2} and {names3}.” A choice in brackets is decided
by the last figure or list before it: singular for the figure 1 and for a list of a single member.
A slot also takes a phrase, which is a statement that is put into another: its slots are renamed
after the slot it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.values.fact import Fact
from assistant.values.statement import SLOT, Statement

Part = Fact | Statement
Slot = Part | Sequence[Part]

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
        phrases = [_renamed(slot, part) for slot, part in _parts(name, slots)]
        written.append(_listed([words for words, _ in phrases]))
        for _, more in phrases:
            _add(facts, more)
        used.add(name)
        plural = _is_plural(slots[name], otherwise=plural)
    if unused := sorted(slots.keys() - used):
        msg = f"no slot takes {', '.join(unused)} in “{text}”"
        raise ValueError(msg)
    return Statement(text="".join(written) + text[end:], facts=facts)


def _parts(name: str, slots: Mapping[str, Slot]) -> list[tuple[str, Part]]:
    if name not in slots:
        msg = f"nothing is given for the slot {name}"
        raise ValueError(msg)
    held = slots[name]
    if isinstance(held, Fact | Statement):
        return [(name, held)]
    if not held:
        msg = f"the list for the slot {name} is empty"
        raise ValueError(msg)
    return [(f"{name}{place}", part) for place, part in enumerate(held, start=1)]


def _renamed(slot: str, part: Part) -> tuple[str, Mapping[str, Fact]]:
    """Return a part's text and facts, its slots renamed after the slot it stands in."""
    if isinstance(part, Fact):
        return f"{{{slot}}}", {slot: part}
    return (
        SLOT.sub(lambda inner: f"{{{slot}_{inner[1]}}}", part.text),
        {f"{slot}_{inner}": fact for inner, fact in part.facts.items()},
    )


def _add(facts: dict[str, Fact], more: Mapping[str, Fact]) -> None:
    if clash := [slot for slot, fact in more.items() if slot in facts and facts[slot] != fact]:
        msg = f"the slot {clash[0]} would hold two facts"
        raise ValueError(msg)
    facts |= more


def _listed(texts: Sequence[str]) -> str:
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if texts[1:] else texts)


def _is_plural(held: Slot, *, otherwise: bool) -> bool:
    """Say whether what a slot holds is more than one thing; a name or a phrase leaves it open."""
    if isinstance(held, Statement):
        return otherwise
    if not isinstance(held, Fact):
        return len(held) > 1
    value = held.value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value != 1
    return otherwise
