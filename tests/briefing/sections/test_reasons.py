from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.sections.reasons import reasons, told_by_the_colour
from assistant.briefing.wording import render
from assistant.health.verdicts import Risk, RiskKind
from assistant.portfolio.project import Rag
from assistant.values import Unit, say
from tests.briefing import things
from tests.briefing.things import TODAY, inputs, judged, risk


def promise(given: BriefingInputs, days: int) -> Risk:
    late = given.facts.of("milestones:M", "days_after_promise", days, Unit.DAYS)
    said = say("The promise is missed by {late}.", late=late)
    return risk(given.facts, "promise", RiskKind.COMMITMENT, projects=("ATLAS",)).model_copy(
        update={"headline": said}
    )


def test_a_finding_about_the_same_figures_tells_the_reason() -> None:
    made = inputs(Audience.PROGRAM)
    given = things.with_results(made, risks=(promise(made, 35),))
    (reason,) = reasons(given, judged(made.facts, "ATLAS", Rag.RED))
    assert render(reason.because, today=TODAY) == "The promise is missed by 35 days."
    assert reason.findings == ("promise",)
    assert reason.remedy is not None


def test_a_finding_about_other_figures_does_not() -> None:
    made = inputs(Audience.PROGRAM)
    given = things.with_results(made, risks=(promise(made, 3),))
    (reason,) = reasons(given, judged(made.facts, "ATLAS", Rag.RED))
    assert render(reason.because, today=TODAY) == "The end moved by 35 days."
    assert reason.findings == ()


def test_a_finding_about_several_projects_is_nobodys_reason() -> None:
    made = inputs(Audience.PROGRAM)
    shared = promise(made, 35).model_copy(update={"projects": ("ATLAS", "CASCADE")})
    given = things.with_results(made, risks=(shared,))
    (reason,) = reasons(given, judged(made.facts, "ATLAS", Rag.RED))
    assert reason.findings == ()


def test_the_two_colours_tell_a_watermelon_and_the_silence_of_a_grey_one() -> None:
    made = inputs()
    watermelon = judged(made.facts, "ATLAS", Rag.RED, watermelon=True)
    assert told_by_the_colour(made, watermelon) == ["watermelon:ATLAS"]
    silent = judged(made.facts, "DRIFTWOOD", Rag.GREY, stale=True)
    assert told_by_the_colour(made, silent) == ["stale:DRIFTWOOD"]
    assert told_by_the_colour(made, judged(made.facts, "ATLAS", Rag.RED)) == []
