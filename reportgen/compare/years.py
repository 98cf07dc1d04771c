"""A workspace, one year or two, and a kind of text → their comparison, with the plans of all texts that plan for the later year.

Knows where plans stand, not how they are compared: in the earlier year's report, in parts that say of which year they speak
(所述年度), and in texts of a kind that is plans (``说的是: 打算`` in its 文种.yaml: 工作要点), the later year's own and those of the
year before.  One year alone is its plans against what its report says.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.compare.comparison import Comparison, compare
from reportgen.compare.promises import PlanText, promises
from reportgen.draft import read_years
from reportgen.message import say
from reportgen.problem import Grade, Problem, ReportError, errors
from reportgen.report.checks import GAP_CODE, forbidden
from reportgen.report.load import Report
from reportgen.report.model.grammar import USUAL
from reportgen.workspace.kinds import W48, W56
from reportgen.workspace.locate import Job, Workspace


def _doubtful(year: int, count: int) -> Problem:
    message = say("{year} 年检查有 {count} 处错误，比对里这一年的数和句子可能不对", year=year, count=count)
    return Problem(W56, message, Grade.WARNING, hint=say("先运行 reportgen 检查 {year}，改好再比对", year=year))


class _PlanReader:
    """Reads texts of a workspace, and keeps what is wrong with them."""

    def __init__(self, workspace: Workspace, unit: str) -> None:
        self.workspace = workspace
        self.unit = unit
        self.problems: list[Problem] = [*workspace.problems]

    def job(self, year: int, kind: str) -> Job:
        return self.workspace.job(year, self.unit, kind=kind)

    def report(self, job: Job) -> Report:
        read, found = read_years(job.fields, job.inputs, job.last)
        told = [problem for problem in errors(found) if problem.code.startswith("Y")]
        wrong = [*errors(found), *forbidden(read.report, read.report.said(), job.grades)]
        if not told and (count := sum(problem.code != GAP_CODE for problem in wrong)):
            told = [_doubtful(job.year, count)]
        self.problems += (problem for problem in told if problem not in self.problems)
        return read.report

    def planned(self, kind: str) -> bool:
        return self.workspace.kind(kind).planned

    def plans(self, year: int, apart_from: str) -> Iterator[PlanText]:
        """The texts of a year that are plans, but for one kind."""
        for kind in self.workspace.texts(year, self.workspace.unit_of(year, self.unit)):
            if kind != apart_from and self.planned(kind):
                yield PlanText.of(self.report(self.job(year, kind)), kind, whole=True)


def compared_years(
    workspace: Workspace, earlier: int, later: int, unit: str = "", kind: str = ""
) -> tuple[Comparison | None, tuple[Problem, ...]]:
    """The earlier year against the later one, or, where both are one year, its plans against its result; nothing where a file
    cannot be read, and why."""
    reader = _PlanReader(workspace, unit)
    try:
        found = _plans_and_result(reader, later, kind) if earlier == later else _two(reader, earlier, later, kind)
    except ReportError as error:
        return None, error.problems
    said = tuple(reader.problems)
    return (None if errors(said) else found), said


def _two(reader: _PlanReader, earlier: int, later: int, kind: str) -> Comparison:
    jobs = [reader.job(year, kind) for year in (earlier, later)]
    old, new = map(reader.report, jobs)
    text = jobs[1].kind or USUAL
    plans: list[PlanText] = []
    if not reader.planned(text):
        plans = [PlanText.of(old, jobs[0].kind), *reader.plans(earlier, jobs[0].kind or USUAL), *reader.plans(later, text)]
    return compare(old, new, plans)


def _plans_and_result(reader: _PlanReader, year: int, kind: str) -> Comparison:
    """A kind that is plans is held against the result alone; any other one against all plans."""
    only = bool(kind) and reader.planned(kind)
    job = reader.job(year, _result(reader, year, "" if only else kind))
    report = reader.report(job)
    if only:
        plans = [PlanText.of(reader.report(reader.job(year, kind)), kind, whole=True)]
    else:
        before = [PlanText.of(report.last, job.kind)] if report.last is not None else []
        plans = [*before, *reader.plans(year, job.kind or USUAL)]
    return Comparison(year, year, (), (), promises(report, plans))


def _result(reader: _PlanReader, year: int, kind: str) -> str:
    """The kind of the text that says what came of it; raises ``ReportError`` (W48) where there are plans alone."""
    if kind or year not in reader.workspace.years(reader.workspace.unit_of(year, reader.unit)):
        return kind
    there = reader.workspace.texts(year, reader.workspace.unit_of(year, reader.unit))
    results = [each for each in there if not reader.planned(each)]
    if there and not results:
        message = say("{year} 年只有打算（{kinds}），没有写结果的材料", year=year, kinds=there)
        raise ReportError([Problem(W48, message, hint=say("写好这一年的汇报材料或总结，再对着看打算做到没有"))])
    return results[0] if len(results) == 1 else ""
