"""Which of our candidates we fund, within budgets."""

from __future__ import annotations

from assistant.planning.selection.fund import fund
from assistant.planning.selection.report import SelectionReport
from assistant.planning.selection.wish import SelectionWish
from assistant.ports.progress import Progress, Silent
from assistant.usecases.assessment import Assessment


def select_work(
    assessment: Assessment, wish: SelectionWish, progress: Progress | None = None
) -> SelectionReport:
    """Return the choice that a wish leads to, the same for everybody who asks.

    Confidential projects take no part in it, so nothing of them can be asked out of it. Raises
    BadInput and NotFound for a wish that cannot be followed.
    """
    app, full = assessment.app, assessment.view.full
    public = full.scoped(app.store.scope_of(None, full.as_of))
    return fund(public, app.policy, wish, (progress or Silent()).step)
