from assistant.briefing.sections.changes import changes, with_the_rest
from assistant.briefing.wording import render
from tests.briefing import things
from tests.briefing.things import TODAY, change, inputs


def told(*materialities: int, left_out: int = 0) -> list[str]:
    made = inputs()
    found = tuple(change(made.facts, "ATLAS-GO", each) for each in materialities)
    given = things.with_results(made, changes=found)
    section = with_the_rest(given, changes(given), left_out)
    return [render(point.statements[0], today=TODAY) for point in section.points]


def test_the_most_material_come_first_and_the_rest_is_one_line() -> None:
    assert told(90, 40) == [
        "The day moved to Mon 30 Nov.",
        "The day moved to Mon 30 Nov.",
        "The rest is unchanged.",
    ]


def test_what_is_not_listed_is_not_called_unchanged() -> None:
    assert told(90, left_out=3)[-1] == "3 smaller changes are not listed."
    assert told(90, left_out=1)[-1] == "1 smaller change is not listed."
    assert told(90, 5)[-1] == "Nothing else that matters changed."


def test_a_week_in_which_nothing_happened_is_one_line() -> None:
    assert told() == ["Nothing changed since Mon 9 Nov."]
    assert told(5) == ["Nothing material changed since Mon 9 Nov."]


def test_the_weight_follows_the_materiality() -> None:
    made = inputs()
    found = tuple(change(made.facts, f"K{each}", each) for each in (100, 60, 20))
    section = changes(things.with_results(made, changes=found))
    weights = [point.weight for point in section.points]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3
