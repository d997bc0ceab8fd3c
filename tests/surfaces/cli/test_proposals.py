"""`pmo propose order`, `approve`, `reject` and the rest, on the sample portfolio."""

from __future__ import annotations

import pytest

from assistant.bootstrap import build_app
from assistant.governance.proposal import ProposalState
from tests.surfaces.cli.conftest import Pmo

MAREN = ("--viewer", "maren.okafor")
LUIS = ("--viewer", "luis.ferrant")
INGRID = ("--viewer", "ingrid.solheim")


@pytest.fixture
def office(office: Pmo) -> Pmo:
    """Run `pmo` where Luis leads programs besides."""
    office("users", "grant", "luis.ferrant", "program lead", *MAREN)
    return office


def order_of(office: Pmo) -> list[str]:
    return [item["key"] for item in office("rank", "--json", *MAREN).data["items"]]


def test_an_order_is_proposed_approved_and_agreed(office: Pmo) -> None:
    proposed = office("propose", "order", *LUIS)
    assert "P-1 · pending" in proposed.out
    assert "Set the agreed order of" in proposed.out
    assert "CAS-7 moves from place 2 to" in proposed.out
    assert "P-1 pending: Set the agreed order" in office("proposals").out
    approved = office("approve", "p-1", *MAREN)
    assert approved.out.startswith("P-1 is approved and applied. Set the agreed order of")
    assert office("proposals").out == "Nothing waits for a decision.\n"
    assert "approved by Maren Okafor" in office("proposals", "P-1").out
    nothing = office("propose", "order", *LUIS)
    assert "The computed order is the agreed one" in nothing.err


def test_nobody_approves_what_they_proposed_unless_they_act_alone(
    office: Pmo, own_store: str
) -> None:
    office("propose", "order", *MAREN)
    refused = office("approve", "P-1", *MAREN)
    assert "You wrote what this would do" in refused.err
    assert "Ingrid Solheim can." in refused.err
    assert "You acted alone" in office("approve", "P-1", "--alone", *MAREN).out
    (proposal,) = build_app(own_store).store.proposals()
    assert proposal.state is ProposalState.APPLIED
    assert proposal.acted_alone == "maren.okafor"
    assert "somebody else stands behind it" in office("ratify", "P-1", *MAREN).err
    assert office("ratify", "P-1", *INGRID).out == "P-1 is ratified.\n"
    assert "ratified already" in office("ratify", "P-1", *INGRID).err


def test_a_second_click_and_people_without_the_right_change_nothing(office: Pmo) -> None:
    office("propose", "order", *LUIS)
    assert "Only somebody known" in office("approve", "P-1").err
    assert "another role" in office("approve", "P-1", "--viewer", "ben.castellan").err
    office("approve", "P-1", *MAREN)
    assert "P-1 is applied" in office("approve", "P-1", *MAREN).err
    assert "P-1 is applied" in office("reject", "P-1", "--because", "not now", *MAREN).err
    assert "There is no proposal “P-9”" in office("approve", "P-9", *MAREN).err


def test_the_same_waits_once_and_a_newer_one_replaces_it(office: Pmo, own_store: str) -> None:
    office("propose", "order", *LUIS)
    again = office("propose", "order", *MAREN)
    assert "The same is waiting already." in again.out
    assert len(build_app(own_store).store.proposals()) == 1


def test_a_rejection_has_a_reason_and_comments_are_kept(office: Pmo, own_store: str) -> None:
    office("propose", "order", *LUIS)
    office("comment", "P-1", "Why move QUA-2 now?", *INGRID)
    assert "Ingrid Solheim says: Why move QUA-2 now?" in office("proposals", "P-1").out
    assert "the data is wrong" in office("reject", "P-1", "--because", "meh", *MAREN).err
    assert "rejected: not now." in office("reject", "P-1", "--because", "Not now", *MAREN).out
    frame = build_app(own_store).store.audit_frame()
    assert frame["kind"].to_list()[-3:] == ["proposed", "commented", "rejected"]
    assert "QUA-2" not in frame.write_json()


def test_only_its_author_takes_a_proposal_back(office: Pmo) -> None:
    office("propose", "order", *LUIS)
    assert office("withdraw", "P-1", *MAREN).code != 0
    assert office("withdraw", "P-1", *LUIS).out == "P-1 is withdrawn.\n"


def test_lines_that_only_hold_together_are_offered_together(office: Pmo) -> None:
    lines = office("propose", "order", "--json", *LUIS).data["lines"]
    for line in lines:
        assert set(line["needs"]) == {each["id"] for each in lines} - {line["id"]}
    assert "no such line" in office("approve", "P-1", "--lines", "NOPE-1", *MAREN).err
    one, *others = [line["id"] for line in lines]
    alone = office("approve", "P-1", "--lines", one, *MAREN).err
    assert f"{one}: this does not hold without {', '.join(others)}." in alone
    assert office("approve", "P-1", "--lines", ",".join([one, *others]), *MAREN).code == 0
    order = office("proposals", "P-1", "--json", *MAREN).data["order"]
    assert order == order_of(office)


def test_a_secret_project_does_not_show_in_a_proposal(office: Pmo) -> None:
    office("propose", "order", *MAREN)
    for viewer in ((), LUIS, INGRID):
        for json in ((), ("--json",)):
            text = office("proposals", "P-1", *viewer, *json).out + office("proposals", *json).out
            assert ("FAL-" in text) == (viewer == INGRID and json == ("--json",))
