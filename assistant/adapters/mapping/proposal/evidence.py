"""What the cells of one column say about what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from assistant.adapters.mapping.list_cells import entries
from assistant.adapters.mapping.proposal.vocabulary import words
from assistant.adapters.tabular.raw import RawTable

_MOST = 5_000
"""Different texts looked at in one column."""

_DISTINCT = 0.9
_REPEATED = 2
"""So many repeated texts are slips even in a short table."""

_PROSE = 40
_FEW = 20
_NAMING = ("name", "key", "title", "displayName", "value")


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One column: its different texts, most frequent first, as far as they are looked at.

    `missing` are the words by which other cells say that there is no value.
    """

    file: str
    header: str
    texts: tuple[str, ...]
    counts: tuple[int, ...]
    missing: tuple[str, ...]
    filled: int
    distinct: int
    height: int

    @property
    def is_unique(self) -> bool:
        """Whether most rows have a text of their own; a repeated one is for the import to refuse."""
        repeated = self.height - self.distinct
        few = repeated <= max(_REPEATED, (1 - _DISTINCT) * self.height)
        return few and 2 * self.distinct > self.height

    def share(self, fits: Callable[[str], bool]) -> float:
        """Return the share of different texts that fit."""
        return sum(fits(text) for text in self.texts) / len(self.texts) if self.texts else 0.0

    @property
    def prose(self) -> tuple[str, ...]:
        """Texts without any digit, as beginnings: what no number or date was ever meant by."""
        found = [text for text in self.texts if not any(map(str.isdigit, text))]
        short = dict.fromkeys(
            text if len(text) <= _PROSE else f"{text[:_PROSE].rstrip()}…" for text in found
        )
        return tuple(short) if len(short) <= _FEW else ()

    @property
    def part(self) -> str | None:
        """The part that names each object of a list, where the cells hold such lists."""
        lists = [text for text in self.texts if text.startswith("[{")]
        found = next(entries(lists[0], ";"), {}) if lists else {}
        return next((name for name in _NAMING if name in found), None)

    @property
    def holds_objects(self) -> bool:
        """Whether the cells hold objects rather than words."""
        return bool(self.texts) and self.texts[0].startswith(("[{", "{"))

    def sample(self, count: int = 3) -> tuple[str, ...]:
        """Return a few texts as evidence."""
        return tuple(text[:60] for text in self.texts[:count])


def evidence(table: RawTable, header: str) -> Evidence:
    """Look at one column of a table."""
    texts = table.cells[header].alias("text").drop_nulls().str.strip_chars()
    counted = texts.filter(texts != "").value_counts(sort=False, name="times")
    ordered = counted.sort("times", "text", descending=[True, False]).head(_MOST).rows()
    missing = {text: word for text, _ in ordered if (word := nothing_word(text))}
    kept = [(text, count) for text, count in ordered if text not in missing]
    nothing = sum(count for text, count in ordered if text in missing)
    return Evidence(
        file=table.file,
        header=header,
        texts=tuple(text for text, _ in kept),
        counts=tuple(count for _, count in kept),
        missing=tuple(dict.fromkeys(missing.values())),
        filled=int(counted["times"].sum()) - nothing,
        distinct=counted.height - len(missing),
        height=table.cells.height,
    )


def nothing_word(text: str) -> str | None:
    """Return the known word by which a text says that there is no value, or None."""
    said = text.lower()
    return next((word for word in words().missing if _says(said, word)), None)


def _says(said: str, word: str) -> bool:
    return said.startswith(word[:-1]) if word.endswith("…") else said == word


def series(texts: Sequence[str]) -> pl.Series:
    """Return texts as a column."""
    return pl.Series(list(texts), dtype=pl.String)
