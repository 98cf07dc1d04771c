"""Every Word file that is finished in any test of the suite → what is wrong with it, told by the test that made it.

All files leave through ``Package.write``, whoever made them: filling, comments, redlines, ``gongwen.fix``, ``gongwen.signature``.  Those that
processes of their own made (a batch's) come back as bytes and are met at ``storage.atomic_write``.  Both doors are left as they are
and only watched.  Each content is looked at once: our own check of every part, against the file that it came from, and
python-docx.  A rendering that costs little is done twice and must give the same bytes.

Where the environment names a folder in ``REPORTGEN_KEEP``, each file is kept there beside the one that it came from, for
``test_kept``, which takes them to programs that are too slow to see them all.
"""

from __future__ import annotations

import hashlib
import io
import sys
import time
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx_samples import document
from lxml import etree

from reportgen.engine.check.verify import verify
from reportgen.engine.template import Rendered, Template
from reportgen.ooxml.archive import Limits
from reportgen.ooxml.package import Package
from reportgen.problem import ReportError, errors
from reportgen.storage import atomic_write

LIMITS = Limits(1 << 40, 1 << 20, 1 << 40, 1 << 40, 1 << 20)
"""None: a test may have raised any of them."""
_QUICK = 0.02
"""Seconds within which a rendering must be done to be done a second time."""
_LEFTOVER = "P49"
SUITES = "suites"
"""Folder with the name of each test module that finished a file, be it one that another had finished before."""
_NOT_OPENED = (OpcError, BadZipFile, zlib.error, etree.LxmlError, LookupError, ValueError, AttributeError, NotImplementedError)
"""What python-docx raises of a file that it cannot open: it, its zip reader and its parser say so each in their way, and a part that
is not what it is taken for has no such attribute.  Anything else is a fault of the watch, and seen."""
_write = Package.write
"""The door as it was before it was watched."""


class Watched:
    """The doors, watched; ``faults`` are those of the test that runs now, ``test`` its name."""

    def __init__(self, keep: str | None = None) -> None:
        self.faults: list[str] = []
        self.test = ""
        self._keep = Path(keep) if keep else None
        self._seen: set[bytes] = set()
        self._literals: Collection[str] | None = None

    def begin(self) -> None:
        """Puts the watch at the doors."""
        self._watch_packages()
        self._watch_files()
        self._watch_renderings()

    def _watch_packages(self) -> None:
        closed, watched = Template._closed, self

        def write(self: Package, *given: Any, **named: Any) -> bytes:
            data = _write(self, *given, **named)
            if _maker().startswith("reportgen."):
                watched.look(data, self, watched._literals)
            return data

        def close(self: Template, *given: Any) -> Rendered:
            watched._literals = given[-1]
            try:
                return closed(self, *given)
            finally:
                watched._literals = None

        Package.write, Template._closed = write, close

    def _watch_files(self) -> None:
        plain = atomic_write._begun

        def begun(path: Path, data: bytes, left: Any) -> Any:
            if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
                self.look(data, Package.open(document("")), None)
            return plain(path, data, left)

        atomic_write._begun = begun

    def _watch_renderings(self) -> None:
        plain, watched = Template.render, self

        def render(self: Template, *given: Any, **named: Any) -> Rendered:
            known, begun = len(watched._seen), time.perf_counter()
            made = plain(self, *given, **named)
            if len(watched._seen) > known and time.perf_counter() - begun < _QUICK:
                again = plain(self, *given, **named)
                watched.faults += [] if again.package == made.package else ["a second rendering gives other bytes"]
            return made

        Template.render = render

    def look(self, data: bytes, source: Package, literals: Collection[str] | None) -> None:
        """``literals`` are printed texts that look like tags; None where no template was filled."""
        digest = hashlib.sha256(data).digest()
        suite = self.test.split("::")[0].replace("/", ".")
        if self._keep is not None:
            (self._keep / SUITES).mkdir(parents=True, exist_ok=True)
            (self._keep / SUITES / suite).touch()
        if digest in self._seen:
            return
        self._seen.add(digest)
        found = list(faults(data, source, literals))
        self.faults += found
        if self._keep is not None and not found:
            self._store(f"{_maker().removeprefix('reportgen.')}--{suite}--{digest.hex()[:16]}", data, source)

    def _store(self, name: str, data: bytes, source: Package) -> None:
        assert self._keep is not None
        self._keep.mkdir(parents=True, exist_ok=True)
        (self._keep / f"{name}.docx").write_bytes(data)
        (self._keep / f"{name}.source").write_bytes(_write(source))


def _maker() -> str:
    """The module that asked for the file; a test that writes what it likes has finished nothing."""
    frame, own = sys._getframe(1), (__name__, "reportgen.ooxml.package")
    while frame.f_globals["__name__"] in own and frame.f_back is not None:
        frame = frame.f_back
    return str(frame.f_globals["__name__"])


def faults(data: bytes, source: Package, literals: Collection[str] | None = None) -> Iterator[str]:
    """What is wrong with a file and was not with the one that it came from; tags are left over only where one was filled."""
    try:
        finished = Package.open(data, LIMITS)
    except ReportError as fault:
        yield from map(str, fault.problems)
        return
    found = errors(verify(finished, source, finished.names, literals or ()))
    excused = _excused(finished, source) if found else set()
    for problem in found:
        if problem.message not in excused and (problem.code != _LEFTOVER or literals is not None):
            yield str(problem)
    if not _opens(data) and _opens(_write(source)):
        yield "python-docx does not open it"


def _excused(finished: Package, source: Package) -> set[str]:
    """What is told of the parts that are carried over, and of a source that cannot be read itself (a fuzzer's)."""
    try:
        same = [name for name in source.names if name in finished and source.read(name) == finished.read(name)]
    except ReportError:
        same = list(source.names)
    return {problem.message for problem in verify(source, source, same)}


def _opens(data: bytes) -> bool:
    try:
        docx.Document(io.BytesIO(data))
    except _NOT_OPENED:
        return False
    return True
