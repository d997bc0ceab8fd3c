"""Fifth step, with a model only: every word of a draft is bound to a fact, or it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from assistant.briefing.brief import Brief, Sentence, Span
from assistant.briefing.claims.binding import RefusedSpan
from assistant.briefing.claims.claim import ClaimKind
from assistant.briefing.claims.draft_text import (
    Cited,
    DraftRefusal,
    Rendered,
    check_draft_text,
)
from assistant.briefing.claims.grounds import Grounds
from assistant.briefing.reply import WORDS
from assistant.briefing.wording import sentence, words
from assistant.graph.answer import Wording
from assistant.graph.facts_for_words import WordableFacts
from assistant.graph.state import Desk, State, Update, reader
from assistant.graph.steps.write import missed_in_words, said
from assistant.graph.writing import reply_of
from assistant.values import Fact

_SPARE = 1.25
"""How far beyond its words a draft may go before it is refused for its length."""

_QUOTED = 60
_ACTING = re.compile(
    r"[a-z][a-z0-9+.-]*:/{0,2}(?=[^\s/])(?<!\s:)\S*/\S*|\bwww\.|\b[a-z0-9-]+\.[a-z]{2,}/|\]\(|!\[|<[a-z/!]|[`@|]"
    r"|\*\*|__|^\s*(?:#+|[-*+>]|=)\s",
    re.IGNORECASE | re.MULTILINE,
)
"""Links, images, mentions, code, tables, HTML, emphasis, headings and lists."""


def check(state: State, desk: Desk) -> Update:
    """Return the draft as a reply where it passes, else why it does not."""
    text = (state.draft or "").strip()
    checked = _checked(text, state, desk)
    if isinstance(checked, DraftRefusal):
        return Update(refusal=checked, trace=(*state.trace, f"refused: {checked}"))
    base = reply_of(said(state), desk.assessment, reader(state, desk))
    missed = tuple(sentence(each, today=base.as_of) for each in missed_in_words(state))
    return Update(
        reply=_in_its_words(base, checked, missed),
        wording=Wording.MENDED if state.mended else Wording.MODEL,
        trace=(*state.trace, "every word is bound to a fact"),
    )


def _checked(text: str, state: State, desk: Desk) -> Rendered | DraftRefusal:
    """Return a draft with its citations; refused where it acts, is too long, or claims too much."""
    today = desk.assessment.seen.as_of
    unfit = tuple(_unfit(text, WORDS[reader(state, desk)]))
    if unfit:
        return DraftRefusal(refused=unfit)
    wordable = WordableFacts.of(state.found, today)
    grounds = Grounds(
        [[each] for each in wordable.sentences], wordable.by_alias.values(), today=today
    )
    return check_draft_text(
        text, wordable.by_alias, today=today, grounds=grounds, must_say=wordable.must_say
    )


def _unfit(text: str, most: int) -> Iterator[RefusedSpan]:
    """Yield what no draft may hold, whatever it says: markup, addresses, and too many words."""
    for acting in _ACTING.finditer(text):
        yield _refused(acting.start(), acting.end(), acting[0], "it is markup or an address")
    if not text:
        yield _refused(0, 0, "", "nothing is said")
    if len(text.split()) > most * _SPARE:
        yield _refused(0, len(text), text[:_QUOTED], "the answer is too long")


def _refused(start: int, end: int, text: str, why: str) -> RefusedSpan:
    return RefusedSpan(start=start, end=end, text=text, kind=ClaimKind.WORD, why=why)


def _in_its_words(base: Brief, rendered: Rendered, missed: tuple[Sentence, ...]) -> Brief:
    """Return a reply with the checked words of a draft; what was missed and limits stay said."""
    facts = {**base.facts, **rendered.facts}
    lead = tuple(_sentence(cited, rendered.facts, base.as_of) for cited in rendered.sentences)
    return base.model_copy(
        update={"lead": (*lead, *missed), "sections": (), "left_out": (), "facts": facts}
    )


def _sentence(cited: Cited, facts: Mapping[str, Fact], today: date) -> Sentence:
    """Return a sentence with its facts under the words that render them.

    A fact that lies behind a word, not in a slot, is cited at the sentence's end.
    """
    spans: list[Span] = []
    end = 0
    behind: list[str] = []
    for fact_id in cited.facts:
        shown = words(facts[fact_id], today=today)
        at = cited.text.find(shown, end)
        if at < 0:
            behind.append(fact_id)
            continue
        spans += [Span(text=cited.text[end:at])] if at > end else []
        spans.append(Span(text=shown, fact=fact_id))
        end = at + len(shown)
    spans += [Span(text=cited.text[end:])] if end < len(cited.text) else []
    return Sentence(spans=(*spans, *(Span(text="", fact=fact_id) for fact_id in behind)))
