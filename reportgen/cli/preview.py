"""``reportgen preview 2023 --png 图片`` → the year's report as pages: a PDF, pictures, or measures held against GB/T 9704.

Knows neither LibreOffice nor PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.arguments import kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import refusal, show_data, show_problems, show_progress
from reportgen.message import Message, say
from reportgen.problem import Problem, ReportError, errors

if TYPE_CHECKING:
    from reportgen.workspace.locate import Workspace

_LABEL = "（预览）"

_HELP = say("""看一年的汇报材料排出来的样子

用 LibreOffice 排版，写出 PDF（默认）、每页一张图片（--png），或量一量版面是否合乎 GB/T 9704（--量）。
缺数的地方标黄，和草稿一样。机器上缺办公字体时用替代字体：行数、字数不变，字形不同，会说明缺哪几种。""")


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of the command: the files as a clerk names them, lines of measures, what there is to say."""

    files: tuple[str, ...]
    rows: tuple[Any, ...]
    problems: tuple[Problem, ...]


@click.command("preview", cls=Command, help=_HELP)
@click.argument("year", metavar="年度", callback=year_of)
@click.option("--pdf", is_flag=True, help=say("写出 PDF（不写别的选项时就是它）"))
@click.option("--png", "png", metavar="文件夹", type=click.Path(path_type=Path), help=say("每页一张图片，存进这个文件夹"))
@click.option("--measure", "--量", "measure", is_flag=True, help=say("量每页行数、每行字数、页码位置等"))
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("结果和问题都写成 JSON，供别的程序读"))
def preview(year: int, pdf: bool, png: Path | None, measure: bool, unit: str, text: str, as_json: bool) -> int:
    """Renders the report; status 1 when something could not be made or a rule is broken."""
    if png is not None and png.exists() and not png.is_dir():
        raise click.UsageError(say("“{name}”不是文件夹，图片存不进去", name=png.name))
    shown = _carry_out(year, (unit, text), pdf=pdf or not (png or measure), png=png, measure=measure)
    failed = bool(errors(shown.problems))
    if as_json:
        show_data(_as_data(shown))
        return int(failed)
    show_problems(shown.problems)
    for path in shown.files:
        click.echo(say("已写好 {file}", file=path))
    if shown.rows:
        click.echo("\n".join(table(shown.rows)))
    if failed and not shown.files and not shown.rows:
        click.echo(refusal(shown.problems), err=True)
    return int(failed)


def _carry_out(year: int, of: tuple[str, str], *, pdf: bool, png: Path | None, measure: bool) -> Shown:
    from reportgen import draft as drafts  # imported here so that --help starts fast
    from reportgen.preview.fonts import told
    from reportgen.preview.libreoffice import to_pdf
    from reportgen.workspace.history import PREVIEWED, Made, hand_out
    from reportgen.workspace.locate import Workspace

    said: list[Problem] = []
    try:
        workspace = Workspace.open(Path.cwd())
        job = workspace.job(year, of[0], kind=of[1])
        show_progress(say("正在生成"))
        kit, read = drafts.opened(job.template, job.fields, job.inputs, job.last)
        made = kit.make(read, draft=True, grades=job.grades)
        show_progress(say("正在用 LibreOffice 排版"))
        rendered = to_pdf(made.package)
        said += told(rendered.replaced)
        files: list[str] = []
        if pdf:
            place = workspace.target(year, made.title, _LABEL, None, job.unit, job.kind).with_suffix(".pdf")
            copy = Made(year, job.unit, PREVIEWED, made.trace.as_json(), text=job.kind)
            path, found = hand_out(workspace, place, rendered.pdf, copy, made.package, opened=made.opened)
            said += found
            files += [workspace.shown(path)] if path else []
        if png:
            names, faults = _write_pictures(workspace, year, rendered.pdf, png)
            said += faults
            files += names
        rows, told_of = _measured(rendered.pdf) if measure else ((), ())
        return Shown(tuple(files), rows, (*said, *told_of))
    except ReportError as error:
        return Shown((), (), (*said, *error.problems))


def _write_pictures(workspace: Workspace, year: int, pdf: bytes, folder: Path) -> tuple[list[str], list[Problem]]:
    """``第1页.png``, … in a folder; those that we wrote at an earlier time are written over, and no other ones."""
    from reportgen.preview.pages import pictures

    names: list[str] = []
    faults: list[Problem] = []
    for number, data in enumerate(pictures(pdf), 1):
        place = workspace.root / folder / f"第{number}页.png"
        path, found = workspace.keep(place, data, {"年度": year})
        faults += found
        names += [workspace.shown(path)] if path else []
    return names, faults


def _measured(pdf: bytes) -> tuple[tuple[Any, ...], tuple[Problem, ...]]:
    from reportgen.preview.measure import faults, measured
    from reportgen.preview.pages import read_pages

    pages = read_pages(pdf)
    return measured(pages), faults(pages)


def table(rows: Sequence[Any]) -> list[Message]:
    """The measures, a page a line."""
    lines = [say("页    行数   最长行字数   页码高度（毫米）")]
    for row in rows:
        dash = f"{row.dash:.1f}" if row.dash else "—"
        measures = say(
            "{page}{lines}{characters}{height}",
            page=format(row.page, "<6"),
            lines=format(row.lines, "<7"),
            characters=format(row.characters or "—", "<13"),
            height=dash,
        )
        lines.append(measures if row.full else say("{measures}   （不是满页）", measures=measures))
    return lines


def _as_data(shown: Shown) -> dict[str, Any]:
    pages = [
        {"page": row.page, "lines": row.lines, "characters": row.characters or None, "number_mm": row.dash or None,
         "full": row.full}
        for row in shown.rows
    ]  # fmt: skip
    return {"files": list(shown.files), "pages": pages, "problems": [problem.as_data() for problem in shown.problems]}
