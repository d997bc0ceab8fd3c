"""Empty portfolio folders and workbooks: headers, and a row that explains each column."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.portfolio_folder.descriptor import data_package
from assistant.adapters.portfolio_folder.naming import COMMENT, DESCRIPTOR
from assistant.adapters.portfolio_folder.reference import reference_text
from assistant.adapters.portfolio_folder.wording import form, is_needed, meaning
from assistant.adapters.portfolio_folder.writing import csv_text, header, json_text, write_files
from assistant.portfolio.noun import Column, Noun, columns
from assistant.portfolio.registry import NOUNS

WORKBOOK = ".xlsx"


def write_template(path: Path) -> tuple[Path, ...]:
    """Write an empty portfolio and return its files: a folder, or one workbook for a path `.xlsx`.

    Raises BadInput where it cannot be written, or a file of that name is there already.
    """
    if path.suffix.lower() == WORKBOOK:
        from assistant.adapters.tabular.workbook_writing import write_workbook

        write_workbook(path, {noun.table: _rows(noun) for noun in NOUNS})
        return (path,)
    package = data_package(NOUNS, source=path.resolve().name, as_of=None, complete=True)
    texts = {f"{noun.table}.csv": csv_text(_rows(noun)) for noun in NOUNS}
    texts |= {DESCRIPTOR: json_text(package), "README.md": reference_text()}
    write_files(path, texts)
    return tuple(path / name for name in texts)


def _rows(noun: type[Noun]) -> list[list[str]]:
    first, *more = [_explained(noun, column) for column in columns(noun)]
    return [header(noun), [f"{COMMENT}{first}", *more]]


def _explained(noun: type[Noun], column: Column) -> str:
    needed = "needed: " if is_needed(noun, column) else ""
    return f"{needed}{meaning(noun, column)} ({form(column)})"
