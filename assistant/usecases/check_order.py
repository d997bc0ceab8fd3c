"""Anyone's order beside the computed one."""

from __future__ import annotations

from pathlib import Path

from assistant.planning.challenge.check import Record, check_order
from assistant.planning.challenge.checked_order import CheckedOrder
from assistant.planning.challenge.given_order import read_given_order
from assistant.usecases.assessment import Assessment


def check_given_order(
    assessment: Assessment, path: Path, data: bytes | None = None
) -> CheckedOrder:
    """Return what an order in a file breaks or costs, as the asker may see it.

    `data` stands for the file's content where it was piped in. Raises BadSource, BadInput.
    """
    view = assessment.view
    grids = assessment.app.sources.grids(path, data)
    ranked = [item.key for item in assessment.ranking.items]
    given = read_given_order(grids, view.seen, ranked)
    record = Record(view.full, assessment.app.policy, assessment.whole_ranking)
    return check_order(given, record, view.seen)
