"""All prompts that come with the program."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from assistant.errors import BadPrompt
from assistant.prompting.prompt import Prompt

_SUFFIX = ".md"


def prompt_ids() -> tuple[str, ...]:
    """Return the ids of all prompts, sorted."""
    names = (each.name for each in files("prompts").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def prompt(name: str) -> Prompt:
    """Return a prompt by its id; BadPrompt where there is none, or its file is wrong."""
    if name not in prompt_ids():
        raise BadPrompt("there is none of that name.", prompt=name)
    text = (files("prompts") / f"{name}{_SUFFIX}").read_text(encoding="utf-8")
    return Prompt.read(name, text)
