"""A year on the disk → a copy of its report given out: 草稿, 送审稿, 定稿 or 核稿稿; the forms of the departments; what is still missing.

Knows no server.  It is what the commands do, with the same doors below: a file that somebody has edited is never overwritten, each
copy is kept in the history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reportgen.annotate import Author
from reportgen.draft import Draft, opened
from reportgen.forms import export
from reportgen.message import NOTHING, Message, say
from reportgen.page.live_year import LiveYear, Moment
from reportgen.problem import Problem, ReportError, errors
from reportgen.report.dictionary import Field
from reportgen.report.load import Report
from reportgen.review import Before, marked_copy
from reportgen.storage import safe_stem
from reportgen.workspace.history import DRAFT, MARKED, SENT, Made, copies, hand_out
from reportgen.workspace.locate import DRAFT_LABEL, FINAL, FORM_OF, Job, Workspace

KINDS = (DRAFT, SENT, FINAL, MARKED)
"""The copies that the page gives out."""
MARKED_LABEL = "（核稿稿）"


@dataclass(frozen=True, slots=True)
class GivenOut:
    """What became of it: the files as a clerk names them, and what there is to say."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def give_out(live: LiveYear, kind: str, step: Callable[[Message], None] = lambda phase: None) -> GivenOut:
    """Makes and keeps a copy; no file where that was refused.  ``step`` is told what is done, and may raise to stop it: nothing is
    written before the last step."""
    workspace = live.workspace
    try:
        step(say("正在读取"))
        job = workspace.job(live.year, live.unit, kind=live.text)
        kit, read = opened(job.template, job.fields, job.inputs, job.last)
        step(say("正在生成"))
        made = kit.make(read, draft=kind in (DRAFT, MARKED), final=kind == FINAL, grades=job.grades)
        step(say("正在标注") if kind == MARKED else say("正在存盘"))
        content = _marked(workspace, made, job) if kind == MARKED else made.package
        label = {DRAFT: DRAFT_LABEL, MARKED: MARKED_LABEL}.get(kind, "")
        copy = Made(job.year, job.unit, kind, made.trace.as_json(), (item.content for item in job.inputs), text=job.kind)
        step(say("正在存盘"))
        target = workspace.target(job.year, made.title, label, unit=job.unit, kind=job.kind)
        path, told = hand_out(workspace, target, content, copy)
    except ReportError as error:
        return GivenOut((), errors(error.problems) or error.problems)
    return GivenOut((workspace.shown(path),) if path else (), told)


def _marked(workspace: Workspace, made: Draft, job: Job) -> bytes:
    last = copies(workspace, job.year, job.unit, job.kind)[-1:]
    named = [Before(say("第{number}稿，{kind}", number=each.number, kind=each.kind), each.paragraphs) for each in last]
    stamp = str(made.report.printed().context["生成时间"]).removesuffix("Z")
    author = Author("核稿", "核")
    return marked_copy(made, author, datetime.fromisoformat(stamp), named[0] if named else None).package


def forms_out(workspace: Workspace, moment: Moment, *, missing: bool) -> GivenOut:
    """The departments' forms, written as ``reportgen forms export`` does."""
    year, job = moment.session.year, moment.job
    if year is None or job is None:
        return GivenOut((), errors(moment.problems))
    if faults := errors(year.problems):
        return GivenOut((), faults)
    files: list[str] = []
    told: list[Problem] = []
    for form in export(year.report, job.unit, missing=missing):
        target = workspace.forms(job.year, job.unit) / f"{safe_stem(form.department)}.xlsx"
        path, problems = workspace.keep(target, form.package, {FORM_OF: form.department, "年度": job.year})
        told += problems
        files += [workspace.shown(path)] if path else []
    return GivenOut(tuple(files), tuple(told))


def asked_for(report: Report) -> tuple[Message, ...]:
    """What each department has still to report, to be pasted into a chat."""
    by_department: dict[str, list[Field]] = {}
    for made in report.awaited:
        by_department.setdefault(made.department or say("未定科室"), []).append(made)
    lines: list[Message] = []
    for department, fields in by_department.items():
        head = say("【{department}】{year} 年度还缺 {count} 个数，请报：", department=department, year=report.year, count=len(fields))
        lines += [head, *(_asked(number, made, report) for number, made in enumerate(fields, 1)), NOTHING]
    return tuple(lines[:-1]) or (say("{year} 年度的数都报齐了。", year=report.year),)


def _asked(number: int, made: Field, report: Report) -> Message:
    last = report.last.data.get(made.path) if report.last is not None else None
    asked = say("{number}. {figure}", number=number, figure=made.asked_as)
    if made.unit:
        asked = say("{asked}（{unit}）", asked=asked, unit=made.unit)
    if last is None or not last.text:
        return asked
    return say("{asked}，上年 {figure}", asked=asked, figure=last.text)
