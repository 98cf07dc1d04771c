"""``reportgen new 2025`` → the year's input files, made from last year's.

Knows no YAML: it asks the workspace where things lie and the rollover for the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from reportgen.cli.arguments import asked, kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import show_data, show_problems
from reportgen.message import say
from reportgen.problem import Problem, ReportError, errors
from reportgen.report.model.grammar import USUAL
from reportgen.workspace.further import places, sample
from reportgen.workspace.locate import W32, Job, Workspace
from reportgen.workspace.meanwhile import W33

_HELP = say("""新建一年的输入：照上年的提纲，清空数字，句子标“待改写”

年度写要新建的那一年；上年的输入要在 inputs 里。提纲和注释原样保留；数清空，上年的数和单位注在旁边；
口径留着，来源、截至、状态、上年修订不带过来。每一句（标题、话题也是）标上“待改写”，改好后删去那一行；
句子里手打的数还是上年的，逐个列出来。
上年有几份材料（文种）的，都照着建；加 --文种 只建那一份，上年没有那一份的，照它的示例建。
这一年已经有输入的，不会动它。""")


def _other_year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else year_of(ctx, param, value)


@click.command("new", cls=Command, help=_HELP)
@click.argument("year", metavar="年度", callback=year_of)
@click.option(
    "--from", "--参照", "origin", metavar="年度", callback=_other_year, help=say("照这一年的来建；不写就是上一年")
)
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读"))
def new(year: int, origin: int | None, unit: str, text: str, as_json: bool) -> int:
    """Makes the year's input; status 1 when there is none."""
    old = year - 1 if origin is None else origin
    if old == year:
        raise click.UsageError(say("“--参照”要写另外一年"))
    files, gaps, problems = _made(year, old, unit, text)
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
        click.echo(say("接着可以：reportgen 生成 {year}", year=asked(year, unit, text, draft=True)))
    return int(failed)


def _made(year: int, old: int, unit: str, text: str) -> tuple[list[str], int, tuple[Problem, ...]]:
    """The files written, how many figures they ask for, and everything there is to say."""
    from reportgen.workspace.changes import write_new  # imported here so that --help starts fast

    said: list[Problem] = []
    try:
        workspace = Workspace.open(Path.cwd())
        said += workspace.problems
        jobs = _jobs(workspace, year, old, unit, text)
        made: dict[Path, bytes] = {}
        for job in jobs:
            said += job.problems
            files, faults = _rolled(workspace, job, year, invented=job.year != old)
            if faults:
                return [], 0, (*said, *faults)
            made = {**files, **made}
        command = say("新建 {year}", year=year)
        _, refused = write_new(workspace, command, tuple(made), tuple(made.values()))
        if refused:
            return [], 0, (*said, *map(_made_by_another, refused))
        gaps, typed = _read_again(workspace, jobs, year)
        return [workspace.shown(path) for path in made], gaps, (*said, *typed)
    except ReportError as error:
        return [], 0, (*said, *error.problems)


def _jobs(workspace: Workspace, year: int, old: int, unit: str, text: str) -> list[Job]:
    """What the new year is made from: every text of the old one; or the one that is wanted, or its sample, where there is none."""
    advice = say("照别的年度来建，加 --参照 年度")
    if text and (made := _sample(workspace, old, unit, text)):
        return [made]
    unit = workspace.unit_of(old, unit)
    there = (text,) if text else workspace.texts(old, unit) or ("",)
    first, others = workspace.job(old, unit, advice, there[0]), there[1:]
    return [first, *(workspace.job(old, first.unit, advice, each) for each in others)]


def _sample(workspace: Workspace, old: int, unit: str, text: str) -> Job | None:
    """The sample of a kind of text that the old year does not have."""
    kind = workspace.kind(text)
    unit = workspace.unit_of(old, unit)
    return None if kind.sample is None or text in workspace.texts(old, unit) else sample(workspace, kind, unit)


def _rolled(workspace: Workspace, job: Job, year: int, *, invented: bool) -> tuple[dict[Path, bytes], list[Problem]]:
    """The new files of a text, or why there are none."""
    from reportgen import draft
    from reportgen.new_year import roll
    from reportgen.report.load import OUTLINE_CODES

    targets = places(workspace, year, job)
    read, told = draft.read_years(job.fields, job.inputs, job.last)
    faults = [problem for found in read.faults for problem in errors(found)]
    faults = faults or [problem for problem in errors(told) if problem.code in (*OUTLINE_CODES, draft.F28)]
    if faults:
        return {}, faults
    rolled = roll(read.whole, read.report, year, sample=invented)
    wanted = {path.name for path in targets} if len(targets) < len(rolled) else {each.name for each in rolled}
    texts = [each.text.encode(each.encoding) for each in rolled if each.name in wanted]
    return dict(zip(targets, texts, strict=True)), []


def _read_again(workspace: Workspace, jobs: Sequence[Job], year: int) -> tuple[int, tuple[Problem, ...]]:
    """How many figures the new files ask for, and the figures typed into their sentences."""
    from reportgen import draft
    from reportgen.new_year import typed_figures

    typed: list[Problem] = []
    missing: dict[tuple[str, ...], None] = {}
    for job in jobs:
        text = workspace.job(year, job.unit, kind=job.kind or USUAL if len(jobs) > 1 else job.kind)
        report = draft.read_years(text.fields, text.inputs, job.inputs)[0].report
        typed += typed_figures(report)
        missing |= dict.fromkeys(made.path for made in report.awaited)
    return len(missing), tuple(dict.fromkeys(typed))


def _made_by_another(fault: Problem) -> Problem:
    """Where the files were made between looking and writing: the year is there, which is what is to be said."""
    if fault.code != W33:
        return fault
    files = tuple(shown for name, shown in fault.message.parameters if name == "file")
    return Problem(W32, say("{file} 刚由另一次运行建好，没有动它", file=files))
