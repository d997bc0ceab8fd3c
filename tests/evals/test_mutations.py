"""The mutation test and the liar, in small: what runs in full by `python -m evals.mutations`."""

from pathlib import Path
from random import Random

import pytest

from assistant.bootstrap import build_app
from assistant.briefing.claims.binding import bind
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.assessment import Assessment
from assistant.usecases.load_sample import load_sample
from evals.mutations.liar import facts_by_project, lies
from evals.mutations.mutate import mutations
from evals.mutations.portfolios import relative_of_sample
from evals.mutations.reword import rewordings
from evals.mutations.texts import Told, told_about

EVERY = 3


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    app = build_app(f"sqlite:///{tmp_path_factory.mktemp('told') / 'sample.db'}", "maren.okafor")
    load_sample(app, sample_folders(), Silent())
    return told_about(Assessment(app, budget=0), explained=1)


def test_the_product_s_own_texts_are_bound_as_they_are_and_in_other_words(told: Told) -> None:
    random = Random(5)
    texts = list(told.paragraphs[::EVERY])
    texts += [same for text in texts for _, same in rewordings(text, random)]
    alarms = [text for text in texts if not bind(text, told.grounds).holds]
    assert len(texts) > 150
    assert len(alarms) * 100 <= len(texts), alarms


def test_a_changed_figure_date_or_name_never_comes_through(told: Told) -> None:
    random = Random(5)
    tried = 0
    for text in told.paragraphs[::EVERY]:
        for changed in mutations(text, told.names, random):
            tried += 1
            assert not bind(changed.text, told.grounds).holds, changed
    assert tried > 300


def test_no_lie_reaches_a_reader(told: Told) -> None:
    found = list(lies(facts_by_project(told.facts), None, 300, seed=5))
    assert len(found) == 300
    assert not [lie.text for lie in found if lie.leaked]


def test_relatives_of_the_sample_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    first, again, other = (
        relative_of_sample(seed, tmp_path / name) for seed, name in ((1, "a"), (1, "b"), (2, "c"))
    )
    read = [[(f / "work_items.csv").read_text() for f in folders] for folders in (first, again)]
    assert read[0] == read[1]
    assert (first[0] / "people.csv").read_text() != (other[0] / "people.csv").read_text()
