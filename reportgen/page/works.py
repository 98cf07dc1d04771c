"""Work that takes a while → what it is doing now, and whether somebody has asked to stop it.

Knows no work.  A work asks between its steps (``Work.goes_on``) and never after it has begun to write: so one that is stopped has
written nothing.  The tab names its work itself, and asks for it by that name.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportgen.message import NOTHING, Message

_LONGEST = 40


class StoppedWork(Exception):
    """Somebody has asked to stop."""


@dataclass(slots=True, eq=False)
class Work:
    """One work: ``phase`` is what it does now."""

    phase: Message = NOTHING
    _stopped: threading.Event = field(default_factory=threading.Event)

    def goes_on(self, phase: Message = NOTHING) -> None:
        """Told at each step; raises ``StoppedWork`` where it is to end."""
        self.phase = phase or self.phase
        if self._stopped.is_set():
            raise StoppedWork

    def stop(self) -> None:
        self._stopped.set()


@dataclass(slots=True, eq=False)
class Works:
    """Those that run, by the names that the tabs gave them."""

    _running: dict[str, Work] = field(default_factory=dict)

    @contextmanager
    def begun(self, name: object) -> Iterator[Work]:
        work, known = Work(), isinstance(name, str) and 0 < len(name) <= _LONGEST
        if isinstance(name, str) and known:
            self._running[name] = work
        try:
            yield work
        finally:
            if isinstance(name, str) and self._running.get(name) is work:
                del self._running[name]

    def phase(self, name: object) -> Message:
        found = self._running.get(name) if isinstance(name, str) else None
        return found.phase if found else NOTHING

    def stop(self, name: object) -> bool:
        """Whether there was one to be stopped."""
        found = self._running.get(name) if isinstance(name, str) else None
        if found:
            found.stop()
        return found is not None
