"""What can be asked."""

from __future__ import annotations

from assistant.briefing.told import Told, ToldPart
from assistant.values import Statement
from tools.tool import Arguments, Context, Tool

_QUESTIONS = (
    "What should we build next?",
    "Why is that item where it is?",
    "What do I need to decide this week?",
    "Is that project really on plan?",
    "Who or what is overloaded?",
    "What happens if that slips a week?",
    "When is it there, and how sure is that?",
    "What changed since last week?",
    "What if we pause this or hire somebody?",
    "Where are we over budget?",
)
_LEAD = Statement(
    text="Ask about what to build next and why, status, dates, people's time, risks, money and "
    "decisions; I compute the answer from your rows and show them."
)
_NEVER = Statement(
    text="I never approve, post or write back: people do, and I show them exactly what will happen."
)


class HelpArguments(Arguments):
    """Nothing more is asked."""


def find_out(_context: Context, _asked: HelpArguments) -> Told:
    """Return what kinds of questions are answered, with examples."""
    examples = tuple(Statement(text=each) for each in _QUESTIONS)
    return Told(
        title="what you can ask",
        lead=(_LEAD,),
        parts=(ToldPart.of("Such as", examples),),
        limits=(_NEVER,),
        follow_ups=_QUESTIONS[:3],
    )


TOOL = Tool(
    name="help",
    about="What the assistant can be asked, and what it never does.",
    arguments=HelpArguments,
    find_out=find_out,
)
