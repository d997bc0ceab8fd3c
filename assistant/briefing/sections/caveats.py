"""How far to trust it: how old each source is, which rows are missing, what the data cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import ESSENTIAL, DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs, NotRead
from assistant.briefing.naming_some import counted, first_few
from assistant.health.incomplete import incomplete_sources, incomplete_words
from assistant.health.source_ages import source_fact
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.snapshot import ImportState
from assistant.values import Fact, FactValue, Unit, say

WEIGHTS = {Severity.HIGH: 62, Severity.MEDIUM: 50, Severity.LOW: 10}
AGES = 68
_UNREAD = {
    NotRead.GONE: (
        "{source} could not be read again, since its file is not where it was;"
        " it stands as of {day}."
    ),
    NotRead.SILENT: (
        "{source} could not be read again, since it did not answer as it should;"
        " it stands as of {day}."
    ),
    NotRead.UNUSABLE: (
        "{source} could not be read again, since its file cannot be used as it is;"
        " it stands as of {day}."
    ),
}


def caveats(inputs: BriefingInputs) -> DraftSection:
    """Return the age of each source, the rows that are missing, then what the data cannot say."""
    points = [*_unread(inputs), *_incomplete(inputs), *_missing_rows(inputs), *_ages(inputs)]
    points += [_point(caveat) for caveat in inputs.caveats if not _told_here(inputs, caveat)]
    return DraftSection(
        kind=SectionKind.CAVEATS,
        heading="How far to trust this",
        points=tuple(sorted(points, key=lambda point: -point.weight)),
        instead=_in_one(inputs),
    )


def read_last(inputs: BriefingInputs) -> tuple[ImportState, ...]:
    """Return the last import of each source, the oldest first."""
    latest: dict[str, ImportState] = {}
    for state in sorted(inputs.snapshot.imports, key=lambda each: (each.as_of, each.number)):
        latest[state.source] = state
    return tuple(latest.values())


def with_refused_rows(inputs: BriefingInputs) -> tuple[ImportState, ...]:
    """Return the sources whose last import refused rows, those with the most first."""
    refused = [state for state in read_last(inputs) if state.refused]
    return tuple(sorted(refused, key=lambda state: (-state.refused, state.source)))


def _ages(inputs: BriefingInputs) -> Iterator[DraftPoint]:
    read = read_last(inputs)
    if not read:
        return
    phrases = [
        say("{source} as of {day}", source=_name(inputs, state), day=_age(inputs, state))
        for state in read
    ]
    said = say("Sources: {ages}.", ages=first_few(inputs.facts, "sources", phrases))
    yield DraftPoint(keys=("sources",), statements=(said,), weight=AGES)


def _unread(inputs: BriefingInputs) -> Iterator[DraftPoint]:
    """Yield what was to be read again for this brief, and was not."""
    for state in read_last(inputs):
        why = inputs.unread.get(state.source)
        if why is None:
            continue
        said = say(
            _UNREAD[why],
            source=_name(inputs, state),
            day=_age(inputs, state),
        )
        yield DraftPoint(keys=(f"unread:{state.source}",), statements=(said,), weight=ESSENTIAL)


def _incomplete(inputs: BriefingInputs) -> Iterator[DraftPoint]:
    """Yield the sources that were not read to their end."""
    for state in incomplete_sources(inputs.snapshot):
        said = incomplete_words(inputs.facts, state)
        yield DraftPoint(
            keys=(f"incomplete:{state.source}",), statements=(said,), weight=ESSENTIAL
        )


def _missing_rows(inputs: BriefingInputs) -> Iterator[DraftPoint]:
    for state in with_refused_rows(inputs):
        said = say(
            "{refused} [row|rows] of {source} could not be read and [is|are] not in these figures.",
            refused=_refused(inputs, state),
            source=_name(inputs, state),
        )
        yield DraftPoint(
            keys=(f"quarantine:{state.source}",), statements=(said,), weight=ESSENTIAL
        )


def _point(caveat: Caveat) -> DraftPoint:
    return DraftPoint(
        keys=(f"caveat:{caveat.key}",),
        statements=(caveat.headline, caveat.remedy, caveat.unlocks),
        weight=WEIGHTS[caveat.severity],
    )


def _name(inputs: BriefingInputs, state: ImportState) -> Fact:
    return _of_import(inputs, state, "name", state.source, Unit.NAME)


def _age(inputs: BriefingInputs, state: ImportState) -> Fact:
    return _of_import(inputs, state, "source_as_of", state.as_of, Unit.DATE)


def _refused(inputs: BriefingInputs, state: ImportState) -> Fact:
    return _of_import(inputs, state, "refused_rows", state.refused, Unit.COUNT)


def _of_import(
    inputs: BriefingInputs, state: ImportState, measure: str, value: FactValue, unit: Unit
) -> Fact:
    return source_fact(inputs.facts, state, measure, value, unit)


def _told_here(inputs: BriefingInputs, caveat: Caveat) -> bool:
    """Say whether a caveat is about nothing but missing rows, which are told from the imports."""
    told = (*with_refused_rows(inputs), *incomplete_sources(inputs.snapshot))
    names = {f"sources:{state.source}" for state in told}
    return bool(caveat.subjects) and names.issuperset(caveat.subjects)


def _in_one(inputs: BriefingInputs) -> DraftPoint | None:
    refused = with_refused_rows(inputs)
    if not refused or incomplete_sources(inputs.snapshot):
        return None
    said = say(
        "{rows} [row|rows] of {count} [source|sources] could not be read and are not in these "
        "figures: {names}.",
        rows=counted(inputs.facts, "refused_rows", sum(state.refused for state in refused)),
        count=counted(inputs.facts, "sources_with_refused_rows", len(refused)),
        names=first_few(
            inputs.facts, "sources_with_refused_rows", [_name(inputs, state) for state in refused]
        ),
    )
    keys = tuple(f"quarantine:{state.source}" for state in refused)
    return DraftPoint(keys=keys, statements=(said,), weight=ESSENTIAL)
