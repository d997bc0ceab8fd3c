"""What a table answers, above all when something is missing."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.policy import Truth
from assistant.policy.compiling import compile_table
from assistant.policy.evaluation import CompiledTable
from assistant.policy.reading import read_policy_file
from assistant.policy.table import DecisionTable
from tests.policy.tables import LATE, SEEN, ask, trial


def test_the_first_row_that_holds_answers() -> None:
    verdict = ask({"late": 3, "allowed": 2, "seen": "amber"})
    assert (verdict["rag"], verdict.rule, verdict.is_unknown) == ("red", "too-late", False)


def test_the_default_answers_when_no_row_holds() -> None:
    verdict = ask({"late": 2, "allowed": 2, "seen": "green"})
    assert (verdict["rag"], verdict.rule) == ("green", "trial/default")
    assert verdict.answer.because == "nothing speaks against it"


def test_a_missing_value_lets_no_later_row_pass() -> None:
    verdict = ask({"allowed": 2, "seen": "amber"})
    assert (verdict["rag"], verdict.rule) == ("grey", "trial/unknown")
    assert [row.id for row in verdict.open] == ["too-late"]
    assert verdict.missing() == ("late",)


def test_a_missing_value_lets_no_default_pass() -> None:
    verdict = ask({"late": 1, "allowed": 2})
    assert (verdict["rag"], verdict.missing()) == ("grey", ("seen",))


def test_a_missing_value_behind_the_hit_does_not_matter() -> None:
    verdict = ask({"late": 3, "allowed": 2})
    assert (verdict["rag"], verdict.is_unknown) == ("red", False)


def test_a_missing_value_does_not_matter_when_the_answer_is_the_same_either_way() -> None:
    red = SEEN.replace("{rag: amber}", "{rag: red}")
    verdict = ask({"late": 3, "allowed": 2}, trial(red + LATE))
    assert (verdict["rag"], verdict.rule, verdict.is_unknown) == ("red", "too-late", False)
    assert [row.id for row in verdict.open] == ["seen-amber"]


def test_an_input_declared_so_is_not_judged_when_it_is_missing() -> None:
    share = SEEN.replace('{seen: "in amber, red"}', '{share: "< 85 %"}').replace(
        "seen: amber", "share: 80 %"
    )
    assert ask({"late": 0, "allowed": 2}, trial(LATE + share))["rag"] == "green"
    assert ask({"late": 0, "allowed": 2, "share": 84}, trial(LATE + share))["rag"] == "amber"


def test_missing_is_a_condition_that_always_has_an_answer() -> None:
    unsaid = SEEN.replace('"in amber, red"', "missing").replace("seen: amber", "share: 1 %")
    assert ask({"late": 0, "allowed": 2}, trial(LATE + unsaid))["rag"] == "amber"
    assert ask({"late": 0, "allowed": 2, "seen": "red"}, trial(LATE + unsaid))["rag"] == "green"


def test_a_collecting_table_gives_every_hit() -> None:
    verdict = ask({"late": 3, "allowed": 2, "seen": "red"}, trial(hit="collect"))
    assert [dict(each) for each in verdict.outputs] == [{"rag": "red"}, {"rag": "amber"}]


def test_a_collecting_table_adds_unknown_to_its_hits() -> None:
    verdict = ask({"late": 3, "allowed": 2}, trial(hit="collect"))
    assert [each["rag"] for each in verdict.outputs] == ["red", "grey"]
    assert verdict.is_unknown


def test_a_collecting_table_falls_back_to_its_default() -> None:
    verdict = ask({"late": 0, "allowed": 2, "seen": "green"}, trial(hit="collect"))
    assert (verdict.rule, [each["rag"] for each in verdict.outputs]) == (
        "trial/default",
        ["green"],
    )


def test_the_trace_tells_every_cell_its_value_and_answer() -> None:
    late, seen = ask({"late": 3, "allowed": 2}).trace()
    assert (late.row, late.answer, seen.answer) == ("too-late", Truth.YES, Truth.UNKNOWN)
    (cell,) = late.cells
    assert (cell.input, cell.condition, cell.value, cell.answer) == (
        "late",
        "> allowed",
        3,
        Truth.YES,
    )
    assert seen.cells[0].value is None


def test_what_was_given_may_change_afterwards() -> None:
    given_then = {"late": 3, "allowed": 2}
    verdict = ask(given_then)
    given_then["late"] = 0
    assert verdict.trace()[0].answer is Truth.YES


def test_rows_that_say_the_same_are_told() -> None:
    red = SEEN.replace("{rag: amber}", "{rag: red}").replace("{seen: green}", "{seen: green}")
    verdict = ask({"late": 3, "allowed": 2, "seen": "red"}, trial(LATE + red))
    assert [row.id for row in verdict.agreeing()] == ["seen-amber"]
    assert ask({"late": 3, "allowed": 2, "seen": "green"}, trial(LATE + red)).agreeing() == ()


ROW = """
  - id: r{number}
    owner: x
    since: 2026-11-01
    severity: low
    when: {{late: "{sign} {day} days", seen: "{seen}"}}
    then: {{rag: {rag}}}
    because: b
    remedy: r
    examples: [{{given: {{}}, expected: {{}}}}, {{given: {{}}, expected: {{}}}}]
"""
VALUES = {"late": (0, 1, 2, 3), "seen": ("red", "amber", "green")}

rows = st.lists(
    st.fixed_dictionaries(
        {
            "sign": st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
            "day": st.integers(0, 3),
            "seen": st.sampled_from(["= red", "!= red", "in red, green", "= amber"]),
            "rag": st.sampled_from(["red", "amber", "green"]),
        }
    ),
    min_size=1,
    max_size=4,
)


def _compiled(drawn: list[dict[str, object]], hit: str) -> CompiledTable:
    texts = [ROW.format(number=number, **row) for number, row in enumerate(drawn)]
    return compile_table(read_policy_file(DecisionTable, "trial", trial("".join(texts), hit)))


@settings(max_examples=60, deadline=None)
@given(rows, st.sampled_from(["first", "collect"]))
def test_a_settled_answer_is_the_same_whatever_the_missing_values_are(
    drawn: list[dict[str, object]], hit: str
) -> None:
    table = _compiled(drawn, hit)
    for known in ((), ("late",), ("seen",)):
        for values in product(*VALUES.values()):
            whole = dict(zip(VALUES, values, strict=True))
            verdict = table.decide({name: whole[name] for name in known})
            if not verdict.is_unknown:
                assert verdict.outputs == table.decide(whole).outputs


@settings(max_examples=60, deadline=None)
@given(rows)
def test_with_every_value_known_nothing_is_open(drawn: list[dict[str, object]]) -> None:
    table = _compiled(drawn, "first")
    for values in product(*VALUES.values()):
        verdict = table.decide(dict(zip(VALUES, values, strict=True)))
        held = [row.row for row in verdict.trace() if row.answer is Truth.YES]
        assert verdict.rule == (held[0] if held else "trial/default")
        assert verdict.open == ()
