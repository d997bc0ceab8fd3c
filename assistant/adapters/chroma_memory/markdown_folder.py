"""Folders of Markdown documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.errors import BadInput
from assistant.ports.memory import Document, DocumentFolder

_ENDINGS = frozenset({".md", ".markdown"})
_MOST_BYTES = 2_000_000


class MarkdownFolder:
    """Reads `.md` files, in folders below too; hidden ones and links out of the folder are not."""

    def read(self, folder: str) -> DocumentFolder:
        """Return the documents of a folder, by path. Raises BadInput where there is none."""
        root = Path(folder).expanduser()
        if not root.is_dir():
            raise BadInput(f"There is no folder {folder}.", remedy="Name a folder of .md files.")
        documents: list[Document] = []
        refused: list[str] = []
        for path in sorted(_files(root), key=lambda each: each.as_posix()):
            read = _read(root, path)
            if isinstance(read, Document):
                documents.append(read)
            else:
                refused.append(read)
        return DocumentFolder(
            folder=root.resolve().as_posix(), documents=tuple(documents), refused=tuple(refused)
        )


def _files(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if path.suffix.lower() in _ENDINGS and not any(
            part.startswith(".") for part in inside.parts
        ):
            yield path


def _read(root: Path, path: Path) -> Document | str:
    """Return a document, or a sentence why it cannot be used."""
    name = path.relative_to(root).as_posix()
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            return f"{name} leads out of the folder."
        if path.stat().st_size > _MOST_BYTES:
            return f"{name} is larger than two megabytes."
        return Document(path=name, text=path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return f"{name} is not in UTF-8."
    except OSError as error:
        return f"{name} cannot be read ({error.strerror})."
