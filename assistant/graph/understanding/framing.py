"""What is said around a question: greetings, politeness, lead-ins, and sentences of background.

They carry words of other questions (“thanks for your *help*, could you *check*…”), so they are
taken off before a question is read; what is asked for stays as it was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ASKS = r"(?:who|whom|whose|what|which|where|when|how|why)\b"
_NEXT = rf"(?=\s*{_ASKS})"
_GREETING = (
    r"good (?:morning|afternoon|evening|day)(?: all| everyone| team)?|(?:hi|hello|hey)(?: there| all| everyone| team)?|excuse me|pardon me|"
    r"(?:sorry|apologies)(?: (?:to|for) (?:bother|disturb|interrupt|ask)\w*(?: you)?(?: again| so late)?)?|"
    r"(?:many )?thanks(?: (?:a lot|so much|again|in advance|for [^.!?,]*))*|thank you(?: (?:very much|so much|again|in advance|for [^.!?,]*))*|"
    r"i hope (?:you|this|that|all|everything)\b[^.!?]*|hope (?:you|this|all)\b[^.!?]*"
)
_MANNERS = (
    r"if (?:it is|it's|that is|that's) (?:not|no) (?:too much )?(?:trouble|bother|problem)|"
    r"when(?:ever)? you (?:have|get|find) (?:a|the|some|five) (?:minutes?|moment|second|time)|"
    r"(?:just )?(?:a |one )?(?:quick|short|small|simple) (?:one|question)(?: (?:from me|for you|if i may))?|if i may(?: ask)?|"
    r"just (?:so i know|wondering|curious)|may i (?:ask|enquire|inquire)|might i (?:ask|enquire|inquire)|"
    r"could i (?:please )?(?:ask|trouble you for)|i would be (?:very |so |really )?(?:grateful|thankful|glad|happy) if you (?:could|would)|"
    r"i'd be (?:very |so |really )?(?:grateful|thankful|glad|happy) if you (?:could|would)"
)
_ABLE = (
    r"(?:(?:could|can|would|will) you (?:(?:please|possibly|kindly|maybe|perhaps|just|mind|be able to|"
    r"(?:please )?be (?:so|as) (?:kind|good) (?:as )?(?:to )?)\s*)*|please |kindly |just )?"
)
_TELL = r"(?:tell(?:ing)?|remind(?:ing)?|inform(?:ing)?) (?:me|us)|let(?:ting)? (?:me|us) know"
_KNOWING = (
    r"(?:(?:i|we)(?: would|'d|'ll)?(?: really)? )?(?:need|want|like|love|have|trying|try|wish|keen|curious)(?: to (?:know|understand|find out|learn|hear|see))|"
    r"(?:i(?:'m| am| was)? )?(?:just )?(?:wonder(?:ing)?|curious|unsure|not (?:quite |really )?(?:sure|certain|clear)|unclear)(?: (?:about|to know|to see))?|"
    r"(?:do|would|does) (?:you|anyone|anybody|somebody|someone) (?:happen to )?(?:know|remember|recall)|(?:any|no) (?:idea|clue)(?: about| on| of)?|"
    r"i (?:do not|don't|cannot|can't) (?:know|remember|recall|see)|(?:is there any way|would it be possible|is it possible) to (?:see|know|find out|tell me)"
)
_OPENING = re.compile(
    rf"^\s*(?:{_GREETING}|{_MANNERS})\s*[,;:!.–-]*\s*(?:but |and |so )?", re.IGNORECASE
)
_LEAD_IN = re.compile(
    rf"^\s*(?:{_ABLE}(?:{_TELL})|{_KNOWING})\s*(?:{_NEXT}|(?:whether|if)\b)[\s,:]*", re.IGNORECASE
)
_CLOSING = re.compile(
    r"[\s,.;!–-]+(?:please|thanks?(?: you)?(?: (?:a lot|so much|very much|in advance|again))*|many thanks|cheers|if you (?:can|could|do not mind|don't mind)|if possible)\s*[.!]*\s*(?=\?*$)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"'(]?\w)")
_ASKING = re.compile(
    rf"^(?:(?:and|but|so|now|then|ok|okay|well)\b[\s,]*)*(?:{_ASKS}|if\b|(?:is|are|was|were|do|does|did|will|would|can|could|shall|should|may|must|has|have|any)\b)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|they|them|their|those|these|he|she|him|her)\b", re.IGNORECASE
)
_MOST_TAKEN_OFF = 4


@dataclass(frozen=True, slots=True)
class Framed:
    """A question without what is said around it; `point` is its asking sentence alone, if any."""

    whole: str
    point: str | None = None

    @property
    def points_back(self) -> bool:
        """Whether the asking sentence speaks of something that was said before it."""
        return self.point is not None and _POINTS_BACK.search(self.point) is not None


def unframed(text: str) -> Framed:
    """Return a question without greetings, politeness and lead-ins."""
    typed = " ".join(text.split())
    sentences = [bare for each in _SENTENCE.split(typed) if (bare := _bare(each))]
    if not sentences:
        return Framed(typed)
    whole = " ".join(sentences)
    if len(sentences) == 1:
        return Framed(whole)
    asking = [each for each in sentences if each.endswith("?") or _ASKING.match(each)]
    point = " ".join(asking) if asking else sentences[-1]
    return Framed(whole, None if point == whole else point)


def _bare(sentence: str) -> str:
    """Return a sentence without what opens and closes it; empty where nothing else is in it."""
    found = sentence
    for _ in range(_MOST_TAKEN_OFF):
        shorter = _LEAD_IN.sub("", _OPENING.sub("", found, count=1), count=1)
        if shorter == found:
            break
        found = shorter
    closed = _CLOSING.sub("", found)
    return closed if closed.strip(" .!?,;") else ""
