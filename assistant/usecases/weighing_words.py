"""Says how a proposed order differs from one that was turned down, and which inputs move it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.governance.memory import decision_on
from assistant.governance.proposal import Proposal
from assistant.governance.weighing import Answer, InputChange, InputKind, OwnInput
from assistant.planning.capacity.named_load import may_see_named_load
from assistant.planning.item_names import ItemNames
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import ValueInput, WorkItem
from assistant.values import Fact, Statement, Unit, say

_TOLD = 3
"""How many changes are told one by one."""


def differs_words(answer: Answer, refused: Proposal, seen: Snapshot) -> Statement:
    """Say who turned an order down and why, and what has changed since, as far as a reader sees."""
    facts = Facts(seen)
    since = [*_since(answer, facts)]
    opening = _opening(refused, facts)
    if answer == Answer(to=answer.to):
        return say(
            "{opening} Nothing has changed since; it is asked all the same.", opening=opening
        )
    if not since:
        return say("{opening} What is different lies outside of what you see.", opening=opening)
    return say("{opening} Since then {since}.", opening=opening, since=since[: _TOLD + 1])


def changes_words(changes: Sequence[InputChange], facts: Facts) -> list[Statement]:
    """Say what changed, one phrase an input, of items that the reader sees; the first few."""
    seen = facts.snapshot
    shown = [
        each for each in changes if seen.get(WorkItem, each.input.item) and _may_tell(each, seen)
    ]
    shown.sort(key=lambda each: (_FIRST.index(each.input.kind), each.input.place))
    told = [_change(each, facts) for each in shown[:_TOLD]]
    if len(shown) > _TOLD:
        more = facts.of("portfolio", "more inputs that changed", len(shown) - _TOLD, Unit.COUNT)
        told.append(say("{more} more [input|inputs] changed", more=more))
    return told


_FIRST = tuple(InputKind)
"""What people state comes before what is counted from it."""


def _may_tell(change: InputChange, seen: Snapshot) -> bool:
    """Say whether a reader may be told of a change: whose time is short is not for everybody."""
    is_time = change.input.kind is InputKind.TIME
    return not is_time or may_see_named_load(seen, change.input.key)


def needs_words(needs: Sequence[str], facts: Facts) -> list[Statement]:
    """Say what an agreed order breaks or lacks, one phrase an item that the reader sees."""
    named = (need.rsplit(" ", 1) for need in needs)
    return [
        say(_NEEDS[kind], item=ItemNames(facts).one(item))
        for kind, item in named
        if facts.snapshot.get(WorkItem, item) is not None
    ]


def own_input_words(own: OwnInput, seen: Snapshot) -> Statement | None:
    """Say how far an item stands elsewhere because whoever gains by an input raised it.

    None where the reader does not see the item, or sees it stand where it would stand anyway.
    """
    row = seen.get(ValueInput, own.key)
    if row is None or seen.get(WorkItem, own.item) is None:
        return None
    known = frozenset(seen.frame(WorkItem)["key"])
    now, then = (_place(order, own.item, known) for order in (own.order, own.without))
    if now is None or then is None or now == then:
        return None
    facts = Facts(seen)
    subject = f"work_items:{own.item}"
    by_owner = " by its owner" if row.owner is not None else ""
    text = (
        f"{{item}} {'rose' if now < then else 'fell'} {{by}} [place|places] to {{now}} because "
        f"its {{factor}} was raised from {{before}} to {{after}}{by_owner}, without evidence yet; "
        "without that it would stand at {then}."
    )
    return say(
        text,
        item=ItemNames(facts).one(own.item),
        by=facts.of(subject, f"places moved by {own.key}", abs(now - then), Unit.COUNT),
        then=facts.of(subject, f"place to start without {own.key}", then, Unit.COUNT),
        now=facts.of(subject, f"place to start with {own.key}", now, Unit.COUNT),
        factor=facts.cell(ValueInput, own.key, "factor", Unit.NAME),
        after=facts.of(
            f"value_inputs:{own.key}",
            "stated",
            own.after,
            Unit.TEXT,
            cells=[(ValueInput, own.key, "value")],
        ),
        before=facts.of(f"value_inputs:{own.key}", "stated before", own.before, Unit.TEXT),
    )


def _place(order: Sequence[str], item: str, known: frozenset[str]) -> int | None:
    shown = [key for key in order if key in known]
    return shown.index(item) + 1 if item in shown else None


def _opening(refused: Proposal, facts: Facts) -> Statement:
    last = decision_on(refused)
    subject = f"proposals:{refused.id}"
    slots = {
        "who": facts.name(Person, last.by or "nobody"),
        "which": facts.of(subject, "id", refused.id, Unit.NAME),
        "day": facts.of(subject, "decided on", last.at.date(), Unit.DATE),
    }
    if refused.reject_reason is None:
        return say("{who} accepted a part of {which} on {day}.", **slots)
    why = facts.of(subject, "rejected because", refused.reject_reason.value, Unit.TEXT)
    return say("{who} rejected {which} on {day}: “{why}”.", **slots, why=why)


def _since(answer: Answer, facts: Facts) -> Iterator[Statement]:
    yield from changes_words(answer.changes, facts)
    yield from needs_words(answer.needs, facts)
    if answer.gain_then is not None and answer.gain_now is not None:
        yield Statement(text="what a change would save has doubled, or more")
    if answer.is_another:
        yield Statement(text="the order that was turned down would cost more, or no longer hold")


_NEEDS: Mapping[str, str] = {
    "link": "the agreed order breaks what waits for {item}",
    "pin": "the agreed order breaks the pin of {item}",
    "date": "the agreed order misses the date of {item}",
    "gone": "{item} is there no longer",
    "pin over": "the pin of {item} has run out",
    "new": "{item} is to start next and has no agreed place",
}


def _change(change: InputChange, facts: Facts) -> Statement:
    """Return a phrase such as “the size of KEY-3 went from 4 to 6 days”."""
    given = change.input
    subject = f"{given.table}:{given.key}"
    what = _what(change, facts)
    if given.kind in (InputKind.DEPENDENCY, InputKind.RISK):
        return say("{what} changed", what=what)

    def said(measure: str, text: str | None) -> Fact:
        return facts.of(subject, f"{given.field} {measure}", text or "nothing", Unit.TEXT)

    return say(
        "{what} went from {before} to {now}",
        what=what,
        before=said("before", given.said),
        now=said("now", change.now),
    )


def _what(change: InputChange, facts: Facts) -> Statement:
    given = change.input
    if given.kind is InputKind.TIME:
        return say("the days that {person} has for it", person=facts.name(Person, given.key))
    item = ItemNames(facts).one(given.item)
    if given.kind is InputKind.VALUE:
        factor = facts.of(f"{given.table}:{given.key}", "factor", given.field, Unit.NAME)
        return say("the {factor} of {item}", factor=factor, item=item)
    return say(f"{_WHAT[given.kind]} of {{item}}", item=item)


_WHAT = {
    InputKind.SIZE: "the size",
    InputKind.DATE: "the date",
    InputKind.PIN: "the pin",
    InputKind.DEPENDENCY: "what comes before the start",
    InputKind.STATUS: "the status",
    InputKind.RISK: "a risk of the project",
}
