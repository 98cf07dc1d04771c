"""``reportgen import 去年.docx`` → what was understood of it, the year's input and the dictionary written, and the proof.

Knows neither Word nor YAML: the room of importing says what is to be written, the workspace writes it, all of it or nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.arguments import year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import refused, show_data, show_problems
from reportgen.message import Message, say
from reportgen.problem import Problem, ReportError, errors

if TYPE_CHECKING:
    from reportgen.importing.imported import ImportedReports, ImportedYear
    from reportgen.storage.given import Given
    from reportgen.workspace.locate import Workspace

_HELP = say("""录入旧稿：去年的 Word 文件变成一年的输入和指标字典

读 .docx、.txt（写 - 从标准输入读粘贴的文字）；装有 LibreOffice 时还有 .doc、.wps、.odt、.rtf。几年的可以一起录入。
认出标题、层次、各段和数字：句子照原样，数提到“数据”里，认不准的留在句子里，都列在“录入核对表”里。
写完马上印一份，逐段与原稿比；不全一样的，一处一处列出来。已经有的文件一个不动；不要了，运行 reportgen 撤回。
核对表改好以后，运行 reportgen 录入 --确认 核对表.xlsx。""")

_CONVERTED = (".doc", ".wps", ".odt", ".rtf", ".wpt", ".dot")
_MOST = 1 << 26
_STANDARD_INPUT = "-"


def _maybe_year(ctx: click.Context, param: click.Parameter, value: str | None) -> int:
    return 0 if value is None else year_of(ctx, param, value)


@click.command("import", cls=Command, help=_HELP)
@click.argument("files", metavar="旧稿", nargs=-1)
@click.option(
    "--year", "--年度", "year", metavar="年度", callback=_maybe_year, help=say("旧稿是哪一年的；不写就从标题里看")
)
@click.option("--confirm", "--确认", "confirmed", metavar="核对表", help=say("把改好的录入核对表收回来"))
@click.option("--list", "--只看", "only", is_flag=True, help=say("只说读懂了什么，什么也不写"))
@click.option("--json", "as_json", is_flag=True, help=say("每一段、每一个数都写成 JSON，供别的程序读"))
def import_(files: tuple[str, ...], year: int, confirmed: str | None, only: bool, as_json: bool) -> int:
    """Shows what was understood, and writes it; status 1 unless the year prints the same text."""
    if bool(files) == bool(confirmed):
        raise click.UsageError(say("写明要录入的文件，例如 reportgen 录入 去年.docx；收回核对表写 --确认 核对表.xlsx"))
    if year and len(files) > 1:
        raise click.UsageError(say("几份一起录入时，年度从各份的标题里看，不用 --年度"))
    try:
        if confirmed:
            from reportgen.cli.import_confirm import confirm

            return confirm(confirmed, only=only, as_json=as_json)
        return take_in(Path.cwd(), files, year, only=only, as_json=as_json)
    except ReportError as error:
        return refused(error, as_json=as_json)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What was made, what was written of it, and everything there is to say."""

    made: ImportedReports
    files: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def has_failed(self) -> bool:
        return not self.made.is_equal or bool(errors(self.problems))


def take_in(root: Path, files: Sequence[str], year: int, *, only: bool, as_json: bool) -> int:
    """Old reports into the workspace ``root``, which may be an empty folder or none; status 1 unless the text is the same; raises
    ``ReportError``."""
    from reportgen.importing.imported import import_reports
    from reportgen.workspace.importing import fields_of, template_of
    from reportgen.workspace.locate import Workspace

    workspace = Workspace.open(root)
    told = [*workspace.problems, *workspace.recovered()]
    sources = [_given(name) for name in files]
    made = import_reports(sources, template_of(workspace), fields_of(workspace), year)
    written: tuple[str, ...] = ()
    told += made.problems
    if not only:
        written, faults = _written(workspace, made)
        told += faults
    outcome = ImportOutcome(made, written, tuple(told))
    if as_json:
        show_data(_data(outcome))
    else:
        _show(outcome, only=only, folder="" if workspace.root == Path.cwd() else str(root))
    return int(outcome.has_failed)


