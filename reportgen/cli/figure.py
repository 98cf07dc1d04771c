"""``reportgen figure 自营出口`` → everything that is known of a figure: the card that the page shows."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.arguments import unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import refused, show_data
from reportgen.message import say
from reportgen.problem import ReportError

_HELP = say("""查一个数：写在哪里，印在哪里，历年是多少，各稿写的是多少，谁改过

名称写指标的名称，例如 自营出口；几个指标同名，写长一点，例如 外资外贸.自营出口。
不写 --年度，就查最近的一年。""")


def _year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else year_of(ctx, param, value)


@click.command("figure", cls=Command, help=_HELP)
@click.argument("name", metavar="名称")
@click.option("--year", "--年度", "year", metavar="年度", callback=_year, help=say("查哪一年（默认最近的一年）"))
@unit_option
@click.option("--json", "as_json", is_flag=True, help=say("写成 JSON，供别的程序读"))
def figure(name: str, year: int | None, unit: str, as_json: bool) -> int:
    """Shows the card of each figure that the name means; status 1 where it means none."""
    from reportgen.page.figure_card import card, card_data, card_lines, named  # so that --help starts fast
    from reportgen.session import Session
    from reportgen.workspace.locate import Workspace

    try:
        workspace = Workspace.open(Path.cwd())
        job = workspace.job(year or max(workspace.years(unit), default=0), unit)
        session = Session.of(job.template, job.fields).update(job.inputs, job.last, grades=job.grades)
    except ReportError as error:
        return refused(error, as_json=as_json)
    assert session.year is not None
    found, instead = named(session.year.report, name)
    if not found:
        hint = say("，是不是：{names}", names=instead) if instead else say("")
        raise click.UsageError(say("没有叫“{name}”的指标{hint}", name=name, hint=hint))
    cards = [card(workspace, job, session.year, session.trace, session.problems, each) for each in found]
    if as_json:
        show_data({"figures": [card_data(each) for each in cards]})
    else:
        click.echo("\n\n".join("\n".join(card_lines(each)) for each in cards))
    return 0
