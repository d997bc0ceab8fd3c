"""A prompt file: front matter that declares it, a system text that never changes, a user text.

    ---
    id: plan
    purpose: …
    inputs: {tools: what can be found out}
    foreign: {question: what the person asked}
    output: what the answer is
    ---
    ## System
    …
    ## User
    {{tools}} … {{question}}

The system text takes no input, so that its beginning is the same in every call. Inputs are texts
of our own; foreign ones enter as envelopes only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Self

import yaml
from pydantic import Field, ValidationError

from assistant.errors import BadPrompt
from assistant.ports.model import RenderedPrompt
from assistant.prompting.envelope import Enveloped
from assistant.values import Value

_FILE = re.compile(
    r"---\n(?P<front>.*?)\n---\n\s*## System\n(?P<system>.*?)\n## User\n(?P<user>.*)", re.DOTALL
)
_INPUT = re.compile(r"\{\{ ?([a-z][a-z0-9_]*) ?\}\}")
_VERSION = 16

Given = str | Enveloped


class _Front(Value):
    """What a prompt file declares."""

    id: str
    purpose: str
    inputs: Mapping[str, str] = Field(default_factory=dict)
    foreign: Mapping[str, str] = Field(default_factory=dict)
    output: str


class Prompt(Value):
    """One prompt, as its file says."""

    id: str
    purpose: str
    inputs: Mapping[str, str]
    foreign: Mapping[str, str]
    output: str
    system: str
    user: str
    version: str = Field(description="hash of the file")

    @classmethod
    def read(cls, name: str, text: str) -> Self:
        """Return the prompt in a file; BadPrompt says what is wrong with it."""
        text = text.replace("\r\n", "\n")
        parts = _FILE.fullmatch(text)
        if parts is None:
            raise BadPrompt(
                "it needs front matter between “---” lines, then “## System” and “## User”.",
                prompt=name,
            )
        prompt = cls(
            **_front(name, parts["front"]).model_dump(),
            system=parts["system"].strip(),
            user=parts["user"].strip(),
            version=hashlib.sha256(text.encode()).hexdigest()[:_VERSION],
        )
        prompt._holds(name)
        return prompt

    def render(self, **given: Given) -> RenderedPrompt:
        """Return the prompt with its inputs; BadPrompt names all that are missing, odd or unsafe."""
        declared = {**self.inputs, **self.foreign}
        troubles = {
            "missing": [name for name in declared if name not in given],
            "not declared": [name for name in given if name not in declared],
            "foreign but in no envelope": self._of_kind(given, self.foreign, str),
            "in an envelope though not foreign": self._of_kind(given, self.inputs, Enveloped),
        }
        self._none_of(self.id, troubles)
        texts = {
            name: each.sealed if isinstance(each, Enveloped) else each
            for name, each in given.items()
        }
        user = _INPUT.sub(lambda found: texts[found[1]], self.user)
        return RenderedPrompt(id=self.id, version=self.version, system=self.system, user=user)

    def _holds(self, name: str) -> None:
        used, declared = set(_INPUT.findall(self.user)), {*self.inputs, *self.foreign}
        troubles = {
            "used but not declared": sorted(used - declared),
            "declared but not used": sorted(declared - used),
            "declared as both kinds": sorted({*self.inputs} & {*self.foreign}),
            "in the system text": _INPUT.findall(self.system),
            "not the name of the file": [self.id] if self.id != name else [],
        }
        self._none_of(name, troubles)

    @staticmethod
    def _of_kind(
        given: Mapping[str, Given], names: Mapping[str, str], kind: type[Given]
    ) -> list[str]:
        return [name for name in names if isinstance(given.get(name), kind)]

    @staticmethod
    def _none_of(name: str, troubles: Mapping[str, list[str]]) -> None:
        found = [f"{what}: {', '.join(names)}" for what, names in troubles.items() if names]
        if found:
            raise BadPrompt(f"{'; '.join(found)}.", prompt=name)


def _front(name: str, text: str) -> _Front:
    try:
        return _Front.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise BadPrompt("its front matter is no YAML.", prompt=name) from error
    except ValidationError as error:
        wrong = ", ".join(
            ".".join(map(str, each["loc"])) or "all of it" for each in error.errors()
        )
        raise BadPrompt(f"its front matter is wrong in: {wrong}.", prompt=name) from error