def _given(name: str) -> Given:
    """A file as it is read, one of an old kind through LibreOffice; raises ``ReportError``."""
    from reportgen.storage import unusable
    from reportgen.storage.given import Given, read_given

    if name == _STANDARD_INPUT:
        return Given(say("粘贴的文字.txt"), sys.stdin.buffer.read(_MOST))
    path = Path(name)
    try:
        given = read_given(path)
    except (OSError, ValueError) as error:
        raise ReportError([unusable(error)]) from None
    if path.suffix.lower() not in _CONVERTED or (given.content[:4] == b"PK\x03\x04" and path.suffix.lower() != ".odt"):
        return given
    from reportgen.preview.libreoffice import to_docx

    return Given(path.name, to_docx(given.content, path.suffix.lower()))


def _written(workspace: Workspace, made: ImportedReports) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The files, written or not at all, and what hindered."""
    from reportgen.importing.confirmation import workbook
    from reportgen.workspace.importing import ImportedFiles, write_import

    years = {each.year: each.text for each in made.years}
    tables = {each.year: workbook(made, each) for each in made.years}
    return write_import(workspace, ImportedFiles(years, made.fields, tables))


def _show(outcome: ImportOutcome, *, only: bool, folder: str) -> None:
    """``folder`` is where the workspace is, if it is not the current one: commands are run there."""
    show_problems(outcome.problems)
    for year in outcome.made.years:
        for line in _told(year):
            click.echo(line)
    if only:
        click.echo(say("只是看看，什么也没有写。"))
    elif not outcome.files:
        click.echo(say("没有写入。"), err=True)
    else:
        newest = outcome.made.years[0].year
        written = say("已写入 {files}", files=outcome.files)
        click.echo(say("在 {folder} 里{written}", folder=folder, written=written) if folder else written)
        if folder:
            click.echo(say("先进入 {folder}，下面的都在那里面做", folder=folder))
        click.echo(say("接着：打开录入核对表改名称，存盘后运行 reportgen 录入 --确认 {file}", file=outcome.files[-len(outcome.made.years)]))
        click.echo(say("再运行 reportgen 新建 {next_year}；不要这次录入的，运行 reportgen 撤回", next_year=newest + 1))


def _told(year: ImportedYear) -> list[Message]:
    """What was understood of one report."""
    headings = [each for each in year.source.paragraphs if each.is_heading]
    by_certainty = Counter(figure.certainty for figure in {figure.path: figure for figure in year.data}.values())
    counts = tuple(
        say("{certainty} {count} 个", certainty=name, count=by_certainty[name])
        for name in ("高", "中", "低", "待命名")
        if by_certainty[name]
    )
    typed = [figure for figure in year.typed if figure.unit]
    lines = [
        say("{file}：{year} 年{kind}“{title}”，{count} 段，{headings} 个标题", file=year.source.name, year=year.year, kind=year.kind,
            title=year.title, count=len(year.source.paragraphs), headings=len(headings)),
        say("  数据 {count} 个（名称的把握：{counts}）", count=sum(by_certainty.values()), counts=counts or say("没有")),
        say("  照原样留在句子里的数 {count} 个，其中带单位的 {typed} 个（占带单位的 {share}%），都列在核对表里", count=len(year.typed),
            typed=len(typed), share=round(100 * len(typed) / max(1, len(typed) + len(year.data)))),
    ]  # fmt: skip
    if names := year.names:
        message = say("  反复出现的机关名称、列举的企业和村 {count} 处，列在核对表的“机关和名单”里，可以改成单位、名单", count=len(names))
        lines.append(message)
    if not year.package:
        return [*lines, say("  还印不出来：照上面的错误改 inputs/{year}.yaml", year=year.year)]
    if year.proof.is_equal:
        return [*lines, say("  印出来与原稿比过：{count} 段，一字不差", count=year.proof.compared)]
    message = say(
        "  印出来与原稿比过：{count} 段里有 {different} 处不一样，见上文",
        count=year.proof.compared,
        different=len(year.proof.differences),
    )
    return [*lines, message]


def _data(outcome: ImportOutcome) -> dict[str, Any]:
    return {
        "years": [year.as_data() for year in outcome.made.years],
        "files": list(outcome.files),
        "equal": outcome.made.is_equal,
        "problems": [problem.as_data() for problem in outcome.problems],
    }
