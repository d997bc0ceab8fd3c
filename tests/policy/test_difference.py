"""Two policies side by side, and policy files that read back as what they were."""

from __future__ import annotations

from assistant.policy import default_policy, default_tables, parse_policy
from assistant.policy.difference import Difference, DifferenceKind, differences
from assistant.policy.writing import policy_files, policy_text
from tests.policy.tables import LATE, SEEN, trial


def between(before: str, after: str) -> tuple[Difference, ...]:
    return differences(parse_policy({"trial": before}), parse_policy({"trial": after}))


def test_rows_that_come_and_go_and_move() -> None:
    (added,) = between(trial(LATE), trial(LATE + SEEN))
    assert (added.kind, added.row) == (DifferenceKind.ADDED, "seen-amber")
    (removed,) = between(trial(LATE + SEEN), trial(SEEN))
    assert (removed.kind, removed.row) == (DifferenceKind.REMOVED, "too-late")
    moved = between(trial(LATE + SEEN, hit="collect"), trial(SEEN + LATE, hit="collect"))
    assert {(each.row, each.kind) for each in moved} == {
        ("too-late", DifferenceKind.MOVED),
        ("seen-amber", DifferenceKind.MOVED),
    }


def test_a_changed_cell_is_told_before_and_after() -> None:
    changed = LATE.replace('"> allowed"', '"> 2 days"')
    (each,) = between(trial(LATE), trial(changed))
    assert (each.part, each.before, each.after) == ("when", "late > allowed", "late > 2 days")


def test_a_changed_limit_and_a_new_table_are_told() -> None:
    limits = "table: limits\ntitle: Limits\nlimits:\n  exec_words: {value: 200, unit: count, because: a, remedy: b}\n"
    after = parse_policy({"limits": limits, "trial": trial()})
    found = differences(default_policy(), after)
    assert [(each.table, each.row, each.part) for each in found] == [
        ("limits", "exec_words", "value"),
        ("limits", "exec_words", "because"),
        ("limits", "exec_words", "remedy"),
        ("trial", None, None),
    ]
    assert (found[0].before, found[0].after) == ("350", "200")


def test_a_policy_does_not_differ_from_itself_nor_from_its_own_text() -> None:
    policy = default_policy()
    again = parse_policy({name: policy_text(file) for name, file in policy_files(policy).items()})
    assert again.hash == policy.hash
    assert differences(policy, again) == ()
    assert set(policy_files(policy)) == set(default_tables())
