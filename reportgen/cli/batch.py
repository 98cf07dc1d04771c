"""``reportgen batch`` → many reports at once, a table of them, and ``output/summary.csv``.

Knows neither figures nor Word: ``reportgen.batch`` does the work; here it is asked for, shown while it goes on, and told.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from reportgen import batch as batches
from reportgen.batch import Outcome, SummaryLine, Task
from reportgen.cli.arguments import kind_option, year_of
from reportgen.cli.chinese import INTERRUPTED, Command
from reportgen.cli.output import columns, show_data, show_problems
from reportgen.cli.terminal import plain_error_stream
from reportgen.message import say
from reportgen.problem import Problem, ReportError, errors
from reportgen.workspace.locate import Workspace

_MOST_SHOWN = 40
_HEADS = (say("结果"), say("单位"), say("年度"), say("错误"), say("提醒"), say("待补"), say("文件或首要问题"))
_HELP = say("""一次做许多份：多个单位、多个年度，或一张清单

不写别的，就把 inputs 里所有单位、所有年度都做一遍，成品在 output，汇总在 output/summary.csv。
用 --清单 给一张清单（.xlsx、.csv 或 .jsonl，一行一份），就按清单套 --模板 指明的 Word 模板，成品在 output 里以清单命名的文件夹。
一份出了错，不影响别的；中断以后加 --继续，做好了又没有变的不再做。""")


@click.command("batch", cls=Command, help=_HELP)
@click.option(
    "--year", "--年度", "year", metavar="年度", callback=lambda c, p, v: v and year_of(c, p, v), help=say("只做这一年")
)
@click.option("--units", "--单位", "units", metavar="名称", default="*", help=say("只做名称相符的单位，例如 “城*”"))
@kind_option
@click.option("--list", "--清单", "listed", metavar="文件", help=say("按清单做，一行一份"))
@click.option("--template", "--模板", "template", metavar="模板", help=say("清单用的 Word 模板"))
@click.option("--draft", "--草稿", "draft", is_flag=True, help=say("出草稿：缺数处标黄"))
@click.option(
    "--jobs", "--并行", "jobs", type=click.IntRange(1, 256), metavar="数", help=say("同时用几个处理进程（默认每核一个）")
)
@click.option("--scheduler", "--调度器", "scheduler", metavar="地址", help=say("交给 Dask 集群做，例如 tcp://10.0.0.5:8786"))
@click.option("--resume", "--继续", "resume", is_flag=True, help=say("做好了又没有变的不再做"))
@click.option("--json", "as_json", is_flag=True, help=say("结果写成 JSON，供别的程序读"))
def batch(
    year: int | None, units: str, text: str, listed: str | None, template: str | None, draft: bool, jobs: int | None,
    scheduler: str | None, resume: bool, as_json: bool,
) -> int:  # fmt: skip
    """Makes them all; status 1 when any could not be made."""
    if template and not listed:
        raise click.UsageError(say("--模板 要和 --清单 一起用"))
    try:
        workspace = Workspace.open(Path.cwd())
        tasks, failed, problems = _planned(workspace, year, (units, text), listed, template, draft=draft)
        executors = batches.cluster(scheduler) if scheduler else batches.local(jobs or os.cpu_count() or 1)
        folder = Path(listed).stem if listed else ""
        lines, found = batches.do(workspace, tasks, failed, executors, folder, resume=resume, shown=_shown)
    except ReportError as error:
        if as_json:
            show_data({"files": [], "problems": [problem.as_data() for problem in error.problems]})
        else:
            show_problems(error.problems)
            click.echo(say("没有做。改正后再运行一次。"), err=True)
        return 1
    except batches.Interrupted as stopped:
        click.echo(
            say("\n已中断：这一次做成 {made} 份，都存好了；加 --继续 再运行，做好的不再做。", made=stopped.made),
            err=True,
        )
        return INTERRUPTED
    _tell(workspace, lines, as_json=as_json, summed=not any(problem.code == batches.J07 for problem in found))
    show_problems((*problems, *found))
    return 1 if errors((*problems, *found)) or any(line.result == batches.FAILED for line in lines) else 0


Failed = Sequence[tuple[Task, Outcome]]


def _planned(
    workspace: Workspace, year: int | None, of: tuple[str, str], listed: str | None, template: str | None, *, draft: bool
) -> tuple[Sequence[Task], Failed, list[Problem]]:
    if listed is None:
        return *batches.plan(workspace, year, of[0], draft=draft, kind=of[1]), list(workspace.problems)
    tasks, refused, problems = batches.read_list(Path(listed), workspace.root, Path(template) if template else None)
    return tasks, refused, list(problems)


def _shown(results: Iterable[tuple[Task, Outcome]], total: int) -> Iterator[tuple[Task, Outcome]]:
    """The same results, with a bar on a terminal: how many, how fast, how long still."""
    from tqdm import tqdm  # only where there is something to wait for

    form = say("{{percentage:3.0f}}%|{{bar}}| {{n_fmt}}/{{total_fmt}} 份，每秒 {{rate_noinv_fmt}}，还要 {{remaining}}")
    yield from tqdm(
        results, total=total, bar_format=form, unit=say(" 份"), disable=None, leave=False, dynamic_ncols=True,
        file=plain_error_stream(),
    )  # fmt: skip


def _tell(workspace: Workspace, lines: Sequence[SummaryLine], *, as_json: bool, summed: bool) -> None:
    """``summed`` if the summary was written: else all lines are shown, for they stand nowhere else."""
    place = workspace.shown(workspace.output / batches.SUMMARY)
    if as_json:
        show_data({"files": [line.as_data() for line in lines], "summary": place if summed else None})
        return
    click.echo("\n".join(_table(lines, _MOST_SHOWN if summed else len(lines))))
    made = sum(line.result != batches.FAILED for line in lines)
    counted = say("共 {all} 份：做成 {made} 份，没有做成 {failed} 份。", all=len(lines), made=made, failed=len(lines) - made)
    click.echo(say("{counted}汇总在 {summary}", counted=counted, summary=place) if summed else counted)


def _table(lines: Sequence[SummaryLine], most: int) -> Iterator[str]:
    """What was not made first, then the rest; a long table is cut, since the summary has all."""
    ordered = sorted(lines, key=lambda line: line.result == batches.MADE)
    yield from columns([_HEADS, *map(_row, ordered[:most])])
    if len(ordered) > most:
        yield say("……还有 {more} 份，见汇总表", more=len(ordered) - most)


def _row(line: SummaryLine) -> tuple[str, ...]:
    numbers: tuple[Any, ...] = (line.year, line.errors, line.warnings, line.missing)
    year, *counts = ("" if number == 0 else str(number) for number in numbers)
    return line.result, line.unit, year, *counts, line.first if line.result == batches.FAILED else line.file
