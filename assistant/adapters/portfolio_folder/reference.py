"""The reference of the portfolio folder, made of the nouns' own descriptions.

It is the README of every template, and `docs/portfolio-folder.md`.
"""

from __future__ import annotations

from assistant.adapters.portfolio_folder.wording import about, form, is_needed, meaning
from assistant.portfolio.noun import Column, Noun, columns
from assistant.portfolio.registry import NOUNS

_INTRODUCTION = """\
# The portfolio folder

A portfolio is a folder of CSV files, one for each kind of thing: `projects.csv`, `work_items.csv`,
`people.csv` and so on. Any file may be absent, any optional cell may be empty, and the order of
files, columns and rows does not matter. A workbook (`.xlsx`) with sheets of the same names is read
in the same way.

    pmo import --template my-portfolio      writes empty files like the ones described here
    pmo import my-portfolio                 reads them again and again, as you fill them

Start with `projects.csv` or `work_items.csv`. Each further file lets the assistant say more: people
and availability give load and dates, value inputs give an order, budgets give the cost status.

## How cells are written

| what | written |
|---|---|
| text | as it is; spaces at its ends do not count |
| date | `2026-11-30` |
| number | `1234.5`, with a decimal point |
| money | `4800000.00 EUR`, with the currency's code |
| work | `4d`, `2.5h`, `1w 2d`; a day has 8 hours, a week 5 days |
| work by skill | `iam 4d; backend 2d` |
| list | `one; two`; a semicolon inside an entry is written `\\;` |
| yes or no | `yes` or `no` |
| a key | the text in the column `key` of the other file |

Numbers are kept to four decimals and rounded half to even beyond. A row with a cell that cannot be
read is refused as a whole, with file, row, column, the reason and what to do; the other rows are
read. Columns that are not listed here are kept beside the row, and not used.

A row whose first cell begins with `#` and a space is a comment. The templates explain each column
in one; delete it or leave it.

Rows of the same key are the same thing: the second one is refused. A row that needs another one (a
dependency its two work items, a gate its project) is refused where that one is absent; everywhere
else a key that is not found is kept, and shown as a finding.

## The day, and whether it is everything

`datapackage.json` is a [Frictionless data package](https://specs.frictionlessdata.io): any tool
that knows the standard can check the files with it. Its property `pmo` says whose rows these are:

    "pmo": {"source": "larkfield", "as_of": "2026-10-12", "complete": true}

- `source` is the name the portfolio is known by; without it, the folder's name.
- `as_of` is the day the rows speak of; `pmo import FOLDER --as-of DATE` says so instead. Without
  either it is the day the files were last changed, and the import says that it assumed so.
- `complete` true means that a row which is absent no longer exists. With `false` the folder holds
  changes: its rows are added to, or take the place of, those read before.

## The files
"""


def reference_text() -> str:
    """Return the whole reference as Markdown."""
    return "\n".join([_INTRODUCTION, *(_section(noun) for noun in NOUNS)])


def _section(noun: type[Noun]) -> str:
    rows = "\n".join(_row(noun, column) for column in columns(noun))
    return (
        f"### {noun.table}.csv\n\n{about(noun)}\n\n"
        f"| column | needed | what it holds | written |\n|---|---|---|---|\n{rows}\n"
    )


def _row(noun: type[Noun], column: Column) -> str:
    needed = "yes" if is_needed(noun, column) else ""
    cells = (f"`{column.name}`", needed, meaning(noun, column), form(column))
    return f"| {' | '.join(cells)} |"
