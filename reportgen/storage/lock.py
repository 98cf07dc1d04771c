"""A folder → one run at a time that writes to it, undisturbed by Ctrl-C, on ground that a killed run has not littered.

Knows nothing of what is written.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.storage.atomic_write import sweep
from reportgen.storage.links import link_among
from reportgen.storage.regular import unusable

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A link in the lock's place would have our notes written into somebody's file; a pipe would be waited for."""

W16 = Code("W16", "另一次运行正在写同一个文件夹", "两个窗口同时运行“生成”", "等另一次做完再运行")


@contextmanager
def undisturbed() -> Iterator[Sequence[int]]:
    """Ctrl-C waits until what belongs together is written; then it is heard.  Gives what has been pressed meanwhile.

    Only for the main thread, which alone hears it, and only where nobody has made Ctrl-C mean something else.
    """
    pressed: list[int] = []
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield pressed
        return
    signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:
        raise KeyboardInterrupt


@contextmanager
def locked(
    folder: Path, name: str = ".lock", wait: float = 60, remains: Iterable[Path] = ()
) -> Iterator[Problem | None]:
    """Only one run at a time inside; gives a problem instead of waiting longer than ``wait`` seconds.

    A folder that is a link, or holds links to folders, is refused: it is our own, and nobody set them there for us.
    Where the last run inside was killed, what it left is swept from the folders ``remains``.  The system takes the lock
    from a run that is killed.  Where a folder knows no locks (some network drives), or cannot be written, there is none,
    and the writing itself will tell.  Written here, since the known library for it takes a third of the time in which a
    whole report is made only to be imported.
    """
    if led := link_among(folder):
        yield led
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / name, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o644)
    except OSError as error:
        yield unusable(error) if error.errno == errno.ELOOP else None
        return
    try:
        if not _taken_within(handle, wait):
            yield _OTHER_RUN
            return
        if _noted(handle, _INSIDE) == _INSIDE:
            for each in remains:
                sweep(each)
        yield None
        _noted(handle, _OUTSIDE)
    finally:
        os.close(handle)  # which gives the lock back


_OTHER_RUN = Problem(W16, say("另一次运行正在写同一个文件夹，等不及了"), hint=say("等它做完，再运行一次"))


_INSIDE, _OUTSIDE = b"1", b"0"


def _noted(handle: int, state: bytes) -> bytes:
    """Notes in the lock itself that a run is inside, or has left as it should; gives what was noted before."""
    try:
        before = os.read(handle, 1)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, state)
        os.lseek(handle, 0, os.SEEK_SET)
    except OSError:
        return b""  # a full disk or the like: of which the writing itself will tell
    return before


def _taken_within(handle: int, wait: float) -> bool:
    """Asks for the lock again and again; true also where there are no locks to be had."""
    end = time.monotonic() + wait
    while True:
        try:
            _take(handle)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(0.02)
        else:
            return True


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
