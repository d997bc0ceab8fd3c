"""Measures how many marked errors are found: `python -m evals.faithfulness FILE`.

The file is `rotowire-generated-with-gold-errors.*.jsonl`, or `tabfact-numeric-pairs.jsonl`. An
error counts as found where a refused stretch shares a token with it. Without FILE
the one beside the repository is taken. Every second game is one to look at while the readers are
written, the others are held out. Beside each stand the presence
check (a figure passes if it is anywhere in the data) and what was published. The last line is one
JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import process_time

from assistant.briefing.claims.number_words import digits, number_word
from assistant.briefing.claims.tokens import Token
from evals.faithfulness.games import Error, Game, games
from evals.faithfulness.judged import Judged
from evals.faithfulness.meant import judge
from evals.faithfulness.tables import measured_tables

PUBLISHED = {"recall": 0.691, "precision": 0.756}
"""The best automatic metric of the shared task, all kinds of error (Thomson and Reiter, 2021)."""

_PUBLIC = (
    Path(__file__).parents[3]
    / "shared/data/security-evals/faithfulness"
    / "rotowire-generated-with-gold-errors.train60.jsonl"
)
"""Where the public set lies beside the repository."""

_TABLES = "tabfact"
_KINDS = ("NUMBER", "NAME", "WORD", "CONTEXT", "NOT_CHECKABLE")


def main() -> None:
    """Run and print what came out."""
    asked = argparse.ArgumentParser(prog="evals.faithfulness", description=__doc__)
    asked.add_argument("file", type=Path, nargs="?", default=_PUBLIC)
    asked.add_argument("--show", type=int, default=0, help="misses and false alarms to print")
    options = asked.parse_args()
    began = process_time()
    result: dict[str, object] = {"instances": 0}
    if options.file == _PUBLIC and not _PUBLIC.exists():
        sys.stdout.write("The public set is not beside the repository.\n")
    elif options.file.name.startswith(_TABLES):
        result = measured_tables(options.file)
    else:
        read = list(games(options.file))
        for line in list(_odd(read[::2]))[: options.show]:
            sys.stdout.write(line + "\n")
        result = measured(read)
        sys.stdout.write("\n".join(_table(result)) + "\n")
    result["seconds"] = round(process_time() - began, 2)
    sys.stdout.write(json.dumps(result) + "\n")


def measured(read: Sequence[Game]) -> dict[str, object]:
    """Return the figures of all games, of those to look at and of those held out."""
    parts = {"all": read, "looked_at": read[::2], "held_out": read[1::2]}
    return {
        "instances": len(read),
        "errors": sum(len(game.errors) for game in read),
        "published_all_kinds": PUBLISHED,
        **{name: _figures(part) for name, part in parts.items()},
    }


def _figures(read: Sequence[Game]) -> dict[str, dict[str, float]]:
    wrong = [refused(game) for game in read]
    naive = [list(absent(game)) for game in read]
    kinds = {kind.lower(): scores(read, wrong, kind) for kind in _KINDS}
    return {
        "all_kinds": scores(read, wrong),
        "presence_check_numbers": scores(read, naive, "NUMBER"),
        "presence_check_all_kinds": scores(read, naive),
        **kinds,
    }


def refused(game: Game) -> list[Judged]:
    """Return the stretches of a report that the game's figures do not bear out."""
    return [each for each in judge(game) if not each.right]


def _table(result: Mapping[str, object]) -> Iterable[str]:
    """Give recall and precision side by side, a line for each kind of error."""
    parts = {name: part for name, part in result.items() if isinstance(part, dict)}
    parts = {name: part for name, part in parts.items() if "all_kinds" in part}
    yield f"{'recall / precision':26}" + "".join(f"{name:>16}" for name in parts)
    for kind in next(iter(parts.values())):
        cells = (
            f"{part[kind]['recall']:.3f} / {part[kind]['precision']:.3f}"
            for part in parts.values()
        )
        yield f"{kind:26}" + "".join(f"{cell:>16}" for cell in cells)
    best = f"{PUBLISHED['recall']:.3f} / {PUBLISHED['precision']:.3f}"
    yield f"{'published, all kinds':26}{best:>16}"


def scores(
    read: Sequence[Game], found: Sequence[Sequence[Judged]], kind: str | None = None
) -> dict[str, float]:
    """Return recall and precision over all texts, of one kind of error or of all."""
    caught = marked = true = told = 0
    for game, judged in zip(read, found, strict=True):
        errors = [each for each in game.errors if kind in {None, each.kind}]
        mine = [each for each in judged if kind in {None, each.kind}]
        marked += len(errors)
        told += len(mine)
        caught += sum(any(_meets(error, each) for each in mine) for error in errors)
        true += sum(any(_meets(error, each) for error in errors) for each in mine)
    return {
        "recall": round(caught / max(1, marked), 3),
        "precision": round(true / max(1, told), 3),
    }


def absent(game: Game) -> Iterable[Judged]:
    """Give the figures of a report that stand nowhere in the data: the naive check."""
    there = {value for figures in game.figures.values() for value in figures.values()}
    found = [Token(word, word.casefold(), at, at + 1) for at, word in enumerate(game.words)]
    for at in range(len(found)):
        read = digits(found, at) or number_word(found, at)
        if read is not None and int((read.low + read.high) / 2) not in there:
            yield Judged(at + 1, at + 1, "NUMBER", right=False)


def _meets(error: Error, judged: Judged) -> bool:
    return error.first <= judged.last and judged.first <= error.last


def _odd(read: Sequence[Game]) -> Iterable[str]:
    for game in read:
        judged = refused(game)
        for error in game.errors:
            if error.kind == "NUMBER" and not any(_meets(error, each) for each in judged):
                yield f"missed  {game.id} {_around(game, error.first, error.last)}"
        for each in judged:
            if not any(_meets(error, each) for error in game.errors):
                yield f"alarm   {game.id} {_around(game, each.first, each.last)}"


def _around(game: Game, first: int, last: int) -> str:
    before, after = game.words[max(0, first - 12) : first - 1], game.words[last : last + 8]
    return " ".join([*before, "[", *game.words[first - 1 : last], "]", *after])


if __name__ == "__main__":
    main()
