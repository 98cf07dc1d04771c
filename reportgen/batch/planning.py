"""A workspace, a year and a pattern of units → a task for each unit and year, with everything it needs as bytes.

Knows no executor.  A year that cannot even be planned (two inputs of one name, no template) becomes a line of its own
and stops no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from reportgen.batch.tasks import Outcome, Year
from reportgen.draft import Given
from reportgen.problem import Problem, ReportError
from reportgen.workspace import Workspace


def plan(
    workspace: Workspace, year: int | None, units: str, *, draft: bool
) -> tuple[tuple[Year, ...], tuple[tuple[Year, Outcome], ...]]:
    """The tasks, and those that failed already; ``year`` is one year or all, ``units`` a pattern as for file names.

    Raises ``ReportError`` (J03) when nothing fits.
    """
    read = lru_cache(16)(Path.read_bytes)
    tasks: list[Year] = []
    failed: list[tuple[Year, Outcome]] = []
    for number, (unit, each) in enumerate(_wanted(workspace, year, units), 1):
        try:
            job = workspace.job(each, unit)
            fields = Given(job.fields.name, read(job.fields))
            files = (read(job.template), fields, _given(job.inputs), _given(job.last))
            tasks.append(Year(number, each, unit, *files, draft, job.problems, job.grades))
        except ReportError as error:
            nothing = Year(number, each, unit, b"", Given("", b""), ())
            failed.append((nothing, Outcome(number, problems=error.problems)))
    if not tasks and not failed:
        known = "、".join(workspace.units()) or "（没有按单位分文件夹）"
        what = f"{year} 年" if year else ""
        raise ReportError([Problem("J03", f"没有符合“{units}”的单位{what}的输入", hint=f"现有的单位：{known}")])
    return tuple(tasks), tuple(failed)


def _wanted(workspace: Workspace, year: int | None, units: str) -> Iterator[tuple[str, int]]:
    """Each unit and year that is meant; a workspace's own years count where no pattern is given."""
    for unit in ("", *workspace.units()):
        if fnmatchcase(unit, units):
            yield from ((unit, each) for each in workspace.years(unit) if year in (None, each))


def _given(paths: tuple[Path, ...]) -> tuple[Given, ...]:
    return tuple(Given(path.name, path.read_bytes()) for path in paths)
