"""The inner loop: items are placed one after another at the first time that everything allows.

The serial schedule generation scheme (Kelley 1963; Kolisch 1996), written for rows of numbers so
that it runs as Python and compiled alike (see `problem` for the rows). What was placed last can
be taken back, so that another end of an order is tried without placing its beginning again.
"""

from __future__ import annotations

import math

from assistant.planning.sequencing.problem import Problem, Row, State

_SLIVER = 1e-6
"""Grains, and days, that are no difference."""


def place(order: Row, first: int, problem: Problem, state: State) -> None:
    """Place the items of an order from a place on; those before it are placed."""
    for done in range(first, len(order)):
        place_item(order[done], problem, state)
        _add_up(order[done], done, problem, state)


def place_within(
    order: Row, first: int, problem: Problem, state: State, least: Row, most: tuple[float, float]
) -> int:
    """Place items from a place on until it is clear that they miss or cost more than the most.

    `least` is what each item costs at the least. Return up to which place they were placed.
    """
    most_late, most_cost = most
    rest = 0.0
    for done in range(first, len(order)):
        rest += least[order[done]]
    for done in range(first, len(order)):
        item = order[done]
        place_item(item, problem, state)
        _add_up(item, done, problem, state)
        rest -= least[item]
        if state.late[done + 1] > most_late or state.cost[done + 1] + rest > most_cost:
            return done
    return len(order)


def _add_up(item: int, done: int, problem: Problem, state: State) -> None:
    """Add what an item misses and costs, placed after so many others."""
    finish, deadline = state.finish[item], problem.deadline[item]
    over = finish - deadline if finish > deadline + _SLIVER else 0.0
    state.late[done + 1] = state.late[done] + over
    state.cost[done + 1] = state.cost[done] + problem.weight[item] * finish


def take_back(order: Row, first: int, problem: Problem, state: State) -> None:
    """Take back the items of an order from a place on; the order is as it was placed."""
    for place in range(len(order) - 1, first - 1, -1):
        item = order[place]
        team = problem.team[item]
        if team >= 0:
            _leave_team(item, team, state)
        _give_back(item, problem, state)
        state.finish[item] = -1.0


def place_item(item: int, problem: Problem, state: State) -> None:
    """Place one item after what it waits for, within its team's limit."""
    ready, no_sooner = _allowed(item, problem, state)
    team = problem.team[item]
    state.is_held[item] = 0
    _place_parts(item, ready, no_sooner, problem, state)
    if team >= 0:
        again = _next_turn(item, team, problem, state)
        while again > ready and not problem.started[item]:
            _give_back(item, problem, state)
            ready = again
            state.is_held[item] = 1
            _place_parts(item, ready, no_sooner, problem, state)
            again = _next_turn(item, team, problem, state)
        _join_team(item, team, state)
    state.finish[item] = live(item, state.under_way[item], problem)


def _allowed(item: int, problem: Problem, state: State) -> tuple[float, float]:
    """Return the earliest start and finish that links, gates and its expected day allow."""
    ready, no_sooner = problem.not_before[item], problem.no_sooner[item]
    for wait in range(problem.wait_from[item], problem.wait_from[item + 1]):
        before = problem.wait_before[wait]
        if state.finish[before] >= 0:
            time = state.start[before] if problem.wait_from_start[wait] else state.finish[before]
            time += problem.wait_lag[wait]
            if problem.wait_to_finish[wait]:
                no_sooner = max(no_sooner, time)
            else:
                ready = max(ready, time)
    return ready, no_sooner


def live(item: int, finish: float, problem: Problem) -> float:
    """Return when an item that is finished at a time goes live."""
    for span in range(problem.frozen_from[item], problem.frozen_from[item + 1]):
        if problem.frozen_after[span] + _SLIVER < finish < problem.frozen_thaw[span]:
            finish = problem.frozen_thaw[span]
    return finish


def _place_parts(
    item: int, ready: float, no_sooner: float, problem: Problem, state: State
) -> None:
    """Place all parts of an item side by side, each with whoever finishes it first."""
    begins, ends = math.inf, no_sooner
    for part in range(problem.part_from[item], problem.part_from[item + 1]):
        ends = max(ends, place_part(part, ready, problem, state))
        begins = min(begins, time_of_start(state.begin[part], state.person[part], ready, problem))
    state.start[item] = begins
    state.under_way[item] = ends


def place_part(part: int, ready: float, problem: Problem, state: State) -> float:
    """Give a part to whoever finishes it first; return when that is.

    One function, since it is the innermost: half of all time is spent in it.
    """
    done, days = problem.done, problem.days
    low, high, following = state.free_low, state.free_high, state.free_next
    work, pool = problem.part_work[part], problem.part_pool[part]
    day = min(int(ready), days)
    best, best_finish, best_begin, best_free, best_before = -1, math.inf, 0, 0, -1
    for place in range(problem.pool_from[pool], problem.pool_from[pool + 1]):
        person = problem.pool_person[place]
        row = person * (days + 1) + day
        earliest = done[row]
        if ready > day:
            pace = problem.pace[person] if day == days else done[row + 1] - earliest
            earliest += math.ceil((ready - day) * pace - _SLIVER)
        before, free = -1, state.first_free[person]
        begin = max(low[free], earliest)
        while begin + work > high[free]:
            before, free = free, following[free]
            begin = max(low[free], earliest)
        finish = time_of_end(begin + work, person, ready, problem)
        if finish < best_finish or best < 0:
            best, best_finish, best_begin = person, finish, begin
            best_free, best_before = free, before
    state.person[part], state.begin[part] = best, best_begin
    _take(part, best_free, best_before, problem, state)
    return best_finish


