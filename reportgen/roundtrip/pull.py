"""A Word file that came back, and what it was made from → its edits, and the input with those written that are wanted.

Knows neither the command line nor where files lie.  What was printed is taken from the stored trace, so the input as it
was then is the base; if the input has changed since, each edit is carried over to it as it is now.  When edits have been
written, the report is made again and compared with the Word file once more: what still differs is told, so that nothing
is lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportgen import yamltext
from reportgen.draft import Kit, YearInput
from reportgen.message import NOTHING, Message, joined, say
from reportgen.ooxml.revisions import ViewedParagraph
from reportgen.problem import Code, Problem, ReportError, errors
from reportgen.report.load import Report
from reportgen.report.load import read_report as load
from reportgen.report.model.address import Address
from reportgen.report.model.grammar import TOPIC
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.apply import CannotApply, apply
from reportgen.roundtrip.attribution import Fragment, Rebuilt, TemplateChange, rebuild
from reportgen.roundtrip.edits import Edit, SetDatum, SetText, Step, unseen_asked
from reportgen.roundtrip.figure_diff import Key, Occurrence, Valuing, occurrences, settle
from reportgen.roundtrip.fragments import led_by
from reportgen.roundtrip.outline import Outline, read_outline
from reportgen.roundtrip.outline_diff import structure
from reportgen.roundtrip.printed import BLANK, PrintedParagraph, printed
from reportgen.roundtrip.rebase import carry
from reportgen.storage.given import Given
from reportgen.workspace.changes import rewritten

B04 = Code("B04", "文件大得不像一份汇报材料", "几十 MB 的合订本", "核对是不是拿错了文件")

_MOST_PASSES = 3
_MOST_TOLD = 5
_MOST_PARAGRAPHS, _MOST_CHARACTERS = 5_000, 1_000_000
"""Ten times the longest report that was ever seen, and more."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a year's report is made from: template and dictionary, the year's input as it was read, last year's."""

    kit: Kit
    year: YearInput
    last: YearInput | None = None

    @property
    def inputs(self) -> tuple[Given, ...]:
        return self.year.inputs

    @property
    def report(self) -> Report:
        """The year as figures and prose, last year's attached."""
        return self.year.report

    @classmethod
    def of(cls, kit: Kit, inputs: Iterable[Given], last: Iterable[Given] = ()) -> Basis:
        """Reads a year's files and last year's."""
        last = tuple(last)
        before = kit.read(last) if last else None
        return cls(kit, kit.read(inputs, before), before)

    def documents(self) -> tuple[yamltext.Document, ...]:
        """The year's input as located trees."""
        return self.year.documents

    def load(self, documents: Sequence[yamltext.Document]) -> Report:
        """The report that some documents make, with the same last year."""
        return load(documents, self.kit.dictionary, self.last.report if self.last else None)[0]

    def trace(self) -> Mapping[str, Any]:
        """What the input prints now; raises ``ReportError`` where it prints nothing."""
        return self.kit.trace(self.year).as_json()

    def with_inputs(self, inputs: Iterable[Given]) -> Basis:
        """The same with other files; those that are the same are not read again."""
        return replace(self, year=self.kit.read(inputs, self.last, self.year))


