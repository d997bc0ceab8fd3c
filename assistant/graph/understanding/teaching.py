"""Teaches from `wordings.yaml` and `off_topic.yaml` what speaks for which intent or for none.

It writes `likeness.json`.

Run `python -m assistant.graph.understanding.teaching` after a change of the wordings or of the
lexicon. Multinomial logistic regression with a quadratic penalty (Cox, 1966), on terms weighted by
rarity and made of one length, by gradient steps with momentum (Polyak, 1964). Nothing here runs
while questions are answered.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.graph.understanding.lexicon import branch, leaf, read_data
from assistant.graph.understanding.likeness import FINENESS, OFF_TOPIC, Likeness, features_in

_PENALTY = 0.1
"""How strongly large numbers are avoided: the best in cross-validation over the wordings."""
_STEPS = 100
_STEP = 30.0
_MOMENTUM = 0.9
_FILE = "likeness.json"
_TEXTS = ("wordings.yaml", "off_topic.yaml", "lexicon.yaml")

Matrix = NDArray[np.float64]


def wordings() -> list[tuple[str, str]]:
    """Return every wording that comes with the product, each after its tool."""
    return list(_wordings_in("wordings.yaml"))


def off_topic() -> list[tuple[str, str]]:
    """Return every wording that asks for nothing that can be asked here."""
    return [(OFF_TOPIC, wording) for _, wording in _wordings_in("off_topic.yaml")]


def _wordings_in(name: str) -> Iterator[tuple[str, str]]:
    for group, text in branch(read_data(name)).items():
        yield from ((group, each.strip()) for each in leaf(text).split(";") if each.strip())


def texts_hash() -> str:
    """Return a hash of the texts that are taught from."""
    texts = ((files(__package__) / name).read_bytes() for name in _TEXTS)
    return sha256(b"\n".join(texts)).hexdigest()


def taught(lessons: Iterable[tuple[str, str]]) -> Likeness:
    """Return what wordings teach, each given after its tool."""
    seen = [(tool, features_in(text)) for tool, text in lessons]
    spread = Counter(each for _, features in seen for each in features)
    names = sorted(spread)
    rarity = [round(FINENESS * log(1 + len(seen) / spread[each])) for each in names]
    tools = sorted({tool for tool, _ in seen})
    weights = _fitted(
        _terms([features for _, features in seen], names, rarity),
        np.array([[float(tool == each) for each in tools] for tool, _ in seen]),
    )
    whole = np.rint(FINENESS * weights).astype(int).tolist()
    return Likeness(
        texts_hash(),
        tools,
        dict(zip(names, rarity, strict=True)),
        dict(zip(names, whole, strict=True)),
    )


def _terms(seen: Sequence[frozenset[str]], names: Sequence[str], rarity: Sequence[int]) -> Matrix:
    """Return one row of a length of one for each wording, one column for each feature."""
    place = {name: number for number, name in enumerate(names)}
    terms = np.zeros((len(seen), len(names)))
    for row, features in zip(terms, seen, strict=True):
        for each in features:
            row[place[each]] = rarity[place[each]]
    lengths = np.linalg.norm(terms, axis=1, keepdims=True)
    return np.asarray(terms / np.maximum(lengths, 1.0))


def _fitted(terms: Matrix, wanted: Matrix) -> Matrix:
    """Return the weights of each feature for each tool."""
    weights = np.zeros((terms.shape[1], wanted.shape[1]))
    speed = np.zeros_like(weights)
    for _ in range(_STEPS):
        logits = terms @ weights
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = (terms.T @ (shares - wanted) + _PENALTY * weights) / len(terms)
        speed = _MOMENTUM * speed - _STEP * slope
        weights = weights + speed
    return weights


def written(likeness: Likeness) -> str:
    """Return the text of the file, a feature on each line."""
    lines = [
        f"{json.dumps(name)}: {json.dumps(list(row), separators=(',', ':'))}"
        for name, row in likeness.evidence.items()
    ]
    head = {
        "taught_by": likeness.taught_by,
        "tools": list(likeness.tools),
        "rarity": dict(likeness.rarity),
    }
    return f'{json.dumps(head)[:-1]},\n"evidence": {{\n' + ",\n".join(lines) + "\n}}\n"


def main() -> None:
    """Teach from all wordings, and write the file beside this module."""
    likeness = taught([*wordings(), *off_topic()])
    (Path(__file__).parent / _FILE).write_text(written(likeness), encoding="utf-8")


if __name__ == "__main__":
    main()
