from assistant.health.verdicts import RiskKind, Severity
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from tests.health.reading import read
from tests.health.risks.survey import ATLAS, days, eur, find, told

COMMITMENT = RiskKind.COMMITMENT
FREEZE = Freeze(key="F", name="Year-end freeze", start=days(28), end=days(48))


def live(forecast: int | None, committed: int | None, **fields: object) -> Milestone:
    return Milestone.model_validate(
        {
            "key": "M",
            "project": "ATLAS",
            "name": "Go-live",
            "forecast": None if forecast is None else days(forecast),
            "committed": None if committed is None else days(committed),
        }
        | fields
    )


def test_a_forecast_after_the_promise() -> None:
    (risk,) = find(
        COMMITMENT,
        [
            ATLAS,
            live(30, 25, committed_to="Birchway", penalty=eur(40_000), penalty_per="month"),
        ],
    )

    assert read(risk.headline) == (
        "Go-live of Atlas is promised for Fri 11 Dec (Birchway) and is expected on Wed 16 Dec, "
        "5 days later. Missing it costs €40 k a month."
    )
    assert risk.severity is Severity.HIGH


def test_a_release_inside_a_freeze_is_really_the_day_after_it() -> None:
    (risk,) = find(COMMITMENT, [ATLAS, FREEZE, live(32, 14, is_release=True)])

    assert read(risk.headline) == (
        "Go-live of Atlas is promised for Mon 30 Nov and is planned for Fri 18 Dec, inside "
        "Year-end freeze, so really for Mon 4 Jan 2027, 35 days later."
    )


def test_a_freeze_is_nothing_to_what_does_not_go_live() -> None:
    assert find(COMMITMENT, [ATLAS, FREEZE, live(32, 60)]) == []


def test_a_freeze_of_other_systems_does_not_hold_a_release() -> None:
    own = Project(key="ATLAS", name="Atlas", systems=("POL",))
    other = FREEZE.model_copy(update={"systems": ("HR",)})

    assert find(COMMITMENT, [own, other, live(32, 60, is_release=True)]) == []
    assert told(COMMITMENT, [own, FREEZE, live(32, None, is_release=True)]) == [
        (
            "Go-live of Atlas is planned for Fri 18 Dec, inside Year-end freeze, "
            "so really for Mon 4 Jan 2027."
        )
    ]


def test_a_promise_without_room_before_a_freeze() -> None:
    (risk,) = find(COMMITMENT, [ATLAS, FREEZE, live(25, 25, is_release=True, penalty=eur(500))])

    assert read(risk.headline) == (
        "Go-live of Atlas is promised for Fri 11 Dec and is expected on Fri 11 Dec, with no room. "
        "If missed, it is Mon 4 Jan 2027, after the freeze. Missing it costs €500."
    )
    assert risk.severity is Severity.HIGH


def test_little_room_is_worth_watching_and_much_room_is_fine() -> None:
    (risk,) = find(COMMITMENT, [ATLAS, live(20, 22)])

    assert risk.severity is Severity.MEDIUM
    assert "with 2 days of room" in read(risk.headline)
    assert find(COMMITMENT, [ATLAS, live(10, 22)]) == []


def test_little_room_far_ahead_matters_only_for_what_is_mandatory() -> None:
    assert find(COMMITMENT, [ATLAS, live(100, 101)]) == []
    assert len(find(COMMITMENT, [ATLAS, live(100, 101, mandatory=True)])) == 1


def test_a_promise_that_passed_without_any_forecast() -> None:
    assert told(COMMITMENT, [ATLAS, live(None, -3)]) == [
        (
            "Go-live of Atlas is promised for Fri 13 Nov and was planned for Fri 13 Nov and is still "
            "open, 3 days later."
        )
    ]


def test_what_was_reached_or_never_promised_is_no_danger() -> None:
    assert find(COMMITMENT, [ATLAS, live(30, 25, actual=days(-1))]) == []
    assert find(COMMITMENT, [ATLAS, live(30, None)]) == []
    assert find(COMMITMENT, [ATLAS, live(None, 25)]) == []


def test_what_the_law_asks_for_is_a_promise_by_its_agreed_day() -> None:
    required = live(30, None, baseline=days(25), mandatory=True)

    (risk,) = find(COMMITMENT, [ATLAS, required])

    assert read(risk.headline) == (
        "Go-live of Atlas is required by Fri 11 Dec and is expected on Wed 16 Dec, 5 days later."
    )
    assert find(COMMITMENT, [ATLAS, live(30, None, baseline=days(25))]) == []
