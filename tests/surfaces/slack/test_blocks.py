"""Every message and window that proposals, refusals and answers make is one that Slack takes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import Refused
from assistant.governance.proposal import (
    Comment,
    Line,
    ProposalState,
    RejectReason,
    Step,
    Taken,
)
from assistant.governance.review import Moment, Review
from assistant.governance.rights import EffectKind
from assistant.governance.roles import Role
from assistant.policy.effects import PolicyEffect
from assistant.surfaces.slack.blocks import forms, notes
from assistant.surfaces.slack.blocks.card import card, card_text, receipt
from assistant.surfaces.slack.blocks.home import home
from assistant.usecases.decide_proposal import Shown
from assistant.values import Fact, Statement, Unit, say
from tests.briefing.test_slack_blocks import texts
from tests.fakes.slack_rules import acting_markup, faults_of_message, faults_of_view
from tests.planning.soaking import LONG

UTC_ZONE = ZoneInfo("UTC")
TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 8, 12, tzinfo=UTC)
EXAMPLES = 5_000 if settings.get_current_profile_name() == "soak" else 60


def statement(text: str) -> Statement:
    fact = Fact(
        subject="items:A", measure="name", value=text, unit=Unit.TEXT, as_of=TODAY, revision="r",
        sources=(),
    )  # fmt: skip
    return say("Do {what}.", what=fact)


statements = texts.map(statement)
reviews = st.builds(
    Review,
    table=st.just("publication"),
    rule=st.just("r"),
    effect=st.sampled_from(PolicyEffect),
    by=st.sampled_from([None, Role.PMO_LEAD]),
    because=statements,
    remedy=statements,
    given=st.just({}),
    missing=st.just(()),
    policy_hash=st.just("h"),
    moment=st.sampled_from(Moment),
    at=st.just(NOW),
)


@st.composite
def proposals(draw: st.DrawFn) -> Shown:
    state = draw(st.sampled_from(ProposalState))
    count = draw(st.sampled_from([0, 1, 11, 311] if EXAMPLES > 100 else [0, 1, 31]))
    one = statement(draw(texts))
    comments = st.builds(
        Comment, by=texts, at=st.just(NOW), text=texts.map(lambda x: x[:2000] or "x")
    )
    return Shown(
        id="P-3",
        as_of=TODAY,
        kind=draw(st.sampled_from(EffectKind)),
        state=state,
        words=statement(draw(texts)),
        details=(one,) * draw(st.integers(0, 30)),
        lines=tuple(Line(id=f"KEY-{n}", statement=one) for n in range(count)),
        authors=tuple(draw(st.lists(texts, max_size=3))),
        history=(
            Taken(step=Step.SUBMIT, by=draw(texts), at=NOW),
            Taken(step=draw(st.sampled_from(Step)), by=draw(st.none() | texts), at=NOW),
            Taken(step=Step.REJECT, by=draw(texts), at=NOW),
        ),
        comments=tuple(draw(st.lists(comments, max_size=5))),
        reviews=tuple(draw(st.lists(reviews, max_size=5))),
        reject_reason=draw(st.none() | st.sampled_from(RejectReason)),
        acted_alone=draw(st.sampled_from([None, "ana"])),
        ratify_until=None,
        ratified_by=None,
        expires_at=None,
        reminder=draw(st.none() | statements),
        order=(),
        differs=tuple(draw(st.lists(statements, max_size=30))),
        marks=tuple(draw(st.lists(statements, max_size=3))),
    )


def held(blocks: object, text: str = "x") -> None:
    assert faults_of_message({"text": text, "blocks": blocks}) == []
    assert acting_markup(blocks) == []


def opened(view: dict[str, object]) -> None:
    assert faults_of_view(view) == []
    assert acting_markup(view) == []


@LONG
@settings(max_examples=EXAMPLES)
@given(found=proposals(), reader=st.sampled_from([None, "ana", "ben"]), name=texts)
def test_every_card_is_taken(found: Shown, reader: str | None, name: str) -> None:
    names = {"ana": name}
    held(card(found, names, reader))
    sent = json.loads(card_text(found, names, reader))
    held(sent["blocks"], sent["text"])
    held(
        [
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": receipt(found, names, UTC_ZONE)[:3000]},
            }
        ]
    )
    if found.lines:
        opened(forms.choosing_lines(found))
    several = [found.model_copy(update={"id": f"P-{n}"}) for n in range(1, 31)]
    opened(home(several, [name] * 80))


@settings(max_examples=EXAMPLES)
@given(texts, texts)
def test_every_note_is_taken(text: str, other: str) -> None:
    held(notes.told(text))
    held(notes.refusal(Refused(text, remedy=other)))
    held(notes.unknown_person(text))
    held(notes.wants_access(text, other))
    held(notes.more_in_private(text[:1_900] or "x"))
    opened(forms.commenting("P-1"))
    opened(forms.waiting())


def test_buttons_name_their_effect() -> None:
    found = Shown.model_construct(
        **dict.fromkeys(Shown.model_fields, ())
        | {
            "id": "P-3", "as_of": TODAY, "kind": EffectKind.AGREED_ORDER, "lines": (),
            "state": ProposalState.PENDING, "words": Statement(text="Set the agreed order."),
            "reminder": None, "acted_alone": None, "authors": ("ben",),
        }
    )  # fmt: skip
    labels = [e["text"]["text"] for e in card(found, {}, "ana")[-1]["elements"] if "text" in e]
    assert labels == ["Set the agreed order.", "Comment (decides nothing)", "Remind me tomorrow"]
    assert "Approve" not in json.dumps(card(found, {}, None))
