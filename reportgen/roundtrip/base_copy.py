"""An edited Word file in a workspace → the record of the copy it was made of, and what that copy was made from.

Knows no edits.  The file may have been renamed and saved by any program, so neither its name nor its digest leads to the
record; its text does.  The input as it was then is kept under its digest; where record or input are gone, the input as it
is now takes their place, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.draft import FORM, Kit
from reportgen.message import Message, say
from reportgen.ooxml.revisions import ViewedParagraph
from reportgen.problem import Code, Grade, Problem, ReportError, errors
from reportgen.report.model.grammar import FILE, UNIT, YEAR
from reportgen.roundtrip.printed import BLANK, printed
from reportgen.roundtrip.pull import Basis
from reportgen.storage.given import Given
from reportgen.text.diff import units
from reportgen.workspace.locate import Job, Workspace

B01 = Code(
    "B01", "找不到这份 Word 是从哪一年的输入印出来的", "别的单位的 Word 文件", "核对文件；是本单位的，加上 --年度 2024"
)
B02 = Code(
    "B02", "这份 Word 的记录没有了，拿输入文件现在的样子来比（说明）", ".reportgen 文件夹被删掉了", "逐条核对列出的改动"
)
B06 = Code("B06", "这份稿子的记录是更新版本的程序写的", "换了电脑，装的是旧版本", "升级程序，再回收一次")
B03 = Code("B03", "出稿以后输入文件改过，按三方合并（说明）", "出稿以后又改了 inputs/2024.yaml", "核对碰到同一处的几条")

_MARKED = "核稿稿"
_ENOUGH = 0.2
"""The least share of a file's sentences that a record must have for the file to be one of its copies."""


@dataclass(frozen=True, slots=True)
class Found:
    """The year, what is stored of the copy (``trace``), the input then (``base``) and now; ``marked`` says that the copy had
    shades and comments of ours; ``problems`` say what is gone."""

    job: Job
    trace: Mapping[str, Any]
    base: Basis
    now: Basis
    name: str = ""
    draft: bool = False
    marked: bool = False
    problems: tuple[Problem, ...] = ()


def find(
    view: Sequence[ViewedParagraph], workspace: Workspace, year: int | None = None, unit: str = "", name: str = ""
) -> Found:
    """What an edited file is compared with; of records as near as each other the one of its ``name``.

    Raises ``ReportError`` (B01 and what the workspace lacks).
    """
    records = tuple(_records(workspace, year))
    record = _best(view, records, name)
    if record is None:
        _refuse_newer(records)
    if record is None and year is None:
        year = _year_in(view, workspace)
    if record is None and year is None:
        hint = say("用 --年度 指明，例如 --年度 2024；并请在放有 inputs、output 的文件夹里运行")
        raise ReportError([Problem(B01, say("看不出这份 Word 是哪一年的汇报材料：没有一份记录与它相近"), hint=hint)])
    wanted = year if year is not None else int((record or {}).get(YEAR, 0))
    job = workspace.job(wanted, unit or str((record or {}).get(UNIT, "")))
    now = Basis.of(Kit.open(job.template.content, job.fields), job.inputs, job.last)
    refuse_faulty(now)
    if record is None:
        return _without_record(job, now, say("没有这份 Word 的记录，拿输入文件现在的样子来比"))
    return _with_record(job, now, record, workspace)


def refuse_faulty(now: Basis) -> None:
    """Raises ``ReportError`` when an input cannot be read through: nothing may be written into it."""
    faults = [problem for found in now.year.faults for problem in errors(found)]
    if faults:
        raise ReportError(faults)


def _form(record: Mapping[str, Any]) -> int:
    """The number of the form that a record is written in; 1 where it says none."""
    form = record["轨迹"].get("格式", 1)
    return form if isinstance(form, int) else FORM + 1


def _refuse_newer(records: Sequence[Mapping[str, Any]]) -> None:
    """Raises ``ReportError`` (B06) where a record is of a form that is not known yet: what it says is not guessed."""
    newer = next((record for record in records if _form(record) > FORM), None)
    if newer is not None:
        message = say("“{file}”的记录是更新版本的程序写的，这个版本读不了", file=str(newer.get(FILE, "")))
        raise ReportError([Problem(B06, message, hint=say("请升级到那个版本，再回收一次"))])


def _best(
    view: Sequence[ViewedParagraph], records: Sequence[Mapping[str, Any]], name: str
) -> Mapping[str, Any] | None:
    """The record that shares most sentences with the file; of equal ones that of its name, else the latest."""
    mine = {unit.text for unit in units([paragraph.text.strip(BLANK) for paragraph in view])}
    best, most = None, _ENOUGH
    for record in records:
        if _form(record) > FORM:
            continue
        try:
            theirs = {unit.text for unit in units([paragraph.text for paragraph in printed(record["轨迹"])])}
        except ValueError:
            continue
        share = sum(len(text) for text in mine & theirs) / max(1, sum(len(text) for text in mine | theirs))
        if share > most or (share == most and best is not None and record.get(FILE) == name):
            best, most = record, share
    return best


def _records(workspace: Workspace, year: int | None) -> Iterator[Mapping[str, Any]]:
    for _, record in workspace.records():
        if (
            isinstance(record.get("轨迹"), dict)
            and isinstance(record.get(YEAR), int)
            and year in (None, record[YEAR])
        ):
            yield record


def _year_in(view: Sequence[ViewedParagraph], workspace: Workspace) -> int | None:
    """The year that the first paragraphs name, if the workspace has it."""
    head = "".join(paragraph.text for paragraph in view[:3])
    named = [year for year in workspace.years() if f"{year}年" in head]
    return named[0] if len(named) == 1 else None


def _without_record(job: Job, now: Basis, message: Message) -> Found:
    hint = say("输入文件在出稿以后改过的地方，会显得像是在 Word 里改了回去；请逐条看")
    note = Problem(B02, message, Grade.NOTE, hint=hint)
    return Found(job, now.trace(), now, now, problems=(note,))


def _with_record(job: Job, now: Basis, record: Mapping[str, Any], workspace: Workspace) -> Found:
    digests = record["轨迹"].get("输入", {})
    digests = digests if isinstance(digests, dict) else {}
    name, draft = str(record.get(FILE, "")), bool(record.get("草稿"))
    marked = record.get("稿本") == _MARKED
    stored = [(str(file), workspace.source(str(digest))) for file, digest in digests.items()]
    current = {item.name: item.digest for item in job.inputs}
    if digests == current:
        return Found(job, record["轨迹"], now, now, name, draft, marked)
    if not stored or any(content is None for _, content in stored):
        return _without_record(job, now, say("出稿以后输入文件改过，当时的内容没有留存，拿输入文件现在的样子来比"))
    base = now.with_inputs(Given(file, content or b"", root=job.inputs[0].root) for file, content in stored)
    note = Problem(B03, say("出稿以后输入文件改过：两边的改动合在一起，碰到同一处的列出来"), Grade.NOTE)
    return Found(job, record["轨迹"], base, now, name, draft, marked, (note,))
