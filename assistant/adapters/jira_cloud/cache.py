"""What was read of a site, kept between readings: the last whole reading, and the one under way.

Two files of JSON lines in a folder of their own, for the owner's eyes only: `issues.jsonl` is
replaced when a reading is whole, `progress.jsonl` grows by a page at a time, so that a reading that
broke off, or was killed, goes on behind its last page.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.adapters.jira_cloud.records import Record
from assistant.errors import BadSource

_FORM = 1
"""Changes with what a record holds: a cache of another form is not used."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The last whole reading: when it began by Jira's clock, and when all issues were last read."""

    began: datetime
    full: datetime
    digest: str
    projects: tuple[str, ...]
    records: Mapping[str, Record]


@dataclass(slots=True)
class Attempt:
    """A reading under way; `since` is None where all issues are read. `token` leads on."""

    began: datetime
    since: datetime | None
    digest: str
    token: str | None = None
    paged: bool = False
    records: dict[str, Record] = field(default_factory=dict)

    @property
    def newest(self) -> str | None:
        """When the last issue that was read was created."""
        return next((self.records[key].get("created") for key in reversed(self.records)), None)


class Cache:
    """The folder of one source: a site, as one account, and the projects that are wanted."""

    def __init__(self, folder: Path, *what: str) -> None:
        name = hashlib.sha256("\n".join(what).encode()).hexdigest()[:16]
        self._folder = folder / name
        self._issues = self._folder / "issues.jsonl"
        self._progress = self._folder / "progress.jsonl"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder; BadSource where another process reads the same, or it cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = (self._folder / "lock").open("w")
        except OSError as error:
            raise BadSource(
                f"{(error.strerror or 'it cannot be written').lower()}.",
                file=str(self._folder),
                remedy="Name a folder that can be written in PMO_JIRA_CACHE.",
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise BadSource(
                    "another process is reading it.", file="jira:", remedy="Try again in a while."
                ) from error
            yield

    def kept(self) -> Kept | None:
        """Return the last whole reading; None where there is none that can be used."""
        try:
            head, *records = _lines(self._issues)
            return Kept(
                began=datetime.fromisoformat(head["began"]),
                full=datetime.fromisoformat(head["full"]),
                digest=head["digest"],
                projects=tuple(head["projects"]),
                records={record["id"]: record for record in records},
            )
        except (ValueError, KeyError, TypeError):
            return None

    def keep(self, kept: Kept) -> None:
        """Keep a whole reading instead of the last one, and forget the one under way."""
        head = {
            "form": _FORM,
            "began": kept.began.isoformat(),
            "full": kept.full.isoformat(),
            "digest": kept.digest,
            "projects": kept.projects,
        }
        part = self._issues.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            file.writelines(_line(each) for each in (head, *kept.records.values()))
        part.replace(self._issues)
        self.forget_attempt()

    def attempt(self) -> Attempt | None:
        """Return the reading that broke off, as far as its pages are whole."""
        _mend(self._progress)
        try:
            head, *pages = _lines(self._progress)
            found = Attempt(
                began=datetime.fromisoformat(head["began"]),
                since=datetime.fromisoformat(head["since"]) if head["since"] else None,
                digest=head["digest"],
            )
            for page in pages:
                found.records |= {record["id"]: record for record in page["records"]}
                found.token, found.paged = page["token"], page["paged"]
        except (ValueError, KeyError, TypeError):
            return None
        return found

    def begin(self, attempt: Attempt) -> None:
        """Begin a reading, instead of one that broke off."""
        since = attempt.since.isoformat() if attempt.since else None
        head = {"form": _FORM, "began": attempt.began.isoformat(), "since": since}
        with self._progress.open("w", encoding="utf-8") as file:
            file.write(_line(head | {"digest": attempt.digest}))

    def add(self, attempt: Attempt, records: Iterable[Record]) -> None:
        """Keep a page of a reading, with where the next one begins."""
        page = {"records": [*records], "token": attempt.token, "paged": attempt.paged}
        with self._progress.open("a", encoding="utf-8") as file:
            file.write(_line(page))

    def forget_attempt(self) -> None:
        """Forget the reading under way."""
        self._progress.unlink(missing_ok=True)


def _mend(path: Path) -> None:
    """Cut off a last line that was not written to its end, so that the next one stands alone."""
    if path.exists():
        with path.open("r+b") as file:
            file.truncate(file.read().rfind(b"\n") + 1)


def _lines(path: Path) -> Iterator[Any]:
    """Yield the values of a file's lines; ValueError where one is broken, none of another form."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            value = json.loads(line)
            if number == 0 and not (isinstance(value, dict) and value.get("form") == _FORM):
                return
            yield value


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True) + "\n"
