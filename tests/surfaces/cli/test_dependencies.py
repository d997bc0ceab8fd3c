"""`pmo dependencies` and `pmo cascade` on the sample."""

from __future__ import annotations

import pytest

from tests.surfaces.cli.conftest import Pmo


def test_what_blocks_beacons_release(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("dependencies", "Beacon release 2", "--json", "--store", sample_store)
    blockers = {each["key"]: each for each in answer.data["blockers"]}
    assert {"KEY-3", "LAN-4"} <= set(blockers)
    assert blockers["KEY-3"]["through"] == "BEA-6"
    assert blockers["LAN-4"]["owner"]["value"] == "Idris Chaudhry"
    assert blockers["LAN-4"]["planned"] == "2026-11-30"


def test_the_chains_are_read_on_a_terminal(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("dependencies", "--store", sample_store)
    assert answer.code == 0
    assert "KEY-3 → SEN-3 → SEN-6 → SEN-8 → SEN-10 → SEN-12" in " ".join(answer.out.split())
    assert "CAS-9, BEA-14 and KEY-11 wait for each other in a circle." in answer.out


def test_a_slip_of_lantern(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("cascade", "Lantern", "--slip", "1w", "--store", sample_store)
    assert answer.code == 0
    said = " ".join(answer.out.split())
    for name in ("Beacon release 2", "Harbor cutover", "Mosaic pilot with Birchway"):
        assert name in said
    assert "links alone rule out Fri 11 Dec" in said
    assert said.endswith("Nothing was changed.")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["KEY-3"], "It has to be said by how much it slips."),
        (["KEY-3", "--slip", "soon"], "“soon” is no length of time."),
        (["KEY-3", "--slip", "-3d"], "“-3d” is no length of time."),
        (["KEY-3", "--slip", "1w", "--to", "2027-01-01"], "by how much it slips"),
        (["KEY-1", "--slip", "1w"], "Nothing of KEY-1 is open."),
    ],
)
def test_a_slip_that_cannot_be_followed(
    pmo: Pmo, sample_store: str, asked: list[str], told: str
) -> None:
    answer = pmo("cascade", *asked, "--store", sample_store)
    assert answer.code == 1
    assert told in answer.err


@pytest.mark.parametrize("verb", [("dependencies",), ("cascade", "--slip", "1w")])
def test_the_forbidden_and_the_unknown_look_the_same(
    pmo: Pmo, sample_store: str, verb: tuple[str, ...]
) -> None:
    hidden, nowhere = (
        pmo(*verb, name, "--store", sample_store).err for name in ("Falcon", "Fulcan")
    )
    unknown, _ = nowhere.split(" Did you mean")
    assert hidden.replace("Falcon", "Fulcan").startswith(unknown)
    assert "FAL" not in hidden
    said = pmo("dependencies", "--json", "--store", sample_store).out
    assert "FAL" not in said
    assert "Thornbury" not in said
