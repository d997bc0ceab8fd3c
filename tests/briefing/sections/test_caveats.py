from dataclasses import replace
from datetime import date

from assistant.briefing.draft import ESSENTIAL, DraftSection
from assistant.briefing.sections.caveats import caveats, read_last
from assistant.briefing.wording import render
from assistant.portfolio.snapshot import ImportState
from tests.briefing import things
from tests.briefing.things import IMPORT, TODAY, inputs


def section(*imports: ImportState) -> DraftSection:
    return caveats(things.with_results(inputs(imports=imports), caveats=()))


def told(*imports: ImportState) -> list[str]:
    return [render(point.statements[0], today=TODAY) for point in section(*imports).points]


def read(source: str, day: date, refused: int = 0, number: int = 1) -> ImportState:
    return IMPORT.model_copy(
        update={"number": number, "source": source, "as_of": day, "refused": refused}
    )


def test_each_source_has_its_day_the_oldest_first() -> None:
    jira = read("jira", date(2026, 11, 12))
    assert told(IMPORT.model_copy(update={"refused": 0}), jira) == [
        "Sources: jira as of Thu 12 Nov and larkfield as of Mon 16 Nov."
    ]


def test_only_the_last_reading_of_a_source_counts() -> None:
    older = read("jira", date(2026, 11, 5), refused=9, number=1)
    newer = read("jira", date(2026, 11, 12), refused=0, number=2)
    given = inputs(imports=(newer, older))
    assert [state.number for state in read_last(given)] == [2]
    assert told(older, newer) == ["Sources: jira as of Thu 12 Nov."]


def test_missing_rows_must_be_said() -> None:
    (point, *_) = section(IMPORT).points
    assert point.weight == ESSENTIAL
    assert told(IMPORT)[0] == (
        "12 rows of larkfield could not be read and are not in these figures."
    )
    assert told(IMPORT.model_copy(update={"refused": 1}))[0] == (
        "1 row of larkfield could not be read and is not in these figures."
    )


def test_many_sources_with_missing_rows_can_be_said_in_one() -> None:
    in_one = section(*(read(f"s{n}", TODAY, refused=n) for n in range(1, 8))).instead
    assert in_one is not None
    assert render(in_one.statements[0], today=TODAY) == (
        "28 rows of 7 sources could not be read and are not in these figures: "
        "s7, s6, s5, s4, s3 and 2 more."
    )


def test_a_caveat_about_the_same_rows_is_not_told_again() -> None:
    given = inputs()
    about_rows = things.caveat(given.facts, "rows").model_copy(
        update={"subjects": ("sources:larkfield",)}
    )
    keys = [
        key
        for point in caveats(replace(given, caveats=(about_rows,))).points
        for key in point.keys
    ]
    assert keys == ["quarantine:larkfield", "sources"]
