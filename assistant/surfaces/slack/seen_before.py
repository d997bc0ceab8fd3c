"""What was taken in already: Slack delivers an event again whenever it is not sure."""

from __future__ import annotations

from collections import OrderedDict

_MOST = 20_000
"""Keys that are remembered: Slack repeats within five minutes."""


class SeenBefore:
    """Remembers keys, the newest of them; used from one thread."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()

    def is_new(self, *key: str) -> bool:
        """Say whether a key comes for the first time, and remember it."""
        whole = "\n".join(key)
        if whole in self._keys:
            return False
        self._keys[whole] = None
        if len(self._keys) > _MOST:
            self._keys.popitem(last=False)
        return True
