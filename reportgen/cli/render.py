"""``reportgen render 模板.docx 数据.yaml -o 成品.docx`` → the bare engine: any Word template, any data.

Knows neither years nor fields.  The filters of prose (日期, 中文数字, 顿号) are there as well, and 署名 and 成文日期 of our own
templates find their places.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.arguments import word_file
from reportgen.cli.chinese import Command
from reportgen.cli.language import language_option, spoken_language, told
from reportgen.cli.output import refusal, show_data, show_problems
from reportgen.message import say
from reportgen.problem import Problem, ReportError, errors
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.engine.template import Rendered, Template

_HELP = say("""套用任意 Word 模板（不限年度汇报材料）

把数据（.yaml、.json，写 - 就从标准输入读）填进带标签的 Word 模板，写出成品。
标签写成 {{{{ 名称 }}}}、{{% for 项 in 列表 %}}……{{% endfor %}}、{{% if 条件 %}}……{{% endif %}}。
图片放在数据文件的文件夹里，写 {{{{ 名称|图片 }}}}；表格、富文本、链接的写法见手册“图片、表格和富文本”一章。
加 --检查 只检查模板和数据，不写文件：错在哪里、缺哪些数、哪些数没有用到，一次说完。
加 --批注 把问题写成批注，放在模板的副本里；加 --名称 列出模板要哪些数据。""")
_AUTHOR, _INITIALS = say("模板检查"), say("检")
_DATA_HINT = say("请写明数据文件，例如 数据.yaml；只看模板要哪些数据，加 --名称")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Outcome(ValueObject):
    """What came of a run: the file written, the annotated copy, the names asked for, and everything there is to say."""

    file: str = ""
    copy: str = ""
    names: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


@click.command("render", cls=Command, help=_HELP)
@click.argument("template", metavar=say("模板"))
@click.argument("data", metavar=say("数据"), required=False)
@click.option(
    "-o", "--output", "--输出", "target", metavar=say("文件"), callback=word_file, help=say("写到这个文件（已有的不覆盖）")
)
@click.option("--check", "--检查", "check", is_flag=True, help=say("只检查，不写文件"))
@click.option(
    "--annotate", "--批注", "copy", metavar=say("文件"), callback=word_file, help=say("问题写成批注，存到模板的副本")
)
@click.option("--names", "--名称", "names", is_flag=True, help=say("列出模板要的数据，一行一个"))
@click.option(
    "--update-fields", "--更新域", "update", is_flag=True, help=say("打开成品时由 Word 更新目录等域（Word 会先问一句）")
)
@click.option("--drop-macros", "--去宏", "drop_macros", is_flag=True, help=say("模板带宏也读：去掉宏，其余照常填写"))
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读"))
@language_option
def render(
    template: str,
    data: str | None,
    target: Path | None,
    check: bool,
    copy: Path | None,
    names: bool,
    update: bool,
    drop_macros: bool,
    as_json: bool,
) -> int:
    """Fills a template; status 1 when there is no file."""
    if data is None and not names:
        raise click.UsageError(_DATA_HINT)
    if target is None and not (check or copy or names):
        raise click.UsageError(say("请用 -o 写明成品的文件名，例如 -o 成品.docx"))
    only_checks = check or target is None
    outcome = (
        _named(Path(template), drop_macros=drop_macros)
        if data is None
        else _filled(
            Path(template), data, target, copy,
            update=update, only_checks=only_checks, drop_macros=drop_macros, names=names or as_json,
        )
    )  # fmt: skip
    outcome = replace(outcome, problems=tuple(problem.told(spoken_language()) for problem in outcome.problems))
    failed = bool(errors(outcome.problems)) or not (only_checks or outcome.file)
    if as_json:
        shown = {"file": outcome.file or None, "annotated": outcome.copy or None, "names": list(outcome.names)}
        show_data({**shown, "problems": [problem.as_data() for problem in outcome.problems]})
        return int(failed)
    show_problems(outcome.problems)
    if names:
        click.echo("\n".join(outcome.names))
    _conclude(outcome, failed=failed, only_checks=only_checks, quiet=names)
    return int(failed)


def _conclude(outcome: _Outcome, *, failed: bool, only_checks: bool, quiet: bool) -> None:
    """The last lines: what was written, or why not."""
    if outcome.copy:
        click.echo(told(say("批注写在 {file}", file=outcome.copy)))
    if failed and only_checks:
        click.echo(told(say("有 {count} 处错误，改正后再检查一次。", count=len(errors(outcome.problems)))), err=True)
    elif failed:
        click.echo(told(refusal(outcome.problems)), err=True)
    elif outcome.file:
        click.echo(told(say("已生成 {file}", file=outcome.file)))
    elif not quiet:
        click.echo(told(say("没有发现错误")))


def _named(template: Path, *, drop_macros: bool) -> _Outcome:
    """What a template asks for, and its faults."""
    from reportgen.engine.template import Template  # imported here so that --help starts fast
    from reportgen.report.filter_names import LATE_FILTERS

    try:
        opened = Template.open(template, LATE_FILTERS, language="zh", drop_macros=drop_macros)
    except ReportError as error:
        return _Outcome(problems=error.problems)
    return _Outcome(names=opened.paths, problems=opened.problems)


def _filled(
    template: Path, data: str, target: Path | None, copy: Path | None,
    *, update: bool, only_checks: bool, drop_macros: bool, names: bool,
) -> _Outcome:  # fmt: skip
    """The file written, if any, the annotated copy and the names, if asked for, and everything there is to say."""
    from reportgen.engine.template import Template
    from reportgen.report.filter_names import LATE_FILTERS  # imported here so that --help starts fast

    problems: tuple[Problem, ...] = ()
    try:
        opened = Template.open(template, LATE_FILTERS, language="zh", drop_macros=drop_macros)
        problems = opened.problems
        values, told = _data(data)
        files = None if data == "-" else Path(data).parent  # pictures are read from beside the data, from nowhere else
        rendered = None if only_checks else opened.render(values, files=files, update_fields=update)
        problems = (*told, *(opened.check(values, files) if rendered is None else rendered.problems))
        file, found = _finished(target, rendered, template) if target and rendered else ("", ())
        annotated, more = _annotated(opened, copy, problems, template) if copy else ("", ())
        return _Outcome(file, annotated, opened.paths if names else (), (*problems, *found, *more))
    except ReportError as error:
        return _Outcome(problems=(*problems, *error.problems))


def _data(data: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The values of a file or of standard input; data in JSON load no YAML."""
    from reportgen.yamltext.file import data_bytes
    from reportgen.yamltext.json_data import is_json, json_data

    if data != "-" and is_json(Path(data)):
        return json_data(data_bytes(Path(data)).decode("utf-8-sig", errors="replace"), Path(data).name), ()
    from reportgen.yamltext.datafile import read_data, read_text

    return read_text(sys.stdin.read(), say("标准输入")) if data == "-" else read_data(Path(data))


