"""Policies as workbooks for people: a sheet a table, examples as a column, and back without loss."""

from assistant.adapters.policy_workbook.files import read_policy_files
from assistant.adapters.policy_workbook.sheet_writing import policy_workbook

__all__ = ["policy_workbook", "read_policy_files"]
