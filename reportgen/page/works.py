"""Work that takes a while → what it is doing now, and whether somebody has asked to stop it; and what can wait → its turns.

Knows no work.  A work asks between its steps (``Work.goes_on``) and never after it has begun to write: so one that is stopped has
written nothing.  The tab names its work itself, and asks for it by that name.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

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


class GoesOn(Protocol):
    """What is called between the steps of a work."""

    def __call__(self) -> None: ...


@dataclass(slots=True, eq=False)
class Turns:
    """One thing at a time, and what somebody waits for first: threads that work at once take twice as long each, so what can wait
    stops at its next step when something else comes."""

    _turn: threading.Lock = field(default_factory=threading.Lock)
    _count: threading.Lock = field(default_factory=threading.Lock)
    _waiting: int = 0

    @contextmanager
    def first(self) -> Iterator[None]:
        """For what somebody waits for."""
        self._add(1)
        try:
            self._turn.acquire()
        finally:
            self._add(-1)
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def spare(self) -> Iterator[GoesOn]:
        """For what can wait; what is called at each step raises ``StoppedWork``, with nothing done, where it gives way."""
        with self._turn:
            yield self._gives_way

    def _add(self, some: int) -> None:
        with self._count:
            self._waiting += some

    def _gives_way(self) -> None:
        if self._waiting:
            raise StoppedWork


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
