"""LibreOffice is found or its absence told; it is run in bounded time and leaves nothing behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from docx_samples import document
from pages import need

from reportgen.preview import fonts
from reportgen.preview.libreoffice import find_office, to_pdf
from reportgen.problem import Grade, ReportError


def program(folder: Path, script: str) -> Path:
    """A program in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def codes(error: pytest.ExceptionInfo[ReportError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_without_libreoffice_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("reportgen.preview.libreoffice._PLACES", ())
    assert find_office() is None
    with pytest.raises(ReportError) as error:
        to_pdf(document("文"))
    assert codes(error) == ["L01"]
    assert "安装" in error.value.problems[0].hint


@pytest.mark.skipif(sys.platform == "win32", reason="a script in the place of a program")
def test_a_program_that_makes_no_pdf_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as error:
        to_pdf(document("文"), program(tmp_path, "print('Error: source file could not be loaded')"))
    assert codes(error) == ["L02"]
    assert "source file could not be loaded" in error.value.problems[0].message


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    (tmp_path / "soffice").write_text("no program", encoding="utf-8")
    with pytest.raises(ReportError) as error:
        to_pdf(document("文"), tmp_path / "soffice")
    assert codes(error) == ["L02"]


@pytest.mark.skipif(sys.platform == "win32", reason="a script in the place of a program")
def test_a_program_that_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, time, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(child.pid))\n"
        "time.sleep(60)"
    )
    started = time.monotonic()
    with pytest.raises(ReportError) as error:
        to_pdf(document("文"), program(tmp_path, script), seconds=1.5)
    assert codes(error) == ["L03"]
    assert time.monotonic() - started < 20
    child = int((tmp_path / "pid").read_text())
    assert ended(child)


def ended(process: int) -> bool:
    """Whether a process is gone, or is only waiting to be forgotten by the system."""
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        stat = Path(f"/proc/{process}/stat")
        if stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="a script in the place of a program")
def test_the_profile_is_private_and_forbids_macros_and_links(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib, urllib.parse, shutil\n"
        "profile = next(word for word in sys.argv if word.startswith('-env:UserInstallation=file://'))\n"
        "folder = pathlib.Path(urllib.parse.urlparse(profile.split('=', 1)[1]).path)\n"
        f"shutil.copy(folder / 'user/registrymodifications.xcu', {str(tmp_path / 'settings')!r})\n"
        "pathlib.Path(sys.argv[-1]).with_suffix('.pdf').write_bytes(b'%PDF')"
    )
    assert to_pdf(document("文"), program(tmp_path, script)).pdf == b"%PDF"
    said = (tmp_path / "settings").read_text(encoding="utf-8")
    assert "DisableMacrosExecution" in said
    assert "BlockUntrustedRefererLinks" in said


def test_only_fonts_that_the_file_names_and_the_machine_lacks_have_stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.gongwen.templates import annual_report

    monkeypatch.setattr(fonts, "installed", lambda: frozenset(("黑体", "宋体", "times new roman")))
    found = fonts.fonts_for(annual_report())
    assert found.lacking == ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体")
    mapping = found.mapping(Path("somewhere"))
    assert ">仿宋_GB2312<" in mapping
    assert ">黑体<" not in mapping
    (note,) = fonts.told(found.lacking)
    assert (note.code, note.grade) == ("L04", Grade.NOTE)
    assert fonts.told(()) == ()


def test_where_fonts_cannot_be_asked_for_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: None)
    assert fonts.fonts_for(document("文")).lacking == ()
    assert fonts.fonts_for(document("文")).mapping(Path()) == ""


@pytest.mark.libreoffice
def test_a_file_becomes_a_pdf() -> None:
    need("soffice")
    assert to_pdf(document("文")).pdf.startswith(b"%PDF")
