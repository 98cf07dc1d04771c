"""A file that costs too much takes down its reader and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from kept_processes import new_reader

from reportgen.problem import ReportError
from reportgen.tables import read_book, reader_process
from reportgen.tables.reader_process import read_books

DATA = Path(__file__).parents[1] / "data"
FORM = (DATA / "form_saved_by_another_program.xlsx").read_bytes()


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test here starts its own."""
    monkeypatch.setattr(reader_process, "_reader", new_reader)


def test_files_are_read_as_in_this_process_and_a_fault_stays_with_its_file() -> None:
    said = list(read_books([("甲.xlsx", FORM), ("乙.xlsx", b"PK\x03\x04"), ("丙.csv", b"a,1\n"), ("丁.xlsx", FORM)]))
    assert said[0] == read_book(FORM, "甲.xlsx")
    assert isinstance(said[1], ReportError)
    assert [problem.code for problem in said[1].problems] == ["X04"]
    assert said[2] == read_book(b"a,1\n", "丙.csv")
    assert said[3] == read_book(FORM, "丁.xlsx")
    assert list(read_books([])) == []


def codes(said: list[Any]) -> list[list[str]]:
    return [[problem.code for problem in each.problems] if isinstance(each, ReportError) else [] for each in said]


def reading(monkeypatch: pytest.MonkeyPatch, instead: str) -> None:
    """A file called 慢 costs what is said instead of being read."""
    start = f"import time; import reportgen.tables.reader_process as reader; real = reader._made; slow = lambda: {instead}; "
    start += "reader._made = lambda name, data: real(name, data) if name[0] != '慢' or slow() else (); reader.serve()"
    monkeypatch.setattr("reportgen.tables.reader_process._START", start)


def test_one_that_never_ends_is_told_by_the_clock_and_the_next_reader_goes_on() -> None:
    assert codes(list(read_books([("慢.xlsx", FORM)], wait=0.0))) == [["X24"]]


@pytest.mark.skipif(sys.platform == "win32", reason="the system counts no work")
def test_one_that_works_too_long_is_told_and_one_that_only_waits_for_a_busy_machine_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    reading(monkeypatch, "[None for _ in iter(int, 1)]")
    assert codes(list(read_books([("慢.csv", b"a,1\n"), ("快.csv", b"a,1\n")], seconds=0))) == [["X24"], []]
    reading(monkeypatch, "time.sleep(1.5) or True")
    assert codes(list(read_books([("慢.csv", b"a,1\n")], seconds=0))) == [[]]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are the system's to offer")
def test_one_that_takes_too_much_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.tables.reader_process._START", "import reportgen.tables.reader_process as reader; reader.MEGABYTES = 1; reader.serve()")
    said = list(read_books([("大.csv", b"a,1\n" * 1_500_000), ("小.csv", b"a,1\n")]))
    assert isinstance(said[0], ReportError)
    assert [problem.code for problem in said[0].problems] == ["X24"]
    assert not isinstance(said[1], ReportError), "the next reader goes on"


def test_where_no_process_can_be_started_the_bounds_alone_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/没有/python")
    assert list(read_books([("甲.xlsx", FORM)])) == [read_book(FORM, "甲.xlsx")]
