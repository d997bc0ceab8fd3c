"""What a source did not give is said in every brief and under every reply, whatever else is."""

from __future__ import annotations

import pytest

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.evidence import evidence_of, what_a_brief_must_say
from assistant.briefing.inputs import NotRead
from assistant.briefing.plain import to_plain
from assistant.briefing.reply import write_reply
from assistant.briefing.sections.caveats import caveats
from assistant.briefing.told import Told
from assistant.portfolio.batch import Shortfall
from assistant.portfolio.snapshot import ImportState
from assistant.values import Statement
from tests.briefing.things import IMPORT, inputs, portfolio, with_results


def short(why: Shortfall, source: str = "jira") -> ImportState:
    told = {"source": source, "shortfall": why, "complete": False, "refused": 0, "number": 1}
    return IMPORT.model_copy(update=told)


def reply(*states: ImportState) -> Brief:
    told = Told(title="work", lead=(Statement(text="Nothing is late."),))
    return write_reply([told], portfolio((), *states), "0" * 12, Audience.EXEC)


@pytest.mark.parametrize("why", Shortfall)
def test_a_reply_says_that_it_may_not_know_all(why: Shortfall) -> None:
    said = " ".join(to_plain(reply(short(why))).split())
    assert f"jira was not read to its end on Mon 16 Nov, since {why}: counts of it may" in said


def test_a_source_that_was_whole_later_says_nothing() -> None:
    later = IMPORT.model_copy(update={"source": "jira", "number": 2, "refused": 0})
    assert "not read to its end" not in to_plain(reply(short(Shortfall.BUSY), later))


def test_a_brief_must_say_it_and_does_beside_rows_that_are_missing() -> None:
    given = inputs(imports=(IMPORT, short(Shortfall.MISSING)))
    (must,) = [must for must in what_a_brief_must_say(given) if must.measure == "incomplete_on"]
    assert must.subjects == ("sources:jira",)
    section = caveats(given)
    keys = [key for point in section.points for key in point.keys]
    assert {"incomplete:jira", "quarantine:larkfield"} <= {*keys}
    assert section.instead is None
    assert evidence_of(given).views


def test_a_live_source_that_did_not_answer_is_not_called_a_file() -> None:
    given = with_results(inputs(), unread={"larkfield": NotRead.SILENT})
    texts = [said.text for point in caveats(given).points for said in point.statements]
    assert any("did not answer as it should" in text for text in texts)
    assert not any("its file" in text for text in texts)
