"""What the league's thirty teams are called, so that a team that did not play is noticed."""

from __future__ import annotations

from functools import lru_cache

from assistant.briefing.claims.names import Names

_TEAMS = {
    "Hawks": "Atlanta", "Celtics": "Boston", "Nets": "Brooklyn", "Hornets": "Charlotte",
    "Bulls": "Chicago", "Cavaliers": "Cleveland", "Mavericks": "Dallas", "Nuggets": "Denver",
    "Pistons": "Detroit", "Warriors": "Golden State", "Rockets": "Houston", "Pacers": "Indiana",
    "Clippers": "Los Angeles", "Lakers": "Los Angeles", "Grizzlies": "Memphis", "Heat": "Miami",
    "Bucks": "Milwaukee", "Timberwolves": "Minnesota", "Pelicans": "New Orleans",
    "Knicks": "New York", "Thunder": "Oklahoma City", "Magic": "Orlando",
    "76ers": "Philadelphia", "Suns": "Phoenix", "Trail Blazers": "Portland",
    "Kings": "Sacramento", "Spurs": "San Antonio", "Raptors": "Toronto", "Jazz": "Utah",
    "Wizards": "Washington",
}  # fmt: skip
_SHORT = {
    "Cavaliers": "Cavs", "Mavericks": "Mavs", "76ers": "Sixers", "Trail Blazers": "Blazers",
    "Timberwolves": "Wolves", "Grizzlies": "Grizz",
}  # fmt: skip
_CITIES = {"LA": "Los Angeles", "Los Angeles": "LA"}


def add_team(names: Names, city: str, team: str, subject: str) -> None:
    """Let a team be called by its city, its name, both, one of its players and what fans say."""
    for place in {city, _CITIES.get(city, city)}:
        names.add(place, subject)
        names.add(f"{place} {team}", subject)
    for called in {team, team.removesuffix("s"), _SHORT.get(team, team)}:
        names.add(called, subject)


def in_letters(word: str) -> str:
    """Return a word of letters alone, as names are read: JJ for J.J., Sixers for 76ers."""
    if not any(char.isalpha() for char in word):
        return word
    word = _SHORT.get(word, word) if word[:1].isdigit() else word
    return word.replace("-", "").replace(".", "")


@lru_cache(maxsize=1)
def league() -> Names:
    """Return what all teams are called."""
    names = Names()
    for team, city in _TEAMS.items():
        add_team(names, city, team, team)
    return names
