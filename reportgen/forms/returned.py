"""Tables that came back, by name and bytes → what they would change in the year that they belong to, and its input with that.

Knows no command line and no page: both show the same list and write through the same door.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen.draft import F28, YearInput, read_years
from reportgen.forms.plan import DatumChange, Plan, plan
from reportgen.forms.read import read_form
from reportgen.forms.shape import Mark, anchors
from reportgen.forms.write import write
from reportgen.forms.year import belonging
from reportgen.message import say
from reportgen.problem import Problem, ReportError, errors
from reportgen.report.load import Report
from reportgen.report.model.grammar import NAMES
from reportgen.tables import Grid
from reportgen.tables.reader_process import read_books
from reportgen.workspace.changes import rewritten, write_inputs
from reportgen.workspace.locate import Workspace


@dataclass(frozen=True, slots=True)
class ReturnedForms:
    """Everything that one import is about."""

    workspace: Workspace
    read: YearInput
    plan: Plan
    mark: Mark

    def store(self, changes: Sequence[DatumChange]) -> tuple[tuple[str, ...], tuple[DatumChange, ...], tuple[Problem, ...]]:
        """Writes some of the changes: the files as a clerk names them, the changes that went in, what there is to say."""
        made = write(list(changes), self.read.documents)
        command = say("填报 导入 {year} 年的表", year=self.mark.year)
        try:
            after = [rewritten(*each) for each in zip(self.read.inputs, self.read.documents, made.texts, strict=True)]
        except ReportError as error:
            return (), (), (*made.problems, *error.problems)
        written, faults = write_inputs(self.workspace, command, self.read.inputs, after)
        return tuple(map(self.workspace.shown, written)), tuple(made.changes), (*made.problems, *faults)


def books_of(found: Sequence[tuple[str, bytes]], unread: Iterable[Problem] = ()) -> tuple[list[tuple[Grid, ...]], list[Problem]]:
    """The tables that could be read, and why the others were not; raises ``ReportError`` where there are faults and no table."""
    told, books = list(unread), list[tuple[Grid, ...]]()
    for said in read_books(found):
        if isinstance(said, ReportError):
            told += said.problems
        else:
            books.append(said)
    if told and not books:
        raise ReportError(told)
    return books, told


def read_forms(
    workspace: Workspace, books: Sequence[Sequence[Grid]], year: int | None, of: tuple[str, str], *, overwrite: bool = False
) -> ReturnedForms:
    """Reads the year that the tables belong to (``of``: a unit and a kind of text) and compares; raises ``ReportError`` where that
    cannot be told, or the input cannot be read."""
    mark = belonging(books, year, of[0])
    job = workspace.job(mark.year, mark.unit, kind=of[1])
    read, found = read_years(job.fields, job.inputs, job.last)
    broken = [problem for problem in errors(found) if problem.code.startswith("Y") or problem.code == F28]
    if broken:
        raise ReportError(broken)
    return ReturnedForms(workspace, read, _planned(books, read.report, overwrite=overwrite), mark)


def with_told(forms: ReturnedForms, unread: Iterable[Problem]) -> ReturnedForms:
    """With what there is to say of files that could not be read."""
    return replace(forms, plan=replace(forms.plan, problems=(*unread, *forms.plan.problems)))


def _planned(books: Sequence[Sequence[Grid]], report: Report, *, overwrite: bool) -> Plan:
    fields = (path for path in (*report.dictionary.fields, *report.data) if path[0] != NAMES)
    known = anchors(dict.fromkeys(fields))
    return plan([read_form(grids, known) for grids in books], report, overwrite=overwrite)
