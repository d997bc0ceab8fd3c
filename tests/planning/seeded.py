"""Portfolios drawn from a seed; run as a program it prints what their rankings hash to."""

from __future__ import annotations

import hashlib
import random
import sys
from decimal import Decimal

from assistant.planning.order.rank import rank
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.work import StatusCategory
from tests.planning.backlogs import (
    MONDAY,
    five_factors,
    item,
    person,
    portfolio,
    skilled,
    waits,
    worth,
)


def any_item(n: int, dice: random.Random) -> list[Noun]:
    key = f"I{n}"
    parts = tuple(skilled(dice.randint(1, 6), s) for s in dice.sample("abcz", dice.randint(0, 2)))
    made: list[Noun] = [
        item(
            key,
            estimate=parts,
            category=dice.choice([StatusCategory.TODO] * 4 + list(StatusCategory)),
            project=dice.choice([None, "P0", "P1", "GONE"]),
            team=dice.choice([None, "T", "GONE"]),
            points=dice.choice([None, Decimal(3)]),
            mandatory=dice.random() < 0.1,
            due=dice.choice([None, MONDAY.replace(day=27)]),
            tracker_order=dice.choice([None, n]),
        )
    ]
    if dice.random() < 0.5:
        made += five_factors(key, *(dice.randint(1, 5) for _ in range(4)))
    elif dice.random() < 0.5:
        made.append(worth(key, dice.randint(0, 20_000), dice.choice(["EUR", "USD", None])))
    return made


def several() -> list[str]:
    """Return rankings of one portfolio, as JSON."""
    dice = random.Random(8)
    things: list[Noun] = [person(f"p{n}", *dice.sample("abc", 2)) for n in range(4)]
    for n in range(25):
        things += any_item(n, dice)
        things += [waits(f"I{n}", f"I{m}") for m in range(n) if dice.random() < 0.05]
    snapshot = portfolio(things)
    return [rank(snapshot, default_policy(), seed, 2000).model_dump_json() for seed in (0, 1)]


if __name__ == "__main__":
    sys.stdout.write(hashlib.sha256("".join(several()).encode()).hexdigest())
