"""One LibreOffice for many files: kept, watched, started anew where it has gone, ended in the end."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from reportgen.draft import opened
from reportgen.preview import kept_office
from reportgen.preview.kept_office import KeptOffice
from reportgen.problem import ReportError
from reportgen.workspace.locate import Workspace


class Stopped(Exception):
    pass


@pytest.fixture
def package(office: Path) -> bytes:
    job = Workspace.open(office).job(2024)
    kit, read = opened(job.template, job.fields, job.inputs, job.last)
    return kit.make(read, draft=True).package


def script(folder: Path, words: str) -> Path:
    """A program that stands in for LibreOffice."""
    made = folder / "soffice"
    made.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for LibreOffice by a shell script")
def test_one_that_does_not_answer_is_ended_with_all_it_started(tmp_path: Path, package: bytes) -> None:
    program = script(tmp_path, "sleep 300 & echo $! > " + str(tmp_path / "child") + "; wait")
    office = KeptOffice(1.5, program)
    with pytest.raises(ReportError) as told:
        office.to_pdf(package)
    assert told.value.problems[0].code == "L03" and not office.is_running
    child = int((tmp_path / "child").read_text())
    assert not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for LibreOffice by a shell script")
def test_whoever_waits_may_stop_it(tmp_path: Path, package: bytes) -> None:
    office, asked = KeptOffice(60, script(tmp_path, "sleep 300")), 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise Stopped

    with pytest.raises(Stopped):
        office.to_pdf(package, stop)
    assert not office.is_running


def test_where_there_is_none_it_is_told(package: bytes) -> None:
    office = KeptOffice(program=Path("no-such-program"))
    assert not office.is_there
    with pytest.raises(ReportError) as told:
        office.to_pdf(package)
    assert told.value.problems[0].code == "L01"


@pytest.mark.libreoffice
def test_it_is_kept_and_started_anew_where_it_has_gone_or_made_many(package: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    office = KeptOffice()
    assert office.to_pdf(package).pdf.startswith(b"%PDF") and office.is_running
    first = office._running
    assert first and office.to_pdf(package).pdf.startswith(b"%PDF") and office._running is first
    os.killpg(first.office.pid, signal.SIGKILL)
    first.office.wait(20)
    assert office.to_pdf(package).pdf.startswith(b"%PDF") and office._running is not first
    assert not first.folder.exists()
    monkeypatch.setattr(kept_office, "MOST", 1)
    second = office._running
    assert office.to_pdf(package).pdf.startswith(b"%PDF") and office._running is not second
    monkeypatch.setattr(kept_office, "IDLE", -1.0)
    office.sweep()
    assert not office.is_running
    office.close()
