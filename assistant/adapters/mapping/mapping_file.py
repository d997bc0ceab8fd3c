"""Mapping files: read with the wrong key named and the nearest right one, and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from pydantic import ValidationError

from assistant.adapters.mapping.source_mapping import (
    AsOfRule,
    Condition,
    Counted,
    FieldRule,
    NounRule,
    SourceMapping,
    plain,
)
from assistant.adapters.tabular.file_content import file_content
from assistant.adapters.tabular.nearest import nearest
from assistant.adapters.tabular.yaml_file import NotYaml, yaml_records
from assistant.errors import BadMapping, BadSource
from assistant.portfolio.noun import columns
from assistant.portfolio.registry import BY_TABLE
from assistant.values import Value

_SEE = "docs/mapping.md lists what a mapping can say."


def read_mapping(path: Path) -> SourceMapping:
    """Read a mapping file; raises BadMapping."""
    try:
        text = file_content(path).decode("utf-8-sig")
    except BadSource as error:
        raise BadMapping(error.message, remedy="Check the path of the mapping.") from error
    except UnicodeDecodeError as error:
        raise BadMapping(f"{path}: it is not UTF-8.", remedy="Save it as UTF-8.") from error
    return parse_mapping(text, str(path))


def parse_mapping(text: str, name: str) -> SourceMapping:
    """Read a mapping; `name` is what it is called in an error. Raises BadMapping."""
    try:
        records = yaml_records(text)
    except NotYaml as error:
        raise BadMapping(f"{name} is not valid YAML ({error}).", remedy=_SEE) from error
    if len(records) != 1 or not isinstance(records[0][1], dict):
        raise BadMapping(f"{name} does not hold one mapping.", remedy=_SEE)
    try:
        mapping = SourceMapping.model_validate(_without_nothing(records[0][1]))
    except ValidationError as error:
        raise _wrong_key(name, error) from error
    for value, field in mapping.values.items():
        _check_field(f"{name}, values, {value}", field, mapping)
    for number, rule in enumerate(mapping.nouns, start=1):
        _check_rule(f"{name}, nouns {number}", rule, mapping)
    return mapping


def mapping_text(mapping: SourceMapping) -> str:
    """Return a mapping as the text of a file."""
    written = plain(mapping)
    if mapping.as_of is not None and mapping.as_of.day is not None:
        written["as_of"] = mapping.as_of.day
    for rule in written["nouns"]:
        if len(rule.get("file", ())) == 1:
            rule["file"] = rule["file"][0]
    for part, fields in [(written, "values"), *((rule, "fields") for rule in written["nouns"])]:
        if fields in part:
            part[fields] = {name: _short(field) for name, field in part[fields].items()}
    text: str = yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=100)
    return text


def _short(field: dict[str, Any]) -> object:
    """Write a field that is nothing but headers as those headers."""
    headers = field.get("headers", [])
    bare = headers[0] if len(headers) == 1 else headers
    if not headers:
        return field
    if list(field) == ["headers"]:
        return bare
    return {"headers": bare, **{key: field[key] for key in field if key != "headers"}}


def _without_nothing(value: Any) -> Any:
    """Take out the keys that say nothing."""
    if isinstance(value, dict):
        return {key: _without_nothing(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_without_nothing(part) for part in value]
    return value


def _check_rule(place: str, rule: NounRule, mapping: SourceMapping) -> None:
    _check_word(place, "noun", rule.noun, BY_TABLE)
    known = [column.name for column in columns(BY_TABLE[rule.noun])]
    for name, field in rule.fields.items():
        _check_word(f"{place} ({rule.noun})", "field", name, known)
        _check_field(f"{place} ({rule.noun}), {name}", field, mapping)
    for name in rule.known:
        _check_word(f"{place} ({rule.noun}), known", "field of this rule", name, rule.fields)
    for header, condition in rule.where.items():
        _check_pattern(f"{place} ({rule.noun}), where {header}", condition.matches, groups=0)


def _check_field(place: str, field: FieldRule, mapping: SourceMapping) -> None:
    if field.lookup is not None:
        _check_word(place, "lookup", field.lookup, mapping.lookups)
    _check_pattern(place, field.match, groups=1)


def _check_word(place: str, what: str, word: str, known: Iterable[str]) -> None:
    known = list(known)
    if word not in known:
        raise BadMapping(f"{place}: there is no {what} “{word}”.", remedy=_hint(word, known))


def _check_pattern(place: str, pattern: str | None, *, groups: int) -> None:
    if pattern is None:
        return
    try:
        found = pl.Series([""]).str.extract_groups(pattern)
    except pl.exceptions.ComputeError as error:
        why = f"{place}: “{pattern}” is no regular expression"
        raise BadMapping(f"{why}.", remedy=str(error).splitlines()[0]) from error
    if groups and not found.struct.fields:
        remedy = "Put what is to be kept in parentheses."
        raise BadMapping(f"{place}: “{pattern}” marks nothing to keep.", remedy=remedy)


_PARTS: Mapping[str, type[Value]] = {
    "as_of": AsOfRule,
    "count": Counted,
    "fields": FieldRule,
    "nouns": NounRule,
    "values": FieldRule,
    "where": Condition,
}


def _wrong_key(name: str, error: ValidationError) -> BadMapping:
    found = error.errors(include_url=False, include_context=False)
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    path = _path(first["loc"])
    if first["type"] != "extra_forbidden":
        place = ", ".join([name, *path])
        return BadMapping(f"{place}: {_in_words(first)}.", remedy=_SEE)
    words = [word.split()[0] for word in reversed(path[:-1])]
    part = next((_PARTS[word] for word in words if word in _PARTS), SourceMapping)
    keys = [field.alias or key for key, field in part.model_fields.items()]
    place = ", ".join([name, *path[:-1]])
    return BadMapping(f"{place}: there is no key “{path[-1]}”.", remedy=_hint(path[-1], keys))


def _path(location: Iterable[str | int]) -> list[str]:
    """Write “nouns 2” for the second entry of “nouns”."""
    path: list[str] = []
    for part in location:
        if isinstance(part, int) and path:
            path[-1] += f" {part + 1}"
        else:
            path.append(str(part))
    return path


def _in_words(error: Any) -> str:
    if error["type"] == "missing":
        return "this has to be there"
    message: str = error["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _hint(word: str, known: Iterable[str]) -> str:
    near = nearest(word, known)
    return f"Did you mean “{near}”?" if near else f"There are: {', '.join(known)}."
