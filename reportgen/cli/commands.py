"""What is typed → the work of the floors below; results go to standard output, messages to standard error.

Exit status: 0 fine, 1 problems, 2 wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from reportgen import __version__
from reportgen.cli.shown import as_json, as_text, counted
from reportgen.cli.speech import Command, Group, sentence
from reportgen.problem import Problem, ReportError

ALIASES = {"生成": "generate"}
"""Chinese names of the commands."""


@click.group(
    cls=Group,
    aliases=ALIASES,
    context_settings={"help_option_names": ["-h", "--help", "--帮助"], "max_content_width": 100},
    help="把一年的数据和文字（inputs/年度.yaml）填进 Word 模板，写出成品汇报材料。\n\n在存放 inputs、templates、output 的文件夹里运行。",
)
@click.version_option(__version__, "--version", "--版本", message="reportgen %(version)s", help="显示版本号。")
def cli() -> None:
    """The commands."""


@cli.command(cls=Command, short_help="写出一年的成品 Word 文件。")
@click.argument("year", metavar="年度", type=int)
@click.option("--draft", "--草稿", is_flag=True, help="缺数也出草稿，缺的地方标黄写【待补：……】。")
@click.option("-o", "--output", "--输出", "target", metavar="文件", type=click.Path(path_type=Path), help="另指定写到哪里。")
@click.option("--json", "as_data", is_flag=True, help="结果和问题用 JSON 给出，供程序读取。")
def generate(year: int, draft: bool, target: Path | None, as_data: bool) -> None:
    """读取 inputs/年度.yaml 和模板，检查数据，在 output 里写出成品。

    \b
    例：reportgen generate 2022
        reportgen 生成 2024 --草稿
    """
    from reportgen import draft as drafting  # imported here so that --help starts fast
    from reportgen.workspace import Workspace, file_name, publish

    workspace = Workspace(Path.cwd())
    try:
        _progress("读取输入，检查数据……")
        made = drafting.make(
            workspace.inputs(year), workspace.template, workspace.fields, workspace.find_inputs(year - 1), draft=draft
        )
        _progress("写出文件……")
        path, notes = publish(target or workspace.output / file_name(year, made.title), made.package, made.trace.as_json())
    except ReportError as error:
        _refuse(error, year, as_data)
    problems = (*made.problems, *notes)
    if as_data:
        click.echo(as_json(problems, 文件=_shown(path), 数=made.figures, 待补=dict(made.missing)))
        return
    _tell(problems)
    click.echo(f"已写出{'草稿' if draft else ''} {_shown(path)}：{counted(made.figures, made.missing)}。")


def main() -> NoReturn:
    """Runs the command line and exits."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        usage = f"{context.get_usage()}\n" if context is not None else ""
        click.echo(f"{usage}{sentence(error)}", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("已停止。", err=True)
        sys.exit(1)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    sys.exit(0)


def _refuse(error: ReportError, year: int, as_data: bool) -> NoReturn:
    if as_data:
        click.echo(as_json(error.problems, 文件=None))
    else:
        _tell(error.problems)
        click.echo(f"没有写出 {year} 年的成品：有错误要先改好。缺数时可以用 --草稿 先出草稿。", err=True)
    raise click.exceptions.Exit(1)


def _tell(problems: tuple[Problem, ...]) -> None:
    if problems:
        click.echo(as_text(problems), err=True)


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        click.echo(words, err=True)


def _shown(path: Path) -> str:
    """A path as seen from the current folder."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