def _annotated(
    opened: Template, target: Path, problems: Sequence[Problem], template: Path
) -> tuple[str, Sequence[Problem]]:
    """A copy of the template with the problems as comments; none is written where there is nothing to say."""
    from reportgen.annotate import Author, Note, annotated, notes_of

    spoken = [problem.told(spoken_language()) for problem in problems]
    notes = notes_of([problem for problem in spoken if problem.code[0] in "TR"])
    other = [problem for problem in spoken if problem.code[0] not in "TR"]
    notes += tuple(
        Note(None, str(problem)) for problem in other
    )  # places in the finished file are none of the template
    if not notes:
        return "", ()
    author = Author(told(_AUTHOR), told(_INITIALS))
    package = annotated(opened.package, notes, author, datetime.now())
    return _kept(target, package, template)


def _finished(target: Path, rendered: Rendered, template: Path) -> tuple[str, Sequence[Problem]]:
    """Writes the finished file, its closing lines settled by their widths."""
    if rendered.opened is None:
        return "", ()
    from reportgen.gongwen.signature import settled

    made = settled(rendered.opened)
    return _kept(target, rendered.package if made is rendered.opened else made.write(), template)


def _kept(target: Path, package: bytes, template: Path) -> tuple[str, Sequence[Problem]]:
    """Writes a file where it overwrites nobody's work."""
    from reportgen.workspace.bare import is_bare, keep_in_bare, shown_from

    root = Path.cwd()
    if is_bare(root):
        path, told = keep_in_bare(root / target, package)
        return (shown_from(root, path) if path else ""), told
    from reportgen.workspace.locate import Workspace

    workspace = Workspace(root)
    path, found = workspace.keep(workspace.root / target, package, {"模板": template.name})
    return (workspace.shown(path) if path else ""), found
