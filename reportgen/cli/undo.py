"""``reportgen undo`` → the last change of the inputs shown, and, when that is confirmed, taken back; or made again.

Knows no YAML: the workspace says what was changed, and puts it back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reportgen.cli.chinese import Command
from reportgen.cli.output import changed_lines, refused, show_data, show_problems
from reportgen.message import say
from reportgen.problem import Problem, ReportError
from reportgen.workspace.changes import hindrances, next_change, none_to_take_back, taken_back
from reportgen.workspace.journal import Direction, FileChange, LoggedChange
from reportgen.workspace.kept import content_of
from reportgen.workspace.locate import Workspace

_HIDDEN = ".reportgen"
_YES = ("是", "y", "yes", "好", "ok")
_HELP = say("""撤回上一次写输入文件：录入、回收、填报导入、新建

先列出要变回去的每一行，回答“是”才动；输入文件变回那一次以前的样子，一个字节也不差。
再运行一次，就撤回再上一次的；最近二十次都留着。撤回错了，用 --重做。
那一次以后又改过的文件不动：后来改的不会丢。""")


@click.command("undo", cls=Command, help=_HELP)
@click.option("--redo", "--重做", "redo", is_flag=True, help=say("把撤回的再写回去"))
@click.option("--yes", "--是", "yes", is_flag=True, help=say("不再问，列出差别后就撤回"))
@click.option("--list", "--只看", "only", is_flag=True, help=say("只列出差别，什么也不动"))
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读；不问，同时写 --是 才撤回"))
def undo(redo: bool, yes: bool, only: bool, as_json: bool) -> int:
    """Shows the change, and takes it back; status 1 when nothing could be."""
    direction = Direction.REDO if redo else Direction.UNDO
    try:
        workspace = Workspace.open(Path.cwd())
        told = workspace.recovered()
        change = next_change(workspace, direction)
        if change is None:
            raise ReportError([*told, none_to_take_back(direction)])
    except ReportError as error:
        return refused(error, as_json=as_json)
    if as_json:
        faults = taken_back(workspace, change, direction) if yes and not only else ()
        show_data(_data(change, direction, [*told, *faults], done=yes and not only and not faults))
        return int(bool(faults))
    show_problems(told)
    _show(workspace, change, direction)
    if only:
        return 0
    if faults := hindrances(workspace, change, direction):
        return _closing(change, direction, faults)
    if not (yes or _confirmed(direction)):
        click.echo(say("没有{direction}。", direction=direction.value))
        return 0
    return _closing(change, direction, taken_back(workspace, change, direction))


def _closing(change: LoggedChange, direction: Direction, faults: Sequence[Problem]) -> int:
    if faults:
        show_problems(faults)
        click.echo(say("没有{direction}。", direction=direction.value), err=True)
        return 1
    files = tuple(each.place for each in _files(change, direction)) or (say("出稿的记录"),)
    other = say("撤回错了，运行 reportgen 撤回 --重做") if direction is Direction.UNDO else say("又要撤回，运行 reportgen 撤回")
    click.echo(say("已{direction}：{files}。{other}", direction=direction.value, files=files, other=other))
    return 0


def _files(change: LoggedChange, direction: Direction) -> tuple[FileChange, ...]:
    """The clerk's own files; of our notes nothing is said."""
    return tuple(each for each in change.turned(direction) if not each.note)


def _show(workspace: Workspace, change: LoggedChange, direction: Direction) -> None:
    click.echo(
        say(
            "要{direction}的是 {time} 的“{command}”：",
            direction=direction.value, time=change.time.replace("T", " "), command=change.command,
        )
    )  # fmt: skip
    files = _files(change, direction)
    for line in (line for each in files for line in _lines(each)):
        click.echo(line)
    tables = list(_tables(workspace, change, direction))
    for line in tables or (() if files else (say("输入文件没有变；只是记过那份 Word 里没有要收回的"),)):
        click.echo(line)


def _tables(workspace: Workspace, change: LoggedChange, direction: Direction) -> Iterator[str]:
    """Of what was made to be filled in: it goes or comes back, or stays where somebody has saved it since."""
    for each in change.turned(direction):
        path = workspace.root / each.place
        if not each.note or path.is_relative_to(workspace.output / _HIDDEN):
            continue
        if content_of(path) == each.before:
            yield from _lines(each)
        elif each.after is None and path.exists():
            yield say("{file} 后来改过，留着不动", file=each.place)


def _lines(change: FileChange) -> Iterator[str]:
    """What becomes of a file; of one that comes or goes as a whole only that."""
    if change.after is None and b"\0" in (change.before or b""):
        yield say("删去 {file}（是那一次建的）", file=change.place)
    elif change.before is None and b"\0" in (change.after or b""):
        yield say("建 {file}", file=change.place)
    elif change.after is None:
        yield say("删去 {file}（{count} 行，是那一次建的）", file=change.place, count=(change.before or b"").count(b"\n"))
    elif change.before is None:
        yield say("建 {file}（{count} 行）", file=change.place, count=(change.after or b"").count(b"\n"))
    else:
        yield from changed_lines(change.place, change.before, change.after)


def _confirmed(direction: Direction) -> bool:
    """Asks; no answer (nobody there) is no."""
    click.echo(say("{direction}吗？（是/否）", direction=direction.value), nl=False)
    answer = sys.stdin.readline().strip().lower()
    click.echo("" if sys.stdin.isatty() else answer)
    return answer in _YES


def _data(change: LoggedChange, direction: Direction, problems: Sequence[Problem], *, done: bool) -> dict[str, object]:
    return {
        "command": change.command,
        "time": change.time,
        "files": [{"file": each.place, "changes": list(_lines(each))} for each in _files(change, direction)],
        "done": done,
        "problems": [problem.as_data() for problem in problems],
    }
