"""A workspace, a year and a pattern of units → a task for each unit and year, with everything it needs as bytes.

Knows no executor.  A year that cannot even be planned (two inputs of one name, no template) becomes a line of its own
and stops no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from reportgen.batch.tasks import Outcome, Year
from reportgen.message import say
from reportgen.problem import Code, Problem, ReportError
from reportgen.storage.given import Given
from reportgen.workspace.locate import Workspace

J03 = Code("J03", "没有可做的", "--单位 东接", "--单位 东街")


def plan(
    workspace: Workspace, year: int | None, units: str, *, draft: bool, kind: str = ""
) -> tuple[tuple[Year, ...], tuple[tuple[Year, Outcome], ...]]:
    """The tasks, and those that failed already; ``year`` is one year or all, ``units`` a pattern as for file names,
    ``kind`` one kind of text or all.

    Raises ``ReportError`` (J03) when nothing fits.
    """
    tasks: list[Year] = []
    failed: list[tuple[Year, Outcome]] = []
    for number, (unit, each, text) in enumerate(_texts(workspace, year, units, kind), 1):
        try:
            job = workspace.job(each, unit, kind=text)
            files = (job.template.content, job.fields, job.inputs, job.last)
            tasks.append(Year(number, each, unit, *files, draft, job.problems, job.grades, job.kind))
        except ReportError as error:
            nothing = Year(number, each, unit, b"", Given("", b""), ())
            failed.append((nothing, Outcome(number, problems=error.problems)))
    if not tasks and not failed:
        raise ReportError([_nothing(workspace, year, units)])
    return tuple(tasks), tuple(failed)


def _texts(workspace: Workspace, year: int | None, units: str, kind: str) -> Iterator[tuple[str, int, str]]:
    """Each unit, year and text that is meant; none to be named where there is one, or where nobody can tell."""
    for unit, each in _wanted(workspace, year, units):
        try:
            there = workspace.texts(each, unit)
        except ReportError:
            there = ()  # told where the year is read
        if not kind:
            yield from ((unit, each, text) for text in (there if len(there) > 1 else ("",)))
        elif kind in there or not there:
            yield unit, each, kind


def _nothing(workspace: Workspace, year: int | None, units: str) -> Problem:
    """That nothing fits, and what there is instead; or that this is not the folder (W01)."""
    if outside := workspace.outside():
        return outside
    known = tuple(_wanted(workspace, None, "*"))
    having = tuple(dict.fromkeys(unit or say("（没有按单位分文件夹）") for unit, _ in known))
    years = tuple(sorted({each for _, each in known}))
    hint = say("现有的单位：{units}；现有的年度：{years}", units=having or say("没有"), years=years or say("没有"))
    everybody = units == "*"
    if not year:
        named = say("没有可做的：没有名称符合“{units}”的单位的输入", units=units)
        return Problem(J03, say("没有可做的：没有输入") if everybody else named, hint=hint)
    named = say("没有可做的：没有名称符合“{units}”的单位的 {year} 年的输入", units=units, year=year)
    return Problem(J03, say("没有可做的：没有 {year} 年的输入", year=year) if everybody else named, hint=hint)


def _wanted(workspace: Workspace, year: int | None, units: str) -> Iterator[tuple[str, int]]:
    """Each unit and year that is meant; a workspace's own years count where no pattern is given."""
    for unit in ("", *workspace.units()):
        if fnmatchcase(unit, units):
            yield from ((unit, each) for each in workspace.years(unit) if year in (None, each))

