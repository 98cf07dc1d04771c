"""``reportgen pull FILE.docx`` → the edits of a Word file that came back, listed, and written into the year's input.

Knows no Word and no YAML: it asks ``roundtrip`` what was edited, the clerk what is wanted, and ``workspace`` to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.arguments import kind_option, unit_option, year_of
from reportgen.cli.chinese import Command
from reportgen.cli.output import changed_lines, show_data, show_problems, show_progress
from reportgen.message import NOTHING, Message, joined, say
from reportgen.problem import Problem, ReportError
from reportgen.workspace.locate import Workspace

if TYPE_CHECKING:
    from reportgen.gongwen.document.form_diff import FormChange
    from reportgen.ooxml.package import Package
    from reportgen.ooxml.revisions import Reading
    from reportgen.roundtrip.base_copy import Found, Wish
    from reportgen.roundtrip.doubts import Doubts
    from reportgen.roundtrip.edits import Edit
    from reportgen.roundtrip.pull import Basis, Pulled, Settled
    from reportgen.storage.given import Given

_LONGEST = 120
_MOST_PLACES, _MOST_CELLS = 20, 100
_HELP = say("""把领导在 Word 里的改动收回输入文件

读改过的 Word（在 Word、WPS、LibreOffice 里改的都行，用没用修订、改没改文件名都行），
与当时印出来的文字对照，列出每一处改动，然后一条一条问要不要写进输入文件；
加 --是 就把没有疑问的都写进去，有疑问的只列出来。只想看看，用 --只看。""")


def _year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else year_of(ctx, param, value)


@dataclass(frozen=True, slots=True)
class _PullDialog:
    """What is known of one file: its bytes as they were read, what it says, what it is compared with, the edits that were
    ``found_edits``, and the same as they are shown; ``form`` is what differs beyond text from the copy as it was given out, None
    where no such copy is left."""

    workspace: Workspace
    given: Given
    reading: Reading
    found: Found
    doubts: Doubts
    found_edits: Pulled
    pulled: Pulled
    margins: tuple[Edit, ...] = ()
    restyled: int = 0
    form: tuple[FormChange, ...] | None = None

    @property
    def path(self) -> Path:
        return self.workspace.root / (self.given.path or self.given.name)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Those of the text, then those of headers and footers, which nothing can write."""
        return (*self.pulled.edits, *self.margins)

    @property
    def formatting(self) -> int:
        """Changes of formatting alone, where they can only be counted; the marks of a review copy are our own."""
        if self.form is not None:
            return 0
        own = 0 if self.found.marked else self.reading.dressed + self.restyled
        return self.reading.formatting + own


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
    session = _proven(session) if session.found.doubts and not only else session
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


def _read(path: Path, wish: Wish) -> _PullDialog:
    from reportgen.ooxml.package import Package, read_word_file
    from reportgen.ooxml.revisions import read_document
    from reportgen.roundtrip.base_copy import EditedFile, find
    from reportgen.roundtrip.doubts import Doubts
    from reportgen.roundtrip.margins import margin_edits, restyled
    from reportgen.roundtrip.pull import find_edits

    show_progress(say("正在读取 {file}", file=path.name))
    workspace = Workspace.open(Path.cwd())
    given = read_word_file(path)
    package = Package.open(given)
    reading = read_document(package)
    found = find(EditedFile.of(path.name, given.content, package, reading.accepted), workspace, wish)
    found = replace(found, now=replace(found.now, grades=found.job.grades), base=replace(found.base, grades=found.job.grades))
    form = _form(workspace, found, package)
    doubts = Doubts(found.older, form or (), found.unsure, not found.recorded)
    pulled = find_edits(reading.accepted, found.trace, found.base)
    pulled = replace(pulled, edits=doubts.seen(pulled.edits))
    template = found.now.kit.template.package
    margins = margin_edits(package, template, found.trace)
    session = _PullDialog(
        workspace, given, reading, found, doubts, pulled, pulled, margins, restyled(package, template), form
    )  # fmt: skip
    return _unproven(session) if found.doubts else _proven(session)


def _proven(session: _PullDialog) -> _PullDialog:
    """With those edits as certain that hold when the report is made with them, and those that something speaks against as
    questions."""
    from reportgen.roundtrip.doubts import questioned
    from reportgen.roundtrip.pull import carried, proved

    found = session.found
    pulled = proved(session.found_edits, session.reading.accepted, found.trace, found.base)
    pulled = carried(pulled, found.base, found.now)
    return replace(session, pulled=replace(pulled, edits=questioned(pulled.edits, _reasons(session))))


