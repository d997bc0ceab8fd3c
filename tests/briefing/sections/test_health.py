from assistant.briefing.brief import Audience
from assistant.briefing.draft import ESSENTIAL, DraftPoint
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.sections.health import health
from assistant.briefing.sections.reasons import clause_of
from assistant.briefing.wording import render
from assistant.health.verdicts import Dimension, ProjectHealth
from assistant.portfolio.people import Person
from assistant.portfolio.project import Rag, StatusUpdate
from assistant.values import Statement, Unit, say
from tests.briefing import things
from tests.briefing.things import LAST_WEEK, NOUNS, TODAY, fact, inputs, judged, portfolio


def told(points: tuple[DraftPoint, ...]) -> list[str]:
    return [" ".join(render(said, today=TODAY) for said in point.statements) for point in points]


def given(*rags: tuple[str, Rag], audience: Audience = Audience.PROGRAM) -> BriefingInputs:
    made = inputs(audience)
    return things.with_results(
        made, health=tuple(judged(made.facts, key, rag) for key, rag in rags), risks=()
    )


def test_red_comes_first_with_its_dimension_its_reason_and_the_reported_colour() -> None:
    found = health(given(("CASCADE", Rag.AMBER), ("WILLOW", Rag.GREEN), ("ATLAS", Rag.RED)))
    assert told(found.points) == [
        (
            "Red: Atlas on schedule; reported Green. The end moved by 35 days. "
            "Talk to Ben Castellan before executives read this."
        ),
        "Amber: Cascade on schedule; reported Amber. The end moved by 35 days.",
    ]
    assert [point.weight == ESSENTIAL for point in found.points] == [True, False]


def test_grey_has_a_because_and_a_name() -> None:
    (owned, unowned) = told(health(given(("ATLAS", Rag.GREY), ("DRIFTWOOD", Rag.GREY))).points)
    assert owned.endswith("reported Green. Judged by the end, 35 days later. Ask Ben Castellan.")
    assert unowned.endswith("reported Amber. Judged by the end, 35 days later.")


def test_many_projects_of_which_too_little_is_known_share_a_line() -> None:
    keys = ("ATLAS", "CASCADE", "DRIFTWOOD", "WILLOW")
    (line,) = told(health(given(*((key, Rag.GREY) for key in keys))).points)
    assert line == (
        "Grey: 4 of 4 projects, too little is known of them – Atlas, Cascade, Driftwood and Willow."
    )


def test_a_grey_reason_that_names_somebody_is_not_followed_by_the_name_again() -> None:
    made = inputs(Audience.PROGRAM)
    owner = made.facts.name(Person, "ben")
    grey = judged(made.facts, "ATLAS", Rag.GREY).model_copy(
        update={"because": say("Too little is known; ask {owner}.", owner=owner)}
    )
    (line,) = told(health(things.with_results(made, health=(grey,), risks=())).points)
    assert line.count("Ben Castellan") == 1


def test_for_executives_ambers_that_agree_share_a_line() -> None:
    found = health(given(("CASCADE", Rag.AMBER), ("DRIFTWOOD", Rag.AMBER), audience=Audience.EXEC))
    assert told(found.points) == [
        "Amber, as reported: Cascade on schedule and Driftwood on schedule."
    ]


def test_amber_names_the_red_dimensions_too() -> None:
    made = inputs(Audience.PROGRAM)
    one = judged(made.facts, "CASCADE", Rag.AMBER)
    risky = one.dimensions[0].model_copy(update={"dimension": Dimension.RISK, "rag": Rag.RED})
    both = one.model_copy(update={"dimensions": (*one.dimensions, risky)})
    (line,) = told(health(things.with_results(made, health=(both,), risks=())).points)
    assert line.startswith("Amber: Cascade on schedule and risk; reported Amber.")


def test_nothing_reported_is_said() -> None:
    (line,) = told(health(given(("LUMEN0", Rag.RED))).points)
    assert line.startswith("Red: Lumen North on schedule; nothing was reported.")


def test_the_reported_colour_rests_on_the_last_update() -> None:
    update = StatusUpdate(key="ATLAS/last", project="ATLAS", day=LAST_WEEK, rag=Rag.GREEN)
    made = inputs(nouns=(*NOUNS, update))
    (point, *_) = health(made).points
    reported = next(
        found for found in point.statements[0].facts.values() if found.measure == "rag_reported"
    )
    assert [source.file for source in reported.sources] == ["status_updates.csv"]


def test_findings_that_health_tells_are_not_told_again() -> None:
    points = health(inputs()).points
    keys = {point.keys[0]: point.keys[1:] for point in points}
    assert keys["health:ATLAS"] == ("watermelon:ATLAS",)
    assert keys["health:DRIFTWOOD"] == ("stale:DRIFTWOOD",)


def test_many_that_are_grey_by_the_same_fact_share_a_line_and_its_reason() -> None:
    made = inputs()
    day = made.facts.of("sources:jira", "unchanged_since", LAST_WEEK, Unit.DATE)
    because = say("Jira has not been refreshed since {day}.", day=day)
    grey = tuple(
        judged(made.facts, key, Rag.GREY).model_copy(update={"because": because})
        for key in ("ATLAS", "CASCADE", "LUMEN0", "LUMEN1")
    )
    section = health(things.with_results(made, health=grey))
    (line,) = told(section.points)
    assert line.startswith("Grey: 4 of 4 projects – Atlas, Cascade")
    assert line.endswith("Jira has not been refreshed since Mon 9 Nov.")
    few = health(things.with_results(made, health=grey[:3]))
    assert [point.keys[0] for point in few.points] == [
        "health:ATLAS",
        "health:CASCADE",
        "health:LUMEN0",
    ]


def test_all_red_can_be_said_in_one_with_those_reported_otherwise() -> None:
    snapshot = portfolio()
    made = things.with_results(inputs(), snapshot=snapshot)
    reds: tuple[ProjectHealth, ...] = (
        judged(made.facts, "ATLAS", Rag.RED, watermelon=True),
        judged(made.facts, "CASCADE", Rag.RED),
    )
    in_one = health(things.with_results(made, health=reds)).instead
    assert in_one is not None
    assert told((in_one,)) == [
        (
            "2 projects are Red: Atlas and Cascade. "
            "1 was reported Green while the evidence disagrees: Atlas."
        )
    ]


def test_a_reason_loses_the_colour_it_begins_with_and_nothing_else() -> None:
    slip = fact(9, Unit.DAYS)
    because = say("{rag}: the end moved by {slip}.", rag=fact("red", Unit.STATUS), slip=slip)
    assert render(clause_of(because), today=TODAY) == "The end moved by 9 days."

    named = say("{who}: the end moved.", who=fact("Atlas"))
    assert clause_of(named) == named
    plain = Statement(text="The end moved.")
    assert clause_of(plain) == plain
