"""`pmo audit`: told to those who may know, checked by anybody, and nobody's name for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from adbc_driver_sqlite import dbapi

from tests.surfaces.cli.conftest import Answer, Pmo

MAREN = ("--viewer", "maren.okafor")
INGRID = ("--viewer", "ingrid.solheim")


@pytest.fixture
def audited(pmo: Pmo, own_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pmo:
    """Run `pmo` on a store in which an admin gave two roles."""
    monkeypatch.setenv("PMO_AUDIT_KEY", str(tmp_path / "key.pem"))

    def run(*arguments: str) -> Answer:
        return pmo(*arguments, "--store", own_store)

    run("users", "claim", run("users", "init").out.strip(), *MAREN)
    run("users", "grant", "maren.okafor", "PMO lead", *MAREN)
    run("users", "grant", "ingrid.solheim", "executive", *MAREN)
    return run


def changed(store: str, statement: str) -> None:
    file = store.removeprefix("sqlite:///")
    with dbapi.connect(file, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_happened_is_told_by_name_to_those_who_may_know(audited: Pmo) -> None:
    told = audited("audit", "show", *MAREN).out
    assert "PMO-lead-of-the-portfolio: role granted by Maren Okafor" in told
    assert "to Ingrid Solheim" in told
    refused = audited("audit", "show", *INGRID)
    assert refused.code != 0
    assert "Maren Okafor can." in refused.err
    assert "Only somebody known" in audited("audit", "show").err


def test_questions_are_asked_by_kind_and_period(audited: Pmo) -> None:
    by_kind = audited("audit", "show", "--kind", "role revoked", *MAREN)
    assert by_kind.out == "Nothing of the kind happened.\n"
    assert len(audited("audit", "show", "--kind", "role granted", "--json", *MAREN).data) == 3
    assert audited("audit", "show", "--to", "2020-01-01", *MAREN).out.startswith("Nothing")
    assert "role granted" in audited("audit", "show", "--kind", "gossip", *MAREN).err
    assert "There is no record" in audited("audit", "show", "P-99", *MAREN).err


def test_a_checkpoint_kept_outside_vouches_and_finds_what_was_rewritten(
    audited: Pmo, own_store: str, tmp_path: Path
) -> None:
    assert "nothing vouches for them" in audited("audit", "verify").out
    file = tmp_path / "outside.json"
    assert audited("audit", "checkpoint", "--to", str(file), *MAREN).code == 0
    assert "never replaces" in audited("audit", "checkpoint", "--to", str(file), *MAREN).err
    nowhere = tmp_path / "nowhere" / "file.json"
    assert "cannot be written" in audited("audit", "checkpoint", "--to", str(nowhere), *MAREN).err
    audited("users", "grant", "hana.petrov", "executive", *MAREN)
    whole = audited("audit", "verify", "--against", str(file))
    assert whole.out == (
        "All 6 events hold together. The checkpoint vouches for the first 4. "
        "The 2 after it are out of its reach.\n"
    )
    changed(own_store, "UPDATE audit_events SET subject = 'executive' WHERE number = 3")
    broken = audited("audit", "verify", "--against", str(file))
    assert (broken.code, "not what was written, at event 3" in broken.out) == (1, True)
    assert audited("audit", "verify", "--json").data["holds"] is False


def test_a_file_that_is_no_checkpoint_is_named(audited: Pmo, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    assert "cannot be read" in audited("audit", "verify", "--against", str(file)).err
    file.write_text(json.dumps({"head": 3}))
    answer = audited("audit", "verify", "--against", str(file))
    assert "other.json" in answer.err
    assert "this is no checkpoint" in answer.err


def test_a_person_is_forgotten_and_the_chain_holds(audited: Pmo) -> None:
    assert "Ingrid" in audited("audit", "show", *MAREN).out
    assert audited("audit", "forget", "ingrid.solheim", *INGRID).code != 0
    assert audited("audit", "forget", "ingrid.solheim", *MAREN).code == 0
    assert "Ingrid" not in audited("audit", "show", *MAREN).out
    assert "There is no person" in audited("audit", "forget", "ingrid.solheim", *MAREN).err
    assert audited("audit", "verify").code == 0
