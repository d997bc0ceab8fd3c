"""What a tool is: a name, what it is for, typed arguments, and how it finds out.

A tool reads what the asker may see and returns statements of facts. It *refuses* arguments that
cannot be used by raising one of the errors people understand (`assistant.errors`): whoever chose
them may correct them. Anything else that goes wrong is a *fault* and ends the question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from assistant.briefing.told import Told
from assistant.usecases.assessment import Assessment
from assistant.values import Value


class Arguments(Value):
    """What a tool is asked; every field is described, unknown fields are refused."""


A = TypeVar("A", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Context:
    """What every tool works with: the portfolio as the asker may see it, computed when needed."""

    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Tool(Generic[A]):
    """One thing that can be found out."""

    name: str
    about: str
    arguments: type[A]
    find_out: Callable[[Context, A], Told]

    def call(self, context: Context, given: dict[str, Any]) -> Told:
        """Return what is found with arguments as they came. Raises BadInput where they are none."""
        return self.find_out(context, self.read(given))

    def read(self, given: dict[str, Any]) -> A:
        """Return arguments as they came, typed. Raises BadInput, which names every wrong field."""
        from pydantic import ValidationError

        from assistant.errors import BadInput

        try:
            return self.arguments.model_validate(given)
        except ValidationError as wrong:
            fields = "; ".join(
                f"{'.'.join(map(str, each['loc'])) or 'arguments'}: {each['msg']}"
                for each in wrong.errors(include_url=False, include_input=False)
            )
            raise BadInput(f"The tool {self.name} cannot be asked so: {fields}.") from wrong
