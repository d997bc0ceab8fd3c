"""Whoever asks gets an answer or a reason, in the thread, and nobody reads what they may not see."""

from __future__ import annotations

import json
import time

import pytest

from assistant.ports.chat import Strangers
from assistant.surfaces.slack import asking
from tests.fakes.slack_workspace import BOT, Fault
from tests.surfaces.slack.conftest import Office

HUSHED = "Falcon"


def answered(office: Office, channel: str, thread: str) -> str:
    """What stands in a thread, once it is more than a promise."""

    def there() -> str | None:
        said = [e for e in office.slack.at.messages[channel] if e.get("thread_ts") == thread]
        done = [e for e in said if e["text"] != asking.LOOKING]
        return json.dumps(done, ensure_ascii=False) if done else None

    return str(office.slack.until(there))


def test_a_direct_question_is_answered_in_its_thread(office: Office) -> None:
    ts = office.slack.say("UANA", "How many projects are there?", "DUANA")
    said = answered(office, "DUANA", ts)
    assert "header" in said
    assert "As of" in said


def test_a_mention_is_answered_once_however_often_it_is_delivered(office: Office) -> None:
    event = {
        "type": "app_mention", "user": "UANA", "text": f"<@{BOT}> which projects are there?",
        "ts": "5.1", "channel": "C1", "event_ts": "5.1",
    }  # fmt: skip
    for _ in range(3):
        office.slack.event(event, event_id="EvSame")
    office.slack.event(event)
    answered(office, "C1", "5.1")
    time.sleep(0.2)
    assert len([e for e in office.slack.at.messages["C1"] if e.get("thread_ts") == "5.1"]) == 1


def test_a_stranger_is_told_and_can_ask_for_access(office: Office) -> None:
    ts = office.slack.say("UXEN", "What is red?", office.slack.at.dm("UXEN"))
    said = answered(office, "DUXEN", ts)
    assert "I don't know you yet" in said
    assert "Ask Ana for access" in said
    office.slack.click("UXEN", "pmo_access", "access", channel="DUXEN", ts=ts)
    office.slack.until(lambda: "I have asked" in office.whispers())
    office.carry()
    assert "xen＠else.example" in office.texts("DUANA")


def test_a_guest_with_somebodys_address_is_a_stranger(office: Office) -> None:
    ts = office.slack.say("UGUEST", "What is red?", office.slack.at.dm("UGUEST"))
    assert "I don't know you yet" in answered(office, "DUGUEST", ts)


def test_a_bot_and_an_edited_message_are_not_answered(office: Office) -> None:
    office.slack.say(BOT, "What is red?", "DUANA", bot_id="B1")
    office.slack.say("UANA", "What is red?", "DUANA", subtype="message_changed")
    ts = office.slack.say("UANA", "", "DUANA")
    assert "Ask me something" in json.dumps(office.slack.until(
        lambda: [e for e in office.slack.at.messages["DUANA"] if e.get("thread_ts") == ts]
    ))  # fmt: skip
    assert len(office.slack.at.messages["DUANA"]) == 4


def test_where_strangers_read_along_only_a_private_answer_is_offered(office: Office) -> None:
    ts = office.slack.say("UANA", f"<@{BOT}> which projects are there?", "CMIXED")
    assert "in private only" in answered(office, "CMIXED", ts)
    offered = office.slack.until(lambda: office.slack.at.whispers)[0]
    assert offered["user"] == "UANA"
    value = offered["blocks"][1]["elements"][0]["value"]
    office.slack.click("UANA", "pmo_ask", value, channel="CMIXED", ts=ts)
    office.slack.until(lambda: "header" in office.texts("DUANA"))


@pytest.mark.parametrize(("channel", "shows"), [("C1", False), ("CBOSS", True), ("DUANA", True)])
def test_an_answer_holds_what_all_its_readers_may_see(
    office: Office, channel: str, *, shows: bool
) -> None:
    ts = office.slack.say("UANA", f"<@{BOT}> How is {HUSHED} going?", channel)
    said = answered(office, channel, ts)
    assert ("There is no" not in said) is shows
    if not shows:
        office.slack.until(lambda: "direct message" in office.whispers())


