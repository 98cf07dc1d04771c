"""A Word file's bytes → a PDF's bytes, an old kind of text file's bytes → a .docx's, through LibreOffice, or the sentence why not.

Knows nothing of what is in the file.  LibreOffice runs with a profile of its own, which is thrown away, so that an open
LibreOffice is not disturbed and nobody's settings or macros count; in bounded time, and is ended with all it has started.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.message import say
from reportgen.preview.fonts import Fonts, fonts_for
from reportgen.problem import Code, Problem, ReportError

L01 = Code("L01", "没有找到 LibreOffice", "没有装 LibreOffice 就运行 reportgen 预览", "装上 LibreOffice（免费）再运行")
L02 = Code(
    "L02",
    "LibreOffice 没有转成 PDF",
    "LibreOffice 装坏了，启动不了",
    "先用 LibreOffice 打开文件看看；或用 Word 另存为 PDF",
)
L03 = Code("L03", "转成 PDF 用时太长，已停下", "机器太忙，两分钟还没有排完", "关掉别的大程序再试")

SECONDS = 120
"""How long one file may take; a report of ten pages takes three seconds, the first start of LibreOffice longer."""
_PLACES = (
    "/usr/bin/soffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice", "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe", r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)  # fmt: skip
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
</oor:items>
"""
"""A file from a stranger runs nothing and fetches nothing."""


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """The PDF, and the names of the office fonts that stand-ins were used for; empty when all were there."""

    pdf: bytes
    replaced: tuple[str, ...]


def find_office() -> Path | None:
    """LibreOffice's program: by its name on the path, or where its installers put it."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((path for place in _PLACES if (path := Path(place)).is_file()), None)


def to_pdf(package: bytes, office: Path | None = None, seconds: float = SECONDS) -> RenderedPdf:
    """Renders a .docx; raises ``ReportError`` (L01, L02, L03) when there is no PDF."""
    program = office or find_office()
    if program is None:
        raise ReportError([no_office()])
    # Windows may hold a file of the profile for a moment after the program has ended.
    with tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        fonts = fonts_for(package)
        source = folder / "report.docx"
        source.write_bytes(package)
        settle(folder)
        said = _run(_command(program, folder, source), environment(folder, fonts), seconds)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise ReportError([_failed(said)])
        return RenderedPdf(made.read_bytes(), fonts.lacking)


def to_docx(content: bytes, suffix: str, office: Path | None = None, seconds: float = SECONDS) -> bytes:
    """A text file of another kind (``.doc``, ``.wps``, ``.odt``, ``.rtf``) as a .docx; raises ``ReportError`` (L01, L02, L03)."""
    program = office or find_office()
    if program is None:
        hint = say("装上 LibreOffice（免费）再运行；或用 Word、WPS 打开，另存为 .docx")
        raise ReportError([Problem(L01, say("没有找到 LibreOffice，{suffix} 文件读不了", suffix=suffix), hint=hint)])
    with tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"given{suffix}", folder / "made"
        source.write_bytes(content)
        settle(folder)
        said = _run(_command(program, folder, source, "docx:MS Word 2007 XML", made), os.environ, seconds)
        found = made / "given.docx"
        if not found.is_file():
            raise ReportError([_not_read(said)])
        return found.read_bytes()


def no_office() -> Problem:
    hint = say("请从 LibreOffice 官网下载安装（免费；Linux 上装 libreoffice-writer 这个包），装好后再运行一次")
    return Problem(L01, say("没有找到 LibreOffice，不能转成 PDF"), hint=hint)


def settle(folder: Path) -> None:
    """Makes the profile with its settings."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")


def _command(program: Path, folder: Path, source: Path, kind: str = "pdf", out: Path | None = None) -> list[str]:
    profile = (folder / "profile").as_uri()
    return [
        str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", kind, "--outdir", str(out or folder), str(source),
    ]  # fmt: skip


def environment(folder: Path, fonts: Fonts) -> Mapping[str, str]:
    """The environment, with the private mapping of fonts where some are missing."""
    mapping = fonts.mapping(folder)
    if not mapping:
        return os.environ
    place = folder / "fonts.conf"
    place.write_text(mapping, encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(place)}


def _run(command: list[str], environment: Mapping[str, str], seconds: float) -> str:
    """What the program said; it and its children are ended when the time is up."""
    try:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=dict(environment),
            start_new_session=sys.platform != "win32",
        )  # fmt: skip
    except OSError as error:
        raise ReportError([_failed(say("启动不了（系统错误号 {number}）", number=error.errno or 0))]) from None
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        end_process(process)
        raise ReportError([too_long(seconds)]) from None
    return said.decode(errors="replace")


def too_long(seconds: float) -> Problem:
    message = say("转成 PDF 用了 {seconds} 秒还没有完，已停下", seconds=format(seconds, "g"))
    return Problem(L03, message, hint=say("请关掉别的大程序再试；仍不行，请用 Word 打开文件另存为 PDF"))


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Ends a program with all its children."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _not_read(said: str) -> Problem:
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")
    message = say("LibreOffice 没有读出这个文件：{answer}", answer=last) if last else say("LibreOffice 没有读出这个文件")
    return Problem(L02, message, hint=say("请用 Word、WPS 打开，另存为 .docx，再录入"))


def _failed(said: str) -> Problem:
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")
    message = say("LibreOffice 没有转成 PDF：{answer}", answer=last) if last else say("LibreOffice 没有转成 PDF")
    return Problem(L02, message, hint=say("请先用 LibreOffice 打开文件看看能否打开；或用 Word 另存为 PDF"))
