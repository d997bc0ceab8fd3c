from datetime import date

import pytest

from assistant.health.duplicates import likely_duplicate_projects
from assistant.health.risks import find_risks
from assistant.health.verdicts import RiskKind
from assistant.policy import default_policy
from assistant.portfolio.control import Benefit, Decision, DecisionState
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.snapshot import Snapshot
from tests.health.reading import check_grounded, read

TODAY = date(2026, 11, 16)
POLICY = default_policy()


def project(key: str, name: str, *systems: str, **fields: object) -> Project:
    return Project.model_validate({"key": key, "name": name, "systems": systems} | fields)


HARBOR = project("HARBOR", "Harbor", "RDB-2", "REP-1", themes=("data",))
QUAY = project("QUAY", "Quay", "RDB-2", "CLA-1", themes=("data",))


def pairs(*things: Noun) -> list[tuple[str, str]]:
    found = likely_duplicate_projects(Snapshot.of(TODAY, things), POLICY)
    return [(pair.first, pair.second) for pair in found]


def test_a_rare_shared_system_and_theme_without_a_shared_word() -> None:
    asked = Decision(key="D", name="Which?", projects=("QUAY", "HARBOR"))

    assert pairs(HARBOR, QUAY, asked) == [("HARBOR", "QUAY")]
    closed = asked.model_copy(update={"state": DecisionState.APPROVED})
    assert pairs(HARBOR, QUAY.model_copy(update={"themes": ("claims",)}), closed) == []


def test_words_about_the_same_thing_add_to_a_shared_system() -> None:
    def about(one: Project, text: str) -> Project:
        return one.model_copy(update={"themes": (), "description": text})

    old = "The old reporting database stops"
    same = [about(HARBOR, old), about(QUAY, old)]
    other = [about(HARBOR, old), about(QUAY, "Claims are paid sooner")]

    assert pairs(*same) == [("HARBOR", "QUAY")]
    assert pairs(*other) == []
    benefits = [
        Benefit(key=key, project=key, name="Licence of the reporting database saved")
        for key in ("HARBOR", "QUAY")
    ]
    assert pairs(*other, *benefits) == [("HARBOR", "QUAY")]


def test_a_system_that_many_share_is_weak_evidence() -> None:
    many = [
        project(key, name, "ERP")
        for key, name in zip("ABCD", ("Oak", "Elm", "Fir", "Yew"), strict=True)
    ]

    assert pairs(*many) == []
    assert pairs(*many[:2]) == [("A", "B")]


def test_a_shared_word_in_the_name_is_no_duplicate() -> None:
    assert (
        pairs(project("A", "Core migration", "POL"), project("D", "Archive migration", "ARC"))
        == []
    )
    assert pairs(project("A", "Core migration"), project("D", "Archive migration")) == []


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Customer Portal Renewal", "Renewal customer portal", True),
        ("Customer portal renewal", "Customer portals renewal", True),
        ("Type 26 frigate", "Type 31 frigate", False),
        ("Phase 1 of the rollout", "Phase 2 of the rollout", False),
        ("Portal", "Portal for brokers", False),
    ],
)
def test_without_systems_nearly_the_same_name_counts(
    first: str, second: str, *, alike: bool
) -> None:
    assert bool(pairs(project("A", first), project("B", second))) is alike


def test_systems_that_differ_are_stronger_than_the_name() -> None:
    assert pairs(project("A", "Portal renewal", "X"), project("B", "Portal renewal", "Y")) == []
    assert pairs(project("A", "Portal renewal", "X"), project("B", "Portal renewal")) == [
        ("A", "B")
    ]


def test_closed_projects_are_not_compared() -> None:
    closed = QUAY.model_copy(update={"stage": Stage.CLOSED})

    assert pairs(HARBOR, closed, project("B", "Beacon")) == []
    assert pairs() == []


def test_the_risk_shows_its_evidence() -> None:
    same = [project("A", "Oak", "ERP"), project("B", "Elm", "ERP")]
    named = [project("A", "Portal renewal"), project("B", "Renewal portal")]

    found = [
        risk
        for things in (same, named)
        for risk in find_risks(Snapshot.of(TODAY, things), POLICY)
        if risk.kind is RiskKind.DUPLICATE
    ]

    assert [read(risk.headline) for risk in found] == [
        "Oak and Elm look like the same work: each changes ERP.",
        "Portal renewal and Renewal portal may be the same work: their names are 100 % alike.",
    ]
    assert found[0].headline.facts["systems1"].sources[0].column == "systems"
    check_grounded([risk.headline for risk in found[:1]])
