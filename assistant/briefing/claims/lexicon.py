"""What English words claim: a data table from words to what they mean.

A meaning is `group:member`. Members of a group that `EXCLUDES` lists rule each other out, so a
fact that says “red” denies “green”.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.briefing.claims.claim import ClaimKind

_S, _C, _D = ClaimKind.STATUS, ClaimKind.COMPARISON, ClaimKind.DIRECTION
_P, _Q = ClaimKind.SUPERLATIVE, ClaimKind.QUANTIFIER

_TABLE: tuple[tuple[ClaimKind, str, str], ...] = (
    (_S, "rag:red", "red"),
    (_S, "rag:amber", "amber yellow orange"),
    (_S, "rag:green", "green"),
    (_S, "rag:grey", "grey gray"),
    (_S, "time:late", "late later overdue behind delayed delay delays lateness belated postponed"),
    (_S, "time:late", "slipped slip slips slipping slippage behind-schedule"),
    (_S, "time:early", "early earlier ahead ahead-of-schedule sooner"),
    (_S, "time:on", "on-time on-schedule punctual punctually"),
    (_S, "well:yes", "on-track healthy fine well"),
    (_S, "well:no", "off-track unhealthy at-risk in-trouble troubled endangered failing"),
    (_S, "end:done", "done finished finish finishes completed complete delivered"),
    (_S, "end:open", "unfinished incomplete pending outstanding"),
    (_S, "block:yes", "blocked stuck stalled"),
    (_S, "block:no", "unblocked"),
    (_S, "say:yes", "approved accepted"),
    (_S, "say:no", "rejected cancelled canceled refused declined"),
    (_S, "run:no", "paused stopped suspended halted"),
    (_S, "run:yes", "resumed restarted"),
    (_S, "load:over", "overloaded overbooked overcommitted"),
    (_S, "load:under", "idle underused"),
    (_C, "size:more", "more above over exceeds exceed exceeded exceeding higher larger bigger"),
    (_C, "size:more", "greater longer costlier dearer overspent overspend overrun"),
    (
        _C,
        "size:less",
        "less fewer below under lower smaller shorter cheaper underspent underspend",
    ),
    (_C, "good:better", "better improved improves improving improvement faster stronger"),
    (_C, "good:worse", "worse worsened worsens worsening slower weaker deteriorated"),
    (_C, "order:after", "after"),
    (_C, "order:before", "before"),
    (_C, "than", "than compared versus"),
    (_C, "same", "same equal equals identical unchanged steady constant"),
    (_C, "within", "within inside"),
    (_C, "outside", "outside beyond"),
    (_C, "other", "otherwise contrary opposite contradicts contradict differs differ disagree"),
    (_D, "move:up", "rose rise rises rising risen grew grow grows growing grown growth increased"),
    (_D, "move:up", "increase increases increasing up climbed climbs gained surged jumped soared"),
    (_D, "move:down", "fell fall falls falling fallen dropped drops decreased decrease decreases"),
    (_D, "move:down", "down shrank shrunk declined reduced sank halving plummeted cut"),
    (_D, "turn:better", "recovered recovers recovering recovery caught-up rebounded"),
    (_D, "move:any", "moved moves move changed changes shifted pushed"),
    (_P, "most:most", "most largest highest biggest greatest longest maximum max top"),
    (_P, "most:least", "least lowest smallest shortest minimum fewest"),
    (_P, "best:best", "best healthiest strongest fastest soonest earliest cheapest"),
    (_P, "best:worst", "worst weakest slowest riskiest latest costliest"),
    (_P, "row:first", "first"),
    (_P, "row:last", "last"),
    (_P, "row:next", "next"),
    (_Q, "all", "all every everything everyone everybody each entire entirely whole always"),
    (_Q, "all", "completely fully wholly"),
    (_Q, "only", "only solely exclusively alone sole just"),
    (_Q, "many", "many several numerous majority lots plenty few handful various multiple"),
    (_Q, "many", "dozens hundreds thousands millions scores mostly nearly-all"),
    (_Q, "often", "often usually repeatedly constantly"),
    (ClaimKind.CAUSE, "cause", "because due-to owing-to thanks-to caused causes causing"),
    (ClaimKind.CAUSE, "cause", "therefore hence consequently as-a-result attributable"),
    (ClaimKind.CAUSE, "cause", "result-of results-from resulted led-to leads-to blame reason"),
    (ClaimKind.CAUSE, "cause", "on-account-of stems-from driven-by triggered explained-by"),
)

EXCLUDES = frozenset({"rag", "time", "well", "end", "say", "block", "run"})
"""Groups of which only one member is true of a thing at a time."""

OPPOSITE: Mapping[str, str] = {
    "rag:red": "well:no",
    "rag:green": "well:yes",
    "rag:amber": "well:no",
}
"""What a colour says besides, in words."""

_NEGATIONS_WORDS = """
    not no never nobody none nothing without neither nor cannot can't isn't aren't wasn't
    weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't shouldn't couldn't
    needn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t can’t
    wouldn’t shouldn’t couldn’t lacks lack lacking nowhere hardly scarcely barely
