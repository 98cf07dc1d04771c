"""The life of a worker's process → it begins deaf to Ctrl-C, and ends when whoever started it is gone.

Knows nothing of the work.  A terminal sends Ctrl-C to every process at once; only the one that started the workers knows
what is to be said and what is to be kept, so the workers must not hear it, not even while Python itself starts in them.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def deaf() -> Iterator[None]:
    """Processes that are started meanwhile are born deaf to Ctrl-C; here it is heard a moment later.

    Windows has no such inheritance: there a worker is deaf only from ``begin`` on.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Stopped(BaseException):
    """What a worker is doing is not wanted any more."""


def begin() -> None:
    """The first thing that a worker does: without it, one whose parent was killed would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    from multiprocessing import parent_process  # only where there are workers

    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


@contextmanager
def stoppable() -> Iterator[None]:
    """In a worker, what may be broken off.

    Handing a result back may not: of half a result the reader would wait for the other half for ever.
    """
    main = threading.current_thread() is threading.main_thread()
    if sys.platform == "win32" or not main or signal.getsignal(signal.SIGUSR1) is not signal.SIG_IGN:
        yield  # no worker that began as above
        return
    signal.signal(signal.SIGUSR1, _break_off)
    try:
        yield
    finally:
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def _break_off(number: int, _: object) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough
    raise Stopped


def stop(within: float = 5) -> None:
    """Has the workers of this process break off what they do, again and again, until they are gone.

    They must have been told to leave.  Windows knows no way to ask a process, so there they are waited for.
    """
    from multiprocessing import active_children

    end = time.monotonic() + within
    while sys.platform != "win32" and time.monotonic() < end and (workers := active_children()):
        for worker in workers:
            with suppress(ProcessLookupError):
                os.kill(worker.pid or 0, signal.SIGUSR1)
        workers[0].join(0.05)