def _unproven(session: _PullDialog) -> _PullDialog:
    """All edits as questions: a file that may be none of ours is not worth the time of a proof until somebody says that it is."""
    from reportgen.roundtrip.doubts import questioned
    from reportgen.roundtrip.pull import carried

    pulled = carried(session.found_edits, session.found.base, session.found.now)
    doubtful = say("这份 Word 可能不是这份材料的稿子")
    reasons = dict.fromkeys(range(len(pulled.edits)), doubtful) | _reasons(session)
    return replace(session, pulled=replace(pulled, edits=questioned(pulled.edits, reasons)))


def _reasons(session: _PullDialog) -> dict[int, Message]:
    from reportgen.roundtrip.outline import read_outline

    return session.doubts.reasons(session.found_edits.edits, read_outline(session.found.base.documents()))


def _form(workspace: Workspace, found: Found, package: Package) -> tuple[FormChange, ...] | None:
    """What differs beyond text from the copy as it was given out: as it was kept, or else made again from what it was made of."""
    from reportgen.gongwen.document.form_diff import form_changes
    from reportgen.ooxml.package import OWN, Package

    copy = found.copy
    kept = workspace.copy(copy.digest) if copy else None
    if kept is None:
        try:
            kept = found.base.kit.make(found.base.year, draft=True).package
        except ReportError:
            return None
        if found.marked:
            return None
    return form_changes(Package.open(kept, OWN), package)


def _show(session: _PullDialog) -> None:
    from reportgen.roundtrip.edits import counted

    edits = session.edits
    compared = say("“{file}”", file=session.found.name)
    if not session.found.name:
        compared = say("{year} 年的输入", year=session.found.job.year)
    if session.found.same or not edits:
        click.echo("\n".join(_unedited(session, compared)))
    else:
        open_ = sum(1 for edit in edits if edit.reason)
        click.echo(
            say(
                "与{compared}对照，有 {count} 处改动：{kinds}。",
                compared=compared,
                count=len(edits),
                kinds=counted(edits),
            )
        )
        click.echo(
            say("其中 {certain} 处可以直接写入，{questions} 处有疑问。\n", certain=len(edits) - open_, questions=open_)
            if open_
            else ""
        )
        for number, edit in enumerate(edits, 1):
            click.echo("\n".join(_lines(number, edit)))
    for line in _beside(session):
        click.echo(line)


def _unedited(session: _PullDialog, compared: Message) -> Iterable[str]:
    """That nothing was edited, and, of an older copy, that others were given out since."""
    from reportgen.roundtrip.base_copy import copy_name

    found = session.found
    if not found.later or found.copy is None:
        yield say("与{compared}对照：文字没有改动。", compared=compared)
        return
    what = say("这份 Word 就是{copy}，一字未改", copy=copy_name(found.copy))
    if not found.same:
        what = say("与{copy}对照：文字没有改动", copy=copy_name(found.copy))
    yield say("{outcome}；那以后又出过 {count} 稿，输入文件没有动。", outcome=what, count=found.later)


def _nothing_to_write(session: _PullDialog) -> int:
    """A file without an edit of its text; what else it holds has been listed."""
    if _is_exhausted(session):
        return 0
    _show_kept(session)
    return 1


def _unread(form: Sequence[FormChange]) -> Iterable[str]:
    """What the file has that no input can hold, each with its words and places."""
    from reportgen.gongwen.document.form_diff import listed

    yield say("另有 {count} 处不是文字的改动，输入文件里放不下，没有收回：", count=len(form))
    for what, changes in listed(form):
        places = tuple(
            say("“{words}”（{where}）", words=change.words, where=change.where) if change.words else change.where
            for change in changes[:_MOST_PLACES]
        )
        more = say("，等 {count} 处", count=len(changes)) if len(changes) > _MOST_PLACES else NOTHING
        yield say("  · {change}：{places}{more}", change=what, places=places, more=more)
    yield say("  要留住的，在新稿的 Word 里照着再做一遍；每年都要的，改模板。")


def _beside(session: _PullDialog) -> Iterable[str]:
    """What else is in the file and is no text of the report."""
    reading = session.reading
    if session.form:
        yield from _unread(session.form)
    if session.formatting:
        yield say("另有只改格式的 {count} 处，不用写入。", count=session.formatting)
    if reading.comments and session.form is None and not session.found.marked:
        yield say("另有批注 {count} 条，没有读。", count=reading.comments)
    if session.pulled.ignored:
        count, texts = len(session.pulled.ignored), session.pulled.ignored[:_MOST_CELLS]
        yield say(
            "另有表格里的文字 {count} 段，输入文件里没有，没有收回：{paragraphs}{more}",
            count=count,
            paragraphs=tuple(say("“{paragraph}”", paragraph=_short(text)) for text in texts),
            more=say("，等 {count} 段", count=count) if count > len(texts) else NOTHING,
        )


