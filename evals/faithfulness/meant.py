"""Judges a report; figures given to the wrong player are a wrong name, not wrong figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evals.faithfulness.games import Game
from evals.faithfulness.judged import Judged, Mention
from evals.faithfulness.judging import JudgedReport

CLEARLY = 2
"""Figures that have to fit another player better."""


def judge(game: Game) -> list[Judged]:
    """Return every claim of a report that the figures could speak to."""
    judged = list(JudgedReport(game).judged())
    mentions = dict.fromkeys(each.of for each in judged if each.of is not None)
    for mention in mentions:
        mine = [each for each in judged if each.of == mention]
        meant = _meant(game, mention, mine)
        if meant is not None:
            judged = [each for each in judged if each.of != mention]
            judged.append(Judged(mention.first, mention.last, "NAME", right=False))
            judged += _held_against(game.figures[meant], mine)
    return judged


def _meant(game: Game, mention: Mention, mine: Sequence[Judged]) -> str | None:
    """Return whose figures a player was given, where they are clearly another's.

    A player who did not play is always taken for another: the nearest, be it one with none of the
    figures.
    """
    fits = {
        player: sum(figures.get(each.measure) == each.value for each in mine)
        for player, figures in game.figures.items()
        if player in game.team_of
    }
    best = max(fits, key=lambda player: fits[player])
    absent = "points" not in game.figures[mention.player]
    clearly = not fits[mention.player] and fits[best] >= min(CLEARLY, len(mine))
    return best if absent or (clearly and len(mine) > 1) else None


def _held_against(figures: Mapping[str, int], mine: Sequence[Judged]) -> Iterator[Judged]:
    for each in mine:
        right = figures.get(each.measure) == each.value
        yield Judged(each.first, each.last, each.kind, right)
