"""`pmo scoreboard` on the sample: one sentence first, losses next, data for machines."""

from __future__ import annotations

from tests.surfaces.cli.conftest import Pmo


def test_losses_stand_before_the_rest(pmo: Pmo, sample_store: str) -> None:
    told = " ".join(pmo("scoreboard", "--store", sample_store).out.split())
    assert told.index("Of 3 pieces of advice") < told.index("Losses")
    assert told.index("Losses") < told.index("Pause Willow") < told.index("The rest")
    assert told.index("The rest") < told.index("Defer the broker reports")


def test_machines_get_the_record_and_a_day_ahead_is_refused(pmo: Pmo, sample_store: str) -> None:
    since = pmo("scoreboard", "--since", "2026-10-19", "--json", "--store", sample_store)
    assert {each["subject"]: each["verdict"] for each in since.data["scored"]} == {
        "decisions:D-2": "held",
        "decisions:D-4": "did not hold",
    }
    ahead = pmo("scoreboard", "--since", "2026-11-17", "--store", sample_store)
    assert ahead.code != 0
    assert "still ahead" in ahead.err
    assert ahead.out == ""
