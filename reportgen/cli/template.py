"""``reportgen template new 通知`` → a blank template that keeps GB/T 9704, with a sample of its data beside it.

Knows nothing of how a document looks; what is there already is never written over.
"""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.chinese import Command, Group, Listed, width
from reportgen.cli.output import refusal, show_data, show_problems
from reportgen.message import say
from reportgen.problem import ReportError
from reportgen.workspace.locate import Workspace

_LISTED = (
    Listed("new", "新建", "reportgen.cli.template", say("写出一份空白模板和它的示例数据")),
    Listed("upgrade", "升级", "reportgen.cli.template", say("从前的汇报材料模板换成新的，样式照旧")),
    Listed("list", "列表", "reportgen.cli.template", say("列出可以新建的模板")),
)
_HELP = say("""新建合乎 GB/T 9704 的空白模板

汇报材料、请示、报告、通知、函，标签都已放好，填上数据就能套用；工作总结等文种的，放一份自己的来改。""")

template = Group(name="template", help=_HELP, listed=_LISTED, no_args_is_help=True)
"""The command with its own commands."""

_NEW = say("""写出一份空白模板和它的示例数据

种类见 reportgen 模板 列表。模板存成 templates/种类/template.docx，示例数据是旁边的 示例.yaml，可以马上套用；
已有的文件不会被覆盖。用 Word 打开模板可以改样式，花括号里的字不要动。""")


@click.command("new", cls=Command, help=_NEW)
@click.argument("kind", metavar="种类")
@click.option("--margins", "--页边距", "margins", metavar="A或B", default="A", callback=lambda *said: one_of(said, "A", "B"),
              help=say("A：上 37 下 35 毫米（默认）；B：按 GB/T 33476.2，上 34.6 下 32.6 毫米"))  # fmt: skip
@click.option("--fonts", "--字体", "fonts", metavar="GB2312或GBK", default="GB2312",
              callback=lambda *said: one_of(said, "GB2312", "GBK"), help=say("仿宋_GB2312 一套（默认），或方正 GBK 一套"))  # fmt: skip
@click.option(
    "-o", "--output", "--输出", "target", metavar="文件", help=say("模板另存为这个 .docx，示例数据同名 .yaml")
)
def new(kind: str, margins: str, fonts: str, target: str | None) -> int:
    """Writes the template and the sample; status 2 for a kind that there is not, 1 where a file is there already."""
    from reportgen.gongwen.templates import KINDS
    from reportgen.storage import place_faults, write_file  # imported here so that --help starts fast

    if kind not in KINDS and kind in Workspace(Path.cwd()).kinds():
        return _text_kind(kind)
    if kind not in KINDS:
        raise click.UsageError(say("没有“{kind}”这种模板，可以新建：{kinds}", kind=kind, kinds=tuple(KINDS)))
    path, sample = _places(kind, target)
    if there := next((each for each in (path, sample) if each.exists()), None):
        click.echo(
            say("{template} 已经有了，没有覆盖，也没有写别的；请移走，或用 -o 换个文件名", template=there.as_posix()),
            err=True,
        )
        return 1
    made = ((path, KINDS[kind].build(margins, fonts)), (sample, KINDS[kind].sample.encode()))
    faults = [fault for place, data in made if (fault := place_faults(place) or write_file(place, data))]
    if faults:
        show_problems(faults)
        click.echo(refusal(faults), err=True)
        return 1
    click.echo(say("已写好模板 {template}\n示例数据 {sample}", template=path.as_posix(), sample=sample.as_posix()))
    click.echo(
        say(
            "试一试：reportgen 套用 {template} {sample} -o {kind}.docx",
            template=path.as_posix(),
            sample=sample.as_posix(),
            kind=kind,
        )
    )
    return 0


