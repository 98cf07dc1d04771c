"""``reportgen generate 2023`` → the year's report in ``output/``, and everything there is to say about it.

Knows neither figures nor Word: it asks the workspace where things lie, the draft for the file, the workspace to keep
it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from reportgen import draft as drafts
from reportgen.cli.arguments import asked, kind_option, unit_option, word_file, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import closing, counted_grades, refusal, show_data, show_problems, show_progress
from reportgen.message import Message, say
from reportgen.ooxml.package import Package
from reportgen.preview.extent import extent
from reportgen.problem import Grade, Problem, ReportError, errors
from reportgen.report.checks import CARRIED_CODE, GAP_CODE
from reportgen.report.load import DROPPED_CODE
from reportgen.value_object import ValueObject
from reportgen.workspace.history import DRAFT, PREVIEWED, SENT, Made, hand_out
from reportgen.workspace.locate import DRAFT_LABEL, FINAL, Workspace
from reportgen.yamltext.unseen import Y22

_TOLD = (DROPPED_CODE, CARRIED_CODE, Y22)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Generated(ValueObject):
    """What became of the command: the file as a clerk names it (empty for none), what was made, what there is to
    say."""

    path: str
    made: drafts.Draft | None
    problems: tuple[Problem, ...]
    pdf: str = ""

    @property
    def status(self) -> int:
        return 0 if self.path and not errors(self.problems) else 1

    def as_data(self) -> dict[str, Any]:
        """For ``--json``."""
        characters, pages, minutes = extent(self.made.opened) if self.made else (None, None, None)
        return {
            "file": self.path or None,
            "pdf": self.pdf or None,
            "characters": characters,
            "pages": pages,
            "minutes": minutes,
            "figures": self.made.figures if self.made else None,
            "missing": dict(self.made.missing) if self.made else None,
            "problems": [problem.as_data() for problem in self.problems],
        }


def shared_out(problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems as those told in full, and those left to ``check`` and only counted.

    What is left are findings of the checks (C), and what there is to note of the input (Y, F).  Sentences left out of the copy, and
    last year's sentences in it, are told nevertheless, and so is every warning about the input, such as words that were not read
    into a sentence or a name that prints as it was typed: the copy is another for them.
    """
    told: list[Problem] = []
    left: list[Problem] = []
    for problem in problems:
        noted = problem.code[0] == "C" or (problem.code[0] in "YF" and problem.grade is Grade.NOTE)
        wants = problem.grade is Grade.ERROR or not noted or problem.code in _TOLD
        (told if wants else left).append(problem)
    return tuple(told), tuple(left)


_HELP = say("""生成一年的汇报材料（加 --草稿 出草稿，加 --定稿 定稿）

读 inputs 里这一年的数据和文字，套 templates 里的模板，存到 output。
年度写四位数字，例如 2023，对应 inputs/2023.yaml 或 inputs/2023 文件夹；
有上一年的输入时，自动拿来算同比、作比较。
还有待补的数，就不出稿，并按科室列出；有人改过的、已经定稿的文件不会被覆盖，另存新名。
每一稿都记着，用 reportgen 历次 年度 查看。""")


