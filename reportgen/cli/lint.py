"""``reportgen lint 文件.docx`` → what departs from GB/T 9704; a copy with the findings as comments, a mended copy.

Knows no rule.  The findings are the result, so they go to standard output; status 1 where something that the standard
prescribes (规定) is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.arguments import word_file
from reportgen.cli.chinese import Command
from reportgen.cli.output import problem_lines, refused, show_data, show_problems
from reportgen.message import NOTHING, Message, joined, say
from reportgen.problem import Grade, Problem, ReportError, errors

if TYPE_CHECKING:
    from reportgen.gongwen.lint import Verdict

_HELP = say("""检查任意 Word 文件的公文格式（GB/T 9704—2012）

不管文件是本程序出的，还是在 Word、WPS 里手打的，都可以查；只看，不改原文件。
违反标准规定的是错误；标准说“一般”的是提醒；标准没有说、机关通行的是说明。
加 --修正 另存一份改好版式的：页边距、行距、字体、缩进、页码；文字一个不动。
每一条写明在哪里、应当怎样、怎么改、依据哪一条；规则和允差见 docs/gongwen.md。""")

_PROFILES = ("汇报材料", "公文")


def profile_of(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """One of the two profiles, or empty to let the words decide."""
    if value and value not in _PROFILES:
        raise click.BadParameter(
            say("“{given}”不是体例，请写{profiles}", given=value, profiles=joined(_PROFILES, "或")), ctx, param
        )
    return value


@click.command("lint", cls=Command, help=_HELP)
@click.argument("file", metavar="文件")
@click.option("--profile", "--体例", "profile", metavar="体例", default="", callback=profile_of,
              help=say("汇报材料 或 公文（有版头版记的）；不写就按内容判断"))  # fmt: skip
@click.option("--annotate", "--批注", "marked", metavar="文件", callback=word_file, help=say("另存一份，问题写成批注"))
@click.option(
    "--fix", "--修正", "fixed", metavar="文件", callback=word_file, help=say("另存一份，把版式上能改的改好（不动文字）")
)
@click.option(
    "--punctuation", "--标点", "punctuation", is_flag=True, help=say("与 --修正 同用：拿得准的半角标点、全角数字也改")
)
@click.option(
    "--rendered", "--排版", "rendered", is_flag=True, help=say("再用 LibreOffice 排成页，量行数、字数、页码位置")
)
@click.option("--json", "as_json", is_flag=True, help=say("结果写成 JSON，供别的程序读"))
def lint(
    file: str, profile: str, marked: Path | None, fixed: Path | None, punctuation: bool, rendered: bool, as_json: bool
) -> int:
    """Shows the findings; status 1 where the standard is not kept or the file cannot be read.  With ``--fix`` the findings
    are those that are left in the mended copy."""
    from reportgen.gongwen.lint import lint as judged  # imported here so that --help starts fast
    from reportgen.ooxml.package import OWN, Package

    if punctuation and fixed is None:
        raise click.UsageError(say("--标点 要与 --修正 同用，例如 --修正 改好.docx --标点"))
    _apart(Path(file), fixed, marked)
    try:
        package = Package.open(Path(file))
        made = None
        if fixed is not None:
            from reportgen.gongwen.fix import mend

            made = mend(package, profile, punctuation=punctuation)
        verdict = made.left if made else judged(package, profile)
    except ReportError as error:
        return refused(error, as_json=as_json)
    outcome = Linted(file, verdict, made.done if made else None)
    if rendered:
        outcome.rendered = _rendered(made.data if made else package.write(), measured=not verdict.unjudged)
    if made and fixed:
        outcome.keep("fixed", fixed, made.data)
    if marked is not None:
        outcome.keep("annotated", marked, _marked(Package.open(made.data, OWN) if made else package, verdict))
    if as_json:
        show_data(outcome.as_data())
    else:
        outcome.show()
    return int(bool(errors((*verdict.problems, *(outcome.rendered or ()), *outcome.said))))


def _apart(*paths: Path | None) -> None:
    """Refuses one name for two files: what is looked at stays as it is, and neither copy replaces the other."""
    named = [path.resolve() for path in paths if path is not None]
    twice = next((path for number, path in enumerate(named) if path in named[:number]), None)
    if twice is not None:
        raise click.UsageError(say("“{file}”写了两次：检查的文件、改好的、带批注的，要各用一个文件名", file=twice.name))


def _rendered(data: bytes, *, measured: bool) -> tuple[Problem, ...]:
    """What is found on the pages, or why there are none; the standard's measures only of what the standard speaks of."""
    from reportgen.preview.fonts import told  # imported here: only asked for sometimes
    from reportgen.preview.libreoffice import to_pdf
    from reportgen.preview.measure import faults
    from reportgen.preview.pages import read_pages

    try:
        made = to_pdf(data)
        return (*(faults(read_pages(made.pdf)) if measured else ()), *told(made.replaced))
    except ReportError as error:
        return error.problems


