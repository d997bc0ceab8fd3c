from datetime import date
from decimal import Decimal

import pytest

from assistant.briefing.brief import Audience, Brief, SectionKind
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.next_up import write_next_up
from assistant.briefing.plain import to_plain
from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.order.ranking import (
    Binding,
    BindingKind,
    RankedItem,
    Ranking,
    SolveStatus,
    Standing,
)
from assistant.policy import default_policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.work import WorkItem
from assistant.values import Statement, say
from tests.briefing import things
from tests.briefing.things import TODAY, portfolio

NAMES = {
    "CAS-1": "Claim photos",
    "KEY-3": "Directory sync",
    "SEN-3": "Name matching",
    "MOS-9": "Quote page",
    "WIL-7": "Badge printing",
}
STANDINGS = {
    "CAS-1": Standing.KEEP_GOING,
    "KEY-3": Standing.START_NEXT,
    "SEN-3": Standing.NOT_NOW,
    "MOS-9": Standing.NOT_NOW,
    "WIL-7": Standing.CONSIDER_STOPPING,
}


def ranked(facts: Facts, key: str, position: int, *, band: int | None = None) -> RankedItem:
    planned = key == "KEY-3"
    return RankedItem(
        key=key,
        project=None,
        team="PLATFORM" if key == "KEY-3" else "PORTAL",
        position=position,
        tie_band=band or position,
        standing=STANDINGS[key],
        binding=Binding(kind=BindingKind.NOTHING),
        reason=say("Others wait for {item}.", item=facts.key(WorkItem, key)),
        score=None,
        own_place=None,
        start=TODAY if planned else None,
        finish=date(2026, 11, 19) if planned else None,
    )


def ranking(facts: Facts, *items: RankedItem) -> Ranking:
    return Ranking(
        as_of=TODAY,
        revision=facts.snapshot.revision,
        policy_hash="p",
        seed=1,
        budget=10,
        method="relative cost of delay ÷ size",
        mode=CapacityMode.FULL,
        assumptions=(Statement(text="Everyone works all week."),),
        items=items,
        status=SolveStatus.WITHIN,
        cost=Decimal(200),
        bound=Decimal(190),
        gap_percent=Decimal(5),
        score_sort_cost=None,
        score_sort_breaks=("KEY-3/SEN-3", "KEY-3/MOS-9"),
        cut_line=None,
        questions=(Statement(text="Nobody has sized the badge printing."),),
    )


def given(*, level: bool = False, keys: tuple[str, ...] = tuple(NAMES)) -> BriefingInputs:
    nouns = [WorkItem(key=key, name=name) for key, name in NAMES.items()]
    snapshot = portfolio((*nouns, Organisation(key="o", name="Larkfield Mutual")))
    facts = Facts(snapshot)
    items = [
        ranked(facts, key, place, band=3 if level and place in (3, 4) else None)
        for place, key in enumerate(keys, start=1)
    ]
    return BriefingInputs(
        snapshot=snapshot,
        policy=default_policy(),
        audience=Audience.TEAM,
        ranking=ranking(facts, *items),
    )


def points(document: Brief, kind: SectionKind) -> list[str]:
    return [
        point.text
        for section in document.sections
        if section.kind is kind
        for point in section.points
    ]


def test_it_has_four_parts_after_one_sentence() -> None:
    document = write_next_up(given())
    assert document.lead[0].text == "Keep going with 1 item. Start Directory sync next."
    assert [section.heading for section in document.sections][:4] == [
        "Keep going",
        "Start next",
        "Not now",
        "Consider stopping",
    ]


def test_an_item_says_why_and_when() -> None:
    assert points(write_next_up(given()), SectionKind.START_NEXT) == [
        "Directory sync. Others wait for KEY-3. Planned Mon 16 Nov to Thu 19 Nov."
    ]


def test_level_items_are_one_point_and_no_order() -> None:
    (level,) = points(write_next_up(given(level=True)), SectionKind.NOT_NOW)
    assert level.startswith(
        "Name matching (SEN-3) and Quote page (MOS-9) are level on today's data: "
        "take whichever the team prefers."
    )
    assert len(points(write_next_up(given()), SectionKind.NOT_NOW)) == 2


def test_a_team_sees_its_own_items() -> None:
    document = write_next_up(given(), lambda item: item.team == "PLATFORM")
    assert points(document, SectionKind.KEEP_GOING) == []
    assert len(points(document, SectionKind.START_NEXT)) == 1


def test_what_is_not_known_and_how_sure_it_is_stand_last() -> None:
    document = write_next_up(given())
    assert points(document, SectionKind.OPEN_QUESTIONS) == ["Nobody has sized the badge printing."]
    ordered, *rest = points(document, SectionKind.METHOD)
    assert ordered.endswith("another order could save at most 5 % of the cost of waiting.")
    assert rest == [
        "Sorting by score alone would break 2 dependencies.",
        "Everyone works all week.",
    ]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SolveStatus.OPTIMAL, "no better order exists on this data"),
        (SolveStatus.INFEASIBLE, "no order keeps every pin and day"),
    ],
)
def test_the_proof_is_said_as_it_is(status: SolveStatus, words: str) -> None:
    inputs = given()
    assert inputs.ranking is not None
    proved = inputs.ranking.model_copy(update={"status": status})
    document = write_next_up(things.with_results(inputs, ranking=proved))
    assert words in points(document, SectionKind.METHOD)[0]


def test_where_nothing_can_start_it_says_so() -> None:
    assert "Nothing can be started now." in to_plain(write_next_up(given(keys=("SEN-3",))))


def test_without_a_ranking_there_is_nothing_to_tell() -> None:
    with pytest.raises(ValueError, match="no ranking"):
        write_next_up(things.with_results(given(), ranking=None))
