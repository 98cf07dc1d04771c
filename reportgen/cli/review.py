"""``reportgen review 2024`` → the marked copy for those who check the report, or the difference of two copies.

Knows neither figures nor Word: the draft makes the copy, ``reportgen.review`` marks it, the workspace keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from reportgen import draft as drafts
from reportgen import review as reviews
from reportgen.annotate import Author
from reportgen.cli.arguments import kind_option, unit_option, word_file, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import refusal, show_data, show_problems, show_progress
from reportgen.message import say
from reportgen.ooxml.package import OWN, Package
from reportgen.problem import Problem, ReportError, errors
from reportgen.workspace import history as histories
from reportgen.workspace.history import Copy
from reportgen.workspace.locate import Workspace

LABEL, REDLINED = "（核稿稿）", "（修订稿）"
_HELP = say("""出核稿稿：正文与正式稿相同，另加底色、批注和核对表

每个数按核对状态上色，第一次出现处有批注：指标、科室、来源、口径、上年数、比上年。
与上年一样或只换了数字的句子、没有依据的名次和结论、检查出的问题，都标在原处。
文末有三张表：数据核对表、待确认事项、与上一稿的差别。有缺数也能出。
加 --对比稿 旧稿.docx，改为写出新稿对旧稿的修订（Word 里可以逐条接受或拒绝）。""")


@click.command("review", cls=Command, help=_HELP)
@click.argument("year", metavar="年度", callback=year_of)
@click.option(
    "-o", "--output", "--输出", "target", metavar="文件", callback=word_file, help=say("另存为这个文件，或存到这个文件夹")
)
@click.option("--redline", "--对比稿", "older", metavar="旧稿.docx", help=say("写出与这份旧稿的差别，用修订标记"))
@click.option(
    "--author", "--批注人", "author", metavar="姓名", default="核稿", help=say("批注和修订写谁的名字（默认“核稿”）")
)
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("结果写成 JSON，供别的程序读"))
def review(year: int, target: Path | None, older: str | None, author: str, unit: str, text: str, as_json: bool) -> int:
    """Writes the copy; status 1 when there is none."""
    said: list[Problem] = []
    try:
        workspace = Workspace.open(Path.cwd())
        job = workspace.job(year, unit, kind=text)
        show_progress(say("正在标注"))
        kit, read = drafts.opened(job.template, job.fields, job.inputs, job.last)
        made = kit.make(read, draft=True, grades=job.grades)
        writer = Author(author, author[:1])
        before = histories.copies(workspace, year, job.unit, job.kind)
        data, words = _redlined(made, older, writer) if older else _marked(made, writer, before[-1:])
        place = workspace.target(year, made.title, REDLINED if older else LABEL, target, job.unit, job.kind)
        kind = histories.REDLINED if older else histories.MARKED
        sources = (item.content for item in job.inputs)
        copy = histories.Made(year, job.unit, kind, made.trace.as_json(), sources, text=job.kind)
        path, found = histories.hand_out(workspace, place, data, copy)
        said += found
    except ReportError as error:
        path, words, said = None, {}, [*said, *error.problems]
    return _told(workspace.shown(path) if path else "", words, said, as_json=as_json)


def _marked(made: drafts.Draft, author: Author, before: Sequence[Copy]) -> tuple[bytes, dict[str, int]]:
    named = [
        reviews.Before(say("第{number}稿，{kind}", number=copy.number, kind=copy.kind), copy.paragraphs)
        for copy in before
    ]
    marked = reviews.marked_copy(made, author, _date(made), named[0] if named else None)
    return marked.package, {
        say("个数"): marked.figures, say("句沿用上年"): marked.sentences, say("处检查结果"): marked.findings,
    }  # fmt: skip


def _redlined(made: drafts.Draft, older: str, author: Author) -> tuple[bytes, dict[str, int]]:
    return reviews.redline(Package.open(Path(older)), Package.open(made.package, OWN), author, _date(made)), {}


def _date(made: drafts.Draft) -> datetime:
    """The report's own date, so that the same input gives the same bytes."""
    stamp = str(made.report.printed().context["生成时间"])
    return datetime.fromisoformat(stamp.removesuffix("Z"))


def _told(path: str, words: dict[str, int], said: list[Problem], *, as_json: bool) -> int:
    if as_json:
        show_data({"file": path or None, "marked": words, "problems": [problem.as_data() for problem in said]})
    else:
        show_problems(said)
        if path:
            marked = tuple(say("{count} {kind}", count=count, kind=kind) for kind, count in words.items())
            made = say("已生成 {file}：标注了 {marked}", file=path, marked=marked) if marked else say("已生成 {file}", file=path)
            click.echo(made)
        else:
            click.echo(refusal(said), err=True)
    return 0 if path and not errors(said) else 1
