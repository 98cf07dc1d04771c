"""Paths → drafts, years and examinations, as the commands make them: each file read once, at the door."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from reportgen import draft as drafts
from reportgen import dry_run
from reportgen.problem import Problem
from reportgen.report.grades import Grades
from reportgen.report.load import Report
from reportgen.storage.given import Given, read_given


def given(paths: Sequence[Path]) -> tuple[Given, ...]:
    """The files, read."""
    return tuple(map(read_given, paths))


@lru_cache(maxsize=8)
def _kit(template: bytes, fields: Given) -> drafts.Kit:
    """A kit never changes, so the tests of one template open it once."""
    return drafts.Kit.open(template, fields)


def _opened(template: Path, fields: Path, inputs: Sequence[Path], last: Sequence[Path]) -> tuple[drafts.Kit, drafts.YearInput]:
    kit = _kit(read_given(template).content, read_given(fields))
    return kit, kit.read(given(inputs), kit.read(given(last)) if last else None)


def make(
    inputs: Sequence[Path], template: Path, fields: Path, last: Sequence[Path] = (), *, draft: bool = False, grades: Grades | None = None
) -> drafts.Draft:
    """A draft of some files; raises ``ReportError``."""
    kit, year = _opened(template, fields, inputs, last)
    return kit.make(year, draft=draft, grades=grades)


def examine(inputs: Sequence[Path], template: Path, fields: Path, last: Sequence[Path] = ()) -> dry_run.Examination:
    """A year looked at."""
    kit, year = _opened(template, fields, inputs, last)
    return dry_run.examine(kit, year)


def read(inputs: Sequence[Path], fields: Path, last: Sequence[Path] = ()) -> tuple[Report, list[Problem]]:
    """The report that some files make, and all problems."""
    year, problems = drafts.read_years(read_given(fields), given(inputs), given(last))
    return year.report, list(problems)
