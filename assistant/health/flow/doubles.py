"""Open work with nearly the same title: perhaps the same work twice."""

from __future__ import annotations

from assistant.health.flow.page import SHOWN, FlowFinding, FlowKind, finding, tasks, unknown
from assistant.health.naming import called
from assistant.health.similar_titles import SimilarTitles, similar_titles
from assistant.health.survey import Survey
from assistant.portfolio.work import WorkItem
from assistant.values import Statement, Unit, say


def likely_duplicates(survey: Survey) -> FlowFinding:
    """Tell which open items have nearly the same title, the most alike first."""
    titles = dict(tasks(survey).select("key", "name").iter_rows())
    template_from = int(survey.policy.limit("system_shared_by_many"))
    pairs = similar_titles(titles, template_from)
    if not pairs:
        return unknown(FlowKind.DUPLICATES, "No open items have nearly the same title.")
    keys = list(dict.fromkeys(key for pair in pairs for key in (pair.first, pair.second)))
    said = say(
        "{pairs} [pair of open items has|pairs of open items have] nearly the same title.",
        pairs=survey.facts.of(
            "portfolio",
            "flow_similar_pairs",
            len(pairs),
            Unit.COUNT,
            cells=[(WorkItem, key, "name") for key in keys],
        ),
    )
    return finding(
        FlowKind.DUPLICATES, said, keys, [_pair(survey, pair) for pair in pairs[:SHOWN]]
    )


def _pair(survey: Survey, pair: SimilarTitles) -> Statement:
    alike = survey.facts.of(
        f"{WorkItem.table}:{pair.first}",
        f"title_like_{pair.second}",
        pair.percent,
        Unit.PERCENT,
        cells=[(WorkItem, key, "name") for key in (pair.first, pair.second)],
    )
    return say(
        "{first} and {second}: {alike} alike.",
        first=called(survey.facts, WorkItem, pair.first),
        second=called(survey.facts, WorkItem, pair.second),
        alike=alike,
    )
