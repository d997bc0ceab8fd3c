"""What is declined before anything is looked up, with who can do it or what to ask instead.

Acting or asking in somebody's name, scoring people, private matters, and what is not about a portfolio.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.graph.understanding.lexicon import branch, phrases_of, read_data
from assistant.graph.understanding.outcome import Decline, Why
from assistant.graph.understanding.question import Word, stem
from assistant.graph.understanding.reading import Reading
from assistant.policy.plain_yaml import Tree
from assistant.values import Statement

Phrases = frozenset[tuple[str, ...]]

_SAID = {
    Why.ACT: "I can't approve, send, publish or change anything: a person does that, under their "
    "own name. I can show what waits for a decision and exactly what it would change.",
    Why.PERSONS: "I don't score or compare people. I can show how work flows by team, and where "
    "it is held up.",
    Why.PRIVATE: "I don't hold or tell private matters of people, nor keys to other systems. I can "
    "show the time people have for work.",
    Why.ELSEWHERE: "I can't help with that: I only know this portfolio, its projects, work, "
    "people's time, dates and decisions.",
    Why.AS_ANOTHER: "I answer you as yourself, with what you may see, and speak for nobody else. "
    "Ask it in your own name.",
}
_INSTEAD = {
    Why.ACT: ("What is waiting for me?", "Draft the brief."),
    Why.PERSONS: (
        "Who or what is overloaded in the next 8 weeks?",
        "What blocks our promised dates?",
    ),
    Why.PRIVATE: ("Who is away in the next four weeks?",),
    Why.ELSEWHERE: ("What can you do?", "What changed since last Monday?"),
    Why.AS_ANOTHER: ("What can you do?", "What is waiting for me?"),
}


@dataclass(frozen=True, slots=True)
class _Lists:
    acts: Phrases
    acts_on: Phrases
    on_what: Phrases
    orders: Phrases
    lead_ins: Phrases
    scores: Phrases
    people: Phrases
    private: Phrases
    elsewhere: Phrases
    plays: Phrases
    as_another: Phrases


@cache
def _lists() -> _Lists:
    tree = branch(read_data("declines.yaml"))
    persons = branch(tree["persons"])
    plain = {name: _stems(text) for name, text in tree.items() if name != "persons"}
    return _Lists(**plain, scores=_stems(persons["scores"]), people=_stems(persons["people"]))


def _stems(text: Tree) -> Phrases:
    return frozenset(tuple(map(stem, phrase)) for phrase in phrases_of(text))


def declined(reading: Reading) -> Decline | None:
    """Return why a question is declined, or None where it may be answered."""
    why = _why(reading)
    return None if why is None else Decline(why=why, said=_statement(why), instead=_INSTEAD[why])


def _statement(why: Why) -> Statement:
    return Statement(text=_SAID[why])


def _why(reading: Reading) -> Why | None:
    lists, stems = _lists(), [word.stem for word in reading.question.words]
    if _is_told_to_act(reading, stems, lists):
        return Why.ACT
    if _scores_people(reading, stems, lists):
        return Why.PERSONS
    if _asks_as_another(reading, stems, lists):
        return Why.AS_ANOTHER
    is_absence = reading.has("why") and reading.has("away") and reading.has("@person")
    if is_absence or _any(lists.private, stems):
        return Why.PRIVATE
    is_elsewhere = _any(lists.elsewhere, stems) and all(each.is_part for each in reading.mentions)
    return Why.ELSEWHERE if is_elsewhere else None


def _asks_as_another(reading: Reading, stems: Sequence[str], lists: _Lists) -> bool:
    begins = _beginnings(reading.question.words, stems, lists.lead_ins)
    return _any(lists.as_another, stems) or any(_at(lists.plays, stems, each) for each in begins)


def _is_told_to_act(reading: Reading, stems: Sequence[str], lists: _Lists) -> bool:
    for place in _beginnings(reading.question.words, stems, lists.lead_ins):
        if _at(lists.acts, stems, place) and not _is_pause_word(stems, place):
            return True
        if _at(lists.acts_on, stems, place) and _any(lists.on_what, stems[place:]):
            return True
        if _is_order(reading, stems, place, lists):
            return True
    return False


def _is_order(reading: Reading, stems: Sequence[str], place: int, lists: _Lists) -> bool:
    """Say whether a plain order to change something named begins here: “Move Priya to Atlas.”"""
    named = [each for each in reading.mentions if not each.is_part and each.start > place]
    is_supposed = reading.has("suppose") or reading.has("what_would") or reading.has("input_word")
    is_asked = "?" in reading.question.asked
    return bool(named) and not is_supposed and not is_asked and _at(lists.orders, stems, place)


def _is_pause_word(stems: Sequence[str], place: int) -> bool:
    """Say whether the verb is a noun here: “message of …”, “call for …” stand before another word."""
    return stems[place + 1 : place + 2] in (["of"], ["is"])


def _beginnings(words: Sequence[Word], stems: Sequence[str], lead_ins: Phrases) -> Iterable[int]:
    """Yield where a request may begin: at a sentence's first word, or after words that lead in."""
    longest = max(map(len, lead_ins))
    for place, word in enumerate(words):
        before = any(
            tuple(stems[max(place - n, 0) : place]) in lead_ins for n in range(1, longest + 1)
        )
        if word.is_first or place == 0 or before:
            yield place


def _scores_people(reading: Reading, stems: Sequence[str], lists: _Lists) -> bool:
    scores = _places(lists.scores, stems)
    named = {n for n in reading.signals.get("@person", ()) if n >= 0}
    people = [*_places(lists.people, stems), *sorted(named)]
    if not scores or not people:
        return False
    superlative = {"slowest", "fastest", "best", "worst", "weakest", "strongest", "laziest"}
    near = min(abs(one - other) for one in scores for other in people)
    is_best = any(stems[place] in superlative for place in scores)
    others = {"rank", "rat", "grad", "scor", "effectiv", "efficient", "slow"}
    asked_of_things = any(not each.is_part for each in reading.mentions) and not is_best
    weak = all(stems[place] in others for place in scores)
    return near <= (3 if weak else 6) and not (weak and asked_of_things)


def _at(phrases: Phrases, stems: Sequence[str], place: int) -> bool:
    return any(tuple(stems[place : place + size]) in phrases for size in (1, 2, 3, 4))


def _any(phrases: Phrases, stems: Sequence[str]) -> bool:
    return any(_at(phrases, stems, place) for place in range(len(stems)))


def _places(phrases: Phrases, stems: Sequence[str]) -> list[int]:
    return [place for place in range(len(stems)) if _at(phrases, stems, place)]
