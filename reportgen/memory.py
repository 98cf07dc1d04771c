"""What a stage made the last time it ran, by what it was made of → the same, taken up again where it is asked for anew.

Knows no stage.  A front end has the same year made at each keystroke, and one figure changes: nearly everything is what it was.  A
stage that makes much of little, each thing a pure function of its key, asks its ``Generation`` first.  A generation holds what one
run has made or taken up, and is given up when the next but one begins, so that no more is kept than the last two runs have used.
Keys are what a thing is made of, whole; so what is taken up is what would be made, and no run is another for what went before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any


class Generation:
    """What one run of a stage makes, beside what the run before it has made."""

    __slots__ = ("_before", "_now")

    def __init__(self, before: dict[Hashable, Any], now: dict[Hashable, Any]) -> None:
        self._before = before
        self._now = now

    def find(self, key: Hashable) -> Any:
        """What was made of the key, None where nothing was."""
        found = self._now.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self._now[key] = found
        return found

    def keep(self, key: Hashable, made: Any) -> Any:
        """Keeps what was just made of the key."""
        self._now[key] = made
        return made

    def of(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What was made of the key, or is made now."""
        found = self.find(key)
        return self.keep(key, make()) if found is None else found

    def same(self, name: Hashable, value: Any) -> Any:
        """The value as the very object that it was the last time, where it is equal to that."""
        found = self.find(name)
        return found if found is not None and found == value else self.keep(name, value)


class Memory:
    """The last generation of each stage.  Two runs at once take up the same one, and the later to begin is the one that stays."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: dict[str, dict[Hashable, Any]] = {}

    def __len__(self) -> int:
        """How much is kept."""
        return sum(map(len, self._last.values()))

    def begin(self, stage: str) -> Generation:
        """A new run of a stage."""
        before = self._last.get(stage, {})
        now: dict[Hashable, Any] = {}
        self._last[stage] = now
        return Generation(before, now)
