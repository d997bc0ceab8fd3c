"""The same rows in another order give the same answers, byte for byte."""

from __future__ import annotations

import random

from assistant.planning.consequences.cascade import Slip, cascade
from assistant.planning.consequences.chains import Chains, dated_days
from assistant.planning.consequences.dependency_words import DependencyWords
from assistant.planning.consequences.promises import Promises
from assistant.planning.consequences.slip_words import SlipWords
from assistant.planning.inputs.open_items import open_items
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS
from assistant.values import say
from tests.planning.backlogs import portfolio
from tests.planning.consequences.test_cascade import plan
from tests.portfolio.larkfield import today


def told(things: list[Noun]) -> list[object]:
    """Return what is said of a slip and of all chains, without the rows it was read from."""
    snapshot = portfolio(things)
    planned = plan(snapshot)
    slipped = SlipWords(snapshot).report(cascade(planned, ["LAN-4"], Slip(days=5)), say("It"))
    chains = Chains(planned, 5)
    days = dated_days(planned, Promises(snapshot, open_items(snapshot)))
    found = [chains.to(each) for each in days]
    report = DependencyWords(snapshot, planned).report(found, say("It"), ["BEA-12"], 0)
    return [
        [(hit.key, hit.after, hit.late.value, hit.by_links.value) for hit in slipped.items],
        [(hit.key, hit.fate, hit.after, hit.certain) for hit in slipped.promises],
        [(blocker.key, blocker.through) for blocker in report.blockers],
        found,
    ]


def test_permuted_rows_change_nothing() -> None:
    things = [thing for noun in NOUNS for thing in today().all(noun)]
    shuffled = list(things)
    random.Random(5).shuffle(shuffled)
    assert told(shuffled) == told(things)
