"""The mappings that people confirmed: each kept beside its export, and found again there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from assistant.adapters.mapping import read_mapping
from assistant.adapters.mapping.fitting import fits
from assistant.adapters.mapping.proposal import source_name
from assistant.adapters.tabular.reading import read_tables
from assistant.errors import BadMapping
from assistant.ports.mapping import SAVED_SUFFIX


def kept_mapping(path: Path) -> Path | None:
    """Return the mapping that is kept beside an export; None where there is none."""
    beside = _beside(path)
    return beside if beside.is_file() else None


def mapping_before(path: Path) -> Path | None:
    """Return the mapping of an earlier export of the same source, where it fits this one too.

    That is one kept in the same folder, for a source this file's name speaks of, whose columns are
    all here; of several, the last one kept.
    """
    source = own_source(path)
    kept = [file for file in _kept_nearby(path) if _source_of(file) == source]
    if not kept:
        return None
    tables = read_tables(path).tables
    fitting = [file for file in kept if fits(read_mapping(file), tables)]
    return max(fitting, key=lambda file: (file.stat().st_mtime, file.name), default=None)


def keep_mapping(path: Path, text: str) -> Path:
    """Keep a mapping beside its export, or here where that folder cannot be written.

    Returns where it is kept; raises BadMapping where neither can be.
    """
    beside = _beside(path)
    try:
        return _written(beside, text)
    except OSError as error:
        here = Path(beside.name)
        why = (error.strerror or "it cannot be written").lower()
        refused = BadMapping(
            f"{beside}: {why}.", remedy="Import a copy from a folder of your own."
        )
        if here.exists():
            raise refused from error
        try:
            return _written(here, text)
        except OSError:
            raise refused from error


def own_source(path: Path) -> str:
    """Return the name of the source that an export is a reading of, as far as its name tells."""
    place = placed(path)
    return source_name(place.name if path.is_dir() else place.stem)


def placed(path: Path) -> Path:
    """Return a path with a name of its own, whatever was typed (“.”, “..”, “a/”)."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - unlike resolve, it follows no link


def _beside(path: Path) -> Path:
    typed = path if path.name not in {"", ".."} else placed(path)
    return typed.parent / f"{typed.name}{SAVED_SUFFIX}"


def _kept_nearby(path: Path) -> Iterator[Path]:
    try:
        yield from sorted(path.parent.glob(f"*{SAVED_SUFFIX}"))
    except OSError:
        return


def _source_of(file: Path) -> str | None:
    try:
        return read_mapping(file).source
    except BadMapping:
        return None


def _written(file: Path, text: str) -> Path:
    """Write a file whole or not at all."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return file
