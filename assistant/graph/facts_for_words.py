"""The facts a model may word, each under an alias; and what it may not leave out.

What people typed into trackers is not among the words it is shown: such a fact is only a slot, and
its text is put there after the check. Names are shown, in an envelope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.briefing.told import Told
from assistant.briefing.wording import render, words
from assistant.prompting.envelope import Enveloped, Foreign, envelope
from assistant.values import Fact, Statement, Unit

_MOST = 80
"""Facts that a model is given; the weightiest statements come first."""


@dataclass(frozen=True, slots=True)
class WordableFacts:
    """Facts by alias, the sentences they come from, and those that have to be told."""

    by_alias: Mapping[str, Fact]
    sentences: tuple[Statement, ...]
    must_say: tuple[Fact, ...]
    today: date

    @classmethod
    def of(cls, found: tuple[Told, ...], today: date) -> WordableFacts:
        """Return the facts of what was found."""
        sentences = tuple(
            said
            for told in found
            for said in (
                *told.lead,
                *(each for part in told.parts for point in part.points for each in point),
                *told.limits,
            )
        )
        ids: dict[str, Fact] = {}
        for said in sentences:
            for fact in said.facts.values():
                if len(ids) < _MOST:
                    ids.setdefault(fact.id, fact)
        by_alias = {f"f{place}": fact for place, fact in enumerate(ids.values(), start=1)}
        needed = {
            fact.id: fact
            for told in found
            for said in told.lead
            for fact in said.facts.values()
            if fact.id in ids
        }
        return cls(by_alias, sentences, tuple(needed.values()), today)

    def enveloped(self) -> Enveloped:
        """Return the facts as a prompt holds them: what each says, and in which sentence."""
        return envelope("facts", self._foreign())

    def by_aliases(self, text: str) -> str:
        """Return a text with the ids of facts replaced by their aliases."""
        for alias, fact in self.by_alias.items():
            text = text.replace(fact.id, alias)
        return text

    def needed(self) -> str:
        """Return the aliases that have to be told, one a line."""
        ids = {fact.id for fact in self.must_say}
        return "\n".join(alias for alias, fact in self.by_alias.items() if fact.id in ids)

    def _foreign(self) -> Iterator[Foreign]:
        """Yield each fact with its sentence; a sentence of several facts stands at its first."""
        told: dict[str, str] = {}
        for alias, fact in self.by_alias.items():
            about = {"what": fact.measure.replace("_", " "), "kind": fact.unit.value}
            said = self._sentence_of(fact)
            if said is not None and said in told:
                about["sentence"] = f"that of {told[said]}"
            elif said is not None:
                about["sentence"] = said
                told[said] = alias
            yield Foreign(id=alias, text=_shown(fact, self.today), about=about)

    def _sentence_of(self, fact: Fact) -> str | None:
        for said in self.sentences:
            if any(each.id == fact.id for each in said.facts.values()):
                return render(_without_quotes(said), today=self.today)
        return None


def _shown(fact: Fact, today: date) -> str:
    return "a quote" if fact.unit is Unit.TEXT else words(fact, today=today)


def _without_quotes(said: Statement) -> Statement:
    """Return a sentence whose quotes are only said to be there."""
    facts = {
        slot: fact.model_copy(update={"value": "a quote"}) if fact.unit is Unit.TEXT else fact
        for slot, fact in said.facts.items()
    }
    return Statement(text=said.text, facts=facts)
