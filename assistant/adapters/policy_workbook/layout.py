"""The words of the workbook's sheets: which blocks there are, and their columns."""

from __future__ import annotations

INPUT = ("Input", "Kind", "Meaning", "Values", "When missing")
OUTPUT = ("Output", "Words")
ANSWER = "Answer"
RULE = "Rule"
RULE_HEAD = ("Owner", "Since", "Severity")
BECAUSE, REMEDY, EXAMPLES = "Because", "Remedy", "Examples (given → expected)"
WHEN, THEN = "when ", "then "

LIMIT = ("Limit", "Value", "Unit", "Because", "Remedy")
TOLERANCE = ("Tolerance", "Unit", "Strict", "Normal", "Lenient", "Because")
SETTING = ("Setting", "Value")

ANSWERS = ("default", "unknown")
LONGEST_TITLE = 31
"""Characters of a sheet's name that Excel takes."""
