"""Every command that shows load: by name to whom it concerns, by skill or role to everyone else."""

from __future__ import annotations

import re

import pytest

from tests.surfaces.cli.conftest import Pmo

NAMED = re.compile(r"Priya Nair\W+(?:is asked|has)|only Priya|Rosa Almeida, the only|people:priya")
ASKED = [
    ("capacity",),
    ("capacity", "--json"),
    ("risks", "--json", "--viewer", "aisha.rahimi"),
    ("brief", "--audience", "team", "--format", "json", "--viewer", "ingrid.solheim"),
]


@pytest.mark.parametrize("asked", ASKED)
def test_others_read_no_name_beside_a_load(
    pmo: Pmo, sample_store: str, asked: tuple[str, ...]
) -> None:
    answer = pmo(*asked, "--store", sample_store)
    assert answer.code == 0
    assert not NAMED.search(re.sub(r"\s+", " ", answer.out)), asked


def test_the_pmo_lead_reads_the_name(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("capacity", "--store", sample_store, "--viewer", "maren.okafor")
    assert NAMED.search(re.sub(r"\s+", " ", answer.out))
