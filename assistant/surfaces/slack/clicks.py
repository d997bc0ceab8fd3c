"""What can be clicked: the names that our buttons and windows carry, and what they are about."""

from __future__ import annotations

from enum import StrEnum


class Click(StrEnum):
    """A button, by its `action_id`."""

    APPROVE = "pmo_approve"
    REJECT = "pmo_reject"
    LINES = "pmo_lines"
    COMMENT = "pmo_comment"
    SNOOZE = "pmo_snooze"
    WITHDRAW = "pmo_withdraw"
    RATIFY = "pmo_ratify"
    SHOW = "pmo_show"
    ACCESS = "pmo_access"
    SOURCES = "pmo_sources"
    PAGE = "pmo_page"
    ASK = "pmo_ask"


class Form(StrEnum):
    """A window, by its `callback_id`."""

    LINES = "pmo_form_lines"
    COMMENT = "pmo_form_comment"
    READ = "pmo_form_read"


BETWEEN = "|"
"""Stands between the parts of a button's value."""

LINES_BLOCK, COMMENT_BLOCK, FIELD = "lines", "comment", "field"
