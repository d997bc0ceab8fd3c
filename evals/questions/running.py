"""Asks the questions and judges the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import process_time

from assistant.errors import BadInput
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from evals.questions.answer import Answer
from evals.questions.case import Case, Expected
from evals.questions.portfolios import Store
from evals.questions.scorers import SCORERS, Judged, Score
from evals.questions.unchanged import store_hash

UNCHANGED = "nothing changed"


@dataclass(frozen=True, slots=True)
class Result:
    """A case with what was answered, and what every scorer says of it."""

    case: Case
    answer: Answer
    scores: Mapping[str, Score]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether no scorer finds it wrong."""
        return all(score.right is not False for score in self.scores.values())

    def wrong(self) -> Iterator[str]:
        """Say what is wrong, scorer by scorer."""
        for name, score in self.scores.items():
            if score.right is False:
                yield f"{name}: {score.why}"


def run_cases(cases: Iterable[Case], store: Store, tell: Callable[[str], None]) -> list[Result]:
    """Ask every question and judge the answer."""
    results = []
    before = store_hash(store.path)
    for case in cases:
        results.append(run_case(case, store, before))
        tell(f"{'pass' if results[-1].passed else 'FAIL'} {case.id}")
    return results


def run_case(case: Case, store: Store, before: str) -> Result:
    """Ask one question and judge the answer; `before` is the store's hash."""
    subject = store.subject
    viewer = viewer_of(case, subject.whole())
    started = process_time()
    answer = _asked(case, store, viewer)
    seconds = process_time() - started
    judged = Judged(case, answer, viewer, subject.seen(viewer), subject.whole())
    scores = {name: scorer(judged) for name, scorer in SCORERS.items()}
    scores[UNCHANGED] = Score(store_hash(store.path) == before, "the store is another than before")
    return Result(case, answer, scores, seconds)


def _asked(case: Case, store: Store, viewer: str | None) -> Answer:
    """Return the answer; whatever is raised is a wrong answer, with its name, and no end."""
    try:
        return store.subject.ask(case.asks, viewer)
    except Exception as fault:  # noqa: BLE001 - one broken answer must not end the measuring
        said = f"{type(fault).__name__}: {fault}"
        return Answer(Expected.REFUSAL, said, "fault", fault=said)


def viewer_of(case: Case, whole: Snapshot) -> str | None:
    """Return the key of who asks. Raises BadInput where nobody has that name."""
    if case.asker is None:
        return None
    for person in whole.all(Person):
        if person.name == case.asker:
            return person.key
    raise BadInput(f"Case {case.id}: nobody in the portfolio is called {case.asker}.")
