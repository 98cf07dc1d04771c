"""``reportgen forms import 经济发展办.xlsx …`` → the differences, and, when they are confirmed, the year's input changed by them.

Knows neither tables nor YAML.  Nothing is written before the list has been shown and somebody has said so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reportgen.cli.arguments import kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.columns import columns
from reportgen.cli.output import show_data, show_problems
from reportgen.forms import DatumChange
from reportgen.forms.folder import listed
from reportgen.forms.plan import X27
from reportgen.forms.read import X29, X30
from reportgen.forms.returned import ReturnedForms, books_of, read_forms, with_told
from reportgen.message import say
from reportgen.problem import CellPlace, Grade, Problem, ReportError
from reportgen.tables.read import read_file
from reportgen.workspace.locate import Workspace

_DIGITS = 4  # of a year
_TOLD = (X27, X29, X30)
"""What is said beside, and leaves no figure undecided."""
_YES = ("是", "y", "yes", "好", "ok")
_HELP = say("""导入填好的表：先列差异，确认了才写

文件可以写几个，也可以写文件夹，或者只写年度（导出时存的那个文件夹）；.xlsx、.xls、.ods、.csv、WPS 存的都行，加行、删行、排序都不要紧。
空格子是没有报，0 是确为零，“—”是本年没有。先列出哪张表哪一格、改什么，回答“是”才写进 inputs；
已经有别的数的、两张表不一样的，只列出来，不写。""")


def _maybe_year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else year_of(ctx, param, value)


@click.command("import", cls=Command, help=_HELP)
@click.argument("files", metavar="文件", nargs=-1, required=True)
@click.option("--year", "--年度", "year", metavar="年度", callback=_maybe_year, help=say("表上的年度丢了时，用这个写明"))
@unit_option
@kind_option
@click.option("--yes", "--是", "yes", is_flag=True, help=say("不再问，列出差异后就写"))
@click.option("--overwrite", "--覆盖", "overwrite", is_flag=True, help=say("已经有别的数的，也用表里的"))
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读（要写还得加 --是）"))
def import_(files: tuple[str, ...], year: int | None, unit: str, text: str, yes: bool, overwrite: bool, as_json: bool) -> int:
    """Shows what the forms change, and writes it; status 1 when something was left to be decided."""
    try:
        session = _opened(files, year, (unit, text), overwrite=overwrite)
    except ReportError as error:
        return _refused(error.problems, as_json=as_json)
    problems = list(session.plan.problems)
    if not as_json:
        _show(session)
    written: tuple[str, ...] = ()
    if session.plan.changes and (yes or (not as_json and _confirmed(len(session.plan.changes)))):
        written, done, faults = session.store(session.plan.changes)
        problems += faults
        _closing(written, done, faults, as_json=as_json)
    elif not as_json:
        click.echo(say("没有写入。") if session.plan.changes else say("没有要写入的。"))
    if as_json:
        show_data(_data(session, written, problems))
    # X27 tells what was done: nothing is left out of the input for it
    left = any(problem.grade is not Grade.NOTE and problem.code not in _TOLD for problem in problems)
    return int(left or bool(session.plan.changes and not written))


def _refused(problems: Sequence[Problem], *, as_json: bool) -> int:
    if as_json:
        show_data({"changes": [], "written": [], "problems": [problem.as_data() for problem in problems]})
    else:
        show_problems(problems)
        click.echo(say("没有导入。改正后再运行一次。"), err=True)
    return 1


def _opened(files: Sequence[str], year: int | None, of: tuple[str, str], *, overwrite: bool) -> ReturnedForms:
    """Reads the tables and the year that they belong to; raises ``ReportError`` where that cannot be told."""
    workspace = Workspace.open(Path.cwd())
    found: list[tuple[str, bytes]] = []
    unread: list[Problem] = []
    for each in _tables(files, workspace, of[0]):
        try:
            found += [] if isinstance(each, Problem) else [(each.name, read_file(each))]
            unread += [each] if isinstance(each, Problem) else []
        except ReportError as error:
            unread += error.problems
    books, unread = books_of(found, unread)
    return with_told(read_forms(workspace, books, year, of, overwrite=overwrite), unread)


def _tables(files: Sequence[str], workspace: Workspace, unit: str) -> Iterator[Path | Problem]:
    """The files named, and the tables in the folders named, a year for the folder of its forms; a problem for each thing in
    a folder that is no table."""
    for name in files:
        path = Path(name)
        year = name.removesuffix("年")
        if len(year) == _DIGITS and year.isdecimal() and not path.exists():
            yield from listed(workspace.forms(int(year), unit))
        elif path.is_dir():
            yield from listed(path)
        else:
            yield path


def _show(session: ReturnedForms) -> None:
    changes = session.plan.changes
    if changes:
        rows = [
            (change.place.file, change.place.address, change.what, change.old or say("（空）"), _new(change))
            for change in changes
        ]
        click.echo(say("要写入 {year} 年的，{count} 处：", year=session.mark.year, count=len(changes)))
        click.echo("\n".join(columns((say("表"), say("格"), say("指标"), say("现在"), say("改为")), rows)))
    if session.plan.same:
        click.echo(say("另有 {same} 处与输入文件相同。", same=session.plan.same))
    show_problems(session.plan.problems)


def _new(change: DatumChange) -> str:
    text = change.new if isinstance(change.new, str) else "、".join(change.new)
    return f"{text} {change.unit}" if change.unit and change.slot == "值" and text[-1:].isdigit() else text


def _confirmed(count: int) -> bool:
    """Asks; no answer (nobody there) is no."""
    click.echo(say("写入这 {count} 处吗？（是/否）", count=count), nl=False)
    answer = sys.stdin.readline().strip().lower()
    click.echo("" if sys.stdin.isatty() else answer)
    return answer in _YES


def _closing(
    written: Sequence[str],
    done: Sequence[DatumChange],
    faults: Sequence[Problem],
    *,
    as_json: bool,
) -> None:
    if as_json:
        return
    show_problems(faults)
    if written:
        click.echo(say("已写入 {files}（{count} 处），其余一字未动。", files=tuple(written), count=len(done)))
    else:
        click.echo(say("没有写入。"), err=True)


def _data(session: ReturnedForms, written: Sequence[str], problems: Sequence[Problem]) -> dict[str, object]:
    def cell(place: CellPlace) -> dict[str, object]:
        return {"file": place.file, "sheet": place.sheet, "address": place.address}

    return {
        "year": session.mark.year,
        "unit": session.mark.unit,
        "changes": [
            {"path": ".".join(each.path), "slot": each.slot, "old": each.old, "new": each.new, "cell": cell(each.place)}
            for each in session.plan.changes
        ],
        "same": session.plan.same,
        "written": list(written),
        "problems": [problem.as_data() for problem in problems],
    }
