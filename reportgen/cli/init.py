"""``reportgen init 文件夹`` → a workspace: templates, a first year's input, an empty output."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from reportgen.cli.arguments import year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import show_problems
from reportgen.message import NOTHING, say
from reportgen.problem import ReportError, errors

_HELP = say("""建一个工作文件夹：模板、第一年的输入、output

在指明的文件夹里放好 templates（随程序附带的模板和指标字典）、inputs/年度.yaml（提纲样子，指标字典里的每个数一行，等着填）
和空的 output。文件夹里已经有 inputs 或 templates 的，不会动它。
随程序附带的指标字典是一个办事处的样子；不要它，加 --空白，从空的字典写起。有去年的稿子，加 --从 去年.docx：照它建。""")


@click.command("init", cls=Command, help=_HELP)
@click.argument("folder", metavar="文件夹")
@click.option("--year", "--年度", "year", metavar="年度", callback=lambda c, p, v: v and year_of(c, p, v), help=say("第一年（默认今年）"))
@click.option("--blank", "--空白", "blank", is_flag=True, help=say("不要随程序附带的指标字典，从空的写起"))
@click.option("--from", "--从", "origins", metavar="旧稿", multiple=True, help=say("照去年的稿子建：.docx、.txt；可以写几份"))
def init(folder: str, year: int | None, blank: bool, origins: tuple[str, ...]) -> int:
    """Makes the workspace; status 1 when it could not be made."""
    if origins:
        return _from_reports(Path(folder), year or 0, origins)
    from reportgen.report.dictionary import Dictionary
    from reportgen.workspace.init import found
    from reportgen.workspace.locate import default_files
    from reportgen.yamltext.read import read  # imported here so that --help starts fast

    chosen = year or date.today().year
    try:
        fields = next(path for name, path in default_files() if name.endswith("fields.yaml"))
        document, problems = read(fields)
        dictionary, _ = Dictionary.read(document)
        files, told = found(Path(folder), chosen, Dictionary({}) if blank else dictionary, blank=blank)
        problems += told
    except ReportError as error:
        files, problems = (), error.problems
    show_problems(problems)
    if not files:
        click.echo(say("没有建。"), err=True)
        return 1
    click.echo(say("已建好 {folder}：inputs/{year}.yaml、templates、output", folder=Path(folder).absolute().name, year=chosen))
    going = NOTHING if Path(folder).absolute() == Path.cwd() else say("进入 {folder}，", folder=folder)
    click.echo(say("接着：{going}填 inputs/{year}.yaml，再运行 reportgen 生成 {year} --草稿", going=going, year=chosen))
    return int(bool(errors(problems)))


def _from_reports(folder: Path, year: int, origins: tuple[str, ...]) -> int:
    """The workspace that old reports make."""
    from reportgen.cli.importing import take_in
    from reportgen.cli.output import refused
    from reportgen.workspace.init import occupied

    try:
        if (fault := occupied(folder)) is not None:
            raise ReportError([fault])
        return take_in(folder, origins, year, only=False, as_json=False)
    except ReportError as error:
        return refused(error, as_json=False)
