"""Larkfield Mutual, a fictional insurer: the portfolio that carries demo, docs, tests and evals.

Six portfolio folders, one for each Monday from 12 October to 16 November 2026. The first one holds
everything, the others what changed since. `docs/sample-portfolio.md` tells its stories.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path


def sample_folders() -> tuple[Path, ...]:
    """Return the portfolio folders, the oldest first."""
    return tuple(sorted(folder for folder in _root().iterdir() if _is_portfolio(folder)))


def sample_revision() -> str:
    """Return a hash of the sample's files: a store made from other files is out of date."""
    digest = hashlib.sha256()
    for file in sorted(file for folder in sample_folders() for file in folder.iterdir()):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _root() -> Path:
    """Return where the sample lies; packages of this kind are always unpacked on a disk."""
    return Path(str(files(__name__)))


def _is_portfolio(folder: Path) -> bool:
    return (folder / "datapackage.json").is_file()