def _lines(number: int, edit: Edit) -> list[str]:
    """An edit: its kind, words, place; then what there is to say of it."""
    words = f"{_short(edit.old)} → {_short(edit.new)}" if edit.old and edit.new else _short(edit.new or edit.old)
    long = len(edit.old) + len(edit.new) > _LONGEST // 2 and bool(edit.old and edit.new)
    lines = [f"{number:3}. [{edit.kind}] " + (f"{edit.label} " if edit.label else "") + ("" if long else words)]
    lines += (
        [say("     原：{words}", words=_short(edit.old)), say("     改：{words}", words=_short(edit.new))]
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


def _short(text: str) -> str:
    flat = text.replace("\n", "↵").replace("\t", "⇥")
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST // 2]}……{flat[-_LONGEST // 3 :]}"


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


def _settled(session: _PullDialog, wanted: Pulled, *, everything: bool) -> Settled:
    from reportgen.roundtrip.pull import write_certain

    found, asked = session.found, session.doubts.asked
    settled = write_certain(wanted, session.reading.accepted, found.now, found.base, further=everything, asked=asked)
    return replace(settled, waiting=(*settled.waiting, *session.margins))


def _written(session: _PullDialog, wanted: Pulled, *, everything: bool) -> int:
    try:
        settled = _settled(session, wanted, everything=everything)
        written, faults = _store(session, settled)
    except ReportError as error:
        written, faults = "", error.problems
    if faults:
        show_problems(faults)
        click.echo(say("没有写入。"), err=True)
        return 1
    _show_outcome(session, settled, written)
    if not _is_exhausted(session, settled):
        _show_kept(session)
    show_problems(_new_problems(session, settled))
    return 1 if settled.waiting else 0


def _store(session: _PullDialog, settled: Settled) -> tuple[str, Sequence[Problem]]:
    """Writes the files that changed, and notes a file that has nothing left to take over: the files as a clerk names
    them, and what hindered."""
    from reportgen.workspace.changes import write_inputs

    workspace, found = session.workspace, session.found
    note = workspace.settled(session.path, session.given.content) if _is_exhausted(session, settled) else None
    command = say("回收 {file}", file=session.path.name)
    paths, faults = write_inputs(workspace, command, found.now.inputs, settled.inputs, (note,) if note else ())
    return "、".join(workspace.shown(path) for path in paths), faults


def _is_exhausted(session: _PullDialog, settled: Settled | None = None) -> bool:
    """Whether the file holds nothing that is not in the input now: no edit that waits, no object, format or comment, no
    tracked change that somebody may want to see again."""
    reading, waiting = session.reading, settled.waiting if settled else session.edits
    comments = reading.comments if session.form is None else 0
    left = comments or session.formatting or session.form or (reading.dressed if session.form is None else 0)
    return not (waiting or left or reading.changes or reading.formatting or session.pulled.ignored)


def _show_outcome(session: _PullDialog, settled: Settled, written: str) -> None:
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
    click.echo(
        say("已写入 {files}：{count} 处。", files=written, count=len(settled.done))
        if written
        else say("没有写入什么。")
    )


def _show_kept(session: _PullDialog) -> None:
    """That a file in the place of the next copy stays there, and how it is let go."""
    workspace, path = session.workspace, session.path
    if workspace.record(path) is None or workspace.is_untouched(path):
        return
    file, year = workspace.typed(path), session.found.job.year
    click.echo(
        say(
            "“{name}”里还有没收回的，再生成时它会留着，新稿另存新名；都处理好了，运行 reportgen 历次 {year} --解除 {file}。",
            name=path.name, year=year, file=file,
        )
    )  # fmt: skip


def _diff(session: _PullDialog, settled: Settled) -> Iterable[str]:
    for before, after in zip(session.found.now.inputs, settled.inputs, strict=True):
        yield from changed_lines(before.name, before.content, after.content)


def _new_problems(session: _PullDialog, settled: Settled) -> list[Problem]:
    """What the checks say of the input now that they did not say before, and what vouched for values that were changed."""
    from reportgen.roundtrip.evidence import outlived


    def told(basis: Basis) -> list[Problem]:
        try:
            return list(basis.kit.make(basis.year, draft=session.found.draft).problems)
        except ReportError as error:
            return list(error.problems)

    now = session.found.now
    before = {(problem.code, problem.message) for problem in told(now)}
    fresh = [problem for problem in told(now.with_inputs(settled.inputs)) if (problem.code, problem.message) not in before]
    return [*outlived(settled.done, now.year.report), *fresh]


def _as_json(session: _PullDialog, *, write: bool) -> int:
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
        settled = _settled(session, session.pulled, everything=True)
        _, faults = _store(session, settled)
        data["written"] = [] if faults else [edit.as_data() for edit in settled.done]
        data["waiting"] = [edit.as_data() for edit in settled.waiting]
        data["consequences"] = [edit.as_data() for edit in settled.consequences]
        data["problems"] += [problem.as_data() for problem in (faults or _new_problems(session, settled))]
        status = 1 if faults or settled.waiting else 0
    show_data(data)
    return status
