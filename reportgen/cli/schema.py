"""``reportgen schema`` → the description of the input with which an editor completes names and shows units.

Knows no fields: it asks the facts for the description and writes it beside the dictionary.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from reportgen.cli.chinese import Command
from reportgen.cli.output import show_problems
from reportgen.message import say
from reportgen.problem import Problem, ReportError, errors
from reportgen.workspace.locate import Workspace

NAME = "input.schema.json"
_HELP = say("""写一份输入文件的说明，供编辑器补全名称、提示单位

写在指标字典旁边（templates/annual/input.schema.json）；-o - 只显示，不写文件。
VS Code 装上“YAML”扩展，打开 inputs 里的文件，就会补全名称，鼠标停在名称上显示单位和科室。""")


@click.command("schema", cls=Command, help=_HELP)
@click.option("-o", "--output", "--输出", "target", metavar="文件", help=say("写到这个文件；- 只显示"))
def schema(target: str | None) -> int:
    """Writes the description; status 1 when it could not be made or written."""
    workspace, text, problems = _made()
    show_problems(problems)
    if not text or workspace is None:
        return 1
    if target == "-":
        click.echo(text, nl=False)
        return 0
    from reportgen.storage import place_faults, write_file

    path: Path | None = workspace.templates / NAME
    if target is None:
        fault = place_faults(workspace.templates / NAME) or write_file(workspace.templates / NAME, text.encode())
        told: tuple[Problem, ...] = (fault,) if fault else ()
    else:
        path, told = workspace.keep(Path.cwd() / target, text.encode(), {"提示": workspace.template})
    show_problems(told)
    if path is None or errors(told):
        return 1
    click.echo(say("已写好 {file}", file=workspace.shown(path)))
    if target is None:
        click.echo(
            say(
                "输入文件开头写上：# yaml-language-server: $schema=../templates/{template}/{schema}",
                template=workspace.template,
                schema=NAME,
            )
        )
    return 0


def _made() -> tuple[Workspace | None, str, tuple[Problem, ...]]:
    from reportgen.report.dictionary import Dictionary
    from reportgen.report.schema import schema as described
    from reportgen.yamltext.read import read

    try:
        workspace = Workspace.open(Path.cwd())
        outside = workspace.outside()
        if outside and not (workspace.root / "templates").is_dir():
            return None, "", (outside,)  # else a folder of templates would come to stand where nobody looks for it
        document, problems = read(workspace.fields())
        dictionary, found = Dictionary.read(document)
        said = (*workspace.problems, *problems, *found)
        if errors(said):
            return None, "", said
        return workspace, json.dumps(described(dictionary), ensure_ascii=False, indent=2) + "\n", said
    except ReportError as error:
        return None, "", error.problems
