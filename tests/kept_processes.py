"""Processes that the program starts for a moment are kept, or forked from one that is kept, for all tests of a process: starting them
anew takes longer than what most tests have them do.

The program as a command of its own (``processes``) starts its own as it always does, and what becomes of them is tested there.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

from reportgen.tables import reader_process

ROOT = Path(__file__).parents[1]
_PRELOADED = ("reportgen.batch.tasks", "reportgen.batch.executors", "reportgen.draft", "reportgen.workspace.locate")


new_reader = reader_process._reader


def keep_readers() -> None:
    """The process that reads forms is handed on to whoever reads some next, unless it has ended, was ended, or a test wants another."""
    usual = _how()
    kept: list[tuple[Any, subprocess.Popen[bytes]]] = []

    @contextmanager
    def reader() -> Iterator[subprocess.Popen[bytes] | None]:
        if _how() != usual:
            with new_reader() as process:
                yield process
            return
        entered, process = kept.pop() if kept else _entered()
        sound = False
        try:
            yield process
            sound = process is not None and _waits(process)
        finally:
            if sound and process is not None:
                kept.append((entered, process))
            else:
                entered.__exit__(None, None, None)

    def end() -> None:
        while kept:
            kept.pop()[0].__exit__(None, None, None)

    reader_process._reader = reader
    atexit.register(end)


def _how() -> tuple[object, ...]:
    """What a test may change, to have a reader of another kind or none."""
    return reader_process._START, reader_process.MEGABYTES, sys.executable


def _entered() -> tuple[Any, subprocess.Popen[bytes] | None]:
    context = new_reader()
    return context, context.__enter__()


def _waits(process: subprocess.Popen[bytes]) -> bool:
    """Whether a process is alive and has said all that it was asked: at the end of what it says there is something to be read."""
    return process.poll() is None and not select.select([process.stdout], [], [], 0)[0]


def fork_workers() -> None:
    """The workers of a batch that is run in the process of the tests are forked from a server, which has no threads, in place of being
    started one by one."""
    plain = multiprocessing.get_context

    def context(method: str | None = None) -> Any:
        if method != "spawn" or os.name == "nt":
            return plain(method)
        _start_server()
        return plain("forkserver")

    multiprocessing.get_context = context  # type: ignore[assignment]


def _start_server() -> None:
    """It has what this process has in its environment now, and imports what is tested here."""
    from multiprocessing import forkserver

    multiprocessing.set_forkserver_preload(list(_PRELOADED))
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    with mock.patch.dict(os.environ, {"PYTHONPATH": path}), suppress(OSError):
        forkserver.ensure_running()
