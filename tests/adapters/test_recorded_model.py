"""Each call is recorded, by hash or in full; an unrecorded answer is not used."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.call_files import CallFiles
from assistant.adapters.recorded_model import RecordedModel
from assistant.errors import BadSource, BudgetSpent, ModelFault, ModelTrouble, ModelUnavailable
from assistant.ports.budget import Budget
from assistant.ports.model import RenderedPrompt
from assistant.values import Value
from tests.fakes.hostile_publisher import VirtualClock
from tests.fakes.scripted_model import ScriptedModel, Step

PROMPT = RenderedPrompt(id="plan", version="v7", system="Rules.", user="What about [Person A]?")
CLOCK = VirtualClock(datetime(2026, 11, 30, 23, 59, tzinfo=UTC))


class Planned(Value):
    tool: str


def _budget() -> Budget:
    return Budget(tokens=100, seconds=100)


@pytest.mark.parametrize("texts", [False, True])
def test_calls_are_kept(tmp_path: Path, texts: bool) -> None:  # noqa: FBT001 - a parameter of a test
    calls = CallFiles(tmp_path / "calls")
    broken = ModelUnavailable("No.", trouble=ModelTrouble.BUSY)
    steps = [Step("plan", {"tool": "rank"}), Step("plan", "Start."), Step("plan", broken)]
    with ScriptedModel(steps) as inside:
        asked = RecordedModel(inside, calls, CLOCK, texts=texts)
        asked.structured(PROMPT, Planned, _budget())
        pieces: list[str] = []
        asked.text(PROMPT, _budget(), pieces.append)
        with pytest.raises(ModelUnavailable):
            asked.text(PROMPT, _budget())
    kept = calls.of_month("2026-11")
    assert [each.fault for each in kept] == [None, None, "busy"]
    assert [each.response for each in kept] == (
        ['{"tool":"rank"}', "Start.", None] if texts else [None] * 3
    )
    assert ("[Person A]" in (tmp_path / "calls/2026-11.jsonl").read_text()) is texts
    assert kept[0].call is not None
    assert (kept[0].prompt_version, kept[0].call.cost) == ("v7", None)
    assert calls.of_month("2026-12") == ()
    assert (tmp_path / "calls/2026-11.jsonl").stat().st_mode & 0o077 == 0, "for its owner only"


@pytest.mark.parametrize("was_asked", [True, False])
def test_a_question_that_ran_out_of_time_is_kept_if_it_was_asked(
    tmp_path: Path,
    was_asked: bool,  # noqa: FBT001 - a parameter of a test
) -> None:
    spent = BudgetSpent("Over.", what="seconds")
    if was_asked:
        spent.__cause__ = ModelUnavailable("Late.", trouble=ModelTrouble.LATE)
    calls = CallFiles(tmp_path)
    asked = RecordedModel(ScriptedModel([Step("plan", spent)]), calls, CLOCK, texts=False)
    with pytest.raises(BudgetSpent):
        asked.text(PROMPT, _budget())
    assert [each.fault for each in calls.of_month("2026-11")] == ["late"] * was_asked


@pytest.mark.skipif(os.name == "nt", reason="a file stands in the folder's place on POSIX")
def test_what_cannot_be_recorded_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "calls").write_text("in the way")
    asked = RecordedModel(
        ScriptedModel([Step("plan", "Start.")]), CallFiles(tmp_path / "calls"), CLOCK, texts=False
    )
    with pytest.raises(ModelFault, match="PMO_MODEL_RECORDS"):
        asked.text(PROMPT, _budget())


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "2026-11.jsonl").write_text("\n{oops\n")
    with pytest.raises(BadSource, match=r"2026-11\.jsonl, row 2"):
        CallFiles(tmp_path).of_month("2026-11")
