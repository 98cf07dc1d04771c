"""Word files → pages, through LibreOffice with the stand-in fonts; for tests that look at what was made."""

from __future__ import annotations

import atexit
import json
import os
import re
import secrets
import select
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from reportgen.gongwen.substitute_fonts import fontconfig

_LINE = re.compile(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.S)
_WORD = re.compile(r"<word [^>]*>(.*?)</word>")
_WORKER = Path(__file__).parents[1] / "reportgen/preview/office_worker.py"


@dataclass(frozen=True)
class Line:
    """A line of a page: where it stands in points from the top left corner, and what it says."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def need(*programs: str) -> None:
    """Skips a test where a program is missing; in CI its absence is a failure."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("REPORTGEN_CI"):
        pytest.fail(f"missing in CI: {', '.join(missing)}")
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")


def to_pdf(package: bytes, folder: Path, name: str = "report", *, comments: bool = False) -> Path:
    """Renders with a profile and fonts of this process's own, in bounded time; with ``comments``, as notes of the PDF."""
    need("soffice", "pdftotext", "pdffonts")
    source = folder / f"{name}.docx"
    source.write_bytes(package)
    kept = None if comments else _kept()
    if kept is None:
        home = _home()
        command = ["soffice", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to", _WITH_COMMENTS if comments else "pdf", "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "FONTCONFIG_FILE": str(home / "fonts.conf")})
    else:
        kept.convert(source, source.with_suffix(".pdf"))
    return source.with_suffix(".pdf")


@dataclass(frozen=True)
class _Kept:
    """A LibreOffice that makes one file after the other: starting one takes four times as long as a file does."""

    office: subprocess.Popen[bytes]
    bridge: subprocess.Popen[str]

    def convert(self, source: Path, target: Path) -> None:
        told = self.ask(json.dumps({"from": str(source.resolve()), "to": str(target.resolve())}))
        assert told == {"made": True, "fault": ""}, told

    def ask(self, words: str = "") -> object:
        """What the bridge answers, within bounded time; at first it tells, unasked, whether LibreOffice has come up."""
        assert self.bridge.stdin is not None and self.bridge.stdout is not None
        if words:
            print(words, file=self.bridge.stdin, flush=True)
        if not select.select([self.bridge.stdout], [], [], 180)[0]:
            self.end()
            raise TimeoutError(words)
        return json.loads(self.bridge.stdout.readline() or "{}")

    def end(self) -> None:
        for each in (self.bridge, self.office):
            with suppress(ProcessLookupError):
                os.killpg(each.pid, signal.SIGKILL)
            each.wait()


@cache
def _kept() -> _Kept | None:
    """The one of this process; None where no Python has LibreOffice's bridge."""
    home, pipe = _home(), f"pages-{secrets.token_hex(8)}"
    python = next((name for name in ("/usr/bin/python3", shutil.which("python3") or "") if name and _has_bridge(name)), None)
    if python is None:
        return None
    command = [
        "soffice", f"-env:UserInstallation={(home / 'kept').as_uri()}", "--headless", "--norestore", "--nodefault", "--nologo",
        f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
    ]  # fmt: skip
    environment = {**os.environ, "FONTCONFIG_FILE": str(home / "fonts.conf")}
    quiet = subprocess.DEVNULL
    office = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, start_new_session=True)
    bridge = subprocess.Popen(
        [python, str(_WORKER), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, text=True, start_new_session=True
    )
    kept = _Kept(office, bridge)
    atexit.register(kept.end)
    assert kept.ask() == {"made": True}, "LibreOffice came up"
    return kept


def _has_bridge(python: str) -> bool:
    return Path(python).is_file() and subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0


@cache
def _home() -> Path:
    """A profile and the index of the fonts for all files of this process, one after the other: making both takes LibreOffice longer than
    a file does."""
    home = Path(tempfile.mkdtemp(prefix="pages-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    (home / "fonts.conf").write_text(fontconfig(home / "font-cache"), encoding="utf-8")
    return home


def printed(package: bytes, folder: Path, name: str = "printed") -> Path:
    """The file printed to a PDF with its comments in the margin, as Word and WPS show it on the screen.

    LibreOffice 7.4 can export comments as notes of the PDF only; printing has a setting for the margin.
    """
    need("soffice", "pdftotext")
    profile, source, out = folder / "printing", folder / f"{name}.docx", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_IN_THE_MARGIN, encoding="utf-8")
    out.mkdir()
    source.write_bytes(package)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--print-to-file", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env={**os.environ, "FONTCONFIG_FILE": str(_home() / "fonts.conf")})
    return out / f"{name}.pdf"


_IN_THE_MARGIN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Writer/Print/Content"><prop oor:name="Note" oor:op="fuse"><value>4</value></prop></item>
</oor:items>
"""
_WITH_COMMENTS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'


def pages(pdf: Path) -> list[list[Line]]:
    """The lines of each page, from top to bottom; stretches on one height are one line."""
    box = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    return [_joined(page) for page in box.split("<page ")[1:]]


def _joined(page: str) -> list[Line]:
    rows: dict[int, list[Line]] = {}
    for left, top, right, bottom, inner in _LINE.findall(page):
        text = "".join(_WORD.findall(inner))
        line = Line(float(left), float(top), float(right), float(bottom), text)
        rows.setdefault(round((line.top + line.bottom) / 20), []).append(line)
    joined = []
    for _, parts in sorted(rows.items()):
        parts.sort(key=lambda line: line.left)
        joined.append(Line(parts[0].left, min(p.top for p in parts), max(p.right for p in parts), max(p.bottom for p in parts),
                           "".join(p.text for p in parts)))  # fmt: skip
    return joined


def font_names(pdf: Path) -> str:
    """What ``pdffonts`` says."""
    return subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, timeout=60).stdout.decode()
