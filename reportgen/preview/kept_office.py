"""Word files one after another → their PDFs, by one LibreOffice that is kept running, watched, and ended in the end.

Knows nothing of what is in the files.  Starting LibreOffice takes most of the time of a conversion, so whoever shows pages again
and again keeps one: with a profile of its own, which is thrown away, reached through a pipe that no other machine can reach.  It is
ended with all it has started when a file takes too long, when it has made very many, and when nobody has asked for a while; where
it cannot be kept (no Python with LibreOffice's bridge), it is started for each file as ``libreoffice`` does.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.preview import libreoffice
from reportgen.preview.fonts import fonts_for
from reportgen.preview.libreoffice import SECONDS, RenderedPdf, find_office, no_office, to_pdf, too_long
from reportgen.problem import ReportError

IDLE = 300.0
"""Seconds after which a LibreOffice that nobody asked is ended; the next file starts it again."""
MOST = 200
"""Files after which it is started anew, so that what it leaves in memory does not grow."""
_COME_UP = 70.0
"""Seconds that it may take to come up; the bridge gives up after sixty."""
_LOOK = 0.1
_WORKER = Path(__file__).with_name("office_worker.py")


@dataclass(slots=True, eq=False)
class _Running:
    """A LibreOffice with its bridge: the folder with its profile, both processes, and what the bridge has said."""

    folder: Path
    fonts: frozenset[str]
    office: subprocess.Popen[bytes]
    bridge: subprocess.Popen[bytes]
    said: queue.SimpleQueue[dict[str, Any] | None] = field(default_factory=queue.SimpleQueue)
    made: int = 0
    used: float = field(default_factory=time.monotonic)

    def listen(self) -> None:
        """Collects the bridge's lines until it ends, which is told by None."""
        assert self.bridge.stdout is not None
        for line in self.bridge.stdout:
            with contextlib.suppress(ValueError):
                self.said.put(json.loads(line))
        self.said.put(None)

    def ask(self, source: Path, target: Path) -> bool:
        """Whether the wish could be put to the bridge."""
        assert self.bridge.stdin is not None
        try:
            self.bridge.stdin.write(json.dumps({"from": str(source), "to": str(target)}).encode() + b"\n")
            self.bridge.stdin.flush()
        except OSError:
            return False
        return True

    def end(self) -> None:
        for each in (self.bridge, self.office):
            libreoffice.end_process(each)
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(slots=True, eq=False)
class KeptOffice:
    """The one LibreOffice of a run; may be asked from several threads, of which each waits for its turn."""

    seconds: float = SECONDS
    program: Path | None = None
    _running: _Running | None = None
    _cannot: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_there(self) -> bool:
        return self._found() is not None

    def _found(self) -> Path | None:
        program = self.program or find_office()
        return program if program and program.is_file() else None

    @property
    def is_running(self) -> bool:
        return self._running is not None

    def to_pdf(self, package: bytes, asked: Callable[[], None] = lambda: None) -> RenderedPdf:
        """Renders a .docx; raises ``ReportError`` as ``libreoffice.to_pdf`` does, and what ``asked`` raises, which is called ten
        times a second, so that whoever waits can stop it."""
        program = self._found()
        if program is None:
            raise ReportError([no_office()])
        with self._lock:
            if not self._cannot:
                for _ in range(2):  # one that has gone, or was ended by somebody, is started once more
                    made = self._made(program, package, asked)
                    if made is not None:
                        return made
        return to_pdf(package, program, self.seconds)

    def sweep(self) -> None:
        """Ends a LibreOffice that has had nothing to do for long; to be called now and then."""
        if self._lock.acquire(blocking=False):
            try:
                if self._running and time.monotonic() - self._running.used > IDLE:
                    self._end()
            finally:
                self._lock.release()

    def close(self) -> None:
        with self._lock:
            self._end()

    def _end(self) -> None:
        running, self._running = self._running, None
        if running:
            running.end()

    def _made(self, program: Path, package: bytes, asked: Callable[[], None]) -> RenderedPdf | None:
        """The PDF; None where LibreOffice did not come up, went away, or could not make it."""
        fonts, answered = fonts_for(package), False
        try:
            running = self._ready(program, fonts.mapped, lambda folder: libreoffice.environment(folder, fonts), asked)
            if running is None:
                return None
            content = self._converted(running, package, asked)
            answered = content is not None
            return RenderedPdf(content, fonts.lacking) if content is not None else None
        finally:
            if not answered:  # also where whoever waits has stopped it: what it is doing is nobody's any more
                self._end()

    def _converted(self, running: _Running, package: bytes, asked: Callable[[], None]) -> bytes | None:
        source = running.folder / f"{running.made}.docx"
        target = source.with_suffix(".pdf")
        source.write_bytes(package)
        answer = self._answer(running, self.seconds, asked) if running.ask(source, target) else None
        running.made, running.used = running.made + 1, time.monotonic()
        if answer is None or not answer.get("made") or not target.is_file():
            return None
        content = target.read_bytes()
        source.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        return content

    def _ready(
        self, program: Path, fonts: frozenset[str], environment: Callable[[Path], Mapping[str, str]], asked: Callable[[], None]
    ) -> _Running | None:
        """The one that runs, if it has the same stand-ins for fonts and has not made too many files; else a new one."""
        running = self._running
        if running and (running.fonts != fonts or running.made >= MOST or running.office.poll() is not None):
            self._end()
        if self._running is None:
            tried = (self._started(program, each, fonts, environment, asked) for each in _bridges(program))
            self._running = next(filter(None, tried), None)
            self._cannot = self._running is None
        return self._running

    def _started(
        self, program: Path, python: str, fonts: frozenset[str], environment: Callable[[Path], Mapping[str, str]],
        asked: Callable[[], None],
    ) -> _Running | None:  # fmt: skip
        folder = Path(tempfile.mkdtemp(prefix="reportgen-"))
        libreoffice.settle(folder)
        pipe = f"reportgen-{secrets.token_hex(12)}"
        command = [
            str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--nologo", f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
        ]  # fmt: skip
        try:
            office = _spawned(command, environment(folder), quiet=True)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        try:
            bridge = _spawned([python, str(_WORKER), pipe], os.environ, quiet=False)
        except OSError:
            libreoffice.end_process(office)
            shutil.rmtree(folder, ignore_errors=True)
            return None
        running = self._running = _Running(folder, fonts, office, bridge)
        threading.Thread(target=running.listen, daemon=True).start()
        answer = self._answer(running, min(_COME_UP, self.seconds), asked)
        if answer is None or not answer.get("made"):
            self._end()
            return None
        return running

    def _answer(self, running: _Running, seconds: float, asked: Callable[[], None]) -> dict[str, Any] | None:
        """The bridge's next line; None where it has gone.  Raises ``ReportError`` (L03) when the time is up."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            asked()
            with contextlib.suppress(queue.Empty):
                return running.said.get(timeout=_LOOK)
        raise ReportError([too_long(seconds)])


def _spawned(command: list[str], environment: Mapping[str, str], *, quiet: bool) -> subprocess.Popen[bytes]:
    """A process of its own group, so that it is ended with all it has started, and Ctrl-C reaches us first."""
    out = subprocess.DEVNULL if quiet else subprocess.PIPE
    return subprocess.Popen(
        command, stdin=out, stdout=out, stderr=subprocess.DEVNULL, env=dict(environment), start_new_session=sys.platform != "win32"
    )  # fmt: skip


def _bridges(program: Path) -> Iterator[str]:
    """Pythons that may have the bridge: LibreOffice's own, then the system's."""
    home = program.resolve().parent
    for name in ("python.exe", "python", "python.bin"):
        if (home / name).is_file():
            yield str(home / name)
    for each in ("/usr/bin/python3", shutil.which("python3") or ""):
        if each and Path(each).is_file():
            yield each
