"""What a corrected input would do, and whom it would displace."""

from __future__ import annotations

from assistant.planning.explaining.preview import Preview, preview
from assistant.planning.explaining.replay import Replay
from assistant.planning.order.rank import rank
from assistant.policy import default_policy
from assistant.portfolio.project import Project
from assistant.values import Scope
from tests.planning.backlogs import item, portfolio, queue, worth
from tests.planning.told import text


def previewed(key: str, per_week: float) -> Preview:
    snapshot = portfolio(queue())
    ranking = rank(snapshot, default_policy())
    replay = Replay(snapshot, default_policy(), ranking, [each.key for each in ranking.items])
    return preview(replay, snapshot, key, [worth(key, per_week)], [])


def test_it_names_who_is_displaced_and_that_nothing_was_changed() -> None:
    found = previewed("KEY-8", 14_100)
    assert (found.from_place, found.to_place) == (4, 1)
    assert [(e.item, e.from_place, e.to_place) for e in found.displaced] == [
        ("KEY-3", 1, 2), ("SEN-3", 2, 3), ("BEA-6", 3, 4),
    ]  # fmt: skip
    assert text(found.statement) == (
        "KEY-8 would stand at place 1 to start instead of 4; KEY-3, SEN-3 and BEA-6 would come "
        "after it. Nothing was changed."
    )


def test_a_correction_that_moves_nothing_says_so() -> None:
    found = previewed("KEY-8", 7500)
    assert found.displaced == ()
    assert text(found.statement) == (
        "KEY-8 would still stand at place 4 to start. Nothing was changed."
    )


def test_what_is_hidden_is_displaced_by_nobody() -> None:
    falcon = Project(key="F", name="Falcon", confidential=True)
    things = [falcon, item("FAL-1", 2, project="F"), worth("FAL-1", 9000), *queue()]
    whole = portfolio(things)
    seen = whole.scoped(Scope.public())
    ranking = rank(whole, default_policy())
    visible = [each.key for each in ranking.items if each.key != "FAL-1"]
    replay = Replay(whole, default_policy(), ranking, visible)
    found = preview(replay, seen, "KEY-8", [worth("KEY-8", 90_000)], [])
    assert "FAL" not in found.model_dump_json()
    assert (found.from_place, found.to_place) == (4, 1)
