"""A brief read back from what was kept is the brief that was written."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from assistant.briefing.brief import Audience
from assistant.briefing.html import to_html
from assistant.briefing.json import to_json
from assistant.briefing.kept import grey_share, in_reading_order, is_grounded, kept_brief
from assistant.briefing.markdown import to_markdown
from assistant.usecases.assessment import Assessment
from assistant.usecases.write_brief import briefing_inputs
from assistant.usecases.write_brief import written as write
from tests.usecases.sample_office import INGRID, small_office


@pytest.mark.parametrize("audience", list(Audience))
def test_what_is_kept_is_all_of_it(audience: Audience) -> None:
    inputs = briefing_inputs(Assessment(small_office().asked_by(INGRID)), audience)
    brief = write(inputs)
    kept = kept_brief(to_json(brief))
    assert kept.id == brief.id
    assert (to_html(kept), to_markdown(kept)) == (to_html(brief), to_markdown(brief))
    assert is_grounded(kept)
    assert grey_share(kept) == Decimal(100)


def test_a_figure_that_no_fact_is_under_is_seen() -> None:
    inputs = briefing_inputs(Assessment(small_office()), Audience.EXEC)
    data = json.loads(to_json(write(inputs)))
    data["lead"][0]["spans"].append({"text": " And 7 more.", "fact": None})
    kept = kept_brief(json.dumps(data))
    assert "And 7 more." in in_reading_order(kept)[0].text
    assert not is_grounded(kept)
