"""Remembers what was said: the portfolio's updates, decisions and risks, and folders of documents.

Run by whoever keeps the store, who sees everything; who finds what again is decided at the search.
Which folders belong to it stands among the store's events, so the memory can be lost and rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from assistant.errors import BadInput, NotFound
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.memory import Documents, Memory, Passage, Rebuilt
from assistant.ports.progress import Progress
from assistant.usecases.app import App
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.remembered_documents import Shelved, remembered_document
from assistant.usecases.remembered_rows import remembered_rows
from assistant.usecases.view import view
from assistant.values import Value

ADDED, REMOVED = "documents added", "documents removed"


class RememberedFolder(Value):
    """A folder of documents; who may see its project may find them, everybody where it has none."""

    folder: str
    project: str | None = None


class Remembered(Value):
    """What is remembered after a rebuild, and what could not be."""

    rebuilt: Rebuilt
    folders: tuple[RememberedFolder, ...]
    left_out: tuple[str, ...] = Field(description="documents that could not be used, and why")


def rebuild_memory(app: App, progress: Progress) -> Remembered:
    """Make the memory hold what the store and the folders say now.

    Raises MemoryFault where it cannot be written.
    """
    full = view(app).full
    left_out: list[str] = []
    passages = [*remembered_rows(full), *_documents(app, full, left_out)]
    rebuilt = memory_of(app).rebuild(passages, full.revision, progress)
    return Remembered(rebuilt=rebuilt, folders=folders(app), left_out=tuple(left_out))


def add_folder(app: App, folder: str, project: str | None, progress: Progress) -> Remembered:
    """Remember the documents of a folder from now on, and rebuild.

    Raises BadInput where there is no such folder, NotFound where there is no such project.
    """
    full = view(app).full
    key = resolve(full, project, (NameKind.PROJECT,)).key if project is not None else None
    whole = documents_of(app).read(folder).folder
    _record(app, ADDED, RememberedFolder(folder=whole, project=key))
    return rebuild_memory(app, progress)


def remove_folder(app: App, folder: str, progress: Progress) -> Remembered:
    """Forget the documents of a folder, and rebuild. NotFound where it is not remembered."""
    known = [each.folder for each in folders(app)]
    named = [each for each in known if each == folder or each.endswith(f"/{folder.strip('/')}")]
    if len(named) != 1:
        raise NotFound("remembered folder", folder, near=tuple(named or known))
    _record(app, REMOVED, RememberedFolder(folder=named[0]))
    return rebuild_memory(app, progress)


def folders(app: App) -> tuple[RememberedFolder, ...]:
    """Return the folders whose documents are remembered, by name."""
    found: dict[str, RememberedFolder] = {}
    for event in app.store.events():
        if event.name in {ADDED, REMOVED}:
            folder, project = str(event.facts["folder"]), str(event.facts["project"])
            found.pop(folder, None)
            if event.name == ADDED:
                found[folder] = RememberedFolder(folder=folder, project=project or None)
    return tuple(found[name] for name in sorted(found))


def memory_of(app: App) -> Memory:
    """Return the memory; BadInput where this assistant has none."""
    if app.memory is None:
        raise BadInput("This assistant is not set up to remember.")
    return app.memory


def documents_of(app: App) -> Documents:
    """Return what reads folders; BadInput where this assistant cannot."""
    if app.documents is None:
        raise BadInput("This assistant is not set up to read documents.")
    return app.documents


def _record(app: App, name: str, folder: RememberedFolder) -> None:
    facts = {"folder": folder.folder, "project": folder.project or ""}
    with app.store.unit_of_work() as work:
        work.record(name, app.clock.now(), facts)


def _documents(app: App, full: Snapshot, left_out: list[str]) -> Iterator[Passage]:
    for each in folders(app):
        try:
            read = documents_of(app).read(each.folder)
        except BadInput as error:
            left_out.append(error.message)
            continue
        left_out += [f"{each.folder}: {why}" for why in read.refused]
        where = _shelved(each, full)
        for document in read.documents:
            yield from remembered_document(document, where)


def _shelved(folder: RememberedFolder, full: Snapshot) -> Shelved:
    project = full.get(Project, folder.project)
    return Shelved(
        folder=folder.folder,
        shelf=(f"{Project.table}:{folder.project}",) if folder.project else (),
        is_confidential=project is not None and project.confidential,
        names=(project.key, project.name) if project is not None else (),
        added_on=full.as_of,
    )
