"""Whether statements about the sample portfolio hold, for those who see all of it and who do not."""

import pytest

from assistant.bootstrap import build_app
from assistant.briefing.claims.grounds import Grounds
from assistant.errors import BadInput
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.assessment import Assessment
from assistant.usecases.check_statement import Verdict, check_statement, checked
from assistant.usecases.facts_about import facts_about, grounds_of
from assistant.usecases.load_sample import load_sample
from evals.mutations.__main__ import typed


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('checked') / 'sample.db'}"
    load_sample(build_app(url), sample_folders(), Silent())
    return url


def _assessed(store: str, viewer: str | None) -> Assessment:
    return Assessment(build_app(store, viewer), budget=0)


@pytest.fixture(scope="module")
def grounds(store: str) -> Grounds:
    return grounds_of(_assessed(store, "maren.okafor"))


def test_what_a_person_typed_is_told_apart(grounds: Grounds) -> None:
    true, false = typed()
    wrong = [text for text in true if checked(text, grounds).verdict is not Verdict.HOLDS]
    assert len(wrong) * 10 <= len(true), wrong
    assert not [text for text in false if checked(text, grounds).verdict is Verdict.HOLDS]


def test_a_refusal_comes_with_the_facts_and_their_rows(grounds: Grounds) -> None:
    found = checked("Atlas is two weeks ahead", grounds)
    assert found.verdict is Verdict.REFUSED
    assert "ahead" in found.because
    assert any("late" in said or "Dec" in said for said in found.known)
    assert any(fact.sources for fact in found.facts)


@pytest.mark.parametrize(
    "text", ["Atlas delights its customers.", "Hello there.", "Zebulon is red.", "?!"]
)
def test_what_no_fact_is_about_cannot_be_told(grounds: Grounds, text: str) -> None:
    found = checked(text, grounds)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.because


@pytest.mark.parametrize("said", ["{} is green.", "{} is late by 3 days.", "Nobody owns {}."])
def test_what_is_hidden_looks_like_what_is_not_there(store: str, said: str) -> None:
    seen = grounds_of(_assessed(store, "aisha.rahimi"))
    hidden = checked(said.format("Falcon"), seen)
    nothing = checked(said.format("Zebulon"), seen)
    assert hidden.because.replace("Falcon", "Zebulon") == nothing.because
    assert (hidden.verdict, hidden.known, hidden.facts) == (nothing.verdict, (), ())


def test_the_inventory_holds_nothing_hidden(store: str) -> None:
    known = facts_about(_assessed(store, "aisha.rahimi"))
    told = " ".join(fact.model_dump_json() for fact in known.facts)
    assert "FALCON" not in told.upper()
    assert "Thornbury" not in told
    assert known.about("projects:ATLAS")


@pytest.mark.parametrize("text", ["", "  \n", "x" * 30_000])
def test_nothing_and_too_much_are_refused(store: str, text: str) -> None:
    with pytest.raises(BadInput):
        check_statement(_assessed(store, None), text)
