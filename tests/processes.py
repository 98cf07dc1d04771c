"""The program as a process of its own, to be interrupted or killed, for the tests of what that leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]


def started(folder: Path, *words: str, terminal: int | None = None, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """``reportgen`` in a session of its own, as a terminal has one; nobody there to answer it but at a ``terminal``; ``before`` is a
    command that runs it."""
    given, taken = (subprocess.DEVNULL, subprocess.PIPE) if terminal is None else (terminal, terminal)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*before, sys.executable, "-m", "reportgen", *words], cwd=folder, env=environment, text=True, encoding="utf-8",
        stdin=given, stdout=taken, stderr=taken, start_new_session=True,
    )  # fmt: skip


def finished(folder: Path, *words: str, before: Sequence[str] = ()) -> tuple[int, str, float]:
    """Exit status, all that was said, and how long it took, in seconds."""
    begun = time.perf_counter()
    running = started(folder, *words, before=before)
    out, err = running.communicate(timeout=60)
    return running.returncode, out + err, time.perf_counter() - begun


def signalled(folder: Path, words: Sequence[str], seconds: float, number: int) -> tuple[int, str]:
    """Exit status and all that was said by a run whose processes all get a signal after some seconds."""
    running = started(folder, *words)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.killpg(running.pid, number)
    try:
        out, err = running.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        out, err = running.communicate()
        raise AssertionError(f"still running 30 s after signal {number} at {seconds:.3f} s: {err}") from None
    return running.returncode, out + err


def alive(group: int) -> list[int]:
    """The processes of a group, those left out that are dead and only wait to be noticed."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = place.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(place.parent.name))
    return found


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def remains(folder: Path) -> list[str]:
    """What a run has left half-written."""
    return [path.name for path in folder.rglob(".reportgen-*.tmp")]


_DYING = """
import os, signal, sys
left = int(sys.argv.pop(1))
def dying(real):
    def call(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    return call
for name in ("fsync", "replace", "mkdir", "rmdir", "unlink", "chmod"):
    setattr(os, name, dying(getattr(os, name)))
from reportgen.__main__ import main
main()
"""


def killed_before_step(folder: Path, words: Sequence[str], step: int) -> bool:
    """Kills a run as it is about to change the disk for the ``step``-th time (from 1); False if it came to its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", _DYING, str(step), *words], cwd=folder, env=environment, capture_output=True)
    return done.returncode == -signal.SIGKILL
