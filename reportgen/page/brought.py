"""Files that somebody has dropped on the page → what they would change, as a list to choose from, and the input with that.

Knows no server.  A Word file is a copy that came back (as ``reportgen pull`` reads it), tables are the departments' forms (as
``reportgen forms import`` reads them).  Nothing is written before somebody has chosen; what was listed is kept until then, and
written only where the files are still those that it was made for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from reportgen.forms.plan import DatumChange
from reportgen.forms.returned import ReturnedForms, books_of, read_forms, with_told
from reportgen.message import NOTHING, Message, joined, say
from reportgen.ooxml.package import Package
from reportgen.page.live_year import LiveYear
from reportgen.problem import Code, Problem, ReportError
from reportgen.report.model.grammar import STATE, UNCHECKED, VALUE
from reportgen.roundtrip.base_copy import Wish, doubted
from reportgen.roundtrip.edits import Edit, counted
from reportgen.roundtrip.returned_copy import ReturnedCopy, read_copy
from reportgen.tables.suffixes import TABLES
from reportgen.workspace.locate import Workspace

S04 = Code("S04", "拖进来的文件读不了", "拖进来一张 .jpg", "拖改过的 Word（.docx），或科室填好的表（.xlsx、.xls、.ods、.csv、.tsv）")

_WORD = (".docx", ".docm")
MOST_FILES = 200
"""Files that may come at once: a street has a dozen departments."""
Step = Callable[[Message], None]
Given = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class BroughtCopy:
    """A Word file: its edits; those that are not certain wait for an answer."""

    copy: ReturnedCopy
    told: tuple[Problem, ...] = ()

    def as_data(self) -> dict[str, Any]:
        found, edits = self.copy.found, self.copy.edits
        compared = say("“{file}”", file=found.name) if found.name else say("{year} 年的输入", year=found.job.year)
        title = say("“{name}”与{compared}对照：文字没有改动。", name=self.copy.name, compared=compared)
        if edits:
            title = say(
                "“{name}”与{compared}对照，有 {count} 处改动：{kinds}。",
                name=self.copy.name, compared=compared, count=len(edits), kinds=counted(edits),
            )  # fmt: skip
        return {
            "kind": "copy", "title": title, "year": found.job.year, "text": found.job.kind,
            "lines": [_edit(number, edit) for number, edit in enumerate(edits)],
            "beside": list(self.copy.beside()), "doubt": doubted(found).message if found.doubts else "",
        }  # fmt: skip

    def problems(self) -> tuple[Problem, ...]:
        return (*self.told, *self.copy.found.problems)

    def confirmed(self) -> BroughtCopy:
        """The same where somebody has said that the file is a copy of this report."""
        return replace(self, copy=replace(self.copy.proven(), found=replace(self.copy.found, doubts=())))

    def take(self, chosen: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Message, ...], tuple[Problem, ...]]:
        """Writes what was chosen: the files, what was done, what there is to say."""
        edits = tuple(_answered(edit, chosen.get(str(number))) for number, edit in enumerate(self.copy.pulled.edits))
        settled = self.copy.settled(replace(self.copy.pulled, edits=edits), everything=False)
        files, faults = self.copy.store(settled)
        if faults:
            return (), (), faults
        done = [say("写入 {count} 处。", count=len(settled.done))]
        if settled.consequences:
            moved = joined((say("{old} → {new}", old=each.old, new=each.new) for each in settled.consequences), "；")
            done.append(say("随之变动（由数据算出，不用另改）：{changes}", changes=moved))
        if settled.waiting:
            done.append(say("还有 {count} 处没有写入：", count=len(settled.waiting)))
            done += [say("{edit}（{reason}）", edit=_words(each), reason=each.reason or say("没有选")) for each in settled.waiting]
        return files, tuple(done), tuple(self.copy.new_problems(settled))


@dataclass(frozen=True, slots=True)
class BroughtForms:
    """Tables: what is written where nothing stands, and, unticked, what would be written over something else."""

    forms: ReturnedForms
    over: tuple[DatumChange, ...]

    @property
    def changes(self) -> tuple[DatumChange, ...]:
        return (*self.forms.plan.changes, *self.over)

    def as_data(self) -> dict[str, Any]:
        plan, year = self.forms.plan, self.forms.mark.year
        title = say("{year} 年的表：要写入 {count} 处，{same} 处与输入文件相同。", year=year, count=len(plan.changes), same=plan.same)
        over = {id(each) for each in self.over}
        return {
            "kind": "forms", "title": title, "year": year, "text": "", "doubt": "",
            "lines": [_change(number, each, ticked=id(each) not in over) for number, each in enumerate(self.changes)],
            "beside": [say("下面没有打勾的，输入文件里已经有别的数：要用表里的，打勾。")] if over else [],
        }  # fmt: skip

    def problems(self) -> tuple[Problem, ...]:
        return self.forms.plan.problems

    def confirmed(self) -> BroughtForms:
        return self

    def take(self, chosen: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Message, ...], tuple[Problem, ...]]:
        wanted = [each for number, each in enumerate(self.changes) if str(number) in chosen]
        valued = {each.path for each in wanted if each.slot == VALUE}
        left = {each.path for each in self.changes if each.slot == VALUE} - valued
        wanted = [each for each in wanted if not (each.path in left and each.slot == STATE and each.new == UNCHECKED)]
        if not wanted:
            return (), (say("没有选，没有写入。"),), ()
        files, done, told = self.forms.store(wanted)
        return files, (say("写入 {count} 处，其余一字未动。", count=len(done)),) if files else (), told


Brought = BroughtCopy | BroughtForms


def bring(live: LiveYear, given: Sequence[Given], step: Step) -> Brought:
    """What the files would change; raises ``ReportError`` where they cannot be read."""
    names = [(PurePath(name.replace("\\", "/")).name or say("文件"), content) for name, content in given]
    suffixes = {PurePath(name).suffix.lower() for name, _ in names}
    workspace = live.workspace
    if len(names) == 1 and suffixes <= set(_WORD):
        return _copy(workspace, live, *names[0], step)
    if names and suffixes <= set(TABLES):
        return _forms(workspace, live, names, step)
    message = say("读不了：{files}", files=tuple(name for name, _ in names))
    hint = say("一次拖一份改过的 Word（.docx），或几张填好的表（.xlsx、.xls、.ods、.csv、.tsv）；.doc、.wps 请先另存为 .docx")
    raise ReportError([Problem(S04, message, hint=hint)])


def _copy(workspace: Workspace, live: LiveYear, name: str, content: bytes, step: Step) -> BroughtCopy:
    step(say("正在读取 {file}", file=name))
    Package.open(content)
    step(say("正在对照 {file}", file=name))
    return BroughtCopy(read_copy(workspace, name, content, Wish(unit=live.unit), _at_home(workspace, live, name, content)))


def _at_home(workspace: Workspace, live: LiveYear, name: str, content: bytes) -> Path | None:
    """The file in ``output`` that was dropped, where it is one of those: what was taken over is noted of it."""
    place = workspace.output / live.unit / name
    try:
        return place.relative_to(workspace.root) if place.is_file() and place.read_bytes() == content else None
    except OSError:
        return None


def _forms(workspace: Workspace, live: LiveYear, given: Sequence[Given], step: Step) -> BroughtForms:
    step(say("正在读取 {count} 张表", count=len(given)))
    books, unread = books_of(given)
    step(say("正在对照 {count} 张表", count=len(given)))
    of = (live.unit, live.text)
    usual = with_told(read_forms(workspace, books, None, of), unread)
    full = read_forms(workspace, books, None, of, overwrite=True)
    known = {(each.path, each.slot) for each in usual.plan.changes}
    return BroughtForms(usual, tuple(each for each in full.plan.changes if (each.path, each.slot) not in known))


def _words(edit: Edit) -> Message:
    return say("[{kind}] {old} → {new}", kind=edit.kind, old=edit.old or say("（无）"), new=edit.new or say("（删去）"))


def _edit(number: int, edit: Edit) -> dict[str, Any]:
    place = say("{file} 第{line}行", file=edit.place.file, line=edit.place.line) if edit.place else NOTHING
    return {
        "number": number, "kind": edit.kind, "label": edit.label, "old": edit.old, "new": edit.new,
        "where": say("{places}", places=joined(filter(None, (place, edit.where)), "，")),
        "ticked": edit.is_certain, "can": edit.is_certain,
        "reason": edit.reason, "note": edit.note, "authors": list(edit.authors),
        "choices": [choice.words for choice in edit.choices] if edit.reason else [],
    }  # fmt: skip


def _answered(edit: Edit, answer: Any) -> Edit:
    """As it was answered: ``True`` for one that is certain, the number of a choice for a question."""
    if edit.is_certain:
        return edit if answer is True else replace(edit, reason=say("没有选写入"), steps=(), choices=())
    if type(answer) is int and 0 <= answer < len(edit.choices):
        return replace(edit, reason=NOTHING, choices=(), steps=edit.choices[answer].steps, answered=True)
    return edit


def _change(number: int, change: DatumChange, *, ticked: bool) -> dict[str, Any]:
    new = change.new if isinstance(change.new, str) else "、".join(change.new)
    return {
        "number": number, "kind": change.place.file, "label": change.what, "old": change.old, "new": new,
        "where": change.place.words, "ticked": ticked, "can": True, "reason": "", "note": "", "authors": [], "choices": [],
    }  # fmt: skip
