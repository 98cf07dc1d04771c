"""``reportgen check 2024`` → everything that wants confirming before the year's report goes out, by grade and department.

Knows how to lay it out, not what is wrong.  Here the problems are the result, so they go to standard output; with
``--missing`` it is a list to paste into a chat with each department.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from reportgen import draft as drafts
from reportgen.cli.arguments import kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import cells, problem_lines, refused, show_data, show_problems, show_progress
from reportgen.dry_run import examine
from reportgen.message import say
from reportgen.problem import Grade, Problem, ReportError, errors
from reportgen.report.checks.reuse import Carried
from reportgen.report.dictionary import Field
from reportgen.report.load import Report
from reportgen.workspace.locate import Workspace

_NOBODY = say("（不分科室）")

_HELP = say("""检查一年的数据和文字，不出文件

列出全部错误、提醒、说明：缺哪些数、哪些数对不上、哪些话没有依据、哪些句子与上年一样。
错误要改好才能出稿；提醒逐条确认；说明供核对。
加 --缺项 只列缺的数，一个科室一段，可以直接贴到群里。""")


@click.command("check", cls=Command, help=_HELP)
@click.argument("year", metavar="年度", callback=year_of)
@click.option("--missing", "--缺项", "missing", is_flag=True, help=say("只列还缺的数，按科室分段，可直接粘贴"))
@click.option("--department", "--科室", "department", metavar="科室", default="", help=say("只看这个科室的"))
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("结果写成 JSON，供别的程序读"))
def check(year: int, missing: bool, department: str, unit: str, text: str, as_json: bool) -> int:
    """Shows what there is to say of a year; status 1 when there are errors."""
    try:
        workspace = Workspace.open(Path.cwd())
        job = workspace.job(year, unit, kind=text)
        show_progress(say("正在检查 {files}", files=workspace.named(job.inputs)))
        kit, read = drafts.opened(job.template, job.fields, job.inputs, job.last)
        found = examine(kit, read, job.grades)
    except ReportError as error:
        return refused(error, as_json=as_json)
    known = found.report.dictionary.departments
    if department and department not in known:
        raise click.UsageError(
            say("没有“{department}”这个科室，现有的科室：{known}", department=department, known=tuple(known))
        )
    problems = tuple(
        problem
        for problem in (*workspace.problems, *job.problems, *found.problems)
        if department in ("", problem.department)
    )
    gaps = [made for made in found.report.awaited if department in ("", made.department)]
    if as_json:
        show_data(_data(found.report, problems, gaps, found.carried))
    elif missing and (unread := _unread(found.problems)):
        show_problems(unread)
    elif missing:
        click.echo("\n".join(missing_lines(found.report, gaps)))
    else:
        click.echo("\n".join(_lines(found.report, problems, gaps, found.carried)))
    return int(bool(errors(problems)))


def _unread(problems: Iterable[Problem]) -> list[Problem]:
    """Errors for which parts of the input could not be read, so that nobody knows what is missing in them."""
    return [problem for problem in errors(problems) if problem.code.startswith("Y")]


def missing_lines(report: Report, gaps: Iterable[Field]) -> list[str]:
    """For each department what it has still to report, with unit and last year's figure."""
    year = report.year
    by_department: dict[str, list[Field]] = {}
    for made in gaps:
        by_department.setdefault(made.department or _NOBODY, []).append(made)
    if not by_department:
        return [say("{year} 年度的数都报齐了。", year=year)]
    lines: list[str] = []
    for department, asked in by_department.items():
        lines += [
            say(
                "【{department}】{year} 年度还缺 {count} 个数，请报：",
                department=department,
                year=year,
                count=len(asked),
            ),
            *_asked(asked, report),
            "",
        ]
    return lines[:-1]


