"""``reportgen render 模板.docx 数据.yaml -o 成品.docx`` → the bare engine: any Word template, any data.

Knows neither years nor fields.  The filters of prose (日期, 中文数字, 顿号) are there as well, and 署名 and 成文日期 of our own
templates find their places.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.chinese import Command
from reportgen.cli.generate import word_file
from reportgen.cli.showing import refusal, show_data, show_problems
from reportgen.problem import Problem, ReportError, errors

_HELP = """套用任意 Word 模板（不限年度汇报材料）

把数据（.yaml、.json，写 - 就从标准输入读）填进带标签的 Word 模板，写出成品。
标签写成 {{ 名称 }}、{% for 项 in 列表 %}……{% endfor %}、{% if 条件 %}……{% endif %}。
加 --check 只检查模板和数据，不写文件。"""


@click.command("render", cls=Command, help=_HELP)
@click.argument("template", metavar="模板")
@click.argument("data", metavar="数据")
@click.option(
    "-o", "--output", "--输出", "target", metavar="文件", callback=word_file, help="写到这个文件（已有的不覆盖）"
)
@click.option("--check", "--检查", "check", is_flag=True, help="只检查，不写文件")
@click.option("--json", "as_json", is_flag=True, help="结果和问题都写成 JSON，供别的程序读")
def render(template: str, data: str, target: Path | None, check: bool, as_json: bool) -> int:
    """Fills a template; status 1 when there is no file."""
    if target is None and not check:
        raise click.UsageError("请用 -o 写明成品的文件名，例如 -o 成品.docx")
    path, problems = _filled(Path(template), data, None if check else target)
    failed = bool(errors(problems)) or not (check or path)
    if as_json:
        show_data({"file": path or None, "problems": [problem.as_data() for problem in problems]})
        return int(failed)
    show_problems(problems)
    if failed:
        click.echo(refusal(problems), err=True)
    else:
        click.echo(f"已生成 {path}" if path else "没有发现错误")
    return int(failed)


def _filled(template: Path, data: str, target: Path | None) -> tuple[str, tuple[Problem, ...]]:
    """The file written, if any, and everything there is to say."""
    from reportgen.datafile import read_data, read_text  # imported here so that --help starts fast
    from reportgen.engine.template import Template
    from reportgen.facts.filters import FILTERS
    from reportgen.gongwen.closing import settle
    from reportgen.workspace import Workspace

    problems: tuple[Problem, ...] = ()
    try:
        opened = Template.open(template, FILTERS)
        problems = opened.problems
        values, told = read_text(sys.stdin.read(), "标准输入") if data == "-" else read_data(Path(data))
        rendered = opened.render(values)
        problems = (*told, *rendered.problems)
        if target is None or not rendered.package:
            return "", problems
        workspace = Workspace(Path.cwd())
        path, found = workspace.keep(workspace.root / target, settle(rendered.package), {"模板": template.name})
        return (workspace.shown(path) if path else ""), (*problems, *found)
    except ReportError as error:
        return "", (*problems, *error.problems)
