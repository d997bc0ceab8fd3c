"""Short messages: a refusal in words, what strangers are told, and what is being done."""

from __future__ import annotations

from assistant.briefing.slack_blocks.mrkdwn import words
from assistant.briefing.slack_blocks.parts import Block, actions, button, section
from assistant.errors import PmoError
from assistant.surfaces.slack.clicks import Click

BROKEN = (
    "Something broke on my side. Nothing was changed by that; please try again,"
    " and tell whoever runs me if it stays so."
)
BUSY = "I have too many questions at once just now. Please ask me again in a minute."


def told(text: str) -> list[Block]:
    """Return a message of a few sentences."""
    return [section(words(text))]


def refusal(error: PmoError) -> list[Block]:
    """Return why something is not done, and who can or what to do."""
    return told(str(error))


def unknown_person(keeper: str | None) -> list[Block]:
    """Return what somebody is told whom the portfolio does not know."""
    ask = [button(f"Ask {keeper} for access", Click.ACCESS, "access")] if keeper else []
    return [*told("I don't know you yet, so I can't show you the portfolio."), *actions(ask)]


def wants_access(name: str, email: str | None) -> list[Block]:
    """Return what whoever looks after roles is told."""
    who = f"{name} ({email})" if email else name
    return told(
        f"{who} asks for access to the portfolio. I know people by the e-mail address in"
        " people.csv; roles are given with pmo users grant."
    )


def more_in_private(question: str) -> list[Block]:
    """Offer an answer where nobody else reads it."""
    said = (
        "Not everybody here may see all that you may. I can answer with all of it, for you alone."
    )
    return [*told(said), *actions([button("Answer me in a direct message", Click.ASK, question)])]