@click.command("generate", cls=Command, help=_HELP)
@click.argument("year", metavar="年度", callback=year_of)
@click.option("--draft", "--草稿", "draft", is_flag=True, help=say("出草稿：缺数处标黄，写成【待补：……】"))
@click.option("--final", "--定稿", "final", is_flag=True, help=say("定稿：记为定稿，以后不会被覆盖"))
@click.option(
    "-o", "--output", "--输出", "target", metavar="文件", callback=word_file, help=say("另存为这个文件，或存到这个文件夹")
)
@click.option("--pdf", is_flag=True, help=say("另写一份 PDF（要装有 LibreOffice）"))
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读"))
def generate(year: int, draft: bool, final: bool, target: Path | None, pdf: bool, unit: str, text: str, as_json: bool) -> int:
    """Writes the report; status 1 when there is none or it could not be kept."""
    if draft and final:
        raise click.UsageError(say("--草稿 和 --定稿 只能用一个"))
    outcome = _carry_out(year, target, (unit, text), DRAFT if draft else FINAL if final else SENT)
    if pdf and outcome.made and outcome.path:
        outcome = _with_pdf(outcome, outcome.made, year, (unit, text))
    if as_json:
        show_data(outcome.as_data())
        return outcome.status
    told, left = shared_out(outcome.problems)
    if outcome.made is None or not outcome.path:
        show_problems(errors(told) or told)
        click.echo(refusal(outcome.problems), err=True)
        if {problem.code for problem in errors(outcome.problems)} == {GAP_CODE}:
            said = asked(year, unit, text)
            ask = say("只差没报来的数：要一份催数的清单，运行 reportgen 检查 {year} --缺项。", year=said)
            draft_first = say(
                "只差没报来的数：要一份催数的清单，运行 reportgen 检查 {year} --缺项；先出草稿，加 --草稿。", year=said
            )
            click.echo(ask if final else draft_first, err=True)
    else:
        show_problems(told)
        made = outcome.made
        click.echo(closing(outcome.path, made.figures, made.missing, told, draft=draft))
        click.echo(length(made.opened))
        if final and not errors(told):
            click.echo(
                say(
                    "已记为定稿：这份文件以后不会被覆盖；要换掉它，先运行 reportgen 历次 {year} --解除 {file}",
                    year=asked(year, unit, text), file=outcome.path,
                )
            )  # fmt: skip
        if outcome.pdf:
            click.echo(say("另存了 {file}", file=outcome.pdf))
        if left:
            click.echo(
                say(
                    "核对时另有 {problems}，运行 reportgen 检查 {year} 查看。",
                    problems=counted_grades(left),
                    year=asked(year, unit, text),
                )
            )
    return outcome.status


def _carry_out(year: int, target: Path | None, of: tuple[str, str], kind: str) -> Generated:
    draft = kind == DRAFT
    said: list[Problem] = []
    try:
        workspace = Workspace.open(Path.cwd())
        job = workspace.job(year, of[0], kind=of[1])
        said += [*workspace.problems, *job.problems]
        show_progress(say("正在读取 {files}", files=workspace.named(job.inputs)))
        kit, read = drafts.opened(job.template, job.fields, job.inputs, job.last)
        made = kit.make(read, draft=draft, final=kind == FINAL, grades=job.grades)
        said += made.problems
        show_progress(say("正在保存"))
        place = workspace.target(year, made.title, DRAFT_LABEL if draft else "", target, job.unit, job.kind)
        copy = Made(year, job.unit, kind, made.trace.as_json(), (item.content for item in job.inputs), text=job.kind)
        path, found = hand_out(workspace, place, made.package, copy, opened=made.opened)
        said += found
        return Generated(workspace.shown(path) if path else "", made, tuple(said))
    except ReportError as error:
        return Generated("", None, (*said, *error.problems))


def _with_pdf(outcome: Generated, made: drafts.Draft, year: int, of: tuple[str, str]) -> Generated:
    """The outcome with a PDF beside the Word file, or with why there is none."""
    from reportgen.preview.fonts import told
    from reportgen.preview.libreoffice import to_pdf  # imported here: only asked for sometimes

    show_progress(say("正在用 LibreOffice 转成 PDF"))
    try:
        workspace = Workspace.open(Path.cwd())
        rendered = to_pdf(made.package)
        place = (workspace.root / outcome.path).with_suffix(".pdf")
        job = workspace.job(year, of[0], kind=of[1])
        copy = Made(year, job.unit, PREVIEWED, made.trace.as_json(), text=job.kind)
        path, found = hand_out(workspace, place, rendered.pdf, copy, made.package, opened=made.opened)
    except ReportError as error:
        return replace(outcome, problems=(*outcome.problems, *error.problems))
    problems = (*outcome.problems, *told(rendered.replaced), *found)
    return replace(outcome, problems=problems, pdf=workspace.shown(path) if path else "")


def length(package: Package) -> Message:
    """How long the text is: 约 3044 字、6 页，读一遍约 14 分钟."""
    characters, pages, minutes = extent(package)
    return say("全文约 {characters} 字、{pages} 页，读一遍约 {minutes} 分钟。", characters=characters, pages=pages, minutes=minutes)
