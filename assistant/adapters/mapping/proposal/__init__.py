"""A mapping proposed from an export, with the questions that only a person can answer."""

from assistant.adapters.mapping.proposal.examples import ExampleRow
from assistant.adapters.mapping.proposal.file_name import day_in_name, source_name
from assistant.adapters.mapping.proposal.proposal import Proposal, propose_mapping
from assistant.adapters.mapping.proposal.question import Option, Question

__all__ = [
    "ExampleRow",
    "Option",
    "Proposal",
    "Question",
    "day_in_name",
    "propose_mapping",
    "source_name",
]
