"""Processes that the tests keep do what those do that the program starts for itself."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import typed
from kept_processes import new_reader
from processes import ROOT, tree

from reportgen.problem import ReportError
from reportgen.tables import reader_process
from reportgen.tables.reader_process import read_books

FORM = (Path(__file__).parent / "data/form_saved_by_another_program.xlsx").read_bytes()
FILES = [("甲.xlsx", FORM), ("乙.xlsx", b"PK\x03\x04"), ("丙.csv", b"a,1\n")]


def said(files: list[tuple[str, bytes]]) -> list[object]:
    return [[str(problem) for problem in each.problems] if isinstance(each, ReportError) else each for each in read_books(files)]


def readers() -> Iterator[int]:
    """The one that would be handed on to whoever reads next."""
    with reader_process._reader() as process:
        assert process is not None
        yield process.pid


def test_a_reader_that_is_kept_says_what_a_new_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [said(FILES), said(FILES)]
    monkeypatch.setattr(reader_process, "_reader", new_reader)
    assert kept == [said(FILES)] * 2


def test_one_that_has_ended_or_was_left_in_the_midst_of_a_file_is_not_handed_on() -> None:
    (first,), (second,) = readers(), readers()
    assert first == second
    with reader_process._reader() as process:
        assert process is not None and process.pid == first
        process.kill()
        assert process.stdout is not None and process.stdout.read() == b""
    (third,) = readers()
    assert third != first
    with pytest.raises(RuntimeError), reader_process._reader() as process:
        raise RuntimeError
    (fourth,) = readers()
    assert fourth != third
    with reader_process._reader() as process:
        assert process is not None and process.stdin is not None
        reader_process._send(process.stdin, (*FILES[0], 5))
        assert select.select([process.stdout], [], [], 30)[0], "nobody reads what it says"
    (fifth,) = readers()
    assert fifth != fourth
    assert said(FILES[2:])


@pytest.mark.skipif(os.name == "nt", reason="there workers are started as the program starts them")
def test_workers_that_are_forked_make_the_folder_that_those_make_that_are_started(office: Path) -> None:
    words = ("batch", "--year", "2024", "--jobs", "1")
    assert typed(*words).exit_code == 0
    forked = _made(office)
    for path in sorted((office / "output").rglob("*.docx")):
        path.unlink()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "reportgen", *words], cwd=office, env=environment, check=True, capture_output=True, timeout=60)
    assert forked and _made(office) == forked


def _made(office: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(office / "output").items() if name.endswith((".docx", ".csv")) and "/" not in name}
