"""An edited Word file in a workspace → the copy it was made of, and what that copy was made from.

Knows no edits.  Every copy of the history is a candidate: by the file's digest, then by the identity that it carries
(``ooxml.document_id``), then by its text, for a file may have been renamed and saved by any program.  Of copies that the text
cannot tell apart the latest is taken, and its edits that bring back what an older one said are asked (``doubts``): to be
wrong about the copy then costs a question, never a revert.  A file that names another office or year than the copy is asked for
as a whole (``agreement``).  The inputs as they were then are kept under their digests; where record or inputs are gone, the
inputs as they are now take their place, and that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportgen.draft import FORM, Kit
from reportgen.message import Message, joined, say
from reportgen.ooxml.document_id import document_id, is_made_here
from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import ANNEX, ViewedParagraph
from reportgen.problem import Code, Grade, Problem, ReportError, errors
from reportgen.report.model.grammar import USUAL
from reportgen.roundtrip.agreement import Identity, sentences
from reportgen.roundtrip.doubts import OlderInput
from reportgen.roundtrip.outline import read_outline
from reportgen.roundtrip.printed import BLANK, printed
from reportgen.roundtrip.pull import Basis
from reportgen.storage import digest
from reportgen.storage.given import Given
from reportgen.workspace.given_copies import GivenCopy, given_copies
from reportgen.workspace.history import DRAFT, MARKED, has_lost
from reportgen.workspace.locate import Job, Workspace

B01 = Code(
    "B01", "找不到这份 Word 是从哪一年的输入印出来的", "别的单位的 Word 文件", "核对文件；是本单位的，加上 --年度 2024"
)
B02 = Code(
    "B02", "这份 Word 的记录没有了，拿输入文件现在的样子来比（说明）", ".reportgen 文件夹被删掉了", "逐条核对列出的改动"
)
B03 = Code("B03", "出稿以后输入文件改过，按三方合并（说明）", "出稿以后又改了 inputs/2024.yaml", "核对碰到同一处的几条")
B06 = Code("B06", "这份稿子的记录是更新版本的程序写的", "换了电脑，装的是旧版本", "升级程序，再回收一次")
B08 = Code(
    "B08",
    "这份 Word 写的单位、年度、标题或署名，与对照的那一稿不同",
    "把城西的稿子拿到只有澄屿的电脑上回收",
    "核对文件；确实是的，不加 --是，再回收一次，回答“是”",
)
B09 = Code(
    "B09",
    "看不准是从哪一稿改的（说明）",
    "领导的改动盖住了两稿不同的地方",
    "知道是照第 1 稿改的，加上 --稿 1",
)
B10 = Code("B10", "没有 --稿 指明的那一稿", "--稿 7，而 2024 年只出过 3 稿", "运行 reportgen 历次 2024，看序号")

_ENOUGH, _MOST = 0.2, 0.34
"""The least share of a file's sentences that a copy must have to be thought of, and not to be asked for as a whole."""
_CLEAR = 3
"""How many times more sentences must speak for one copy than for another to leave no doubt."""
_MOST_OLDER = 20


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A Word file that came back: its name, digest, package, and paragraphs; the identity that it carries."""

    name: str
    digest: str
    package: Package
    view: Sequence[ViewedParagraph]
    mark: str = ""

    @classmethod
    def of(cls, name: str, content: bytes, package: Package, view: Sequence[ViewedParagraph]) -> EditedFile:
        """Of the bytes of a file and what was read of them."""
        return cls(name, digest(content), package, view, document_id(package))

    @property
    def texts(self) -> list[str]:
        return [text for paragraph in self.view if (text := paragraph.text.strip(BLANK))]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said of the file: its year, its unit, the number of the copy (0: nothing), the kind of text."""

    year: int | None = None
    unit: str = ""
    number: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The year, what is stored of the copy (``trace``), the input then (``base``) and now; ``copy`` is the copy itself, where
    one is recorded; ``later`` how many were given out since; ``same`` if the file is that copy byte by byte.

    ``marked`` says that the copy had shades and comments of ours; ``doubts`` why the file may not be this copy's at all; ``unsure``
    that it may be of another copy of the year, ``recorded`` that it is known what the copy was made from; ``older`` the inputs
    of the copies before; ``problems`` what else is to be told.
    """

    job: Job
    trace: Mapping[str, Any]
    base: Basis
    now: Basis
    copy: GivenCopy | None = None
    later: int = 0
    same: bool = False
    marked: bool = False
    unsure: bool = False
    recorded: bool = True
    doubts: tuple[Message, ...] = ()
    older: tuple[OlderInput, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        return self.copy.name if self.copy else ""

    @property
    def draft(self) -> bool:
        """Whether the copy may have gaps."""
        return self.copy is not None and self.copy.kind == DRAFT


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A copy with its sentences and what names it."""

    copy: GivenCopy
    sentences: Counter[str]
    identity: Identity


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The copy, and whether another may be meant."""

    candidate: _Candidate
    unsure: bool = False


def find(file: EditedFile, workspace: Workspace, wish: Wish) -> Found:
    """What an edited file is compared with.  Raises ``ReportError`` (B01, B06, B10, and what the workspace lacks)."""
    every = given_copies(workspace)
    copies = [copy for copy in every if _is_wished(copy, wish)]
    candidates = list(_readable(copies))
    _refuse_newer([copy for copy in copies if _is_known(copy, file)])
    chosen = _choose(file, candidates, wish)
    if chosen is None:
        _refuse_newer(copies)
    copy = chosen.candidate.copy if chosen else None
    year = wish.year or (copy.year if copy else _year_in(file.texts, workspace, wish.unit))
    if year is None:
        hint = say("用 --年度 指明，例如 --年度 2024；并请在放有 inputs、output 的文件夹里运行")
        raise ReportError([Problem(B01, say("看不出这份 Word 是哪一年的汇报材料：没有一份记录与它相近"), hint=hint)])
    job = workspace.job(year, wish.unit or (copy.unit if copy else ""), kind=wish.text or (copy.text if copy else ""))
    now = Basis.of(Kit.open(job.template.content, job.fields), job.inputs, job.last)
    refuse_faulty(now)
    if chosen is None:
        found = _without_record(job, now, say("没有这份 Word 的记录，拿输入文件现在的样子来比"))
        return _asked_as_a_whole(replace(found, recorded=_is_printed_now(now, file)), file)
    found = _with_record(job, now, chosen.candidate.copy, workspace)
    same = chosen.candidate.copy.digest == file.digest
    found = replace(found, same=same, unsure=chosen.unsure, **_around(found, copies, workspace))
    noted = bool(wish.number) or any(_is_known(each, file) for each in every)
    if not noted and _is_of_lost(file, chosen.candidate.copy, workspace):
        found = replace(found, recorded=False, problems=(*found.problems, _lost(chosen.candidate.copy)))
    if chosen.unsure:
        found = replace(found, problems=(*found.problems, _unsure(chosen.candidate.copy)))
    return found if same else _asked_as_a_whole(found, file)


def refuse_faulty(now: Basis) -> None:
    """Raises ``ReportError`` when an input cannot be read through: nothing may be written into it."""
    faults = [problem for found in now.year.faults for problem in errors(found)]
    if faults:
        raise ReportError(faults)


def _is_wished(copy: GivenCopy, wish: Wish) -> bool:
    return wish.year in (None, copy.year) and wish.unit in ("", copy.unit) and wish.text in ("", copy.text or USUAL)


def _form(copy: GivenCopy) -> int:
    """The number of the form that a record is written in; 1 where it says none."""
    form = copy.trace.get("格式", 1)
    return form if isinstance(form, int) else FORM + 1


def _refuse_newer(copies: Sequence[GivenCopy]) -> None:
    """Raises ``ReportError`` (B06) where a record is of a form that is not known yet: what it says is not guessed."""
    newer = next((copy for copy in copies if _form(copy) > FORM), None)
    if newer is not None:
        message = say("“{file}”的记录是更新版本的程序写的，这个版本读不了", file=newer.name)
        raise ReportError([Problem(B06, message, hint=say("请升级到那个版本，再回收一次"))])


def _readable(copies: Sequence[GivenCopy]) -> Iterator[_Candidate]:
    """The copies whose traces can be read."""
    for copy in copies:
        if _form(copy) > FORM:
            continue
        try:
            paragraphs = printed(copy.trace)
        except ValueError:
            continue
        yield _Candidate(copy, sentences(paragraph.text for paragraph in paragraphs), Identity.of(paragraphs))


def _choose(file: EditedFile, candidates: Sequence[_Candidate], wish: Wish) -> _Chosen | None:
    """The copy that a file was made from; raises ``ReportError`` (B10) where another was asked for that is not there."""
    if wish.number:
        return _Chosen(_numbered(candidates, wish))
    same = [each for each in candidates if each.copy.digest == file.digest]
    known = same or [each for each in candidates if _is_known(each.copy, file)]
    return _Chosen(_preferred(known, file)) if known else _nearest(file, candidates)


def _is_known(copy: GivenCopy, file: EditedFile) -> bool:
    """Whether the file is that copy, or carries its identity."""
    return copy.digest == file.digest or (bool(copy.mark) and copy.mark == file.mark)


def _is_of_lost(file: EditedFile, copy: GivenCopy, workspace: Workspace) -> bool:
    """Whether a file may be of a copy whose note is gone, so that the copy that is nearest to it is another: it carries an identity
    that we gave and no note has, or, where it carries none, a number is missing in the history or a note is damaged.  What was
    settled since would look like edits that take it back."""
    if is_made_here(file.mark):
        return bool(copy.mark)  # copies of before have none
    return has_lost(workspace, copy.year, copy.unit, copy.text)


def _lost(copy: GivenCopy) -> Problem:
    message = say("改出这份 Word 的那一稿，这里也许没有记录了，照最相近的{copy}对照；改动一处一处问", copy=copy_name(copy))
    hint = say("或是在别的电脑上出的，或是网盘同步时丢的，可从网盘的历史版本里找回 output/.reportgen/history；知道是照哪一稿改的，加上 --稿 和序号")
    return Problem(B02, message, Grade.NOTE, hint=hint)


def _numbered(candidates: Sequence[_Candidate], wish: Wish) -> _Candidate:
    found = [each for each in candidates if each.copy.number == wish.number]
    if len({each.copy.whose for each in found}) == 1:
        return found[0]
    hint = say("运行 reportgen 历次 年度，看各稿的序号；几年、几个单位、几种文种都有的，再加上 --年度、--单位、--文种")
    raise ReportError([Problem(B10, say("没有第 {number} 稿，或不止一份", number=wish.number), hint=hint)])


def _preferred(known: Sequence[_Candidate], file: EditedFile) -> _Candidate:
    """Of copies with the same text the one that has, as the file does, our marks or none; then that of its name; else the
    latest."""
    marked = ANNEX.encode() in file.package.read(file.package.main)
    fitting = [each for each in known if (each.copy.kind == MARKED) == marked] or list(known)
    return next((each for each in fitting if each.copy.name == file.name), fitting[0])


def _nearest(file: EditedFile, candidates: Sequence[_Candidate]) -> _Chosen | None:
    """The copy that shares most sentences with the file; those that name the same office and year come first."""
    texts = file.texts
    mine = sentences(texts)
    shares = {id(each): _share(mine, each.sentences) for each in candidates}
    near = [each for each in candidates if shares[id(each)] > _ENOUGH]
    agreeing = [each for each in near if not any(each.identity.disagreements(texts))]
    pool = agreeing or near
    if not pool:
        return None
    most = max(shares[id(each)] for each in pool)
    best = _preferred([each for each in pool if shares[id(each)] == most], file)
    same = [each for each in pool if each.copy.whose == best.copy.whose]
    rivals = [each for each in same if _is_rival(mine, best, each)]
    latest = next(each for each in candidates if each is best or each in rivals)
    return _Chosen(latest, unsure=bool(rivals))


def _share(mine: Counter[str], theirs: Counter[str]) -> float:
    """How many of the characters of both stand in sentences that both have."""
    common = sum(len(text) for text in mine.keys() & theirs.keys())
    return common / max(1, sum(len(text) for text in mine.keys() | theirs.keys()))


def _is_rival(mine: Counter[str], best: _Candidate, other: _Candidate) -> bool:
    """Whether a file may as well have been made from another copy: of the sentences in which they differ it has some of the
    other's, or none of either's."""
    ours, theirs = best.sentences.keys() - other.sentences.keys(), other.sentences.keys() - best.sentences.keys()
    if not ours and not theirs:
        return False
    for_best, for_other = len(ours & mine.keys()), len(theirs & mine.keys())
    return for_best < _CLEAR * for_other or not (for_best or for_other)


def _unsure(copy: GivenCopy) -> Problem:
    message = say("这份 Word 看不准是从哪一稿改的，照最近的{copy}对照；改回旧稿写法的，一处一处问", copy=copy_name(copy))
    return Problem(B09, message, Grade.NOTE, hint=say("知道是照哪一稿改的，加上 --稿 和序号，例如 --稿 1；序号见 reportgen 历次"))


def copy_name(copy: GivenCopy) -> Message:
    """第1稿（送审稿，2025-01-06 09:30）."""
    if not copy.number:
        return say("“{file}”", file=copy.name)
    return say("第{number}稿（{kind}，{time}）", number=copy.number, kind=copy.kind, time=copy.time[:16].replace("T", " "))


def _asked_as_a_whole(found: Found, file: EditedFile) -> Found:
    """With the reasons why the file may be no copy of this at all."""
    paragraphs = printed(found.trace)
    doubts = list(Identity.of(paragraphs).disagreements(file.texts))
    share = _share(sentences(file.texts), sentences(paragraph.text for paragraph in paragraphs))
    if share < _MOST and not (found.copy and _is_known(found.copy, file)):
        doubts.append(say("相同的句子只占 {percent}%", percent=int(share * 100)))
    return replace(found, doubts=tuple(doubts))


def doubted(found: Found) -> Problem:
    """B08: what is to be confirmed before anything is taken over."""
    other = copy_name(found.copy) if found.copy else say("输入文件现在印出来的")
    whose = say(" {year} 年", year=found.job.year)
    if found.job.unit:
        whose = say(" {year} 年“{unit}”", year=found.job.year, unit=found.job.unit)
    message = say(
        "这份 Word 不像是{whose}的稿子：{reasons}（对照的是{copy}）", whose=whose, reasons=joined(found.doubts, "；"), copy=other
    )
    hint = say("核对文件，或用 --单位、--年度 指明；确实是的，不加 --是 再运行一次，问到时回答“是”")
    return Problem(B08, message, hint=hint)


def _around(found: Found, copies: Sequence[GivenCopy], workspace: Workspace) -> dict[str, Any]:
    """How many copies were given out after this one, and the inputs of those before it that were others."""
    copy = found.copy
    if copy is None:
        return {}
    same = [each for each in copies if each.whose == copy.whose and each.number]
    later = sum(1 for each in same if each.number > copy.number and each.digest != copy.digest)
    older: dict[tuple[tuple[str, str], ...], GivenCopy] = {}
    for each in same:
        inputs = tuple(sorted(_inputs_of(each).items()))
        if each.number < copy.number and inputs != tuple(sorted(_inputs_of(copy).items())):
            older.setdefault(inputs, each)
    read = (_older(each, found.now, workspace) for each in list(older.values())[:_MOST_OLDER])
    return {"later": later, "older": tuple(each for each in read if each)}


def _inputs_of(copy: GivenCopy) -> dict[str, str]:
    digests = copy.trace.get("输入", {})
    return {str(file): str(named) for file, named in digests.items()} if isinstance(digests, dict) else {}


def _older(copy: GivenCopy, now: Basis, workspace: Workspace) -> OlderInput | None:
    stored = [(file, workspace.kept.source(named)) for file, named in _inputs_of(copy).items()]
    if not stored or any(content is None for _, content in stored):
        return None
    documents = now.with_inputs(Given(file, content or b"", text=copy.text) for file, content in stored).documents()
    return OlderInput(copy_name(copy), read_outline(documents))


def _year_in(texts: Sequence[str], workspace: Workspace, unit: str) -> int | None:
    """The year that the first paragraphs name, if the workspace has it for the unit."""
    head = "".join(texts[:3])
    named = [year for year in workspace.years(unit) if f"{year}年" in head]
    return named[0] if len(named) == 1 else None


def _without_record(job: Job, now: Basis, message: Message) -> Found:
    hint = say("输入文件在出稿以后改过的地方，会显得像是在 Word 里改了回去；请逐条看")
    return Found(job, now.trace(), now, now, recorded=False, problems=(Problem(B02, message, Grade.NOTE, hint=hint),))


def _is_printed_now(now: Basis, file: EditedFile) -> bool:
    """Whether the identity that a file carries is that of what the inputs print as they are, so that they have not changed
    since."""
    try:
        return bool(file.mark) and file.mark == document_id(Package.open(now.kit.make(now.year, draft=True).package))
    except ReportError:
        return False


def _with_record(job: Job, now: Basis, copy: GivenCopy, workspace: Workspace) -> Found:
    digests, marked = _inputs_of(copy), copy.kind == MARKED
    stored = [(file, workspace.kept.source(named)) for file, named in digests.items()]
    if digests == {item.name: item.digest for item in job.inputs}:
        return Found(job, copy.trace, now, now, copy, marked=marked)
    if not stored or any(content is None for _, content in stored):
        return _without_record(job, now, say("出稿以后输入文件改过，当时的内容没有留存，拿输入文件现在的样子来比"))
    base = now.with_inputs(Given(file, content or b"", root=job.inputs[0].root, text=job.kind) for file, content in stored)
    note = Problem(B03, say("出稿以后输入文件改过：两边的改动合在一起，碰到同一处的列出来"), Grade.NOTE)
    return Found(job, copy.trace, base, now, copy, marked=marked, problems=(note,))
