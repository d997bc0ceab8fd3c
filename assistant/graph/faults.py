"""What broke, under a name that whoever keeps the assistant finds in the log."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path

from assistant.portfolio.facts import Facts
from assistant.ports.log import Log
from assistant.values import Statement, Unit, say


def fault_in_words(error: Exception, doing: str, log: Log, facts: Facts) -> Statement:
    """Log where something broke, and say under which name. Neither tells what the data says."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f"{Path(last.filename).name}:{last.lineno} {last.name}" if last else "nowhere"
    name = f"{type(error).__name__} {doing} {place}"
    fault = "F-" + hashlib.sha256(name.encode()).hexdigest()[:8]
    log.event("question broke", fault=fault, doing=doing, error=type(error).__name__, place=place)
    return say(
        "I can't, because something broke that should not have; it is noted as {fault} for "
        "whoever keeps this assistant.",
        fault=facts.of("question", "fault", fault, Unit.NAME),
    )
