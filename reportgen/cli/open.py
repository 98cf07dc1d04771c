"""``reportgen open`` → the local page of a year in the browser, until Ctrl-C.

Knows no page: it finds the year, prints the address, and runs the server, which only this command imports.
"""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from reportgen.cli.arguments import unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import refused
from reportgen.message import say
from reportgen.problem import ReportError

_HELP = say("""在浏览器里打开一年的数据和文稿：填数、看版面、改问题、出稿

在本机开一个页面，只有这台电脑上的浏览器能打开；第一行印出地址。
在页面上填的数，和在输入文件里改的一样，随填随存；记事本、别的命令可以同时用。
不写 --年度，就打开最近的一年。按 Ctrl-C 关掉；页面都关了，过两分钟自己停。""")


def _year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else year_of(ctx, param, value)


@click.command("open", cls=Command, help=_HELP)
@click.option("--year", "--年度", "year", metavar="年度", callback=_year, help=say("打开哪一年（默认最近的一年）"))
@click.option("--port", "--端口", "port", metavar="端口", type=click.IntRange(0, 65535), help=say("用哪个端口（0：任选一个空的；默认这个工作区每次用同一个）"))
@click.option("--no-browser", "--不开浏览器", "quiet", is_flag=True, help=say("只印地址，不打开浏览器"))
@unit_option
def open_page(year: int | None, port: int | None, quiet: bool, unit: str) -> int:
    """Serves the page; status 1 when there is nothing to serve."""
    try:
        from reportgen.page.server import listen  # an extra, and no other command needs it
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in ("starlette", "uvicorn", "anyio"):
            raise
        click.echo(say('没有装页面要用的程序库：请运行 pip install "reportgen-gongwen[page]"，再试一次。'), err=True)
        return 1
    from reportgen.page.live_year import LiveYear
    from reportgen.workspace.locate import Workspace

    try:
        workspace = Workspace.open(Path.cwd())
        chosen = year or max(workspace.years(unit), default=0)
        listening = listen(LiveYear(workspace.root, chosen, workspace.job(chosen, unit).unit), port)
    except ReportError as error:
        return refused(error, as_json=False)
    except OSError:
        click.echo(say("端口 {port} 有别的程序在用，换一个，或不写 --端口。", port=port or 0), err=True)
        return 1
    click.echo(listening.address)
    click.echo(say("页面已打开；按 Ctrl-C 关掉。"), err=True)
    if not quiet:
        webbrowser.open(listening.address)
    try:
        listening.run()
    except KeyboardInterrupt:
        click.echo(say("页面已关闭。"), err=True)
    return 0
