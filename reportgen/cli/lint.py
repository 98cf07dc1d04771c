"""``reportgen lint 文件.docx`` → what departs from GB/T 9704, a copy with the findings as comments.

Knows no rule.  The findings are the result, so they go to standard output; status 1 where something that the standard
prescribes (规定) is not kept.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.chinese import Command
from reportgen.cli.generate import word_file
from reportgen.cli.showing import problem_lines, show_data, show_problems
from reportgen.problem import Grade, Problem, ReportError, errors

if TYPE_CHECKING:
    from reportgen.gongwen.lint.linting import Verdict

_HELP = """检查任意 Word 文件的公文格式（GB/T 9704—2012）

不管文件是本程序出的，还是在 Word、WPS 里手打的，都可以查；只看，不改原文件。
违反标准规定的是错误；标准说“一般”的是提醒；标准没有说、机关通行的是说明。
每一条写明在哪里、应当怎样、怎么改、依据哪一条；规则和允差见 docs/gongwen.md。"""

_PROFILES = ("汇报材料", "公文")


def profile_of(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """One of the two profiles, or empty to let the words decide."""
    if value and value not in _PROFILES:
        raise click.BadParameter(f"“{value}”不是体例，请写{'或'.join(_PROFILES)}", ctx, param)
    return value


@click.command("lint", cls=Command, help=_HELP)
@click.argument("file", metavar="文件")
@click.option("--profile", "--体例", "profile", metavar="体例", default="", callback=profile_of,
              help="汇报材料 或 公文（有版头版记的）；不写就按内容判断")  # fmt: skip
@click.option("--annotate", "--批注", "marked", metavar="文件", callback=word_file, help="另存一份，问题写成批注")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON，供别的程序读")
def lint(file: str, profile: str, marked: Path | None, as_json: bool) -> int:
    """Shows the findings; status 1 where the standard is not kept or the file cannot be read."""
    from reportgen.gongwen.lint.linting import lint as judged  # imported here so that --help starts fast
    from reportgen.word.package import Package

    try:
        package = Package.open(Path(file))
        verdict = judged(package, profile)
    except ReportError as error:
        return _refused(error, as_json)
    said, paths = _marked(package, verdict, marked)
    if as_json:
        show_data(_data(file, verdict, paths))
    else:
        click.echo("\n".join(_lines(file, verdict)))
        show_problems(said)
        for path in paths:
            click.echo(f"已写出带批注的 {path}")
    return int(bool(errors(verdict.problems)) or bool(errors(said)))


def _refused(error: ReportError, as_json: bool) -> int:
    if as_json:
        show_data({"problems": [problem.as_data() for problem in error.problems]})
    else:
        show_problems(error.problems)
    return 1


def _marked(package: Any, verdict: Verdict, target: Path | None) -> tuple[tuple[Problem, ...], list[str]]:
    """Writes the copy with comments, if one is wanted."""
    if target is None:
        return (), []
    from reportgen.annotate import Author, annotated, notes_of
    from reportgen.workspace import Workspace

    data = annotated(package, notes_of(verdict.marks), Author("格式检查", "格式"), datetime.now())
    workspace = Workspace(Path.cwd())
    path, found = workspace.keep(workspace.root / target, data, {"来源": "格式检查"})
    return found, [workspace.shown(path)] if path else []


def _lines(file: str, verdict: Verdict) -> list[str]:
    """The findings by grade, then the count and by which profile they were judged."""
    lines: list[str] = []
    for grade in Grade:
        group = [problem for problem in verdict.problems if problem.grade is grade]
        if group:
            lines += [f"{grade.value}（{len(group)} 项）", *problem_lines(group), ""]
    counted = "、".join(f"{verdict.count(grade)} 项{grade.value}" for grade in Grade)
    return [*lines, f"{Path(file).name}：{counted}", profile_words(verdict)]


def profile_words(verdict: Verdict) -> str:
    """By which profile the file was judged, and how to have it otherwise."""
    other = next(name for name in _PROFILES if name != verdict.profile)
    return f"按“{verdict.profile}”检查" + (f"（看内容判断的；不对请加 --体例 {other}）" if verdict.guessed else "")


def _data(file: str, verdict: Verdict, paths: list[str]) -> dict[str, Any]:
    return {
        "file": file,
        "profile": verdict.profile,
        "guessed": verdict.guessed,
        "counts": {grade.value: verdict.count(grade) for grade in Grade},
        "annotated": paths[0] if paths else None,
        "problems": [problem.as_data() for problem in verdict.problems],
    }
