"""``reportgen history 2024`` → the copies given out of a year, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import click

from reportgen.cli.arguments import kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import columns, refused, show_data, show_problems
from reportgen.message import say
from reportgen.problem import Problem, ReportError
from reportgen.workspace import history as histories
from reportgen.workspace.history import Copy
from reportgen.workspace.locate import FINAL, Workspace

_HELP = say("""列出一年出过的各稿，以及每一稿比上一稿改了什么

草稿、送审稿、核稿稿、定稿都记着：什么时候出的、存在哪个文件、比上一稿改写、新增、删去了几句。
加 --详细 逐句列出改动。
定稿、领导改过的文件都不会被覆盖；要换掉，用 --解除 指明那份文件，以后再生成就会写在它的位置上。""")


@click.command("history", cls=Command, help=_HELP)
@click.argument("year", metavar="年度", callback=year_of)
@click.option("--full", "--详细", "full", is_flag=True, help=say("逐句列出每一稿的改动"))
@click.option(
    "--release", "--解除", "released", metavar="文件", type=click.Path(path_type=Path), help=say("这份定稿，或改动已经处理好的文件，以后可以被新稿换掉")
)
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("写成 JSON，供别的程序读"))
def history(year: int, full: bool, released: Path | None, unit: str, text: str, as_json: bool) -> int:
    """Shows the copies, or releases one; status 1 when the workspace cannot be read or there is nothing to release."""
    try:
        workspace = Workspace.open(Path.cwd())
        job = workspace.job(year, unit, kind=text)
        unit, text = job.unit, job.kind
        was_final = False
        if released is not None:
            was_final = workspace.is_final(workspace.root / released)
            _release(workspace, year, unit, released)
        copies, problems = histories.read_history(workspace, year, unit, text)
    except ReportError as error:
        return refused(error, as_json=as_json)
    if as_json:
        show_data(_as_data(copies, problems))
    elif released is not None:
        shown = workspace.shown(released)
        click.echo(
            say("已解除定稿 {file}：以后再生成，会写在它的位置上。", file=shown)
            if was_final
            else say("已记下 {file} 里的改动处理好了：以后再生成，会写在它的位置上，改过的这份先另存到“留存”。", file=shown)
        )
    else:
        _show(workspace, copies, problems, year, full=full)
    return 0


def _release(workspace: Workspace, year: int, unit: str, file: Path) -> None:
    """Raises ``ReportError`` where it is no 定稿, or could not be released."""
    if fault := histories.release(workspace, year, unit, workspace.root / file):
        raise ReportError([fault])


def _as_data(copies: Sequence[Copy], problems: Iterable[Problem]) -> dict[str, object]:
    changes = [copy.changes(before) for before, copy in pairwise(copies)]
    told = [_data(copy, each) for copy, each in zip(copies, [(), *changes], strict=False)]
    return {"copies": told, "problems": [problem.as_data() for problem in problems]}


def _show(workspace: Workspace, copies: tuple[Copy, ...], problems: tuple[Problem, ...], year: int, *, full: bool) -> None:
    changes = [copy.changes(before) for before, copy in pairwise(copies)]
    show_problems(problems if copies else (*problems, histories.none_yet(year)))
    if not copies:
        return
    click.echo("\n".join(_table(workspace, copies, changes)))
    if full:
        click.echo("\n".join(_lines(copies[1:], changes)))


Changes = tuple[tuple[str, str, str], ...]


def _data(copy: Copy, changes: Changes) -> dict[str, object]:
    return {
        "number": copy.number, "kind": copy.kind, "time": copy.time, "file": copy.file, "inputs": dict(copy.inputs),
        "changes": [{"kind": kind, "before": before, "after": after} for kind, before, after in changes],
    }  # fmt: skip


def _table(workspace: Workspace, copies: tuple[Copy, ...], changes: list[Changes]) -> list[str]:
    rows: list[tuple[str, ...]] = [(say("序号"), say("稿本"), say("时间"), say("比上一稿"), say("文件"))]
    said = [say("（第一稿）"), *(histories.summary(each) for each in changes)]
    for copy, words in zip(copies, said, strict=True):
        open_again = copy.kind == FINAL and workspace.finals.has_released(copy.digest)
        kind = say("{kind}（已解除）", kind=copy.kind) if open_again else copy.kind
        rows.append((str(copy.number), kind, copy.time[:16].replace("T", " "), words, copy.file))
    return columns(rows)


def _lines(copies: tuple[Copy, ...], changes: list[Changes]) -> list[str]:
    lines: list[str] = []
    for copy, each in zip(copies, changes, strict=True):
        lines += ["", say("第{number}稿（{kind}）：", number=copy.number, kind=copy.kind)]
        for kind, before, after in each:
            lines += [f"  {kind}", *([f"    - {before}"] if before else []), *([f"    + {after}"] if after else [])]
        if not each:
            lines.append(say("  没有差别"))
    return lines
