"""`pmo users`: the first admin, roles given and taken away, stand-ins, and who decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import build_app
from tests.surfaces.cli.conftest import Answer, Pmo

MAREN = ("--viewer", "maren.okafor")
INGRID = ("--viewer", "ingrid.solheim")
LUIS = ("--viewer", "luis.ferrant@larkfield.example")


@pytest.fixture
def users(pmo: Pmo, own_store: str) -> Pmo:
    """Run `pmo users …` on a sample whose first admin is the PMO lead."""

    def run(*arguments: str) -> Answer:
        return pmo("users", *arguments, "--store", own_store)

    code = run("init").out.strip()
    assert "Maren Okafor is admin since Mon 16 Nov 2026" in run("claim", code, *MAREN).out
    return run


def test_the_first_code_is_used_once_and_by_somebody_known(pmo: Pmo, own_store: str) -> None:
    code = pmo("users", "init", "--store", own_store).out.strip()
    nobody = pmo("users", "claim", code, "--store", own_store)
    assert (nobody.code, "Say who you are" in nobody.err) == (1, True)
    wrong = pmo("users", "claim", "guess", "--store", own_store, *MAREN)
    assert "not valid" in wrong.err
    assert pmo("users", "claim", code, "--store", own_store, *MAREN).code == 0
    again = pmo("users", "claim", code, "--store", own_store, *INGRID)
    assert "not valid" in again.err
    assert "There is an admin already" in pmo("users", "init", "--store", own_store).err


def test_roles_are_given_by_an_admin_and_gone_when_they_are_taken_away(users: Pmo) -> None:
    refused = users("grant", "Ingrid Solheim", "executive", *INGRID)
    assert refused.code != 0
    assert "This takes another role than yours. Maren Okafor can." in refused.err
    given = users("grant", "Ingrid Solheim", "Executive", "--until", "2026-12-31", *MAREN)
    assert given.out == (
        "Ingrid Solheim is executive since Mon 16 Nov 2026 until Thu 31 Dec 2026.\n"
    )
    assert "Ingrid Solheim" in users("who-decides", "stop").out
    users("revoke", "ingrid.solheim", "executive", *MAREN)
    assert "nobody today" in users("who-decides", "stop").out
    twice = users("revoke", "ingrid.solheim", "executive", *MAREN)
    assert "There is no role" in twice.err


def test_leads_decide_in_their_programs_without_a_grant(users: Pmo) -> None:
    found = users("who-decides", "RAG override", "--project", "beacon", "--json")
    assert found.data == {
        "effect": "RAG override",
        "needs": "program lead",
        "people": ["Hana Petrov"],
    }


def test_a_stand_in_decides_meanwhile(users: Pmo) -> None:
    users("grant", "maren.okafor", "PMO lead", *MAREN)
    assert "Luis Ferrant" not in users("who-decides", "agreed order").out
    told = users("delegate", "luis.ferrant", "--until", "2026-11-20", *MAREN)
    assert told.out == (
        "Luis Ferrant stands in for Maren Okafor from Mon 16 Nov 2026 to Fri 20 Nov 2026.\n"
    )
    assert "Luis Ferrant" in users("who-decides", "agreed order").out
    assert (
        "somebody else" in users("delegate", "maren.okafor", "--until", "2026-11-20", *MAREN).err
    )


def test_words_that_are_no_role_no_effect_and_no_area_are_named(users: Pmo) -> None:
    assert "project manager, program lead" in users("grant", "ingrid.solheim", "boss", *MAREN).err
    assert "agreed order, scenario" in users("who-decides", "world peace").err
    assert "There is no person “Nobody”" in users("grant", "Nobody", "viewer", *MAREN).err
    hidden = users("grant", "luis.ferrant", "viewer", "--of", "falcon", *LUIS)
    absent = users("grant", "luis.ferrant", "viewer", "--of", "nowhere", *LUIS)
    assert hidden.err.replace("falcon", "nowhere") == absent.err


def test_roles_of_a_secret_project_are_listed_for_those_who_see_it(users: Pmo) -> None:
    users("grant", "ingrid.solheim", "project manager", "--of", "falcon", *MAREN)
    assert "falcon" in users("list", "--json", *MAREN).out.casefold()
    assert "falcon" not in users("list", "--json").out.casefold()
    assert "falcon" not in users("list").out.casefold()


def test_everything_given_is_in_the_audit_under_pseudonyms(users: Pmo, own_store: str) -> None:
    users("grant", "ingrid.solheim", "executive", *MAREN)
    users("delegate", "luis.ferrant", "--until", "2026-11-20", *MAREN)
    frame = build_app(own_store).store.audit_frame()
    assert frame["kind"].to_list() == ["role granted", "role granted", "delegated"]
    text = frame.write_json()
    assert not any(name in text for name in ("maren", "ingrid", "luis"))
    assert frame["facts"].str.contains("local, not verified").all()


def test_a_list_of_roles_is_shown_then_applied(users: Pmo, tmp_path: Path) -> None:
    roles, groups = tmp_path / "roles.csv", tmp_path / "groups.csv"
    roles.write_text(
        "email,role,until,group\nIngrid.Solheim@larkfield.example,executive,,\n"
        ",auditor,2026-12-31,@auditors\n"
    )
    groups.write_text(
        "group,email\nauditors,hana.petrov@larkfield.example\nauditors,x@y.example\n"
    )
    asked = ("import", str(roles), "--members", str(groups))
    refused = users(*asked, *INGRID)
    assert "This takes another role than yours. Maren Okafor can." in refused.err
    shown = users(*asked, *MAREN).out.splitlines()
    assert shown[:3] == [
        "Hana Petrov becomes auditor until Thu 31 Dec 2026, by the group auditors.",
        "Ingrid Solheim becomes executive, by the role list.",
        "There is no person “x@y.example” here (groups.csv, row 3).",
    ]
    assert shown[3].startswith(
        f"Nothing was changed. Do exactly this: pmo users {' '.join(asked)}"
    )
    assert "No role" not in users("list", *MAREN).out
    code = users(*asked, "--json", *MAREN).data["code"]
    assert users(*asked, "--apply", code, *MAREN).out.endswith("Done.\n")
    listed = users("list", *MAREN).out
    assert "Hana Petrov is auditor since Mon 16 Nov 2026 until Thu 31 Dec 2026, by the" in listed
    assert "nothing is to be changed" in users(*asked, *MAREN).out
    groups.write_text("group,email\nauditors,luis.ferrant@larkfield.example\n")
    assert users(*asked, *MAREN).out.splitlines()[:2] == [
        "Luis Ferrant becomes auditor until Thu 31 Dec 2026, by the group auditors.",
        "Hana Petrov is no longer auditor, by the group auditors.",
    ]
