from datetime import date

import pytest

from assistant.briefing.brief import Audience, Brief, Charts, DocumentKind, RagCount, SectionKind
from assistant.briefing.draft import ESSENTIAL, Draft, DraftPoint, DraftSection
from assistant.briefing.grounding import Evidence, Refusal, bindings, check, is_bound
from assistant.briefing.must_say import MustSay
from assistant.values import Fact, Statement, Unit, say
from tests.briefing.things import TODAY, fact

EVIDENCE = Evidence(views=frozenset({("r", TODAY)}))
ATLAS = fact("Atlas", subject="projects:ATLAS", measure="name")


def draft(*statements: Statement, heading: str = "Health", charts: Charts | None = None) -> Draft:
    points = tuple(
        DraftPoint(keys=(f"k{place}",), statements=(said,), weight=50)
        for place, said in enumerate(statements)
    )
    return Draft(
        kind=DocumentKind.BRIEF,
        audience=Audience.EXEC,
        as_of=TODAY,
        revision="r",
        policy_hash="p",
        organisation=fact("Larkfield"),
        title=say("{name}: brief", name=fact("Larkfield")),
        dateline=say("As of {day}.", day=fact(TODAY, Unit.DATE)),
        sections=(DraftSection(kind=SectionKind.HEALTH, heading=heading, points=points),),
        charts=charts or Charts(),
    )


def refused(made: Draft, evidence: Evidence = EVIDENCE) -> Refusal:
    result = check(made, evidence)
    assert isinstance(result, Refusal)
    return result


def test_a_draft_where_everything_is_bound_becomes_a_brief() -> None:
    slip = fact(9, Unit.DAYS)
    brief = check(draft(say("{who} slipped by {slip}.", who=ATLAS, slip=slip)), EVIDENCE)

    assert isinstance(brief, Brief)
    (said,) = brief.sections[0].points[0].sentences
    assert said.text == "Atlas slipped by 9 days."
    assert said.facts == (ATLAS.id, slip.id)
    assert brief.facts[slip.id] == slip
    assert brief.dateline.text == "As of Mon 16 Nov 2026."


@pytest.mark.parametrize(
    "text",
    [
        "Three of them wait.",
        "It slips to January.",
        "It costs more euros.",
        "It grew by some percent.",
        "All is on track.",
        "This is green.",
        "Ready on Friday.",
        "Only one of them waits.",
    ],
)
def test_a_claim_outside_the_slots_is_refused_with_its_span(text: str) -> None:
    (unbound,) = refused(draft(Statement(text=text))).unbound
    assert unbound.span in text
    assert unbound.text == text


def test_every_unbound_span_is_listed() -> None:
    refusal = refused(draft(Statement(text="Ten are late."), Statement(text="Red in May.")))
    assert [gap.span for gap in refusal.unbound] == ["Ten", "late", "Red", "May"]
    assert "“Ten” is a number in words" in str(refusal)


def test_headings_claim_nothing_either() -> None:
    (unbound,) = refused(draft(heading="Red projects")).unbound
    assert unbound.where == "heading"


@pytest.mark.parametrize(
    "changed", [{"revision": "other"}, {"as_of": date(2026, 11, 9)}], ids=["revision", "day"]
)
def test_a_fact_of_another_snapshot_is_refused(changed: dict[str, object]) -> None:
    foreign = fact(9, Unit.DAYS).model_copy(update=changed)
    (unbound,) = refused(draft(say("It slipped by {slip}.", slip=foreign))).unbound
    assert unbound.why == "of another snapshot"


def test_facts_of_the_earlier_snapshot_are_known_when_it_is_in_play() -> None:
    before = fact(7, Unit.DAYS).model_copy(update={"revision": "q", "as_of": date(2026, 11, 9)})
    known = Evidence(views=frozenset({("r", TODAY), ("q", date(2026, 11, 9))}))
    assert isinstance(check(draft(say("It was {slip}.", slip=before)), known), Brief)


def test_charts_are_checked_like_sentences() -> None:
    stray = fact(3, Unit.COUNT).model_copy(update={"revision": "other"})
    counts = RagCount(rag=fact("red", Unit.STATUS), count=stray)
    assert refused(draft(charts=Charts(counts=(counts,)))).unbound


def test_one_question_has_one_answer() -> None:
    def slip(days: int) -> Fact:
        return fact(days, Unit.DAYS, subject="projects:ATLAS", measure="slip")

    made = draft(say("It slipped by {slip}.", slip=slip(9)), say("By {slip}.", slip=slip(8)))
    (unbound,) = refused(made).unbound
    assert unbound.why == "a second value of one fact"


def test_a_computed_statement_may_use_its_status_words_but_not_one_letter_more() -> None:
    computed = say("{who} is overdue.", who=ATLAS)
    evidence = Evidence(views=EVIDENCE.views, computed=bindings([computed]))

    assert isinstance(check(draft(computed), evidence), Brief)
    assert refused(draft(computed)).unbound
    assert refused(draft(say("{who} is badly overdue.", who=ATLAS)), evidence).unbound
    beacon = fact("Beacon", subject="projects:BEACON", measure="name")
    assert refused(draft(say("{who} is overdue.", who=beacon)), evidence).unbound


def test_a_computed_statement_still_holds_its_figures_in_slots() -> None:
    computed = Statement(text="Three of them are overdue.")
    evidence = Evidence(views=EVIDENCE.views, computed=bindings([computed]))
    assert [gap.span for gap in refused(draft(computed), evidence).unbound] == ["Three"]
    assert not is_bound(computed, evidence)


RED = MustSay(
    what="red projects",
    measure="rag",
    counted="red_projects",
    subjects=("projects:ATLAS", "projects:BEACON"),
)


def colour(key: str) -> Fact:
    return fact("red", Unit.STATUS, subject=f"projects:{key}", measure="rag")


def test_what_must_be_said_is_missed_when_it_is_not() -> None:
    evidence = Evidence(views=EVIDENCE.views, must_say=(RED,))
    only_one = say("{rag}: {who}.", rag=colour("ATLAS"), who=ATLAS)
    assert refused(draft(only_one), evidence).unsaid == (RED,)

    both = [say("It is {rag}.", rag=colour(key)) for key in ("ATLAS", "BEACON")]
    assert isinstance(check(draft(*both), evidence), Brief)


def test_a_counted_fact_that_names_the_first_few_says_it_for_all() -> None:
    evidence = Evidence(views=EVIDENCE.views, must_say=(RED,))
    beacon = fact("Beacon", subject="projects:BEACON", measure="name")

    def counted(number: int) -> Statement:
        count = fact(number, Unit.COUNT, measure="red_projects")
        return say("{rag}: {count} [project|projects], {names}.", rag=colour("ATLAS"), count=count,
                   names=[ATLAS, beacon])  # fmt: skip

    assert isinstance(check(draft(counted(2)), evidence), Brief)
    assert refused(draft(counted(3)), evidence).unsaid == (RED,)


def test_what_is_left_out_does_not_count_as_said() -> None:
    evidence = Evidence(views=EVIDENCE.views, must_say=(RED,))
    both = [say("It is {rag}.", rag=colour(key)) for key in ("ATLAS", "BEACON")]
    made = draft(*both)
    point = DraftPoint(keys=("x",), statements=(Statement(text="Nothing."),), weight=ESSENTIAL)
    section = made.sections[0].model_copy(update={"points": (point,)})
    moved = made.model_copy(update={"sections": (section,)})
    assert refused(moved, evidence).unsaid == (RED,)
