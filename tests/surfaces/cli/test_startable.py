"""`pmo startable` on the sample, as people read it, and what is said of bad input."""

from __future__ import annotations

import pytest

from tests.surfaces.cli.conftest import Pmo


def test_people_read_who_is_free_and_what_they_can_start(pmo: Pmo, sample_store: str) -> None:
    asked = ("startable", "--team", "portal", "--from", "2026-11-30", "--to", "2026-12-11")
    said = " ".join(pmo(*asked, "--store", sample_store).out.split())
    assert "What can start from Mon 30 Nov to Fri 11 Dec" in said
    assert "2 frontend people in Portal are free from Mon 30 Nov; best startable:" in said
    assert "BEA-12 waits for BEA-6, planned for" in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--team", "PORTLA"), "There is no team “PORTLA” here. Did you mean PORTAL"),
        (("--skill", "fronted"), "There is no skill “fronted” here. Did you mean frontend"),
        (("--item", "FAL-2"), "There is no work item “FAL-2” here."),
        (("--to", "2026-11-01"), "The last day 2026-11-01 is before"),
        (("--to", "2028-11-01"), "2028-11-01 is too far ahead."),
        (("--from", "2026-12-24", "--to", "2026-12-01"), "begins on 2026-12-24"),
    ],
)
def test_what_cannot_be_asked_is_said(
    pmo: Pmo, sample_store: str, asked: tuple[str, ...], said: str
) -> None:
    answer = pmo("startable", *asked, "--store", sample_store)
    assert answer.code != 0
    assert said in " ".join(answer.err.split())
    assert "Traceback" not in answer.err
