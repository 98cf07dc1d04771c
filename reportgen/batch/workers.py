"""The life of a worker's process → it begins deaf to Ctrl-C, and ends when whoever started it is gone.

Knows nothing of the work.  A terminal sends Ctrl-C to every process at once; only the one that started the workers knows
what is to be said and what is to be kept, so the workers must not hear it, not even while Python itself starts in them.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


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


def begin() -> None:
    """The first thing that a worker does: without it, one whose parent was killed would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from multiprocessing import parent_process  # only where there are workers

    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


def stop() -> None:
    """Ends the workers of this process at once, whatever they are doing; they write no files, so nothing is torn."""
    from multiprocessing import active_children

    for worker in active_children():
        worker.terminate()
