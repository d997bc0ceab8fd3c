"""Several sources in one portfolio: linked rows are one, and equal keys of two sources are two.

A link says that a row of one source is a row of another: the two are shown as one, under the key
of the primary (`linked_rows`). Without a link, equal keys of two sources are different things: the
source that was registered first keeps the key, the other's row is shown as `key@source`. What a
source refers to by a key that is shown under another name follows, within that source
(`shown_keys`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from assistant.portfolio.linked_rows import Borrowed, fold_linked
from assistant.portfolio.noun import Noun
from assistant.portfolio.shown_keys import Owner, rename, shown_keys
from assistant.values import Value


class SameAs(Value):
    """A row of one source is the same thing as a row of another, which is the primary."""

    table: str
    source: str
    key: str
    primary_source: str
    primary_key: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Who said what: the source of each import, the order they were registered in, the links."""

    of_import: Mapping[int, str]
    registered: Sequence[str]
    links: Sequence[SameAs] = ()

    def primaries(self, table: str) -> dict[Owner, Owner]:
        """Return each linked row's primary, at the end of its chain of links."""
        direct = {
            (link.source, link.key): (link.primary_source, link.primary_key)
            for link in self.links
            if link.table == table
        }
        return {own: _end_of(direct, own) for own in direct}


@dataclass(slots=True)
class OnePortfolio:
    """Frames with unique keys, and where the cells stood that were filled from a linked row."""

    frames: dict[type[Noun], pl.DataFrame]
    borrowed: Borrowed = field(default_factory=dict)


def one_portfolio(
    frames: Mapping[type[Noun], pl.DataFrame],
    gone: Mapping[type[Noun], pl.DataFrame],
    sources: Sources,
) -> OnePortfolio:
    """Bring the rows of all sources together.

    `gone` holds `key` and `_import` of rows that no longer exist: a key once taken stays taken.
    """
    if len(sources.registered) < 2:  # noqa: PLR2004 - a single source has nobody to differ from
        return OnePortfolio(dict(frames))
    owned = {noun: _with_owner(frame, sources) for noun, frame in frames.items()}
    names = {
        noun.table: shown_keys(
            [frame, _with_owner(gone[noun], sources)],
            sources.primaries(noun.table),
            sources.registered,
        )
        for noun, frame in owned.items()
    }
    one = OnePortfolio({})
    for noun, frame in owned.items():
        renamed = rename(noun, frame, names)
        folded = fold_linked(noun, renamed, sources.primaries(noun.table), one.borrowed)
        one.frames[noun] = folded.drop("_source", "_rank", "_own_key")
    return one


def closes_a_circle(link: SameAs, links: Sequence[SameAs]) -> bool:
    """Say whether a link would make a row its own primary."""
    others = [known for known in links if not _about_the_same(known, link)]
    primaries = Sources({}, (), others).primaries(link.table)
    primary = (link.primary_source, link.primary_key)
    return primaries.get(primary, primary) == (link.source, link.key)


def _about_the_same(one: SameAs, other: SameAs) -> bool:
    return (one.table, one.source, one.key) == (other.table, other.source, other.key)


def _end_of(direct: Mapping[Owner, Owner], own: Owner) -> Owner:
    while own in direct:
        own = direct[own]
    return own


def _with_owner(frame: pl.DataFrame, sources: Sources) -> pl.DataFrame:
    """Add the source of each row, its place among the sources, and the key it has there."""
    rank = {source: place for place, source in enumerate(sources.registered)}
    by_import = pl.DataFrame(
        [(number, name, rank[name]) for number, name in sources.of_import.items()],
        schema={"_import": pl.Int64, "_source": pl.String, "_rank": pl.Int64},
        orient="row",
    )
    return frame.join(by_import, on="_import", how="left", maintain_order="left").with_columns(
        pl.col("key").alias("_own_key")
    )
