"""A proposal finds who decides; a click is binding, once, and every refusal is a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from assistant.governance.audit.event import AuditKind
from assistant.governance.proposal import Line, expire
from assistant.values import Statement
from tests.fakes.slack_server import LoopbackSlack
from tests.surfaces.slack.conftest import Office


def shown(office: Office, channel: str = "DUANA", **more: str) -> tuple[str, str]:
    """Propose something; return it and the ts of the card in a channel."""
    proposal = office.propose(**more)
    office.slack.until(lambda: len(office.app.store.deliveries()) >= 2)
    office.carry()
    return proposal, office.slack.until(lambda: office.card(channel)["ts"])


def approvals(office: Office) -> int:
    return sum(e.kind is AuditKind.APPROVED for e in office.app.store.audit_events())


def test_a_card_comes_to_who_decides_and_to_its_author(office: Office) -> None:
    proposal, _ = shown(office)
    card = str(office.card("DUANA"))
    assert "Publish the brief “exec”" in card
    assert "This cannot be taken back" in card
    assert proposal in office.texts("DUBEN")
    assert "Take P-1 back" in office.texts("DUBEN")
    assert not office.slack.at.messages["DUCLEO"]


def test_a_click_agrees_gives_a_receipt_and_changes_every_card(office: Office) -> None:
    proposal, ts = shown(office)
    office.slack.click("UANA", "pmo_approve", proposal, channel="DUANA", ts=ts)
    office.slack.until(lambda: "Approved by Ana" in office.texts("DUANA"))
    office.slack.until(lambda: "✅" in str(office.slack.at.messages["DUANA"][0]))
    assert office.state(proposal) == "approved"
    office.slack.until(lambda: any("#" in e.message.to for e in office.app.store.deliveries()))
    office.carry()
    office.slack.until(lambda: (office.carry(), "✅" in office.texts("DUBEN"))[1])
    assert office.state(proposal) == "applied"
    assert len(office.slack.at.messages["C1"]) == 1


def test_three_people_click_and_one_of_them_decides(office: Office) -> None:
    proposal, ts = shown(office)
    for user in ("UXEN", "UBEN"):
        office.slack.click(user, "pmo_approve", proposal, channel="DUANA", ts=ts)
    office.slack.until(lambda: len(office.slack.at.whispers) == 2)
    assert "I don't know you yet" in office.whispers()
    assert "You wrote what this would do, so somebody else decides." in office.whispers()
    office.slack.click("UANA", "pmo_approve", proposal, channel="DUANA", ts=ts)
    office.slack.until(lambda: approvals(office) == 1)
    office.slack.click("UCLEO", "pmo_approve", proposal, channel="DUANA", ts=ts)
    office.slack.until(lambda: len(office.slack.at.whispers) == 3)
    assert approvals(office) == 1


def test_what_lapsed_is_not_decided(office: Office) -> None:
    proposal, ts = shown(office)
    with office.app.store.unit_of_work() as unit:
        now = office.app.clock.now()
        unit.keep_proposal(expire(unit.proposal(proposal), now + timedelta(days=99)))
    office.slack.click("UANA", "pmo_approve", proposal, channel="DUANA", ts=ts)
    office.slack.until(lambda: "P-1" in office.whispers())
    assert approvals(office) == 0


def test_a_rejection_takes_one_tap_with_its_reason(office: Office) -> None:
    proposal, ts = shown(office)
    chosen = [{
        "type": "static_select", "action_id": "pmo_reject", "block_id": "b", "action_ts": "1",
        "selected_option": {"value": f"{proposal}|not now"},
    }]  # fmt: skip
    office.slack.click("UANA", "pmo_reject", "", channel="DUANA", ts=ts, actions=chosen)
    office.slack.until(lambda: "Because not now." in office.texts("DUANA"))
    assert office.state(proposal) == "rejected"


def test_an_author_takes_it_back(office: Office) -> None:
    proposal, _ = shown(office)
    ts = office.slack.at.messages["DUBEN"][0]["ts"]
    office.slack.click("UBEN", "pmo_withdraw", proposal, channel="DUBEN", ts=ts)
    office.slack.until(lambda: office.state(proposal) == "withdrawn")
    office.slack.until(lambda: "Withdrawn by Ben" in office.texts("DUBEN"))


def test_a_comment_is_kept_and_decides_nothing(office: Office) -> None:
    proposal, ts = shown(office)
    office.slack.click("UANA", "pmo_comment", proposal, channel="DUANA", ts=ts)
    window = office.slack.until(lambda: office.slack.at.views)[-1]
    typed = {"comment": {"field": {"type": "plain_text_input", "value": "Approved! <!channel>"}}}
    office.slack.submit("UANA", window, typed)
    office.slack.until(lambda: office.app.store.proposal(proposal).comments)
    assert office.state(proposal) == "pending"


def test_only_the_lines_that_stay_ticked_are_agreed_to(office: Office) -> None:
    proposal, ts = shown(office)
    lines = tuple(Line(id=each, statement=Statement(text=f"Do {each}.")) for each in "abc")
    with office.app.store.unit_of_work() as unit:
        unit.keep_proposal(unit.proposal(proposal).model_copy(update={"lines": lines}))
    office.slack.click("UANA", "pmo_lines", proposal, channel="DUANA", ts=ts)
    window = (
        office.slack.until(lambda: len(office.slack.at.views) == 2) and office.slack.at.views[1]
    )
    boxes = window["blocks"][1]["element"]
    assert boxes["initial_options"] == boxes["options"]
    ticked = {"type": "checkboxes", "selected_options": boxes["options"][:2]}
    values = {"lines0": {boxes["action_id"]: ticked}}
    office.slack.submit("UANA", window, values)
    office.slack.until(lambda: office.state(proposal) == "approved")
    assert office.app.store.proposal(proposal).accepted == {"a", "b"}
    office.slack.until(lambda: "Approved by Ana" in office.texts("DUANA"))


def test_put_off_is_told_again_tomorrow(office: Office) -> None:
    proposal, ts = shown(office)
    office.slack.click("UANA", "pmo_snooze", proposal, channel="DUANA", ts=ts)
    office.slack.until(lambda: "tomorrow" in office.whispers())
    now = office.app.clock.now()
    later = [e for e in office.app.store.deliveries() if e.not_before > now]
    assert [each.not_before - now > timedelta(hours=23) for each in later] == [True]


def test_what_somebody_may_not_know_of_is_not_there(office: Office) -> None:
    secret, ts = shown(office, author="cleo", viewer="cleo")
    assert not office.slack.at.messages["DUBEN"]
    office.slack.click("UBEN", "pmo_approve", secret, channel="DUBEN", ts=ts)
    office.slack.click("UBEN", "pmo_approve", "P-99", channel="DUBEN", ts=ts)
    said = (
        office.slack.until(lambda: len(office.slack.at.whispers) == 2) and office.slack.at.whispers
    )
    assert said[0]["text"].replace(secret, "X") == said[1]["text"].replace("P-99", "X")
    assert "alcon" not in office.whispers() + office.texts("DUBEN")


@pytest.mark.parametrize("value", ["", "P-1|", "x" * 1000, "P-1|no such reason", "<!channel>"])
def test_a_mutated_value_does_nothing(office: Office, value: str) -> None:
    proposal, ts = shown(office)
    chosen = [{"type": "static_select", "action_id": "pmo_reject", "action_ts": "1",
               "block_id": "b", "selected_option": {"value": value}}]  # fmt: skip
    office.slack.click("UANA", "pmo_reject", "", channel="DUANA", ts=ts, actions=chosen)
    office.slack.until(lambda: office.slack.at.whispers)
    assert office.state(proposal) == "pending"


def test_repeated_and_concurrent_clicks_have_one_effect(office: Office) -> None:
    proposal, ts = shown(office)
    with ThreadPoolExecutor(8) as people:
        for number in range(40):
            people.submit(
                office.slack.click, "UANA", "pmo_approve", proposal,
                channel="DUANA", ts=ts, trigger_id=f"t{number % 4}",
            )  # fmt: skip
    office.slack.until(lambda: approvals(office) == 1)
    office.slack.until(lambda: len(office.slack.at.whispers) == 3)
    assert approvals(office) == 1


@pytest.mark.parametrize(
    "foreign",
    [
        {"team": {"id": "T2"}},
        {"api_app_id": "A2"},
        {"team": None, "team_id": None},
        {"user": {"id": "UANA", "team_id": "T2"}},
    ],
)
def test_what_another_workspace_sends_is_not_done(
    office: Office, foreign: dict[str, object]
) -> None:
    proposal, ts = shown(office)
    slack: LoopbackSlack = office.slack
    slack.click("UANA", "pmo_approve", proposal, channel="DUANA", ts=ts, wait=False, **foreign)
    slack.click("UANA", "pmo_comment", proposal, channel="DUANA", ts=ts)
    slack.until(lambda: slack.at.views)
    assert office.state(proposal) == "pending"
