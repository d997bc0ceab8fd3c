"""A prompt that changed fails until it was evaluated again."""

from __future__ import annotations

import json

import pytest

from assistant.prompting.library import prompt, prompt_ids
from assistant.prompting.prompt import Prompt
from evals.prompt_baseline import BASELINE, failures, scorecard

KEPT = json.loads(BASELINE.read_text(encoding="utf-8"))


def test_the_baseline_speaks_of_the_prompts_there_are() -> None:
    assert set(KEPT) == set(prompt_ids())


@pytest.mark.parametrize("name", prompt_ids())
def test_each_prompt_is_the_one_that_was_evaluated(name: str) -> None:
    assert prompt(name).version == KEPT[name]["version"], (
        f"prompts/{name}.md changed: evaluate it again with python -m evals.prompt_baseline"
    )
    assert scorecard(prompt(name)) | {"with_a_model": None} == KEPT[name] | {"with_a_model": None}


def test_a_prompt_that_cannot_be_kept_is_named() -> None:
    text = (
        "---\nid: a\npurpose: p\noutput: o\n---\n## System\n" + "rule " * 1_000 + "\n## User\nGo."
    )
    cards = {"a": scorecard(Prompt.read("a", text))}
    assert list(failures(cards)) == ["a: 1000 tokens of system text, at most 900"]
    cards["a"] |= {"held": 4, "short_enough": True}
    assert list(failures(cards)) == ["a: hostile text gets out of its envelope"]
