"""Write the nouns' columns into the first migration anew; only before the first release.

    .venv/bin/python tests/adapters/sql_store/write_initial_migration.py

After a release the first migration is never touched: a new one is written instead, with
`alembic.command.revision(autogenerate=True)` against a store at the head.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from assistant.adapters.sql_store import migrations
from assistant.portfolio.frames import content_schema
from assistant.portfolio.registry import NOUNS

MIGRATION = Path(migrations.__file__).parent / "versions" / "0001_first_schema.py"
KINDS = {"String": "text", "Int64": "number", "Boolean": "flag", "Date": "day"}


def nouns() -> str:
    lines = ["NOUNS: dict[str, dict[str, str]] = {"]
    for noun in NOUNS:
        by_kind: dict[str, list[str]] = {}
        for name, dtype in content_schema(noun).items():
            by_kind.setdefault(KINDS[str(dtype)], []).append(name)
        lines.append(f'    "{noun.table}": {{')
        for kind, names in by_kind.items():
            lines += _entry(kind, names)
        lines.append("    },")
    return "\n".join([*lines, "}\n"])


def _entry(kind: str, names: list[str]) -> list[str]:
    one = f'        "{kind}": "{" ".join(names)}",'
    if len(one) < 100:
        return [one]
    parts = textwrap.wrap(" ".join(names), 82)
    spaced = [f'            "{part} "' for part in parts[:-1]] + [f'            "{parts[-1]}"']
    return [f'        "{kind}": (', *spaced, "        ),"]


if __name__ == "__main__":
    text = MIGRATION.read_text(encoding="utf-8")
    written = re.sub(
        r"(?ms)^NOUNS: .*?^}\n|^NOUNS: .*? = \{\}\n", lambda _: nouns(), text, count=1
    )
    MIGRATION.write_text(written, encoding="utf-8")
