"""``reportgen pull FILE.docx`` → the edits of a Word file that came back, listed, and written into the year's input.

Knows no Word and no YAML: it asks ``roundtrip`` what was edited, the clerk what is wanted, and ``workspace`` to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.arguments import kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import changed_lines, show_data, show_problems, show_progress
from reportgen.message import NOTHING, Message, joined, say
from reportgen.problem import Grade, ReportError
from reportgen.workspace.locate import Workspace

if TYPE_CHECKING:
    from reportgen.roundtrip.base_copy import Found, Wish
    from reportgen.roundtrip.edits import Edit
    from reportgen.roundtrip.pull import Pulled, Settled
    from reportgen.roundtrip.returned_copy import ReturnedCopy

_LONGEST = 120
_HELP = say("""把领导在 Word 里的改动收回输入文件

读改过的 Word（在 Word、WPS、LibreOffice 里改的都行，用没用修订、改没改文件名都行），
与当时印出来的文字对照，列出每一处改动，然后一条一条问要不要写进输入文件；
加 --是 就把没有疑问的都写进去，有疑问的只列出来。只想看看，用 --只看。""")


def _year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else year_of(ctx, param, value)


@click.command("pull", cls=Command, help=_HELP)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--yes", "--是", "yes", is_flag=True, help=say("不问，没有疑问的改动全部写入"))
@click.option("--list", "--只看", "only", is_flag=True, help=say("只列出改动，什么也不写"))
@click.option("--year", "--年度", "year", metavar="年度", callback=_year, help=say("看不出是哪一年的材料时，指明年度"))
@click.option(
    "--copy", "--稿", "number", metavar="序号", type=click.IntRange(min=1), help=say("看不准是从哪一稿改的时，指明（序号见 历次）")
)
@unit_option
@kind_option
@click.option("--json", "as_json", is_flag=True, help=say("结果写成 JSON，供别的程序读；不问，同时写 --是 才写入"))
def pull(file: Path, yes: bool, only: bool, year: int | None, number: int | None, unit: str, text: str, as_json: bool) -> int:
    """Lists the edits and writes those that are wanted; status 1 when some wait or nothing could be read."""
    from reportgen.roundtrip.base_copy import Wish, doubted  # imported here so that --help starts fast

    try:
        session = _read(file, Wish(year, unit, number or 0, text))
        if session.found.doubts and (yes or as_json) and not only:
            raise ReportError([doubted(session.found)])
    except ReportError as error:
        if as_json:
            show_data({"edits": [], "written": [], "problems": [problem.as_data() for problem in error.problems]})
        else:
            show_problems(error.problems)
            click.echo(say("没有回收。"), err=True)
        return 1
    if as_json:
        return _as_json(session, write=yes and not only)
    show_problems(session.found.problems)
    if session.found.doubts and not _is_confirmed(session.found, only=only):
        click.echo(say("没有回收。"), err=True)
        return 1
    session = session.proven() if session.found.doubts and not only else session
    _show(session)
    if only:
        return 0
    if not session.edits:
        return _nothing_to_write(session)
    chosen = session.pulled.edits if yes else _asked(session.pulled.edits)
    return _written(session, replace(session.pulled, edits=tuple(chosen)), everything=yes)


def _is_confirmed(found: Found, *, only: bool) -> bool:
    """Whether the clerk says that the file is a copy of this report, though it does not look like one."""
    from reportgen.roundtrip.base_copy import doubted

    problem = doubted(found)
    show_problems([replace(problem, hint=NOTHING) if not only else problem])
    return only or _prompt(say("确认是这份材料的稿子，照它对照？[是/否]"), ("是", "否"), "否") == "是"


def _read(path: Path, wish: Wish) -> ReturnedCopy:
    from reportgen.ooxml.empty_links import without_empty_links
    from reportgen.ooxml.external import outside_references
    from reportgen.ooxml.package import Package, read_word_file
    from reportgen.roundtrip.returned_copy import read_copy

    show_progress(say("正在读取 {file}", file=path.name))
    workspace = Workspace.open(Path.cwd())
    given = read_word_file(path)
    package = Package.open(given)  # a file that cannot be opened is told with its name
    led, _ = without_empty_links(package)  # what came along from a web page does nothing
    show_problems([problem for problem in outside_references(led) if problem.grade is not Grade.NOTE])
    return read_copy(workspace, given.name, given.content, wish, path)


def _show(session: ReturnedCopy) -> None:
    from reportgen.roundtrip.edits import counted

    edits = session.edits
    compared = say("“{file}”", file=session.found.name)
    if not session.found.name:
        compared = say(" {year} 年的输入", year=session.found.job.year)
    if session.found.same or not edits:
        click.echo("\n".join(_unedited(session, compared)))
    else:
        open_, certain = sum(1 for edit in edits if edit.reason), sum(1 for edit in edits if edit.is_certain)
        click.echo(
            say(
                "与{compared}对照，有 {count} 处改动：{kinds}。",
                compared=compared,
                count=len(edits),
                kinds=counted(edits),
            )
        )
        click.echo(_counted_by_need(certain, open_, len(edits) - certain - open_))
        for number, edit in enumerate(edits, 1):
            click.echo("\n".join(_lines(number, edit)))
    for line in session.beside():
        click.echo(line)


def _counted_by_need(certain: int, questions: int, written: int) -> Message:
    """How many edits can be written, are asked about, and are written already; nothing where all can."""
    if written and (certain or questions):
        return say(
            "其中 {certain} 处可以直接写入，{questions} 处有疑问，{written} 处输入文件里已经有了。\n",
            certain=certain, questions=questions, written=written,
        )  # fmt: skip
    return say("其中 {certain} 处可以直接写入，{questions} 处有疑问。\n", certain=certain, questions=questions) if questions else NOTHING


def _unedited(session: ReturnedCopy, compared: Message) -> Iterable[str]:
    """That nothing was edited, and, of an older copy, that others were given out since."""
    from reportgen.roundtrip.base_copy import copy_name

    found = session.found
    if not found.later or found.copy is None:
        yield say("与{compared}对照：文字没有改动。", compared=compared)
        return
    what = say("这份 Word 就是{copy}，一字未改", copy=copy_name(found.copy))
    if not found.same:
        what = say("与{copy}对照：文字没有改动", copy=copy_name(found.copy))
    yield say("{outcome}；那以后又出过 {count} 稿，没有要收回的。", outcome=what, count=found.later)


def _nothing_to_write(session: ReturnedCopy) -> int:
    """A file without an edit of its text; what else it holds has been listed."""
    if session.is_exhausted():
        return _all_there(session)
    _show_kept(session)
    return 1


def _all_there(session: ReturnedCopy) -> int:
    """A file that holds nothing which the input has not: it is noted, so that the next copy may replace it."""
    from reportgen.roundtrip.pull import Settled

    _, faults = session.store(Settled(session.found.now.inputs, (), ()))
    show_problems(faults)
    return 1 if faults else 0


def _lines(number: int, edit: Edit) -> list[str]:
    """An edit: its kind, words, place; then what there is to say of it."""
    from reportgen.roundtrip.returned_copy import short

    words = f"{short(edit.old)} → {short(edit.new)}" if edit.old and edit.new else short(edit.new or edit.old)
    long = len(edit.old) + len(edit.new) > _LONGEST // 2 and bool(edit.old and edit.new)
    lines = [f"{number:3}. [{edit.kind}] " + (f"{edit.label} " if edit.label else "") + ("" if long else words)]
    lines += (
        [say("     原：{words}", words=short(edit.old)), say("     改：{words}", words=short(edit.new))]
        if long
        else []
    )
    where = (say("{file} 第{line}行", file=edit.place.file, line=edit.place.line) if edit.place else NOTHING, edit.where)
    if any(where):
        lines.append(say("     {places}", places=joined(filter(None, where), "，")))
    lines += [say("     （{authors}）", authors=joined(edit.authors, "；"))] if edit.authors else []
    lines += [say("     {note}", note=edit.note)] if edit.note else []
    lines += [say("     ？{reason}", reason=edit.reason)] if edit.reason else []
    lines += (
        [say("     另见：{places}", places=joined((place.words for place in edit.also), "；"))]
        if edit.also and edit.reason
        else []
    )
    return lines


def _asked(edits: Sequence[Edit]) -> list[Edit]:
    """Asks for each edit; one that is not wanted waits with the reason that it was left out."""
    chosen: list[Edit] = []
    everything = False
    for number, edit in enumerate(edits, 1):
        if edit.is_certain:
            answer = (
                "是"
                if everything
                else _prompt(say("{number}. 写入？[是/否/全部/停]", number=number), ("是", "否", "全部", "停"), "是")
            )
            everything = everything or answer == "全部"
            if answer == "停":
                return [*chosen, *(_declined(each) for each in edits[number - 1 :])]
            chosen.append(edit if answer in ("是", "全部") else _declined(edit))
        elif edit.choices:
            chosen.append(_answered(number, edit))
        else:
            chosen.append(edit)
    return chosen


def _prompt(words: Message, answers: Sequence[str], default: str) -> str:
    letters = {"y": "是", "n": "否", "a": "全部", "q": "停", "": default}
    while True:
        said = click.prompt(words, default=default, show_default=False, err=True).strip()
        said = letters.get(said.lower(), said)
        if said in answers:
            return str(said)


def _answered(number: int, edit: Edit) -> Edit:
    click.echo(
        say("{number}. {reason}：{old} → {new}", number=number, reason=edit.reason, old=edit.old, new=edit.new),
        err=True,
    )
    for place, choice in enumerate(edit.choices, 1):
        click.echo(say("   {number}) {answer}", number=place, answer=choice.words), err=True)
    answers = [str(place) for place in range(len(edit.choices) + 1)]
    said = _prompt(say("   选哪个？（0 先不写）"), answers, "0")
    if said == "0":
        return edit
    return replace(edit, reason=NOTHING, choices=(), steps=edit.choices[int(said) - 1].steps, answered=True)


def _declined(edit: Edit) -> Edit:
    return replace(edit, reason=edit.reason or say("没有选写入"), steps=(), choices=())


def _written(session: ReturnedCopy, wanted: Pulled, *, everything: bool) -> int:
    try:
        settled = session.settled(wanted, everything=everything)
        files, faults = session.store(settled)
        written = "、".join(files)
    except ReportError as error:
        written, faults = "", error.problems
    if faults:
        show_problems(faults)
        click.echo(say("没有写入。"), err=True)
        return 1
    _show_outcome(session, settled, written)
    if not session.is_exhausted(settled):
        _show_kept(session)
    show_problems(session.new_problems(settled))
    return 1 if settled.waiting else 0


def _show_outcome(session: ReturnedCopy, settled: Settled, written: str) -> None:
    for line in _diff(session, settled):
        click.echo(line)
    if settled.consequences:
        click.echo(say("随之变动（由数据算出，不用另改）："))
        for edit in settled.consequences:
            change = say("  {old} → {new}", old=edit.old, new=edit.new)
            click.echo(say("{change}（{place}）", change=change, place=edit.where) if edit.where else change)
    if settled.waiting:
        click.echo(say("还有 {count} 处没有写入，请逐条处理：", count=len(settled.waiting)))
        for number, edit in enumerate(settled.waiting, 1):
            click.echo("\n".join(_lines(number, edit)))
    if unasked := sum(1 for edit in settled.waiting if edit.choices):
        click.echo(say("其中 {count} 处可以选怎么写：不加 --是 再运行一次，会一处一处问。", count=unasked))
    if written:
        click.echo(say("已写入 {files}：{count} 处。", files=written, count=len(settled.done)))
    elif session.is_exhausted(settled):
        click.echo(say("这些改动输入文件里都有了，没有要收回的。"))
    elif not settled.waiting:
        click.echo(say("这些改动输入文件里都有了。"))
    else:
        click.echo(say("没有写入什么。"))


def _show_kept(session: ReturnedCopy) -> None:
    """That a file in the place of the next copy stays there, and how it is let go."""
    workspace, path = session.workspace, session.workspace.root / (session.path or session.name)
    if workspace.record(path) is None or workspace.is_untouched(path):
        return
    file, year = workspace.typed(path), session.found.job.year
    click.echo(
        say(
            "“{name}”里还有没收回的，再生成时它会留着，新稿另存新名；都处理好了，运行 reportgen 历次 {year} --解除 {file}。",
            name=path.name, year=year, file=file,
        )
    )  # fmt: skip


def _diff(session: ReturnedCopy, settled: Settled) -> Iterable[str]:
    for before, after in zip(session.found.now.inputs, settled.inputs, strict=True):
        yield from changed_lines(before.name, before.content, after.content)


def _as_json(session: ReturnedCopy, *, write: bool) -> int:
    edits = session.edits
    data: dict[str, Any] = {
        "year": session.found.job.year,
        "copy": session.found.name or None,
        "edits": [edit.as_data() for edit in edits],
        "doubts": list(session.found.doubts),
        "later": session.found.later,
        "formatting": session.reading.formatting + session.reading.dressed + session.restyled,
        "form": [each.as_data() for each in session.form or ()],
        "comments": session.reading.comments,
        "problems": [problem.as_data() for problem in session.found.problems],
    }
    status = 0
    if write:
        settled = session.settled(session.pulled, everything=True)
        _, faults = session.store(settled)
        data["written"] = [] if faults else [edit.as_data() for edit in settled.done]
        data["waiting"] = [edit.as_data() for edit in settled.waiting]
        data["consequences"] = [edit.as_data() for edit in settled.consequences]
        data["problems"] += [problem.as_data() for problem in (faults or session.new_problems(settled))]
        status = 1 if faults or settled.waiting else 0
    show_data(data)
    return status
