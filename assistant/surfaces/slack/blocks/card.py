"""A proposal as a card: its exact effect, what changes, what the rules said, and what can be done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from assistant.briefing.slack_blocks.mrkdwn import Mrkdwn, joined, pages, strong, words
from assistant.briefing.slack_blocks.parts import (
    Block,
    actions,
    asked_first,
    button,
    context,
    header,
    option,
    plain,
    section,
)
from assistant.briefing.wording import day_words, render
from assistant.governance.proposal import ProposalState, RejectReason, Step
from assistant.governance.review import Review
from assistant.governance.rights import EffectKind
from assistant.surfaces.slack.clicks import BETWEEN, Click
from assistant.usecases.decide_proposal import Shown
from assistant.values import Statement

_SHOWN = 10
"""Lines and details on a card; a phone shows about so many."""

_SIGNS = {
    ProposalState.PENDING: "⏳",
    ProposalState.APPROVED: "✅",
    ProposalState.APPLIED: "✅",
    ProposalState.REJECTED: "✖️",
    ProposalState.FAILED: "⚠️",
}
_FINAL = frozenset({EffectKind.PUBLISH_BRIEF, EffectKind.ERRATUM})
"""What cannot be taken back once it was done."""

Names = Mapping[str, str]


def card(found: Shown, names: Names, reader: str | None) -> list[Block]:
    """Return the card of a proposal for one reader, or for a channel where that is None."""
    return [
        header(f"{found.id} · {_SIGNS.get(found.state, '•')} {found.state.value}"),
        section(_said(found.words, found.as_of)),
        *_body(found),
        *([context(_joined_names(found, names))] if found.authors or found.history else []),
        *(_buttons(found, reader)),
    ]


def card_text(found: Shown, names: Names, reader: str | None) -> str:
    """Return what is posted for a card, as JSON."""
    content = {"text": notice(found), "blocks": card(found, names, reader)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def notice(found: Shown) -> str:
    """Return the line that notifications show."""
    said = f"{found.id} ({found.state.value}): {render(found.words, today=found.as_of)}"
    return str(words(said))[:300]


def receipt(found: Shown, names: Names, zone: ZoneInfo) -> Mrkdwn:
    """Say what was done, by whom and when there; the words tell exactly what."""
    taken = [each for each in found.history if each.step is not Step.APPLY]
    last = taken[-1]
    who = names.get(last.by or "", last.by or "time")
    done = words(
        f"{last.step.done.capitalize()} by {who}, {last.at.astimezone(zone):%H:%M}. {found.id}."
    )
    because = words(f"Because {found.reject_reason.value}.") if found.reject_reason else None
    effect = _said(found.words, found.as_of)
    return joined(part for part in (done, effect, because) if part)


def _body(found: Shown) -> Iterator[Block]:
    parts: list[tuple[str, Sequence[Statement]]] = [
        ("What changes", found.details),
        ("Lines", [line.statement for line in found.lines]),
        ("Different from before", found.differs),
        ("Worth knowing", found.marks),
    ]
    for heading, statements in parts:
        yield from _listed(heading, statements, found.as_of)
    if found.reviews:
        verdicts = [_verdict(each, found.as_of) for each in found.reviews[-3:]]
        yield from map(section, pages((strong("The rules say"), *verdicts)))
    if found.comments:
        said = [words(f"• {each.by}: {each.text}") for each in found.comments[-3:]]
        yield from map(section, pages((strong("Said about it"), *said)))
    if found.reminder is not None:
        yield context(_said(found.reminder, found.as_of))


def _listed(heading: str, statements: Sequence[Statement], today: date) -> Iterator[Block]:
    if not statements:
        return
    points = [Mrkdwn(f"• {_said(each, today)}") for each in statements[:_SHOWN]]
    left = len(statements) - _SHOWN
    more = [words(f"and {left} more: pmo proposals shows all of them.")] if left > 0 else []
    yield from map(section, pages((strong(heading), *points, *more)))


def _verdict(review: Review, today: date) -> Mrkdwn:
    by = f" by {review.by.value}" if review.by else ""
    because = render(review.because, today=today)
    return words(f"• When {review.moment.value}: {review.effect.value}{by}, since {because}")


def _joined_names(found: Shown, names: Names) -> Mrkdwn:
    authors = ", ".join(names.get(each, each) for each in found.authors) or "nobody: on schedule"
    steps = "; ".join(
        f"{each.step.done} {day_words(each.at.date(), today=found.as_of)}"
        f"{' by ' + names.get(each.by, each.by) if each.by else ''}"
        for each in found.history
    )
    return words(f"Written by {authors}. {steps}")


def _buttons(found: Shown, reader: str | None) -> list[Block]:
    if found.state is not ProposalState.PENDING:
        waits = found.acted_alone is not None and found.ratified_by is None
        stand = [button("Stand behind what was done alone", Click.RATIFY, found.id)]
        return actions(stand) if waits else []
    if reader is not None and found.authors == (reader,):
        return actions(
            [button(f"Take {found.id} back", Click.WITHDRAW, found.id), _comment(found)]
        )
    return actions(_deciding(found, reader))


def _deciding(found: Shown, reader: str | None) -> Iterator[Block]:
    effect = render(found.words, today=found.as_of)
    final = asked_first("This cannot be taken back", words(effect), "Do it")
    yield button(
        effect,
        Click.APPROVE,
        found.id,
        style="primary",
        confirm=final if found.kind in _FINAL else None,
    )
    yield {
        "type": "static_select",
        "action_id": Click.REJECT.value,
        "placeholder": plain("Not this, because …", 75),
        "options": [
            option(each.value.capitalize(), f"{found.id}{BETWEEN}{each.value}")
            for each in RejectReason
        ],
    }
    if found.lines:
        yield button("Choose lines", Click.LINES, found.id)
    yield _comment(found)
    if reader is not None:
        yield button("Remind me tomorrow", Click.SNOOZE, found.id)
        if reader in found.authors:
            yield button(f"Take {found.id} back", Click.WITHDRAW, found.id)


def _comment(found: Shown) -> Block:
    return button("Comment (decides nothing)", Click.COMMENT, found.id)


def _said(statement: Statement, today: date) -> Mrkdwn:
    return words(render(statement, today=today))
