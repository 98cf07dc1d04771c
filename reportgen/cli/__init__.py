"""A command line → files, lines for the clerk, an exit status; the only place that prints or ends the program.

Knows how to tell things, not how to do them.  ``chinese`` is click in Chinese, ``output`` is how problems look, each
further module is one command.  A new command adds one line to ``COMMANDS``; its module is imported only when it is used.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from reportgen import __version__
from reportgen.cli.chinese import Group, Listed
from reportgen.message import say
from reportgen.problem import ReportError
from reportgen.workspace.unfinished import is_cut_off

COMMANDS: tuple[Listed, ...] = (
    Listed("generate", "生成", "reportgen.cli.generate", say("生成一年的汇报材料（加 --草稿 出草稿，加 --定稿 定稿）")),
    Listed("check", "检查", "reportgen.cli.check", say("检查一年的数据和文字，不出文件")),
    Listed("init", "开办", "reportgen.cli.init", say("建一个工作文件夹：模板、第一年的输入、output")),
    Listed(
        "import", "录入", "reportgen.cli.importing", say("录入旧稿：去年的 Word 文件变成一年的输入和指标字典"), attribute="import_"
    ),
    Listed("new", "新建", "reportgen.cli.new", say("新建一年的输入：照上年的提纲，清空数字，句子标“待改写”")),
    Listed("compare", "比对", "reportgen.cli.compare", say("比对两年：文字一句一句比，数一个一个比")),
    Listed("forms", "填报", "reportgen.cli.forms", say("科室填报表：导出给科室填，填好了导入")),
    Listed("review", "核稿", "reportgen.cli.review", say("出核稿稿：正文与正式稿相同，另加底色、批注和核对表")),
    Listed("history", "历次", "reportgen.cli.history", say("列出一年出过的各稿，以及每一稿比上一稿改了什么")),
    Listed("batch", "批量", "reportgen.cli.batch", say("一次做许多份：多个单位、多个年度，或一张清单")),
    Listed("pull", "回收", "reportgen.cli.pull", say("把领导在 Word 里的改动收回输入文件")),
    Listed("open", "打开", "reportgen.cli.open", say("在浏览器里打开一年的数据和文稿：填数、看版面、改问题、出稿"), "open_page"),
    Listed("figure", "查数", "reportgen.cli.figure", say("查一个数：写在哪里，印在哪里，历年是多少，各稿写的是多少，谁改过")),
    Listed("trace", "溯源", "reportgen.cli.trace", say("溯源：成品里的一个数、一句话，是从哪里来的")),
    Listed("undo", "撤回", "reportgen.cli.undo", say("撤回上一次写输入文件：录入、回收、填报导入、新建")),
    Listed("preview", "预览", "reportgen.cli.preview", say("看一年的汇报材料排出来的样子")),
    Listed("render", "套用", "reportgen.cli.render", say("套用任意 Word 模板（不限年度汇报材料）"), worldwide=True),
    Listed("lint", "格式", "reportgen.cli.lint", say("检查任意 Word 文件的公文格式（GB/T 9704—2012）")),
    Listed("schema", "提示", "reportgen.cli.schema", say("写一份输入文件的说明，供编辑器补全名称、提示单位")),
    Listed("template", "模板", "reportgen.cli.template", say("新建合乎 GB/T 9704 的空白模板")),
)
"""The commands in the order of the help; each summary is the first line of the command's own help."""

ASKED = {
    "定稿": "生成 年度 --定稿",
    "草稿": "生成 年度 --草稿",
    "导出": "填报 导出 年度",
    "导入": "填报 导入 文件…",
    "缺项": "检查 年度 --缺项",
    "帮助": "--help",
    "help": "--help",
}
"""What people look for among the commands, and where it is."""

_HELP = say("""年度汇报材料生成器：一年的数据和文字写在 inputs 里，套 Word 模板，出正式文稿

请在放有 inputs、templates、output 的文件夹里运行。""")


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"reportgen {__version__}")
        ctx.exit()


def _put_back() -> None:
    """Before any command: what a killed run has half-written into the inputs is put back, and told, in JSON or not on standard
    error.  Where that is hindered, each command that reads a year refuses by itself."""
    if not is_cut_off(Path.cwd()):
        return
    from reportgen.cli.output import show_problems  # what is not needed for the help comes later
    from reportgen.workspace.locate import Workspace

    with suppress(ReportError):
        show_problems(Workspace(Path.cwd()).recovered())


main = Group(
    name="reportgen",
    callback=_put_back,
    help=_HELP,
    listed=COMMANDS,
    asked=ASKED,
    context_settings={"help_option_names": ["--help", "--帮助"]},
    no_args_is_help=True,
    params=[
        click.Option(
            ["--version", "--版本"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help=say("显示版本")
        )
    ],
)
"""The program."""
