"""A Word file that came back, by its name and bytes, and a workspace → its edits with everything that is asked of them, and the
year's input with those written that are wanted.

Knows no command line and no page: both show the same and write through the same door.  Where the file may be none of ours, all
edits are questions until somebody has said that it is (``proven``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.gongwen.document.form_diff import FormChange, form_changes, listed
from reportgen.message import NOTHING, Message, say
from reportgen.ooxml.acceptance import with_changes_accepted
from reportgen.ooxml.package import OWN, Package
from reportgen.ooxml.revisions import Reading, read_document
from reportgen.problem import Problem, ReportError
from reportgen.roundtrip.base_copy import EditedFile, Found, Wish, find
from reportgen.roundtrip.basis import Basis
from reportgen.roundtrip.doubts import Doubts, questioned
from reportgen.roundtrip.edits import Edit
from reportgen.roundtrip.evidence import outlived
from reportgen.roundtrip.margins import margin_edits, restyled
from reportgen.roundtrip.pull import Pulled, Settled, carried, find_edits, proved, write_certain
from reportgen.workspace.changes import write_inputs
from reportgen.workspace.locate import Workspace

_LONGEST = 120
_MOST_PLACES, _MOST_CELLS = 20, 100


@dataclass(frozen=True, slots=True)
class ReturnedCopy:
    """What is known of one file: its name, its bytes as they were read, where it lies in the workspace (none for one from
    elsewhere), what it says, what it is compared with, the edits that were ``found_edits``, and the same as they are shown;
    ``form`` is what differs beyond text from the copy as it was given out, None where no such copy is left."""

    workspace: Workspace
    name: str
    content: bytes
    path: Path | None
    reading: Reading
    found: Found
    doubts: Doubts
    found_edits: Pulled
    pulled: Pulled
    margins: tuple[Edit, ...] = ()
    restyled: int = 0
    form: tuple[FormChange, ...] | None = None

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

    def proven(self) -> ReturnedCopy:
        """With those edits as certain that hold when the report is made with them, and those that something speaks against as
        questions."""
        found = self.found
        pulled = proved(self.found_edits, self.reading.accepted, found.trace, found.base)
        pulled = carried(pulled, found.base, found.now, self.reading.accepted)
        return replace(self, pulled=replace(pulled, edits=questioned(pulled.edits, self._reasons())))

    def unproven(self) -> ReturnedCopy:
        """All edits as questions: a file that may be none of ours is not worth a proof until somebody says that it is."""
        pulled = carried(self.found_edits, self.found.base, self.found.now, self.reading.accepted)
        doubtful = say("这份 Word 可能不是这份材料的稿子")
        reasons = dict.fromkeys(range(len(pulled.edits)), doubtful) | self._reasons()
        return replace(self, pulled=replace(pulled, edits=questioned(pulled.edits, reasons)))

    def _reasons(self) -> dict[int, Message]:
        return self.doubts.reasons(self.found_edits.edits, self.found.base.outline)

    def settled(self, wanted: Pulled, *, everything: bool) -> Settled:
        """The input with the wanted edits in it; ``everything`` looks once more at what is then proven."""
        found, asked = self.found, self.doubts.asked
        made = write_certain(wanted, self.reading.accepted, found.now, found.base, further=everything, asked=asked)
        return replace(made, waiting=(*made.waiting, *self.margins))

    def store(self, settled: Settled) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """Writes the files that changed, and notes a file that has nothing left to take over: the files as a clerk names
        them, and what hindered."""
        is_done = self.path is not None and self.is_exhausted(settled)
        note = self.workspace.settled(self.workspace.root / self.path, self.content) if is_done and self.path else None
        command = say("回收 {file}", file=self.name)
        paths, faults = write_inputs(self.workspace, command, self.found.now.inputs, settled.inputs, (note,) if note else ())
        return tuple(self.workspace.shown(path) for path in paths), faults

    def is_exhausted(self, settled: Settled | None = None) -> bool:
        """Whether the file holds nothing that is not in the input now: no edit that waits, no object, format or comment.  A tracked
        change of text is an edit, one of looks is seen in the form where that is known."""
        reading, waiting = self.reading, settled.waiting if settled else self.edits
        beside = self.form if self.form is not None else reading.comments or reading.formatting or reading.dressed or self.restyled
        return not (waiting or beside or self.pulled.ignored)

    def new_problems(self, settled: Settled) -> list[Problem]:
        """What the checks say of the input now that they did not say before, and what vouched for values that were changed."""
        now = self.found.now
        before = {(problem.code, problem.message) for problem in self._told(now)}
        then = self._told(now.with_inputs(settled.inputs))
        fresh = [problem for problem in then if (problem.code, problem.message) not in before]
        return [*outlived(settled.done, now.year.report), *fresh]

    def _told(self, basis: Basis) -> Sequence[Problem]:
        try:
            return basis.kit.make(basis.year, draft=self.found.draft).problems
        except ReportError as error:
            return error.problems

    def beside(self) -> Iterator[Message]:
        """What else is in the file and is no text of the report."""
        reading = self.reading
        if self.form:
            yield from _unread(self.form, remarked=bool(reading.comments))
        if self.formatting:
            yield say("另有只改格式的 {count} 处，不用写入。", count=self.formatting)
        if reading.comments and self.form is None and not self.found.marked:
            yield say("另有批注 {count} 条，没有读。", count=reading.comments)
        if self.pulled.ignored:
            count, texts = len(self.pulled.ignored), self.pulled.ignored[:_MOST_CELLS]
            yield say(
                "另有表格里的文字 {count} 段，输入文件里没有，没有收回：{paragraphs}{more}",
                count=count,
                paragraphs=tuple(say("“{paragraph}”", paragraph=short(text)) for text in texts),
                more=say("，等 {count} 段", count=count) if count > len(texts) else NOTHING,
            )


def read_copy(workspace: Workspace, name: str, content: bytes, wish: Wish, path: Path | None = None) -> ReturnedCopy:
    """Raises ``ReportError`` for what is no Word file, or a copy of nothing that is known."""
    package = Package.open(content)
    reading = read_document(package)
    found = find(EditedFile.of(name, content, package, reading.accepted), workspace, wish)
    found = replace(found, now=replace(found.now, grades=found.job.grades), base=replace(found.base, grades=found.job.grades))
    pulled = find_edits(reading.accepted, found.trace, found.base, reading.without)
    form = _form(workspace, found, package)  # after that, which refuses what is too long
    doubts = Doubts(found.older, form or (), found.unsure, not found.recorded)
    pulled = replace(pulled, edits=doubts.seen(pulled.edits))
    template = found.now.kit.template.package
    margins = tuple(margin_edits(package, template, found.trace))
    copy = ReturnedCopy(
        workspace, name, content, path, reading, found, doubts, pulled, pulled, margins, restyled(package, template), form
    )  # fmt: skip
    return copy.unproven() if found.doubts else copy.proven()


def _form(workspace: Workspace, found: Found, package: Package) -> tuple[FormChange, ...] | None:
    """What differs beyond text from the copy as it was given out: as it was kept, or else made again from what it was made of."""
    copy = found.copy
    kept = workspace.kept.copy(copy.digest) if copy else None
    if kept is None:
        try:
            kept = found.base.kit.make(found.base.year, draft=True).package
        except ReportError:
            return None
        if found.marked:
            return None
    return form_changes(Package.open(kept, OWN), with_changes_accepted(package))


def _unread(form: Sequence[FormChange], *, remarked: bool) -> Iterator[Message]:
    """What the file has that no input can hold, each with its words and places."""
    yield say("另有 {count} 处不是文字的改动，输入文件里放不下，没有收回：", count=len(form))
    for what, changes in listed(form):
        places = tuple(
            say("“{words}”（{where}）", words=change.words, where=change.where) if change.words else change.where
            for change in changes[:_MOST_PLACES]
        )
        more = say("，等 {count} 处", count=len(changes)) if len(changes) > _MOST_PLACES else NOTHING
        yield say("  · {change}：{places}{more}", change=what, places=places, more=more)
    if remarked:
        yield say("  批注是提的意见，请逐条看过再办；别的要留住的，在新稿的 Word 里照着再做一遍；每年都要的，改模板。")
    else:
        yield say("  要留住的，在新稿的 Word 里照着再做一遍；每年都要的，改模板。")


def short(text: str) -> str:
    """Words on one line, the middle of very long ones left out."""
    flat = text.replace("\n", "↵").replace("\t", "⇥")
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST // 2]}……{flat[-_LONGEST // 3 :]}"
