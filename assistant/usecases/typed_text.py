"""What people type as a reason, a remark or a record: something, and not too much."""

from __future__ import annotations

from assistant.errors import BadInput
from assistant.governance.dispute import MOST_LETTERS


def typed_text(text: str, missing: str, *, most: int = MOST_LETTERS) -> str:
    """Return what somebody typed without spaces around it.

    BadInput where it is empty, in the words of `missing`, or longer than `most` letters.
    """
    said = text.strip()
    if not said:
        raise BadInput(missing, remedy=f"Say it in one to {most} letters.")
    if len(said) > most:
        raise BadInput(
            f"This text has {len(said)} letters.", remedy=f"Say it in one to {most} letters."
        )
    return said
