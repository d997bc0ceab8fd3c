from pathlib import Path

from assistant.adapters.portfolio_folder.reference import reference_text
from assistant.portfolio.noun import columns
from assistant.portfolio.registry import NOUNS

DOCUMENT = Path(__file__).parents[3] / "docs" / "portfolio-folder.md"


def test_the_reference_in_the_docs_is_the_one_every_template_carries() -> None:
    remedy = "write a template (pmo import --template DIR) and copy its README.md there"
    assert DOCUMENT.read_text(encoding="utf-8") == reference_text(), remedy


def test_every_file_and_column_is_explained() -> None:
    text = reference_text()
    for noun in NOUNS:
        _, _, section = text.partition(f"### {noun.table}.csv\n")
        section, _, _ = section.partition("### ")
        for column in columns(noun):
            (row,) = [
                line for line in section.splitlines() if line.startswith(f"| `{column.name}` |")
            ]
            _, _, needed, meaning, form, _ = (cell.strip() for cell in row.split("|"))
            assert meaning
            assert form
            assert (needed == "yes") == (
                column.required and not (column.name == "key" and noun.identity)
            )
