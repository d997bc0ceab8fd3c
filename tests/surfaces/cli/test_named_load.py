"""Every command that shows load: by name to whom it concerns, by skill or role to everyone else."""

from __future__ import annotations

import re

import pytest

from tests.surfaces.cli.conftest import Pmo

NAMED = re.compile(r"Priya Nair\W+(?:is asked|has)|only Priya|Rosa Almeida, the only|people:priya")
COMMANDS = [
    ("capacity",),
    ("capacity", "--json"),
    ("risks", "--json"),
    ("startable", "--json"),
    ("brief", "--audience", "team", "--format", "json"),
]


@pytest.mark.parametrize("viewer", [None, "aisha.rahimi"])
def test_others_read_no_name_beside_a_load(
    pmo: Pmo, sample_store: str, viewer: str | None
) -> None:
    for command in COMMANDS:
        asked = (*command, "--store", sample_store, *(("--viewer", viewer) if viewer else ()))
        answer = pmo(*asked)
        assert answer.code == 0
        assert not NAMED.search(re.sub(r"\s+", " ", answer.out)), asked


def test_the_pmo_lead_reads_the_name(pmo: Pmo, sample_store: str) -> None:
    for verb in ("capacity", "risks"):
        answer = pmo(verb, "--store", sample_store, "--viewer", "maren.okafor")
        assert NAMED.search(re.sub(r"\s+", " ", answer.out)), verb