def _asked(fields: Sequence[Field], report: Report) -> Iterable[str]:
    for number, made in enumerate(fields, 1):
        asked = say("{number}. {figure}", number=number, figure=made.asked_as)
        if made.unit:
            asked = say("{asked}（{unit}）", asked=asked, unit=made.unit)
        before = _last(made, report)
        yield say("{asked}，上年 {figure}", asked=asked, figure=before) if before else asked


def _last(made: Field, report: Report) -> str:
    """Last year's figure as it was printed, empty for none."""
    datum = report.last.data.get(made.path) if report.last is not None else None
    return datum.text if datum is not None else ""


def _lines(report: Report, problems: Sequence[Problem], gaps: Sequence[Field], carried: Carried) -> list[str]:
    counts = tuple(
        say("{count} 处{grade}", count=sum(1 for each in problems if each.grade is grade), grade=grade.value)
        for grade in Grade
    )
    lacking = say("还缺 {count} 个数", count=len(gaps)) if gaps else say("数已报齐")
    lacking = say("输入读不通，还缺哪些数要改好再数") if _unread(problems) else lacking
    lines = [
        say("{year} 年度：{counts}；{lacking}。", year=report.year or say("不明"), counts=counts, lacking=lacking),
        *_carried_lines(report, carried),
    ]
    if problems:
        lines += ["", *_table(report, problems)]
    for grade in Grade:
        group = [problem for problem in problems if problem.grade is grade]
        if group:
            lines += [
                "",
                say("{grade}（{count} 处）", grade=grade.value, count=len(group)),
                *problem_lines(_by_department(report, group)),
            ]
    return lines


def _carried_lines(report: Report, carried: Carried) -> list[str]:
    if not report.year:
        return []
    if report.last is None:
        return [say("没有 {year} 年度的输入，不与上年比较。", year=report.year - 1)]
    sentence = say(
        "与上年一字不差的 {unchanged} 句，只换数字的 {only_figures} 句，共占正文 {sentences} 句的字数 {share}%",
        unchanged=len(carried.unchanged),
        only_figures=len(carried.figures),
        sentences=carried.sentences,
        share=format(carried.share, ".1f"),
    )
    if not carried.pairs:
        return [say("{sentence}。", sentence=sentence)]
    return [say("{sentence}；已确认沿用 {confirmed} 句。", sentence=sentence, confirmed=carried.confirmed)]


def _table(report: Report, problems: Sequence[Problem]) -> list[str]:
    """How many of each grade each department has."""
    grades = tuple(Grade)
    rows: list[tuple[str, ...]] = [(say("科室"), *(grade.value for grade in grades))]
    for department in _departments(report, problems):
        own = [problem.grade for problem in problems if problem.department == department]
        rows.append((department or _NOBODY, *(str(own.count(grade)) for grade in grades)))
    return cells(rows)


def _departments(report: Report, problems: Iterable[Problem]) -> list[str]:
    """The departments that have problems, in the order of the dictionary, nobody's last."""
    found = {problem.department for problem in problems}
    order = [*report.dictionary.departments, *sorted(found), ""]
    return [name for name in dict.fromkeys(order) if name in found and name] + [""] * ("" in found)


def _by_department(report: Report, problems: Sequence[Problem]) -> list[Problem]:
    order = _departments(report, problems)
    return sorted(problems, key=lambda problem: (order.index(problem.department), problem.code))


def _data(report: Report, problems: Sequence[Problem], gaps: Sequence[Field], carried: Carried) -> dict[str, Any]:
    return {
        "year": report.year,
        "problems": [problem.as_data() for problem in problems],
        "missing": [
            {
                "name": ".".join(made.path), "label": made.label, "unit": made.unit, "department": made.department,
                "last": _last(made, report) or None,
            }
            for made in gaps
        ],
        "carried": {
            "unchanged": [this.said for this, _ in carried.unchanged],
            "only_figures": [this.said for this, _ in carried.figures],
            "confirmed": carried.confirmed,
            "share_percent": round(carried.share, 1),
        },
    }  # fmt: skip