def _marked(package: Any, verdict: Verdict) -> bytes:
    """The copy with comments."""
    from reportgen.annotate import Author, annotated, notes_of

    return annotated(package, notes_of(verdict.marks), Author("格式检查", "格式"), datetime.now())


@dataclass(slots=True, eq=False)
class Linted:
    """What became of the command: the verdict, what was mended (``None`` without ``--fix``), files written, what was said,
    what the pages showed (``None`` without ``--rendered``)."""

    file: str
    verdict: Verdict
    done: Mapping[Message, int] | None
    paths: dict[str, str] = field(default_factory=dict)
    said: tuple[Problem, ...] = ()
    rendered: tuple[Problem, ...] | None = None

    def keep(self, kind: str, target: Path, data: bytes) -> None:
        """Writes a copy, overwriting neither the file itself nor anybody's work."""
        from reportgen.workspace.locate import Workspace

        workspace = Workspace(Path.cwd())
        path, found = workspace.keep(workspace.root / target, data, {"来源": "格式检查"})
        self.said = (*self.said, *found)
        if path:
            self.paths[kind] = workspace.shown(path)

    def as_data(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "file": self.file,
            "profile": self.verdict.profile,
            "kind": self.verdict.kind,
            "guessed": self.verdict.guessed,
            "counts": {grade.value: self.verdict.count(grade) for grade in Grade},
            "annotated": self.paths.get("annotated"),
            "fixed": self.paths.get("fixed"),
            "done": dict(self.done) if self.done is not None else None,
            "rendered": None if self.rendered is None else [problem.as_data() for problem in self.rendered],
            "problems": [problem.as_data() for problem in (*self.verdict.problems, *self.said)],
        }

    def show(self) -> None:
        """What was mended, the findings by grade, the count and the profile, the files written."""
        lines: list[str] = []
        if self.done is not None:
            lines.append(say("改了这些：") if self.done else say("没有可改的，另存的内容不变"))
            lines += [say("  {change}：{count} 处", change=change, count=count) for change, count in self.done.items()]
            lines.append("")
        for grade in Grade:
            group = [problem for problem in self.verdict.problems if problem.grade is grade]
            if group:
                lines += [
                    say("{grade}（{count} 项）", grade=grade.value, count=len(group)),
                    *problem_lines(group),
                    "",
                ]
        click.echo("\n".join((*lines, self._counted(), profile_words(self.verdict))))
        if self.rendered is not None:
            wrong = [problem for problem in self.rendered if problem.grade is not Grade.NOTE]
            head = say("排成页面量过，没有不合的")
            if wrong:
                head = say("排成页面量过：{count} 项不合", count=len(wrong))
            click.echo("\n".join((head, *problem_lines(self.rendered))))
        show_problems(self.said)
        if fixed := self.paths.get("fixed"):
            click.echo(say("已写出改好的 {file}", file=fixed) if self.done else say("已另存 {file}", file=fixed))
        if annotated := self.paths.get("annotated"):
            click.echo(say("已写出带批注的 {file}", file=annotated))

    def _counted(self) -> Message:
        """How many findings of each grade there are."""
        name = Path(self.file).name
        counts = tuple(say("{count} 项{grade}", count=self.verdict.count(grade), grade=grade.value) for grade in Grade)
        if self.done is None:
            return say("{file}：{counts}", file=name, counts=counts)
        return say("{file}：改过以后还有 {counts}", file=name, counts=counts)


def profile_words(verdict: Verdict) -> Message:
    """By which profile the file was judged, and how to have it otherwise."""
    other = next(name for name in _PROFILES if name != verdict.profile)
    kind = say("，看得出是{kind}", kind=verdict.kind) if verdict.kind else NOTHING
    if verdict.unjudged:
        return say("看内容是{kind}，没有按公文格式逐条检查；要逐条检查，请加 --体例 公文 或 汇报材料", kind=verdict.kind)
    guessed = say("（看内容判断的；不对请加 --体例 {other}）", other=other) if verdict.guessed else NOTHING
    return say("按“{profile}”检查{kind}{guessed}", profile=verdict.profile, kind=kind, guessed=guessed)
