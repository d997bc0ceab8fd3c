"""`pmo propose correction|answer|acceptance` and `pmo decide`: rows that people decide about."""

from __future__ import annotations

from assistant.bootstrap import build_app
from assistant.portfolio.control import Decision, RaidEntry
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import Request, RequestState, ValueInput
from assistant.usecases.view import view
from tests.surfaces.cli.conftest import Pmo

MAREN = ("--viewer", "maren.okafor")
INGRID = ("--viewer", "ingrid.solheim")
FARID = ("--viewer", "farid.noor")
COST = "KEY-8/cost of delay"


def row(store: str, noun: type[Noun], key: str) -> Noun:
    found = view(build_app(store, "maren.okafor")).seen.get(noun, key)
    assert found is not None
    return found


def test_a_wrong_cell_is_corrected_and_the_rest_of_its_row_stays(
    office: Pmo, own_store: str
) -> None:
    before = row(own_store, ValueInput, COST)
    told = office("propose", "correction", "value_inputs", COST, "value", "3000", *FARID).out
    assert f"Value of {COST} is 3000, not 7000." in told
    assert row(own_store, ValueInput, COST) == before
    assert "another role" in office("approve", "P-1", *FARID).err
    assert office("approve", "P-1", *MAREN).code == 0
    after = row(own_store, ValueInput, COST)
    assert after.model_dump(exclude={"value"}) == before.model_dump(exclude={"value"})
    assert str(after.model_dump()["value"]) == "3000"


def test_two_corrections_of_one_row_both_stand(office: Pmo, own_store: str) -> None:
    office("propose", "correction", "value_inputs", COST, "value", "3000", *FARID)
    office("approve", "P-1", *MAREN)
    office("propose", "correction", "value_inputs", COST, "evidence", "asked twice", *FARID)
    office("approve", "P-2", *MAREN)
    cells = row(own_store, ValueInput, COST).model_dump()
    assert (str(cells["value"]), cells["evidence"]) == ("3000", "asked twice")


def test_a_cell_that_changed_meanwhile_is_not_overwritten(office: Pmo) -> None:
    office("propose", "correction", "value_inputs", COST, "value", "3000", *FARID)
    office("propose", "correction", "value_inputs", COST, "value", "4000", *FARID)
    office("approve", "P-1", *MAREN)
    assert "has changed meanwhile" in office("approve", "P-2", *MAREN).err


def test_what_cannot_be_is_named(office: Pmo) -> None:
    def correct(*arguments: str) -> str:
        return office("propose", "correction", *arguments, *FARID).err

    assert "cannot stand in value" in correct("value_inputs", COST, "value", "much")
    assert "no field “price”" in correct("value_inputs", COST, "price", "3")
    assert "There is no table “values”" in correct("values", COST, "value", "3")
    assert "is that already" in correct("value_inputs", COST, "value", "7000")
    hidden = correct("projects", "FALCON", "end", "2027-01-01")
    assert hidden.replace("FALCON", "NOWHERE") == correct(
        "projects", "NOWHERE", "end", "2027-01-01"
    )


def test_a_secret_row_is_proposed_and_seen_by_those_who_see_it(office: Pmo) -> None:
    office("propose", "correction", "projects", "FALCON", "description", "x", *INGRID)
    assert "P-1" in office("proposals", *MAREN).out
    for viewer in ((), FARID):
        assert office("proposals", *viewer).out == "Nothing waits for a decision.\n"
        assert "There is no proposal" in office("proposals", "P-1", *viewer).err


def test_a_red_risk_is_accepted_by_an_executive_until_a_day(office: Pmo, own_store: str) -> None:
    office("propose", "acceptance", "R-12", "--until", "2026-12-31", *FARID)
    assert "Ingrid Solheim can." in office("approve", "P-1", *MAREN).err
    assert office("approve", "P-1", *INGRID).code == 0
    accepted = row(own_store, RaidEntry, "R-12").model_dump(mode="json")
    assert (accepted["state"], accepted["accepted_until"]) == ("accepted", "2026-12-31")
    assert (
        "lies ahead"
        in office("propose", "acceptance", "R-15", "--until", "2020-01-01", *FARID).err
    )


def test_a_request_gets_its_answer(office: Pmo, own_store: str) -> None:
    answer = ("propose", "answer", "REQ-1")
    office(*answer, "deferred", "--because", "after the freeze", *MAREN)
    assert office("approve", "P-1", *INGRID).code == 0
    request = row(own_store, Request, "REQ-1")
    assert request == request.model_copy(
        update={"state": RequestState.DEFERRED, "reason": "after the freeze"}
    )
    assert "deferred already" in office(*answer, "deferred", "--because", "x", *MAREN).err
    assert "accepted, deferred" in office(*answer, "maybe", "--because", "x", *MAREN).err


def test_what_was_decided_in_a_meeting_is_confirmed_by_whoever_decided(
    office: Pmo, own_store: str
) -> None:
    decided = ("decide", "Harbor goes on", "--by", "Ingrid Solheim", "--project", "HARBOR")
    assert "On record: “Harbor goes on”, decided by Ingrid Solheim" in office(*decided, *MAREN).out
    assert "Only whoever decided it" in office("approve", "P-1", *MAREN).err
    assert office("approve", "P-1", *INGRID).code == 0
    kept = row(own_store, Decision, "recorded-1").model_dump(mode="json")
    assert (kept["name"], kept["decider"], kept["projects"]) == (
        "Harbor goes on",
        "ingrid.solheim",
        ["HARBOR"],
    )
    late = office("decide", "x", "--by", "Ingrid Solheim", "--on", "2030-01-01", *MAREN)
    assert "lies behind" in late.err
