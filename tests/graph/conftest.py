"""The sample portfolio, asked by different people, with and without a model."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.bootstrap import build_app
from assistant.graph.answer import Answer
from assistant.graph.answering import Asking, answer_question
from assistant.graph.kept_assessments import KeptAssessments
from assistant.portfolio.sample import sample_folders
from assistant.ports.model import Model
from assistant.ports.progress import Silent
from assistant.usecases.app import App, Language
from assistant.usecases.load_sample import load_sample

Ask = Callable[..., Answer]


class Characters:
    """Counts characters where a vocabulary would count tokens."""

    said = "by characters"

    def count(self, text: str) -> int:
        return len(text)


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('graph') / 'pmo.db'}"
    load_sample(build_app(url), sample_folders(), Silent())
    return url


@pytest.fixture
def own_url(sample_url: str, tmp_path: Path) -> str:
    """A store of the sample that one test writes to."""
    kept = Path(sample_url.removeprefix("sqlite:///"))
    for file in kept.parent.glob(f"{kept.name}*"):
        shutil.copy(file, tmp_path / file.name)
    return f"sqlite:///{tmp_path / kept.name}"


@pytest.fixture(scope="session")
def kept() -> KeptAssessments:
    """What is computed is shared by the tests that only read."""
    return KeptAssessments()


@pytest.fixture(scope="session")
def ask(sample_url: str, kept: KeptAssessments) -> Ask:
    """Ask a question as somebody, of rules alone or of a model too."""

    def asked(question: str, viewer: str | None = None, model: Model | None = None) -> Answer:
        app = with_model(build_app(sample_url, viewer), model)
        return answer_question(app, question, Asking(kept=kept))

    return asked


def with_model(app: App, model: Model | None) -> App:
    if model is None:
        return app
    return replace(app, language=Language(model, Characters(), hides_names=False))
