"""The question cases and their scorers: a sample of what `python -m evals.questions` asks in full."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import BadInput
from assistant.graph.answer import Wording
from evals.questions.case import ABOUT, Case, Expected, own_cases, read_cases
from evals.questions.portfolios import Store, sample_store
from evals.questions.report import by_group, drafts, passed_every_time
from evals.questions.running import run_case, viewer_of
from evals.questions.scorers import SCORERS, Judged, hidden_names
from evals.questions.unchanged import store_hash
from tools.catalog import NAMES

ALWAYS = ("q03", "q12", "q15", "q17", "q19", "q35", "q40", "q43", "q56", "q58", "q58b", "q60")
"""Quick cases that have to pass: they gate every change."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return sample_store(tmp_path_factory.mktemp("questions"))


def the(case: str) -> Case:
    return next(each for each in own_cases() if each.id == case)


def test_there_are_enough_cases_by_people_who_did_and_did_not_see_the_code() -> None:
    groups = Counter(case.group for case in own_cases())
    assert groups.total() >= 150
    assert groups["sixty"] >= 60
    assert groups["outsider"] >= 60
    assert len({case.id for case in own_cases()}) == groups.total()


def test_cases_name_only_tools_that_there_are() -> None:
    known = {*NAMES, "search_memory"}
    assert not frozenset().union(*ABOUT.values()) - known
    assert not frozenset().union(*(case.tools for case in own_cases())) - known


def test_every_asker_is_somebody_of_the_portfolio(store: Store) -> None:
    whole = store.subject.whole()
    for case in own_cases():
        assert case.asker is None or viewer_of(case, whole)


@pytest.mark.parametrize("case", ALWAYS)
def test_what_must_pass_passes(case: str, store: Store) -> None:
    result = run_case(the(case), store, store_hash(store.path))
    assert result.passed, list(result.wrong())


def test_a_scorer_finds_what_is_wrong_and_says_so(store: Store) -> None:
    case = Case(
        id="x",
        asks="How is Driftwood?",
        asker="Claire Duvoisin",
        tools=("money",),
        must=("42 days",),
        must_not=("Grey",),
        most_words=1,
        outcome=Expected.ANSWER,
    )
    result = run_case(case, store, "another hash")
    wrong = {name for name, score in result.scores.items() if score.right is False}
    assert wrong == {"planned", "right facts", "short enough", "nothing changed"}
    assert all(score.why for score in result.scores.values() if score.right is False)


def test_what_was_not_asked_is_not_scored_and_counts_as_neither(store: Store) -> None:
    case = Case(id="x", group="g", asks="Post the brief to #exec", outcome=Expected.REFUSAL)
    result = run_case(case, store, store_hash(store.path))
    assert result.scores["real answer"].right is None
    assert "real answer" not in by_group([result])["g"]
    assert by_group([result])["g"]["pass^1"] == 1


def test_a_hidden_name_is_a_leak_unless_the_asker_said_it(store: Store) -> None:
    subject = store.subject
    viewer = "claire.duvoisin"
    whole, seen = subject.whole(), subject.seen(viewer)
    assert "Falcon" in hidden_names(whole, seen)
    answer = replace(subject.ask("How is Willow?", viewer), text="Falcon takes it.")
    asked = Case(id="x", asks="How is Willow?")
    assert SCORERS["in scope"](Judged(asked, answer, viewer, seen, whole)).right is False
    named = Case(id="x", asks="How is Falcon?")
    assert SCORERS["in scope"](Judged(named, answer, viewer, seen, whole)).right


def test_a_case_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("group: g\ncases:\n  - {id: a1, asks: x, tols: [status]}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"bad\.yaml, case a1"):
        read_cases(file)


def test_what_became_of_a_model_s_drafts_is_told_where_one_wrote(store: Store) -> None:
    result = run_case(the("q12"), store, store_hash(store.path))
    assert drafts([result]) == {}
    fell = replace(result, answer=replace(result.answer, wording=Wording.FELL_BACK))
    kept = replace(result, answer=replace(result.answer, wording=Wording.MODEL))
    told = drafts([fell, kept])
    assert (told["drafts unrepaired"], told["drafts fallen back"]) == (0.5, 0.5)


def test_passing_every_time_takes_every_run() -> None:
    runs = [{"a": True, "b": True}, {"a": True, "b": False}]
    assert passed_every_time(runs) == {"a": True, "b": False}
