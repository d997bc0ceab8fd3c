"""A policy on disk: a folder of YAML, one YAML file, or a workbook."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.tabular.encodings import to_utf8
from assistant.adapters.tabular.file_content import check_name, file_content
from assistant.errors import BadSource
from assistant.policy.plain_yaml import NotPlain, read_tree
from assistant.policy.writing import tree_text

_YAML = frozenset({".yaml", ".yml"})
_ZIP = b"PK\x03\x04"


def read_policy_files(path: Path) -> dict[str, str]:
    """Return the text of each policy file at a path, by name; BadSource where there is none."""
    check_name(path)
    if path.is_dir():
        return _folder(path)
    data = file_content(path)
    if data.startswith(_ZIP):
        return _workbook(data, path.name)
    if path.suffix.lower() not in _YAML:
        raise BadSource(
            "this is neither YAML nor a workbook.",
            file=str(path),
            remedy="Name a folder of .yaml files, one .yaml file, or an .xlsx workbook.",
        )
    text = to_utf8(data, path.name)[0].decode()
    return {_declared_name(text) or path.stem: text}


def _declared_name(text: str) -> str | None:
    """Return the table a file says it is: one file alone may be called anything."""
    try:
        content = read_tree(text)
    except NotPlain:  # told with its place when the file is read as a table
        return None
    named = content.get("table") if isinstance(content, dict) else None
    return named if isinstance(named, str) else None


def _folder(path: Path) -> dict[str, str]:
    files = sorted(each for each in path.iterdir() if each.suffix.lower() in _YAML)
    if not files:
        raise BadSource(
            "there is no .yaml file in it.",
            file=str(path),
            remedy="Name the folder that holds your decision tables.",
        )
    return {file.stem: to_utf8(file_content(file), file.name)[0].decode() for file in files}


def _workbook(data: bytes, file: str) -> dict[str, str]:
    from assistant.adapters.policy_workbook.sheet_reading import sheet_content
    from assistant.adapters.tabular.workbook import open_workbook

    found: dict[str, str] = {}
    for sheet in open_workbook(data, file, values=False).worksheets:
        content = sheet_content(sheet, file)
        if content is None:
            continue
        name = str(content["table"])
        if name in found:
            raise BadSource(f"two sheets say “table: {name}”.", file=file, remedy="Keep one.")
        found[name] = tree_text(content)
    if not found:
        remedy = "Begin a sheet with a cell “table” and the table's name beside it."
        raise BadSource("no sheet holds a policy table.", file=file, remedy=remedy)
    return found
