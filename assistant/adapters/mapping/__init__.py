"""Mapping files: what the columns of any export mean, proposed from the export itself.

`MappedSource` reads an export by a mapping; `propose_mapping` proposes one, with the questions that
only a person can answer; `source_name` and `day_in_name` tell what its file name says.
"""

from assistant.adapters.mapping.mapping_file import mapping_text, read_mapping
from assistant.adapters.mapping.proposal import (
    Proposal,
    Question,
    day_in_name,
    propose_mapping,
    source_name,
)
from assistant.adapters.mapping.source import MappedSource
from assistant.adapters.mapping.source_mapping import SourceMapping

__all__ = [
    "MappedSource",
    "Proposal",
    "Question",
    "SourceMapping",
    "day_in_name",
    "mapping_text",
    "propose_mapping",
    "read_mapping",
    "source_name",
]