def time_of_end(grains: int, person: int, after: float, problem: Problem) -> float:
    """Return the first time by which somebody has done so much; it is later than `after`."""
    done, days = problem.done, problem.days
    row = person * (days + 1)
    if grains > done[row + days]:
        pace: int = problem.pace[person]
        return days + (grains - done[row + days]) / pace if pace else math.inf
    low, high = min(int(after), days - 1), days
    while low < high - 1:
        middle = (low + high) // 2
        if done[row + middle] < grains:
            low = middle
        else:
            high = middle
    since, by_night = done[row + low], done[row + low + 1]
    part_of_day: float = (grains - since) / (by_night - since)
    return low + part_of_day


def time_of_start(grains: int, person: int, after: float, problem: Problem) -> float:
    """Return the first time at which the grain after so many begins; not before `after`."""
    done, days = problem.done, problem.days
    row = person * (days + 1)
    if grains >= done[row + days]:
        pace: int = problem.pace[person]
        return days + (grains - done[row + days]) / pace if pace else math.inf
    low, high = min(int(after), days - 1), days
    while low < high - 1:
        middle = (low + high) // 2
        if done[row + middle] <= grains:
            low = middle
        else:
            high = middle
    since, by_night = done[row + low], done[row + low + 1]
    part_of_day: float = (grains - since) / (by_night - since)
    return low + part_of_day


def _take(part: int, free: int, before: int, problem: Problem, state: State) -> None:
    """Take a part's time out of a free stretch; what is left of it stays free if of any use."""
    low, high, following = state.free_low, state.free_high, state.free_next
    begin = state.begin[part]
    end = begin + problem.part_work[part]
    state.old_stretch[part], state.old_before[part] = free, before
    state.old_low[part], state.old_high[part] = low[free], high[free]
    state.old_next[part] = following[free]
    has_left = begin - low[free] >= problem.smallest
    has_right = high[free] - end >= problem.smallest
    if has_left and has_right:
        rest = state.used[0]
        state.used[0] = rest + 1
        low[rest], high[rest], following[rest] = end, high[free], following[free]
        high[free], following[free] = begin, rest
    elif has_left:
        high[free] = begin
    elif has_right:
        low[free] = end
    elif before >= 0:
        following[before] = following[free]
    else:
        state.first_free[state.person[part]] = following[free]


def _give_back(item: int, problem: Problem, state: State) -> None:
    """Free the time of an item's parts again, the last taken first."""
    low, high = state.free_low, state.free_high
    for part in range(problem.part_from[item + 1] - 1, problem.part_from[item] - 1, -1):
        free, before = state.old_stretch[part], state.old_before[part]
        begin = state.begin[part]
        if begin - state.old_low[part] >= problem.smallest:
            end = begin + problem.part_work[part]
            state.used[0] -= int(state.old_high[part] - end >= problem.smallest)
        low[free], high[free] = state.old_low[part], state.old_high[part]
        state.free_next[free] = state.old_next[part]
        if before >= 0:
            state.free_next[before] = free
        else:
            state.first_free[state.person[part]] = free


def _next_turn(item: int, team: int, problem: Problem, state: State) -> float:
    """Return when a team may next have one more item under way; below zero if it may now.

    Items of a team are chained by their starts, the last first; `longest` says how far back one
    that is still under way can have started.
    """
    start, finish = state.start[item], state.under_way[item]
    overlaps, turn = 0, math.inf
    other = state.last_of_team[team]
    while other >= 0 and state.start[other] + state.longest[team] > start:
        if state.start[other] < finish - _SLIVER and state.under_way[other] > start + _SLIVER:
            overlaps += 1
            turn = min(turn, state.under_way[other])
        other = state.before_in_team[other]
    limit = problem.limit[team]
    if overlaps < limit or _most_at_once(team, start, finish, state) < limit:
        return -1.0
    return turn


def _most_at_once(team: int, start: float, finish: float, state: State) -> int:
    """Return the most items a team has under way at any moment of a stretch of time.

    The most is reached at its beginning, or when one of them starts.
    """
    most = 0
    starting = state.last_of_team[team]
    while starting >= 0 and state.start[starting] + state.longest[team] > start:
        moment = max(start, state.start[starting])
        if moment < finish - _SLIVER:
            count = 0
            other = state.last_of_team[team]
            while other >= 0 and state.start[other] + state.longest[team] > start:
                begun = state.start[other] <= moment + _SLIVER
                count += int(begun and state.under_way[other] > moment + _SLIVER)
                other = state.before_in_team[other]
            most = max(most, count)
        starting = state.before_in_team[starting]
    return most


def _join_team(item: int, team: int, state: State) -> None:
    """Enter an item into its team's chain."""
    start = state.start[item]
    after, before = -1, state.last_of_team[team]
    while before >= 0 and state.start[before] > start:
        after, before = before, state.before_in_team[before]
    state.before_in_team[item], state.after_in_team[item] = before, after
    if after >= 0:
        state.before_in_team[after] = item
    else:
        state.last_of_team[team] = item
    state.longest[team] = max(state.longest[team], state.under_way[item] - start)


def _leave_team(item: int, team: int, state: State) -> None:
    """Take the item that joined last out of its team's chain."""
    after = state.after_in_team[item]
    if after >= 0:
        state.before_in_team[after] = state.before_in_team[item]
    else:
        state.last_of_team[team] = state.before_in_team[item]