@dataclass(frozen=True, slots=True)
class Pulled:
    """What was found: edits in the order of the text; ``ignored`` are paragraphs of tables that no input prints."""

    edits: tuple[Edit, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PulledInput:
    """The year's input with edits written into it: the edits that went in, those that could not, and what differs still."""

    inputs: tuple[Given, ...]
    done: tuple[Edit, ...]
    refused: tuple[Edit, ...]


def find_edits(view: Sequence[ViewedParagraph], trace: Mapping[str, Any], base: Basis) -> Pulled:
    """Every edit of a Word file against the trace of what ``base`` printed.

    Raises ``ValueError`` for a damaged trace, ``ReportError`` (B04) for a file that is no report by its size.
    """
    if len(view) > _MOST_PARAGRAPHS or sum(len(paragraph.text) for paragraph in view) > _MOST_CHARACTERS:
        message = say("这份 Word 有 {paragraphs} 段，不像一份汇报材料，没有读", paragraphs=len(view))
        raise ReportError([Problem(B04, message, hint=say("请核对是不是拿错了文件"))])
    kept = [paragraph for paragraph in view if paragraph.text.strip(BLANK)]
    texts = [paragraph.text.strip(BLANK) for paragraph in kept]
    tables = frozenset(number for number, paragraph in enumerate(kept) if paragraph.table)
    return _Finding(printed(trace), texts, tables, base, kept).run()


class _Finding:
    """One comparison."""

    def __init__(
        self,
        old: Sequence[PrintedParagraph],
        new: Sequence[str],
        tables: frozenset[int],
        base: Basis,
        view: Sequence[ViewedParagraph],
    ) -> None:
        self.old = old
        self.new = new
        self.tables = tables
        self.base = base
        self.view = view
        self.documents = base.documents()
        self.outline = read_outline(self.documents)
        self.raw = {path: spot.scalar.text for path, spot in self.outline.spots.items()}

    def run(self) -> Pulled:
        if [paragraph.text for paragraph in self.old] == list(self.new):
            return Pulled(())
        rebuilt = rebuild(self.old, self.raw, self.new)
        valuing = Valuing(self.base.report, self.outline)
        found = occurrences(self.old, rebuilt.values, self.raw)
        valued = valuing.run(found)
        edits: list[tuple[int, Edit]] = list(valued.edits)
        if valued.open:
            settled, wordings = settle(self._after(valuing, edits), valued.open)
            edits += settled
            rebuilt = _worded(rebuilt, wordings)
        shaped, ignored = structure(self.old, rebuilt, self.outline, self.tables)
        edits += shaped
        edits += self._templates([change for change in rebuilt.template if self._is_told(change)])
        edits += self._uncovered(edits, rebuilt, ignored)
        ordered = sorted(edits, key=lambda pair: pair[0])
        return Pulled(
            tuple(unseen_asked(replace(edit, authors=self._authors(number, edit))) for number, edit in ordered),
            tuple(ignored),
        )

    def _after(self, valuing: Valuing, edits: Sequence[tuple[int, Edit]]) -> Valuing:
        """The same with the certain edits of data written."""
        steps = [step for _, edit in edits if edit.is_certain for step in edit.steps]
        if not steps:
            return valuing
        try:
            texts = apply(self.outline, steps)
        except CannotApply:
            return valuing
        documents = [
            yamltext.parse(text, document.file)[0] for text, document in zip(texts, self.documents, strict=True)
        ]
        return Valuing(self.base.load(documents), self.outline)

    def _is_told(self, change: TemplateChange) -> bool:
        return led_by(self.old, change).key != TOPIC

    def _templates(self, changes: Sequence[TemplateChange]) -> list[tuple[int, Edit]]:
        """Text of the template that was changed; what was deleted by whole tables is told in one."""
        gone = [change for change in changes if not change.new]
        told = [(change.new_paragraph, self._template(change)) for change in changes if change.new]
        if len(gone) <= _MOST_TOLD:
            return told + [(change.new_paragraph, self._template(change)) for change in gone]
        words = tuple(change.old for change in gone[:_MOST_TOLD])
        reason = say(
            "模板印的文字（附表等）有 {count} 处不见了，输入文件里没有这些字；不要它们，请改“版式”或模板",
            count=len(gone),
        )
        return [*told, (-1, Edit(kinds.TEMPLATE, say("{words}……", words=words), "", reason=reason))]

    def _template(self, change: TemplateChange) -> Edit:
        words = self.old[change.old_paragraph].text
        reason = say("这几个字是模板里的（序号、标点等），不在输入文件里；要改请改模板")
        return Edit(kinds.TEMPLATE, change.old, change.new, say("“{paragraph}”一段", paragraph=words[:20]), reason=reason)

    def _uncovered(
        self, edits: Sequence[tuple[int, Edit]], rebuilt: Rebuilt, ignored: Sequence[str]
    ) -> list[tuple[int, Edit]]:
        """A last look: an edited paragraph that reads as no printed one and has no edit is told as it is."""
        known = {paragraph.text for paragraph in self.old} | set(ignored)
        told = {number for number, _ in edits}
        known |= {line for _, edit in edits for line in edit.new.split("\n")}  # a new part is one edit
        reason = say("这一段与印出来的不同，没有找到写进输入文件的办法")
        untold = [(number, text) for number, text in enumerate(self.new) if text not in known and number not in told]
        spoken = [_spoken(paragraph) for paragraph in self.old] if untold else []
        return [
            (number, Edit(kinds.LAYOUT, "", text, reason=reason))
            for number, text in untold
            if not _is_shortened(text, spoken)
        ]

    def _authors(self, number: int, edit: Edit) -> tuple[str, ...]:
        """Who changed the paragraph where the file tracks it, with the time: 李主任 2025-01-08 09:30."""
        if not 0 <= number < len(self.view):
            return ()
        touches = self.view[number].touches
        near = [
            touch for touch in touches if touch.text.strip() and (touch.text in edit.new or touch.text in edit.old or
            edit.new in touch.text)
        ] or touches  # fmt: skip
        return tuple(dict.fromkeys(_author(touch.change.author, touch.change.date) for touch in near))


def _author(name: str, date: str) -> Message:
    """李主任 2025-01-08 09:30."""
    held = (name.strip() if name else say("（未署名）"), date[:16].replace("T", " ").strip())
    return say("{author_and_time}", author_and_time=joined(filter(None, held), " "))


def _spoken(paragraph: PrintedParagraph) -> dict[Address, str]:
    """The words of each sentence of a printed paragraph."""
    words: dict[Address, str] = {}
    for piece in paragraph.pieces:
        if piece.path:
            words[piece.path] = words.get(piece.path, "") + paragraph.text[piece.start : piece.end]
    return words


def _is_shortened(text: str, spoken: Iterable[Mapping[Address, str]]) -> bool:
    """Whether a paragraph is a printed one without some of its sentences, which are told where they are now."""
    for words in spoken:
        rest, whole = text, False
        for said in words.values():
            whole = whole or said in rest
            rest = rest.replace(said, "", 1)
        if whole and not rest.strip("。"):
            return True
    return False


def _worded(rebuilt: Rebuilt, wordings: Mapping[Key, str]) -> Rebuilt:
    """The fragments of values that are worded anew."""

    def worded(fragment: Fragment) -> Fragment:
        key = (fragment.old, fragment.piece)
        raw = wordings.get(key) if fragment.piece is not None else None  # type: ignore[arg-type]
        return replace(fragment, raw=raw) if raw else fragment

    return replace(rebuilt, paragraphs=tuple(tuple(map(worded, each)) for each in rebuilt.paragraphs))


def steps_of(edits: Iterable[Edit]) -> list[Step]:
    return [step for edit in edits for step in edit.steps]


def carried(pulled: Pulled, base: Basis, now: Basis) -> Pulled:
    """Edits of the input as it was → edits of the input as it is now, conflicts among them as questions."""
    if base.inputs == now.inputs:
        return pulled
    return replace(pulled, edits=carry(pulled.edits, read_outline(base.documents()), read_outline(now.documents())))


def write(edits: Sequence[Edit], now: Basis) -> PulledInput:
    """The input with the edits in it; those that cannot be written come back with the reason.

    All are tried together first, and one by one only where that fails.
    """
    outline = read_outline(now.documents())
    done = [edit for edit in edits if edit.is_certain]
    made, failed, stuck = _together(outline, done)
    files = zip(now.inputs, outline.documents, made, strict=True)
    inputs = tuple(rewritten(item, document, new.text) for item, document, new in files)
    return PulledInput(inputs, tuple(edit for edit in done if edit.steps not in stuck), tuple(failed))


def _together(
    outline: Outline, edits: Sequence[Edit]
) -> tuple[list[yamltext.Document], list[Edit], list[tuple[Step, ...]]]:
    """The documents, the edits that could not be written with the reason, and their steps."""
    try:
        return _sound(outline, edits), [], []
    except ValueError:
        pass
    good: list[Edit] = []
    failed: list[Edit] = []
    stuck: list[tuple[Step, ...]] = []
    for edit in edits:
        try:
            _sound(outline, [*good, edit])
            good.append(edit)
        except ValueError as fault:
            apart = say("与别的改动挨在一起，分不开；请先写入别的，再回收一次")
            reason = fault.message if isinstance(fault, CannotApply) else apart
            failed.append(replace(edit, reason=reason, steps=()))
            stuck.append(edit.steps)
    return _sound(outline, good), failed, stuck


def _sound(outline: Outline, edits: Sequence[Edit]) -> list[yamltext.Document]:
    """The documents with the edits made; raises ``CannotApply`` where a file then could not be read through."""
    made: list[yamltext.Document] = []
    for text, document in zip(apply(outline, steps_of(edits)), outline.documents, strict=True):
        if text == document.text:
            made.append(document)
            continue
        found, problems = yamltext.parse(text, document.file)
        if errors(problems):
            raise CannotApply(say("写进去以后输入文件就读不通了，请在输入文件里改"))
        made.append(replace(found, encoding=document.encoding, newline=document.newline))
    return made


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome of writing everything that is certain: input, edits written, edits that wait, what changed as a
    consequence."""

    inputs: tuple[Given, ...]
    done: tuple[Edit, ...]
    waiting: tuple[Edit, ...]
    consequences: tuple[Edit, ...] = ()


Asked = Callable[[Sequence[Edit], Outline], tuple[Edit, ...]]
"""Edits, and the outline that their steps are for → the edits, those that seem certain and are not as questions."""


def write_certain(
    pulled: Pulled, view: Sequence[ViewedParagraph], now: Basis, *, changed: bool = False, asked: Asked | None = None
) -> Settled:
    """Writes what is certain, makes the report again and looks once more: what then is certain is written too.

    ``asked`` is put to the edits of each further look, as it was to those of ``pulled``.

    ``changed`` says that the input had changed since the copy was made; then the report differs from the copy in more
    than the edits, and a second look would tell nothing.
    """
    first = write(pulled.edits, now)
    done = list(first.done)
    settled = [edit for edit in pulled.edits if not edit.reason and not edit.steps]
    open_ = [edit for edit in pulled.edits if edit.reason]
    if changed:
        return Settled(first.inputs, tuple(done), (*open_, *first.refused), tuple(settled))
    state = now.with_inputs(first.inputs)
    left: tuple[Edit, ...] = (*open_, *first.refused)
    for _ in range(_MOST_PASSES):
        again = find_edits(view, state.trace(), state)
        again = replace(again, edits=asked(again.edits, read_outline(state.documents()))) if asked else again
        left = tuple(edit for edit in again.edits if not edit.is_certain)
        more = [edit for edit in again.edits if edit.is_certain]
        if not more:
            break
        written = write(more, state)
        if not written.done or written.inputs == state.inputs:
            reason = say("写进去以后，印出来没有变化；请在输入文件里改")
            left = (*left, *(replace(edit, reason=reason, steps=()) for edit in more))
            break
        done += written.done
        state = state.with_inputs(written.inputs)
    return _sorted_out(pulled, done, settled, left, state)


def _sorted_out(
    pulled: Pulled, done: Sequence[Edit], settled: Sequence[Edit], left: Sequence[Edit], state: Basis
) -> Settled:
    """What differs still: derived values that nobody touched are consequences, the rest waits."""
    touched = {(edit.kind, edit.new) for edit in pulled.edits}
    waiting: list[Edit] = []
    consequences = list(settled)
    for edit in left:
        if edit.kind == kinds.DERIVED and (edit.kind, edit.new) not in touched:
            note = say("没有改动的推算值，随数据变了")
            consequences.append(replace(edit, old=edit.new, new=edit.old, reason=NOTHING, choices=(), note=note))
        else:
            waiting.append(edit)
    return Settled(state.inputs, tuple(done), tuple(waiting), tuple(consequences))


__all__ = [
    "Basis",
    "Occurrence",
    "Pulled",
    "PulledInput",
    "SetDatum",
    "SetText",
    "Settled",
    "carried",
    "find_edits",
    "write",
    "write_certain",
]