def _text_kind(kind: str) -> int:
    """Puts the folder of a 文种 into the workspace, with a template of its own to be changed; status 1 where it has one already."""
    from reportgen.storage import place_faults, write_file
    from reportgen.workspace.further import kind_files

    folder = Path("templates") / kind
    if (folder / "template.docx").exists():
        click.echo(say("{template} 已经有了，没有覆盖，也没有写别的；请移走", template=folder.as_posix()), err=True)
        return 1
    made = {name: data for name, data in kind_files(Workspace(Path.cwd()), kind).items() if not (folder / name).exists()}
    faults = [fault for name, data in made.items() if (fault := place_faults(folder / name) or write_file(folder / name, data))]
    if faults:
        show_problems(faults)
        click.echo(refusal(faults), err=True)
        return 1
    click.echo(say("已放好 {folder}：改里面的 template.docx，“{kind}”就照它排；文种.yaml 里是检查的等级", folder=folder.as_posix(), kind=kind))
    return 0


_UPGRADE = say("""从前的汇报材料模板换成新的，样式照旧

把当前工作区用着的 template.docx 换成现在的模板：能印几级标题、表、图、结尾和自己的附件。
同名的样式（字体、字号、行距、缩进）和页边距照你原来的，原来的那份存在旁边。
写在模板里的字不会带过去，会列出来。加 -o 就只另存一份，原来的不动。""")


@click.command("upgrade", cls=Command, help=_UPGRADE)
@click.option("-o", "--output", "--输出", "target", metavar="文件", help=say("新模板另存为这个 .docx，原来的不动"))
def upgrade(target: str | None) -> int:
    """Writes the new template; status 1 where there is none to be upgraded, or it could not be kept."""
    from reportgen.workspace.template import upgrade_template  # imported here so that --help starts fast

    try:
        made = upgrade_template(Path.cwd(), Path(target) if target else None)
    except ReportError as error:
        show_problems(error.problems)
        click.echo(refusal(error.problems), err=True)
        return 1
    click.echo(say("已写好新模板 {template}，有 {count} 个样式照原来的", template=made.path, count=len(made.styles)))
    if made.kept:
        click.echo(say("原来的存在 {template}", template=made.kept))
    if made.words:
        click.echo(say("原来模板里写着、新模板里没有的字：{words}；要的，用 Word 补上", words=made.words))
    return 0


def _places(kind: str, target: str | None) -> tuple[Path, Path]:
    """Where the template and the sample go."""
    if target is None:
        folder = Path("templates") / kind
        return folder / "template.docx", folder / "示例.yaml"
    path = Path(target)
    if path.suffix.lower() != ".docx":
        raise click.UsageError(say("“{file}”要以 .docx 结尾", file=target))
    return path, path.with_suffix(".yaml")


def one_of(said: tuple[click.Context, click.Parameter, str], *allowed: str) -> str:
    """A word of a few, in either case."""
    ctx, param, value = said
    found = next((word for word in allowed if word.lower() == value.strip().lower()), "")
    if not found:
        raise click.BadParameter(say("没有“{given}”，可写：{allowed}", given=value, allowed=tuple(allowed)), ctx, param)
    return found


_LIST = say("""列出可以新建的模板

每一种写一行：种类，是什么。""")


@click.command("list", cls=Command, help=_LIST)
@click.option("--json", "as_json", is_flag=True, help=say("写成 JSON，供别的程序读"))
def _kinds(as_json: bool) -> int:
    """The kinds, one a line."""
    from reportgen.gongwen.templates import KINDS  # imported here so that --help starts fast

    workspace = Workspace(Path.cwd())
    summaries = {kind.name: kind.summary for kind in KINDS.values()}
    summaries |= {name: workspace.kind(name).summary for name in workspace.kinds() if name not in KINDS}
    if as_json:
        show_data({"templates": [{"kind": name, "summary": summary} for name, summary in summaries.items()]})
        return 0
    wide = max(map(width, summaries)) + 3
    for name, summary in summaries.items():
        click.echo(f"{name}{' ' * (wide - width(name))}{summary}")
    return 0


list = _kinds  # the group finds a command under its own name
