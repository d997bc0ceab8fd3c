"""What endangers dates, money or people: a detector a file, found from rows, never from opinion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from assistant.health.risks.absence import absences
from assistant.health.risks.bau_crowding import bau_crowding
from assistant.health.risks.blocked_chain import blocked_chains
from assistant.health.risks.budget import budget_drifts
from assistant.health.risks.commitment import commitments
from assistant.health.risks.date_moved import moved_dates
from assistant.health.risks.decision_overdue import overdue_decisions
from assistant.health.risks.duplicate import duplicates
from assistant.health.risks.gate import skipped_gates
from assistant.health.risks.input_changed import changed_inputs
from assistant.health.risks.overdue import overdue
from assistant.health.risks.overload import overloads
from assistant.health.risks.scope import scope_growth
from assistant.health.risks.specialist import single_specialists
from assistant.health.risks.stale_update import stale_updates
from assistant.health.risks.unmitigated import unmitigated
from assistant.health.risks.unowned import unowned
from assistant.health.risks.vendor import vendor_concentrations
from assistant.health.risks.watermelon import watermelons
from assistant.health.survey import Survey
from assistant.health.verdicts import ProjectHealth, Risk, Severity
from assistant.planning.capacity.load import CapacityReport
from assistant.planning.capacity.named_load import may_see_named_load
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot

__all__ = ["DETECTORS", "Detector", "Survey", "find_risks"]

Detector = Callable[[Survey], Iterator[Risk]]

DETECTORS: tuple[Detector, ...] = (
    overdue_decisions,
    commitments,
    watermelons,
    blocked_chains,
    overloads,
    absences,
    moved_dates,
    budget_drifts,
    skipped_gates,
    unmitigated,
    stale_updates,
    scope_growth,
    duplicates,
    single_specialists,
    vendor_concentrations,
    bau_crowding,
    changed_inputs,
    overdue,
    unowned,
)
"""What is looked for; of two findings of one severity, the earlier detector's comes first."""

_SEVERITIES = tuple(Severity)


def find_risks(
    snapshot: Snapshot,
    policy: Policy,
    history: Iterable[Snapshot] = (),
    *,
    health: Sequence[ProjectHealth] | None = None,
    load: CapacityReport | None = None,
) -> tuple[Risk, ...]:
    """Return everything found, the most severe first; the same rows give the same findings.

    `history` holds earlier snapshots in the same scope; without them, what only time shows (dates
    that move again, BAU that grows, values that change) is not found. `health` and `load` may be
    handed in where they are known, such as a viewer's projection; else they are computed. Whose
    load or absence is not told to the viewer of the snapshot by name is told by skill or role.
    """
    survey = Survey(snapshot, policy, history, health=health, load=load)
    found = [
        (_SEVERITIES.index(risk.severity), place, risk.key, risk)
        for place, detect in enumerate(DETECTORS)
        for risk in detect(survey)
    ]
    ordered = sorted(found, key=lambda each: each[:3])
    return tuple(_as_told(risk, snapshot) for *_, risk in ordered)


def _as_told(risk: Risk, seen: Snapshot) -> Risk:
    if risk.about is None or may_see_named_load(seen, risk.about):
        return risk
    return risk.by_role()
