"""The words of `words.yaml`, and how headers and cells are compared with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from pydantic import Field

from assistant.adapters.tabular.yaml_file import yaml_records
from assistant.portfolio.noun import columns
from assistant.portfolio.registry import BY_TABLE
from assistant.values import Value

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WRAPPED = re.compile(
    r"^(?:custom field|benutzerdefiniertes feld|champ personnalisé) *\((.+)\)$", re.IGNORECASE
)
_ASIDE = re.compile(r"[(\[].*")
_NO_WORD = re.compile(r"[\W_]+")
_NOISE = frozenset({"fields", "the", "of", "latest", "approved", "current", "custom", "field"})
_TELLING = 0.5
"""A name counts when at least this share of a header's words belong to it."""

_MEMBER = 0.95
_TELLING_PATH = 0.7
"""More is asked of a path such as fields.sprint.startDate: most of it tells whose date it is."""


class Words(Value):
    """Everything in `words.yaml`."""

    headers: Mapping[str, Mapping[str, tuple[str, ...]]]
    titles: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, Mapping[str, tuple[str, ...]]]
    missing: tuple[str, ...]
    scales: Mapping[int, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


@cache
def words() -> Words:
    """Return the words, read once."""
    text = files("assistant.adapters.mapping.proposal").joinpath("words.yaml").read_text("utf-8")
    return Words.model_validate(yaml_records(text)[0][1])


def normal(text: str) -> str:
    """Return a text's words in lower case, without accents and punctuation."""
    spaced = _CAMEL.sub(" ", text).casefold()
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(char)
    )
    return " ".join(_NO_WORD.sub(" ", bare).split())


@lru_cache(maxsize=4096)
def header_words(header: str) -> tuple[str, ...]:
    """Return the words of a header that tell what it holds: no unit, no noise."""
    wrapped = _WRAPPED.match(header.strip())
    text = wrapped.group(1) if wrapped else header
    spoken = normal(_ASIDE.sub("", text)) or normal(text)
    telling = tuple(word for word in spoken.split() if word not in _NOISE)
    return telling or tuple(spoken.split())


@lru_cache(maxsize=65536)
def likeness(header: str, table: str, field: str) -> float:
    """Return how well a header names a field, 0 to 1: a whole name first, and the best name of all.

    Below a group (“When / Due”) the member alone may name it, nearly as well.
    """
    group, slash, member = header.rpartition(" / ")
    whole = _likeness(header, table, field)
    return max(whole, _MEMBER * _likeness(member, table, field)) if slash and group else whole


def _likeness(header: str, table: str, field: str) -> float:
    given = header_words(header)
    enough = _TELLING_PATH if "." in header.strip(".") and " " not in header else _TELLING
    best = 0.0
    for rank, name in enumerate(_names(table, field)):
        known = tuple(name.split())
        share = len(known) / len(given) if _contains(given, known) else 0.0
        if share >= enough:
            best = max(best, share - rank / 1000)
    return best


@cache
def _names(table: str, field: str) -> tuple[str, ...]:
    listed = words().headers.get(table, {}).get(field, ())
    return tuple(dict.fromkeys(normal(name) for name in (*listed, field)))


def _contains(given: tuple[str, ...], known: tuple[str, ...]) -> bool:
    width = len(known)
    return any(given[at : at + width] == known for at in range(len(given) - width + 1))


@cache
def choice_words(table: str, field: str) -> Mapping[str, str]:
    """Return the known words for a field's choices, normalised, with what each means."""
    own = next(column for column in columns(BY_TABLE[table]) if column.name == field)
    found = {normal(choice): choice for choice in own.choices}
    for group in (f"{table}.{field}", "rag" if "green" in own.choices else ""):
        for choice, listed in words().choices.get(group, {}).items():
            for word in listed:
                found.setdefault(normal(word), choice)
    return found