"""
NEGATIONS = frozenset(_NEGATIONS_WORDS.split())

_SILENT_WORDS = """
    a an the this that these those it its it's they their them there he she his her we our us
    you your i me my who whom whose which what where when while if then so as at by for from in
    into of on onto off out to with through about and or but is are was were be been being am
    has have had having do does did done's will would can could may might must shall should
    also too very now still yet already again back else other others any some such own
    currently today's both either between among against per via upon until till since however
    though although overall here how why s t re ve ll d m said says say
"""
SILENT = frozenset(_SILENT_WORDS.split())
"""Words that say nothing by themselves."""

_SYNONYMS: Mapping[str, str] = {
    each: root
    for root, words in {
        "own": "owns owner owners owned ownership lead leads led leader leading manager manages "
        "managed manage run runs runs ran responsible charge head heads headed headed pm",
        "promise": "promised promises commit commits committed commitment deadline must due "
        "required agreed target",
        "expect": "expected expects forecast forecasts planned plan plans scheduled predicted "
        "estimated projected end-up",
        "spend": "spent spends spending burned actual",
        "cost": "costs costing budget price priced expensive budgets spend-total",
        "report": "reported reports reporting status-report",
        "wait": "waits waiting awaits depends depend dependent hinges relies needs requires",
        "hold": "blocks block blocking holds holding unblocks unlock unlocks",
        "vendor": "supplies supplier supplied vendors supply contractor provides provider",
        "belong": "belongs part member",
        "sponsor": "sponsors sponsored",
        "absent": "away leave holiday",
        "stage": "phase",
    }.items()
    for each in (root, *words.split())
}


def _phrases() -> dict[str, dict[tuple[str, ...], tuple[ClaimKind, str]]]:
    by_first: dict[str, dict[tuple[str, ...], tuple[ClaimKind, str]]] = {}
    for kind, meaning, words in _TABLE:
        for word in words.split():
            parts = tuple(word.split("-"))
            by_first.setdefault(parts[0], {})[parts] = (kind, meaning)
    return by_first


PHRASES = _phrases()
"""First word → the phrases that begin with it → what they claim."""

_LONGEST_EST = 4
_NO_SUPERLATIVES_WORDS = """
    request interest test latest rest invest suggest guest honest west forest modest protest
    contest harvest best invest arrest latest
"""
_NO_SUPERLATIVES = frozenset(_NO_SUPERLATIVES_WORDS.split())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what forms of a word share; words of one field share a root."""
    if word in _SYNONYMS:
        return _SYNONYMS[word]
    for suffix, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(suffix) and len(word) - len(suffix) > 2:  # noqa: PLR2004 - a stem's length
            root = word[: -len(suffix)] + instead
            return _SYNONYMS.get(root, root.removesuffix("e"))
    return word.removesuffix("e")


def is_superlative(word: str) -> bool:
    """Say whether a word has the ending of a superlative and is none of those that only look so."""
    return len(word) > _LONGEST_EST and word.endswith("est") and word not in _NO_SUPERLATIVES