def test_sources_open_for_whoever_may_see_them(office: Office) -> None:
    ts = office.slack.say("UANA", "How many projects are there?", "DUANA")
    answered(office, "DUANA", ts)
    blocks = office.slack.at.messages["DUANA"][-1]["blocks"]
    button = next(e for b in blocks for e in b.get("elements", []) if "action_id" in e)
    office.slack.click("UANA", button["action_id"], button["value"], channel="DUANA", ts=ts)
    office.slack.until(lambda: office.slack.at.views)
    office.slack.click("UBEN", button["action_id"], button["value"], channel="C1", ts=ts)
    office.slack.until(lambda: "for somebody else" in office.whispers())
    office.slack.click("UANA", button["action_id"], "b-gone", channel="DUANA", ts=ts)
    office.slack.until(lambda: "no longer have" in office.whispers())


def test_the_command_is_answered_for_its_asker_alone(office: Office) -> None:
    office.slack.command("UANA", "How many projects are there?", "C1")
    said = office.slack.until(lambda: office.slack.at.said_back)[-1]
    assert said["response_type"] == "ephemeral"
    assert not office.slack.at.messages["C1"]


def test_a_broken_question_gets_a_reason(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(asking, "answer_question", broken)
    ts = office.slack.say("UANA", "What is red?", "DUANA")
    assert "Something broke on my side" in answered(office, "DUANA", ts)


def test_an_answer_that_could_not_be_written_anew_is_posted(office: Office) -> None:
    office.slack.at.faults["chat.update"] = [Fault("500")]
    ts = office.slack.say("UANA", "How many projects are there?", "DUANA")
    assert "header" in answered(office, "DUANA", ts)


def test_the_home_tab_says_what_waits(office: Office) -> None:
    office.slack.event({"type": "app_home_opened", "user": "UANA", "tab": "home", "channel": "D"})
    office.slack.until(lambda: "Nothing you need to do today." in str(office.slack.at.homes))
    proposal = office.propose()
    office.slack.event({"type": "app_home_opened", "user": "UANA", "tab": "home", "channel": "D"})
    office.slack.until(lambda: proposal in str(office.slack.at.homes["UANA"]))
    office.slack.event({"type": "app_home_opened", "user": "UXEN", "tab": "home", "channel": "D"})
    office.slack.until(lambda: "I don't know you yet" in str(office.slack.at.homes.get("UXEN")))


def test_an_assistant_thread_suggests_questions(office: Office) -> None:
    thread = {"channel_id": "DUANA", "thread_ts": "7.1", "user_id": "UANA"}
    office.slack.event({"type": "assistant_thread_started", "assistant_thread": thread})
    prompts = office.slack.until(lambda: office.slack.at.prompts)[0]
    assert len(prompts["prompts"]) == 3


def test_where_slack_does_not_say_who_asks_that_is_said(office: Office) -> None:
    office.slack.at.faults["users.info"] = [Fault("error", code="fatal_error") for _ in range(2)]
    ts = office.slack.say("UBEN", "What is red?", "DUBEN")
    assert "did not tell me who you are" in answered(office, "DUBEN", ts)
    office.slack.click("UBEN", "pmo_sources", "b", channel="DUBEN", ts=ts)
    office.slack.until(lambda: "did not tell me who you are" in office.whispers())


def test_a_stranger_does_not_see_the_sources_of_others(office: Office) -> None:
    ts = office.slack.say("UBEN", "How many projects are there?", "DUBEN")
    answered(office, "DUBEN", ts)
    key = next(iter(office.desk.answers))
    office.slack.click("UXEN", "pmo_sources", key, channel="DUBEN", ts=ts)
    office.slack.until(lambda: "for somebody else" in office.whispers())
    assert not office.slack.at.views


@pytest.mark.parametrize("strangers", [Strangers.SEE])
def test_strangers_see_what_is_not_confidential_where_that_is_set(office: Office) -> None:
    ts = office.slack.say("UXEN", "How many projects are there?", office.slack.at.dm("UXEN"))
    said = answered(office, "DUXEN", ts)
    assert "as anyone may see it" in said
    secret = office.slack.say("UANA", f"<@{BOT}> How is {HUSHED} going?", "CMIXED")
    assert "There is no" in answered(office, "CMIXED", secret)


def test_after_a_lost_connection_it_listens_again(office: Office) -> None:
    office.slack.disconnect()
    office.slack.until(lambda: not office.slack._sockets, 15)
    office.slack.connected(15)
    ts = office.slack.say("UANA", "How many projects are there?", "DUANA")
    assert "header" in answered(office, "DUANA", ts)
