"""The copies given out of one year's report → a small readable file for each, and what changed from one to the next.

Knows neither figures nor Word: a copy is its text, its trace, and the digests of its inputs.  A copy's own record is
replaced when the file is made again; here every copy stays, so that 哪一稿送给了谁、后来改了什么 can be answered months later: a copy
is kept by ``hand_out`` and in no other way, whatever the command.  A note that was damaged, or doubled by a network drive, is told.
The time is of the clock and stands here alone, never in the Word file, whose bytes depend on nothing but the inputs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.model.grammar import TEXT_KIND
from reportgen.storage import digest, write_file
from reportgen.value_object import ValueObject
from reportgen.workspace.kept import content_of
from reportgen.workspace.locate import FINAL, Workspace

if TYPE_CHECKING:
    from reportgen.ooxml.package import Package

W40 = Code("W40", "这一稿没有记入历次稿本（提醒）", "磁盘满了，历次稿本没有记下", "腾出空间再生成一次")
W41 = Code("W41", "这一年还没有出过稿", "还没有生成就查历次稿本", "先运行 reportgen 生成 2024 --草稿")
W42 = Code(
    "W42",
    "历次稿本的记录读不出来（提醒）",
    "网盘同步时断了，002-送审稿.json 只剩一半",
    "从网盘的历史版本里找回；找不回，那一稿的 Word 还在",
)
W44 = Code(
    "W44",
    "历次稿本的记录有重复的（说明）",
    "网盘留下了“002-送审稿 (1).json”，内容一样",
    "不用改；要清净，删去带括号的那份",
)
W45 = Code("W45", "不是定稿，也没有人改过，不用解除", "--解除 草稿.docx", "核对文件名；这样的文件本来就会被新稿换掉")


DRAFT, SENT, MARKED, REDLINED, PREVIEWED = "草稿", "送审稿", "核稿稿", "修订稿", "预览"
MARK = "标识"
"""The key of a record, or a note, under which stands the identity that the Word file carries."""
KINDS = (DRAFT, SENT, MARKED, REDLINED, PREVIEWED, FINAL)
_NUMBERED = regex(r"\d+")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Copy(ValueObject):
    """One copy: its number from 1, its kind, when it was given out (ISO 8601, to the minute), its file as shown to a clerk,
    the file's digest, the digests of the inputs, and its paragraphs."""

    number: int
    kind: str
    time: str
    file: str
    digest: str
    inputs: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]

    def changes(self, before: Copy) -> tuple[tuple[str, str, str], ...]:
        """What differs from another copy, sentence by sentence: 改写, 移动, 新增 or 删去, before, after."""
        from reportgen.text.diff import differences  # here: noting a copy compares nothing

        return tuple(differences(before.paragraphs, self.paragraphs))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Made(ValueObject):
    """A copy that is to be kept: of which year and unit, its kind, its trace, the inputs it was made from, what else belongs
    into its record, and of which kind of text (empty for the usual one)."""

    year: int
    unit: str
    kind: str
    trace: Mapping[str, Any]
    sources: Iterable[bytes] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


def hand_out(
    workspace: Workspace, target: Path, content: bytes, made: Made, shows: bytes = b"", *, opened: Package | None = None
) -> tuple[Path | None, tuple[Problem, ...]]:
    """Keeps a copy (see ``Workspace.keep``) and notes it: the one way in which a command gives out a year's report.

    ``shows`` is the Word file of which the copy is a picture, by which it is known again: a PDF has other bytes each time.
    ``opened`` is that Word file as its parts, where whoever made it has them.
    """
    mark = _mark(shows or content, opened)
    about = {"年度": made.year, "单位": made.unit, "草稿": made.kind == DRAFT, "稿本": made.kind, MARK: mark}
    about |= {TEXT_KIND: made.text} if made.text else {}
    path, told = workspace.keep(target, content, {**about, "轨迹": made.trace, **made.more}, made.sources)
    if path is None:
        return None, told
    return path, (*told, *_note(workspace, made, path, (digest(shows or content), mark), datetime.now().astimezone()))


def read_history(workspace: Workspace, year: int, unit: str = "", text: str = "") -> tuple[tuple[Copy, ...], tuple[Problem, ...]]:
    """All copies of a text of a year in the order in which they were given out, and what there is to say of their notes: what
    cannot be read is told, as is what is there twice."""
    found: dict[Copy, Path] = {}
    damaged: list[str] = []
    doubled: list[str] = []
    for path in noted(_folder(workspace, year, unit, text)):
        copy = _read(path)
        if copy is None:
            damaged += [path.name] if path.is_symlink() or path.exists() else []  # else it vanished a moment ago
        elif copy in found:
            doubled.append(path.name)
        else:
            found[copy] = path
    order = sorted(found, key=lambda copy: (copy.number, copy.time))
    return tuple(order), tuple(_told(damaged, doubled))


def copies(workspace: Workspace, year: int, unit: str = "", text: str = "") -> tuple[Copy, ...]:
    """The copies of a year in the order in which they were given out; a damaged file is left out."""
    return read_history(workspace, year, unit, text)[0]


def has_lost(workspace: Workspace, year: int, unit: str = "", text: str = "") -> bool:
    """Whether notes of a text's copies are gone: a number is missing, or a note cannot be read."""
    notes = noted(_folder(workspace, year, unit, text))
    numbers = {_number(path) for path in notes}
    return bool(notes) and (numbers != set(range(1, max(numbers) + 1)) or any(_read(path) is None for path in notes))


