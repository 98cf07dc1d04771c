"""``reportgen new 2025`` → the year's input files, made from last year's.

Knows no YAML: it asks the workspace where things lie and the rollover for the texts.
"""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.arguments import unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import show_data, show_problems
from reportgen.message import say
from reportgen.problem import Problem, ReportError, errors
from reportgen.workspace.journal import W33
from reportgen.workspace.locate import W32, Workspace

_HELP = say("""新建一年的输入：照上年的提纲，清空数字，句子标“待改写”

年度写要新建的那一年；上年的输入要在 inputs 里。提纲和注释原样保留；数清空，上年的数和单位注在旁边；
口径留着，来源、截至、状态、上年修订不带过来。每一句（标题、话题也是）标上“待改写”，改好后删去那一行；
句子里手打的数还是上年的，逐个列出来。
这一年已经有输入的，不会动它。""")


def _other_year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else year_of(ctx, param, value)


@click.command("new", cls=Command, help=_HELP)
@click.argument("year", metavar="年度", callback=year_of)
@click.option(
    "--from", "--参照", "origin", metavar="年度", callback=_other_year, help=say("照这一年的来建；不写就是上一年")
)
@unit_option
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读"))
def new(year: int, origin: int | None, unit: str, as_json: bool) -> int:
    """Makes the year's input; status 1 when there is none."""
    old = year - 1 if origin is None else origin
    if old == year:
        raise click.UsageError(say("“--参照”要写另外一年"))
    files, gaps, problems = _made(year, old, unit)
    failed = bool(errors(problems)) or not files
    if as_json:
        data = [problem.as_data() for problem in problems]
        show_data({"files": files or None, "missing": gaps, "problems": data})
        return int(failed)
    show_problems(problems)
    if failed:
        click.echo(say("没有新建。改正后再运行一次。"), err=True)
    else:
        click.echo(
            say(
                "已新建 {files}（照 {old} 年的提纲，{figures} 个数待补，每句标着“待改写”）",
                files=tuple(files),
                old=old,
                figures=gaps,
            )
        )
        following = say("接着可以：reportgen 生成 {year} --草稿", year=year)
        click.echo(say("{sentence} --单位 {unit}", sentence=following, unit=unit) if unit else following)
    return int(failed)


def _made(year: int, old: int, unit: str) -> tuple[list[str], int, tuple[Problem, ...]]:
    """The files written, how many figures they ask for, and everything there is to say."""
    from reportgen import draft, yamltext  # imported here so that --help starts fast
    from reportgen.new_year import roll, typed_figures
    from reportgen.report.load import OUTLINE_CODES
    from reportgen.report.load import read_report as load
    from reportgen.workspace.changes import write_new

    said: list[Problem] = []
    try:
        workspace = Workspace.open(Path.cwd())
        job = workspace.job(old, unit, say("照别的年度来建，加 --参照 年度"))
        said += [*workspace.problems, *job.problems]
        targets = workspace.fresh(year, job)
        year_read, told = draft.read_years(job.fields, job.inputs, job.last)
        report = year_read.report
        faults = [problem for found in year_read.faults for problem in errors(found)]
        faults = faults or [problem for problem in errors(told) if problem.code in (*OUTLINE_CODES, draft.F28)]
        if faults:
            return [], 0, (*said, *faults)
        rolled = roll(year_read.documents, report, year)
        texts = [each.text.encode(each.encoding) for each in rolled]
        command = say("新建 {year}", year=year)
        _, refused = write_new(workspace, command, targets, texts)
        if refused:
            return [], 0, (*said, *map(_made_by_another, refused))
        fresh, _ = load([yamltext.read(path)[0] for path in targets], report.dictionary, report)
        said += typed_figures(fresh)
        return [workspace.shown(path) for path in targets], sum(fresh.missing.values()), tuple(said)
    except ReportError as error:
        return [], 0, (*said, *error.problems)


def _made_by_another(fault: Problem) -> Problem:
    """Where the files were made between looking and writing: the year is there, which is what is to be said."""
    if fault.code != W33:
        return fault
    files = tuple(shown for name, shown in fault.message.parameters if name == "file")
    return Problem(W32, say("{file} 刚由另一次运行建好，没有动它", file=files))
