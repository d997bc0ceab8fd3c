"""`pmo forecast` on the sample portfolio, as people and as machines call it."""

from __future__ import annotations

from tests.surfaces.cli.conftest import Pmo


def plain(text: str) -> str:
    return " ".join(text.split())


def test_everything_promised_projects_and_what_it_rests_on(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("forecast", "--store", sample_store)
    said = plain(answer.out)
    assert answer.code == 0
    assert "promised or required days" in said
    assert "Mosaic live for Birchway" in said
    assert "Agreed end" in said
    assert "run 2,000 times" in said
    assert "falcon" not in said.casefold()
    assert "FAL-" not in said


def test_json_is_what_is_said(pmo: Pmo, sample_store: str) -> None:
    data = pmo("forecast", "sanctions screening live", "--json", "--store", sample_store).data
    (commitment,) = data["commitments"]
    assert data["subject"] == commitment["subject"] == "milestones:SENTINEL-LIVE"
    assert 0 < float(commitment["chance"]["value"]) < 100
    assert data["runs"] == 2000
    assert "FAL-" not in str(data)


def test_a_team_by_a_day(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("forecast", "claims", "--by", "2026-12-11", "--store", sample_store)
    assert "Done by Fri 11 Dec" in answer.out
    assert "or more" in answer.out


def test_a_day_that_is_over_is_refused(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("forecast", "--by", "2026-11-13", "--store", sample_store)
    assert answer.code != 0
    assert "2026-11-13 is over. Give a day from 2026-11-16 on." in plain(answer.err)


def test_looking_back_and_ahead_at_once_is_refused(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("forecast", "--backtest", "--by", "2026-12-11", "--store", sample_store)
    assert answer.code != 0
    assert "Ask one of the two." in plain(answer.err)


def test_hidden_and_unknown_look_the_same(pmo: Pmo, sample_store: str) -> None:
    hidden, unknown = (
        pmo("forecast", name, "--store", sample_store) for name in ("falcon", "fulcon")
    )
    assert hidden.code == unknown.code != 0
    first, other = (plain(each.err).partition(" Did")[0] for each in (hidden, unknown))
    assert first.replace("falcon", "fulcon") == other
    ingrid = pmo("forecast", "falcon", "--viewer", "ingrid.solheim", "--store", sample_store)
    assert ingrid.code == 0
    assert "Falcon" in ingrid.out


def test_the_record_is_told_with_its_bounds(pmo: Pmo, sample_store: str) -> None:
    said = plain(pmo("forecast", "--backtest", "--store", sample_store).out)
    assert "days that would have been given at 85 in 100" in said
    assert "Not enough to judge" in said
    assert "Sentinel test environment" in said
    data = pmo("forecast", "--backtest", "--json", "--store", sample_store).data
    assert "FAL-" not in str(data)
    rates = data["rates"]
    assert all(rate["hits"]["value"] <= rate["trials"]["value"] for rate in rates)
