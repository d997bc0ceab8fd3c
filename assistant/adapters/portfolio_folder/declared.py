"""What a folder says of itself: the property `pmo` of its Frictionless `datapackage.json`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError

from assistant.adapters.portfolio_folder.naming import DESCRIPTOR
from assistant.adapters.tabular.nearest import nearest
from assistant.errors import BadSource
from assistant.values import Value

_EXAMPLE = '"pmo": {"source": "larkfield", "as_of": "2026-10-12", "complete": true}'


class Declared(Value):
    """Whose rows these are, the day they speak of, and whether they are all of them."""

    model_config = ConfigDict(strict=True)

    source: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    as_of: date | None = None
    complete: bool = True


def read_declared(folder: Path) -> Declared | None:
    """Return what the descriptor says; None where there is none, or it says nothing of this.

    Raises BadSource for a descriptor that cannot be read.
    """
    file = folder / DESCRIPTOR
    if not file.is_file():
        return None
    try:
        package = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise _bad("it is no readable JSON.", f"Mend it, or delete it. ({error})") from error
    said = package.get("pmo") if isinstance(package, dict) else None
    if said is None:
        return None
    try:
        return Declared.model_validate_json(json.dumps(said))
    except ValidationError as error:
        raise _explained(error) from error


def _explained(error: ValidationError) -> BadSource:
    first, *_ = error.errors(include_url=False, include_input=False)
    name = ".".join(["pmo", *map(str, first["loc"])])
    if first["type"] == "extra_forbidden":
        near = nearest(str(first["loc"][-1]), Declared.model_fields)
        hint = f"Did you mean “{near}”?" if near else f"Write it like {_EXAMPLE}."
        return _bad(f"“{name}” is not known.", hint)
    return _bad(f"“{name}” cannot be used: {first['msg'].lower()}.", f"Write it like {_EXAMPLE}.")


def _bad(message: str, remedy: str) -> BadSource:
    return BadSource(message, file=DESCRIPTOR, remedy=remedy)
