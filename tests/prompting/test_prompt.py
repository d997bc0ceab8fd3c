"""Prompt files: what they declare is what they take, and foreign text enters in envelopes only."""

from __future__ import annotations

import re

import pytest

from assistant.errors import BadPrompt
from assistant.prompting.envelope import Foreign, envelope
from assistant.prompting.library import prompt, prompt_ids
from assistant.prompting.prompt import Prompt

FRONT = "---\nid: a\npurpose: p\ninputs: {day: d}\nforeign: {texts: t}\noutput: o\n---\n"
GOOD = f"{FRONT}## System\nRules.\n## User\n{{{{day}}}} {{{{ texts }}}}\n"


def test_a_prompt_is_filled_in() -> None:
    rendered = Prompt.read("a", GOOD).render(
        day="2026-11-16", texts=envelope("texts", [Foreign(id="u1", text="{{day}} <b>")])
    )
    assert rendered.system == "Rules."
    assert rendered.user == (
        '2026-11-16 <texts>\n<text id="u1">&#123;&#123;day&#125;&#125; &lt;b&gt;</text>\n</texts>'
    )


def test_all_that_is_wrong_with_the_inputs_is_named() -> None:
    with pytest.raises(BadPrompt) as raised:
        Prompt.read("a", GOOD).render(days="x", texts="raw", more="y")
    assert str(raised.value) == (
        "prompt “a”: missing: day; not declared: days, more; foreign but in no envelope: texts."
    )
    sealed = envelope("texts", [])
    with pytest.raises(BadPrompt, match="in an envelope though not foreign: day"):
        Prompt.read("a", GOOD).render(day=sealed, texts=sealed)


BROKEN = {
    "no front": ("## System\na\n## User\nb", "needs front matter"),
    "no user": (f"{FRONT}## System\na\n", "needs front matter"),
    "no yaml": (GOOD.replace("id: a", "id: [a"), "no YAML"),
    "no mapping": ("---\n- a\n---\n## System\na\n## User\nb", "all of it"),
    "unknown field": (GOOD.replace("output: o", "outputs: o"), "output"),
    "undeclared": (GOOD + "{{other}}", "used but not declared: other"),
    "unused": (GOOD.replace("{{day}}", ""), "declared but not used: day"),
    "both": (GOOD.replace("{texts: t}", "{texts: t, day: d}"), "as both kinds: day"),
    "moving system": (GOOD.replace("Rules.", "{{day}}"), "in the system text: day"),
    "other name": (GOOD.replace("id: a", "id: b"), "not the name of the file: b"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_by_name(name: str) -> None:
    text, why = BROKEN[name]
    with pytest.raises(BadPrompt, match=re.escape(why)):
        Prompt.read("a", text)


def test_the_version_is_the_files_and_not_the_machines() -> None:
    version = Prompt.read("a", GOOD).version
    assert Prompt.read("a", GOOD.replace("\n", "\r\n")).version == version
    assert Prompt.read("a", GOOD.replace("Rules", "Rule")).version != version


def test_every_prompt_of_the_program_can_be_read() -> None:
    assert {"draft", "extract", "plan", "repair", "understand"} <= set(prompt_ids())
    for name in prompt_ids():
        assert prompt(name).system


def test_a_plan_sees_no_tracker_text() -> None:
    assert set(prompt("plan").foreign) == {"question"}


def test_every_prompt_with_foreign_text_says_that_it_is_no_instruction() -> None:
    for name in prompt_ids():
        if prompt(name).foreign:
            told = " ".join(prompt(name).system.split())
            assert re.search("never an? ?instruction|still only a text", told), name


def test_an_unknown_prompt_is_named() -> None:
    with pytest.raises(BadPrompt, match="nothing"):
        prompt("nothing")
