"""What the words of a report about a game mean: tables from words to measures."""

from __future__ import annotations

NOUNS = {
    "point": "points", "points": "points", "rebound": "rebounds", "rebounds": "rebounds",
    "board": "rebounds", "boards": "rebounds", "assist": "assists", "assists": "assists",
    "dime": "assists", "dimes": "assists", "steal": "steals", "steals": "steals",
    "block": "blocks", "blocks": "blocks", "blocked": "blocks", "swats": "blocks",
    "turnover": "turnovers", "turnovers": "turnovers", "minute": "minutes", "minutes": "minutes",
    "three": "threes", "threes": "threes", "triples": "threes", "fouls": "fouls",
}  # fmt: skip
QUARTERS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "opening": 1, "one": 1, "two": 2,
    "three": 3,
}  # fmt: skip
LONG_RANGE = frozenset(
    ["three", "long", "deep", "beyond", "downtown", "arc", "distance", "range", "threes"]
)
PLACES = frozenset({"field", "floor", *LONG_RANGE, "line", "shooting", "overall"})
FREE = frozenset(["line", "stripe", "free", "charity", "foul"])
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REACH = 7
THROWS = {
    "fg": ("made", "tried"), "3pt": ("threes", "threes tried"),
    "ft": ("free throws", "free throws tried"),
}  # fmt: skip
PARTIAL = frozenset({"run", "margin", "advantage", "stretch", "lead"})
UNTOLD = frozenset({"ties", "lead", "players", "straight", "road", "home", "tries", "starters"})
"""What a box score does not count: a figure of it rests on nothing."""

RANGES = frozenset({"range", "line", "arc", "land", "shooting", "territory", "attempts"})

SPECIAL = (
    ("3 - pointers", "threes"), ("three - pointers", "threes"), ("three pointers", "threes"),
    ("3 - pointer", "threes"), ("three - pointer", "threes"), ("free throws", "free throws"),
    ("offensive rebounds", "offensive rebounds"), ("offensive boards", "offensive rebounds"),
)  # fmt: skip
"""What is counted in more than one word."""

PARTS = ("in the paint", "off turnovers", "off of", "off fast", "in transition")
"""Words after points that are only some of a side's."""

BENCH = frozenset({"bench", "reserves"})
