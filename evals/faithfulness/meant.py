"""Judges a report; figures given to the wrong player are a wrong name, not wrong figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from evals.faithfulness.games import SIDES, Game
from evals.faithfulness.judged import Judged, Mention
from evals.faithfulness.judging import JudgedReport

CLEARLY = 2
"""Figures that have to fit another better."""


def judge(game: Game) -> list[Judged]:
    """Return every claim of a report that the figures could speak to."""
    judged = list(JudgedReport(game).judged())
    mentions = dict.fromkeys(each.of for each in judged if each.of is not None)
    told = {mention.subject for mention in mentions if mention.subject in game.team_of}
    for mention in mentions:
        mine = [each for each in judged if each.of == mention]
        meant = _meant(game, mention, mine, told)
        if meant is not None:
            judged = [each for each in judged if each.of != mention]
            judged.append(Judged(mention.first, mention.last, "NAME", right=False))
            judged += _held_against(game.figures[meant], mine)
    return judged


def _meant(
    game: Game, mention: Mention, mine: Sequence[Judged], told: Collection[str]
) -> str | None:
    """Return whose figures somebody was given, where they are another's.

    One name that is wrong is the fewest errors if all figures are another's, and he was not told of
    by his own name besides. A player who did not play is taken for the nearest, be it one with none
    of the figures.
    """
    rivals = game.team_of if mention.subject in game.team_of else SIDES
    fits = {each: sum(_holds(game.figures[each], judged) for judged in mine) for each in rivals}
    best = max(fits, key=lambda each: fits[each])
    absent = "points" not in game.figures[mention.subject]
    anothers = fits[best] == len(mine) >= fits[mention.subject] + CLEARLY
    return best if absent or (anothers and best not in told) else None


def _holds(figures: Mapping[str, int], each: Judged) -> bool:
    return figures.get(each.measure) == each.value


def _held_against(figures: Mapping[str, int], mine: Sequence[Judged]) -> Iterator[Judged]:
    for each in mine:
        yield Judged(each.first, each.last, each.kind, _holds(figures, each))
