"""A follow-up keeps what was asked before and changes one thing."""

from assistant.graph.understanding.outcome import Call, Decline, Plan, ThreadFocus
from tests.graph.understanding.asking import ask, planned


def _talk(*questions: str, initial: str = "M") -> Plan:
    thread: ThreadFocus | None = None
    for question in questions:
        plan = planned(question, initial, thread)
        thread = ThreadFocus.of(plan)
    return plan


def _called(*questions: str) -> Call:
    (call,) = _talk(*questions).calls
    return call


def test_another_subject() -> None:
    assert _called("status of Lantern", "and Beacon?").arguments == {"subject": "BEACON"}
    assert _called("What should we build next?", "and for Security?").arguments == {
        "teams": ["SECURITY"]
    }


def test_another_time_keeps_the_rest() -> None:
    call = _called("Which team has room in December?", "and in January?")
    assert call.tool == "capacity"
    assert call.arguments == {"wanted": "room", "start": "2027-01-01", "end": "2027-01-31"}
    person = _called("Is Priya free next week?", "and Mei?")
    assert person.arguments["person"] == "mei.tanaka"
    assert person.arguments["start"] == "2026-11-23"


def test_it_is_what_was_talked_about() -> None:
    assert _called("status of Lantern", "what if it slips two weeks?") == Call(
        tool="cascade", arguments={"subject": "LANTERN", "slip_days": 10}
    )
    assert _called("status of Lantern", "who owns it?") == Call(
        tool="find", arguments={"name": "LANTERN"}
    )
    assert _called("why is KEY-3 first?", "what would it cost to do it second?").arguments == {
        "item": "KEY-3",
        "how": "place",
        "place": 2,
    }


def test_why_and_sources_ask_the_same_again() -> None:
    why = _talk("status of Lantern", "why?")
    assert why.calls == planned("status of Lantern").calls
    assert why.style.reasons
    sources = _talk("status of Lantern", "show me the numbers")
    assert sources.calls == why.calls
    assert sources.style.sources
    assert _talk("status of Lantern", "in two sentences").style.sentences == 2


def test_a_question_of_its_own_is_no_follow_up() -> None:
    assert _called("status of Lantern", "What changed since last Monday?").tool == "changes"
    assert _called("status of Lantern", "and what blocks Beacon?").arguments == {
        "subject": "BEACON"
    }


def test_the_regulators_wish_is_of_the_regulators_date() -> None:
    call = _called(
        "Will we make the sanctions deadline?", "and if the regulator wants it by 15 January?"
    )
    assert call == Call(
        tool="what_if", arguments={"alternatives": ["move SENTINEL-LIVE to 2027-01-15"]}
    )


def test_a_hidden_name_in_a_follow_up_is_an_unknown_one() -> None:
    thread = ThreadFocus.of(planned("what does Atlas cost?", "C"))
    hidden, unknown = (ask(text, "C", thread) for text in ("and Falcon?", "and Zanzibar?"))
    assert isinstance(hidden, Decline)
    assert isinstance(unknown, Decline)
    assert (hidden.why, hidden.said.text, hidden.instead) == (
        unknown.why,
        unknown.said.text,
        unknown.instead,
    )
