"""Paths → drafts, years and examinations, as the commands make them: each file read once, at the door."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen import draft as drafts
from reportgen.problem import Problem
from reportgen.report.grades import Grades
from reportgen.report.load import Report
from reportgen.storage.given import Given, read_given


def given(paths: Sequence[Path]) -> tuple[Given, ...]:
    """The files, read."""
    return tuple(map(read_given, paths))


def make(
    inputs: Sequence[Path], template: Path, fields: Path, last: Sequence[Path] = (), *, draft: bool = False, grades: Grades | None = None
) -> drafts.Draft:
    """A draft of some files; raises ``ReportError``."""
    kit, year = drafts.opened(read_given(template), read_given(fields), given(inputs), given(last))
    return kit.make(year, draft=draft, grades=grades)


def examine(inputs: Sequence[Path], template: Path, fields: Path, last: Sequence[Path] = ()) -> drafts.Examination:
    """A year looked at."""
    kit, year = drafts.opened(read_given(template), read_given(fields), given(inputs), given(last))
    return kit.examine(year)


def read(inputs: Sequence[Path], fields: Path, last: Sequence[Path] = ()) -> tuple[Report, list[Problem]]:
    """The report that some files make, and all problems."""
    year, problems = drafts.read_years(read_given(fields), given(inputs), given(last))
    return year.report, list(problems)