def _mark(content: bytes, opened: Package | None) -> str:
    """The identity that a Word file carries, empty for another file."""
    from reportgen.ooxml.document_id import document_id  # here: reading the history opens no Word file
    from reportgen.ooxml.package import OWN, Package

    return document_id(opened or Package.open(content, OWN)) if content.startswith(b"PK") else ""


def release(workspace: Workspace, year: int, unit: str, path: Path) -> Problem | None:
    """Lets a 定稿, or a file that somebody has edited, be replaced by the next copy; says (W45) where the file is neither."""
    if not workspace.is_final(path):
        there = None if workspace.is_untouched(path) else content_of(path)
        settled = workspace.settled(path, there) if there is not None else None
        if settled is None:
            hint = say("核对文件名；运行 reportgen 历次 {year} 看有哪几份", year=year)
            return Problem(W45, say("“{file}”不是定稿，也没有别人的改动，不用解除", file=path.name), hint=hint)
        with workspace.writing() as busy:
            return busy or write_file(workspace.record_place(path), settled.after or b"")
    with workspace.writing() as busy:
        return busy or workspace.release(path, datetime.now().astimezone().isoformat(timespec="minutes"))


def _told(damaged: list[str], doubled: list[str]) -> Iterator[Problem]:
    if damaged:
        message = say("历次稿本有 {count} 份记录读不出来，没有列出：{files}", count=len(damaged), files=tuple(damaged))
        hint = say("多半是网盘同步或断电弄坏的，可从网盘的历史版本里找回；那一稿的 Word 文件没有动")
        yield Problem(W42, message, Grade.WARNING, hint=hint)
    if doubled:
        message = say("历次稿本有 {count} 份记录是重复的，只列一次：{files}", count=len(doubled), files=tuple(doubled))
        yield Problem(W44, message, Grade.NOTE, hint=say("多半是网盘同步留下的，可以删去"))


def _note(workspace: Workspace, made: Made, path: Path, known_by: tuple[str, str], now: datetime) -> tuple[Problem, ...]:
    """Adds a copy, unless the last one of its kind is the same file, or the file is a 定稿 that was left as it is; ``known_by`` are
    its digest and its mark."""
    named, mark = known_by
    with workspace.writing() as busy:
        folder, shown = _folder(workspace, made.year, made.unit, made.text), workspace.shown(path)
        before = noted(folder)
        last = next((copy for each in reversed(before) if (copy := _read(each)) and copy.kind == made.kind), None)
        if last is not None and (last.digest, last.file) == (named, shown):
            return ()
        if made.kind != FINAL and workspace.finals.holds(named):
            return ()
        number = max((_number(each) for each in before), default=0) + 1
        content = {
            "序号": number, "稿本": made.kind, "时间": now.isoformat(timespec="minutes"), "文件": shown, "摘要": named,
            MARK: mark, **made.trace,
        }  # fmt: skip
        fault = busy or write_file(folder / f"{number:03d}-{made.kind}.json", _readable(content).encode(), lasting=False)
    if fault is None:
        return ()
    return (Problem(W40, say("这一稿没有记入历次稿本：{reason}", reason=fault.message), Grade.WARNING, hint=fault.hint),)


def summary(changes: tuple[tuple[str, str, str], ...]) -> Message:
    """改写 2 句、新增 1 句; or 没有差别."""
    counted = Counter(kind for kind, _, _ in changes)
    if not counted:
        return say("没有差别")
    return say("{counts}", counts=tuple(say("{kind} {count} 句", kind=kind, count=count) for kind, count in counted.items()))


def none_yet(year: int) -> Problem:
    """W41: there is nothing to show."""
    hint = say("先运行 reportgen 生成 {year} --草稿", year=year)
    return Problem(W41, say("{year} 年还没有出过稿", year=year), Grade.NOTE, hint=hint)


def _folder(workspace: Workspace, year: int, unit: str, text: str = "") -> Path:
    return workspace.output / ".reportgen" / "history" / unit / str(year) / text


def noted(folder: Path) -> list[Path]:
    """The files of the copies, in the order in which they were given out; also those whose names somebody else chose, which are
    longer (002-送审稿 (1), 002-送审稿-冲突文件) and come after the one that they double."""
    try:
        found = [path for path in folder.iterdir() if path.suffix == ".json"] if folder.is_dir() else []
    except OSError:
        return []
    return sorted(found, key=lambda path: (_number(path), len(path.name), path.name))


def _number(path: Path) -> int:
    """What a file's name begins with: 002-送审稿 (1) → 2."""
    found = _NUMBERED.search(path.stem)
    return int(found[0]) if found else 0


def _read(path: Path) -> Copy | None:
    try:
        content = json.loads(path.read_bytes())
        paragraphs = tuple(str(part["文字"]) for part in content["段落"] if part["部件"].endswith("document.xml"))
        kind, time, file, made = (str(content[name]) for name in ("稿本", "时间", "文件", "摘要"))
        inputs = tuple((str(name), str(each)) for name, each in content["输入"].items())
        return Copy(int(content["序号"]), kind, time, file, made, inputs, paragraphs)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _readable(content: Mapping[str, Any]) -> str:
    """JSON with a line for each entry, and for each paragraph and source: small, and to be read with any editor."""
    lines = []
    for name, value in content.items():
        if isinstance(value, list) and value:
            inside = ",\n".join(f"  {_json(item)}" for item in value)
            lines.append(f"{_json(name)}: [\n{inside}\n]")
        else:
            lines.append(f"{_json(name)}: {_json(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
