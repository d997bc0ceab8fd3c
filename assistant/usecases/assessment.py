"""Everything that is computed about a portfolio on a day, each part once and when it is asked for.

Orders, dates, load and RAG are computed on the whole and projected to the asker, so that two
people who see the same item see the same place and the same colour. Risks, changes and caveats
are computed on the asker's view.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from assistant.health.caveats import caveats
from assistant.health.changes import changes
from assistant.health.project_load import loads_by_project
from assistant.health.rag import judge
from assistant.health.rag.overriding import overridden
from assistant.health.risks import find_risks
from assistant.health.verdicts import Caveat, Change, ProjectHealth, Risk
from assistant.planning.capacity.load import CapacityReport
from assistant.planning.capacity.load_projection import project_capacity, reserve_hidden
from assistant.planning.capacity.outlook import capacity
from assistant.planning.consequences.planned import Planned
from assistant.planning.forecast.simulated_plan import SimulatedPlan, simulate
from assistant.planning.order.projection import project_ranking
from assistant.planning.order.rank import DEFAULT_BUDGET, rank
from assistant.planning.order.ranking import Ranking
from assistant.planning.stopping import NEVER, Stop
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.progress import Progress, Silent
from assistant.usecases.app import App
from assistant.usecases.overrides import overrides_in_force
from assistant.usecases.policy_in_force import under_policy_in_force
from assistant.usecases.view import View, earlier, history, view
from assistant.values import Scope


class Assessment:
    """What the assistant knows about the portfolio on one day, for one person.

    `seconds` is a safety stop: the search for an order ends after so long with the best found.
    """

    def __init__(  # noqa: PLR0913 - what may be asked for, all keyword-only but one
        self,
        app: App,
        *,
        as_of: date | None = None,
        since: date | None = None,
        seed: int = 0,
        budget: int | None = None,
        seconds: float | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.app = under_policy_in_force(app)
        self._as_of = as_of
        self._since = since
        self._seed = seed
        self._budget = DEFAULT_BUDGET if budget is None else budget
        self._seconds = seconds
        self._progress = progress or Silent()

    @property
    def progress(self) -> Progress:
        """Who is told how far the work is."""
        return self._progress

    @cached_property
    def view(self) -> View:
        """The whole, and what the asker may see of it."""
        return view(self.app, self._as_of)

    @property
    def seen(self) -> Snapshot:
        """What the asker may see."""
        return self.view.seen

    @cached_property
    def history(self) -> Sequence[Snapshot]:
        """The asker's view of the weeks before, oldest first."""
        return history(self.app, self.seen, self.view.scope)

    @cached_property
    def whole_history(self) -> Sequence[Snapshot]:
        """The weeks before as they were of record; never shown as they are."""
        return history(self.app, self.view.full, Scope.of_record())

    @cached_property
    def before(self) -> Snapshot | None:
        """What today is compared with; None where there is nothing to compare with."""
        return earlier(self.app, self.seen, self.view.scope, self._since)

    @cached_property
    def whole_ranking(self) -> Ranking:
        """The order of record; never shown as it is."""
        full, tell = self.view.full, self._progress.step
        return rank(full, self.app.policy, self._seed, self._budget, tell, self._stop())

    def _stop(self) -> Stop:
        """Begin to count the seconds, if they count."""
        if self._seconds is None:
            return NEVER
        return Stop(self._seconds, lambda: self.app.clock.now().timestamp())

    @cached_property
    def ranking(self) -> Ranking:
        """The order as the asker may see it."""
        return project_ranking(self.whole_ranking, self.seen)

    @cached_property
    def whole_capacity(self) -> CapacityReport:
        """Load against capacity of record; never shown as it is."""
        return capacity(self.view.full, self.app.policy)

    @cached_property
    def capacity(self) -> CapacityReport:
        """Load against capacity of record, as the asker may see it."""
        return project_capacity(self.whole_capacity, self.seen)

    @cached_property
    def _load(self) -> CapacityReport:
        """The load that health and risks are judged by: the same for all, hidden work unnamed."""
        return reserve_hidden(self.whole_capacity, self.seen)

    @cached_property
    def whole_simulated(self) -> SimulatedPlan | None:
        """The plan of record, run many times; None where no plan has dates; never shown as it is."""
        ranking = self.whole_ranking
        order = [item.key for item in ranking.items]
        return simulate(self.view.full, self.app.policy, order, ranking.seed)

    @cached_property
    def whole_planned(self) -> Planned:
        """The order of record on people's time; never shown as it is."""
        order = (item.key for item in self.whole_ranking.items)
        return Planned(self.view.full, self.app.policy, order)

    @cached_property
    def health(self) -> tuple[ProjectHealth, ...]:
        """Every visible project's RAG of record: by rule, or as people decided for a time."""
        visible = self.view.visible_projects()
        loads = loads_by_project(self._load, Facts(self.seen))
        judged = judge(self.view.full, self.app.policy, overload=loads)
        shown = (health for health in judged if health.project in visible)
        decided = overrides_in_force(self.app.store, self.seen.as_of)
        return tuple(overridden(shown, decided, Facts(self.seen)))

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """What endangers a date, money or people."""
        return find_risks(
            self.seen, self.app.policy, self.history, health=self.health, load=self._load
        )

    @cached_property
    def changes(self) -> tuple[Change, ...] | None:
        """What is different from before; None where there is nothing to compare with."""
        if self.before is None:
            return None
        return changes(self.before, self.seen, self.app.policy)

    @cached_property
    def caveats(self) -> tuple[Caveat, ...]:
        """What the data cannot say."""
        return caveats(self.seen, self.app.policy, self.ranking)
