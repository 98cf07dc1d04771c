"""A Word file that came back, and what it was made from → its edits, and the input with those written that are wanted.

Knows neither the command line nor where files lie.  What was printed is taken from the stored trace, so the input as it
was then is the base; if the input has changed since, each edit is carried over to it as it is now.  When edits have been
written, the report is made again and compared with the Word file once more: what still differs is told, so that nothing
is lost in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportgen.message import NOTHING, say
from reportgen.ooxml.revisions import ViewedParagraph
from reportgen.problem import Code, Problem, ReportError
from reportgen.regex import regex
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import HEADING, RUN_IN, TOPIC
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.already import Already
from reportgen.roundtrip.attribution import Fragment, Rebuilt, TemplateChange, rebuild
from reportgen.roundtrip.authors import Authors, Without, by_whom
from reportgen.roundtrip.basis import Basis, Printout
from reportgen.roundtrip.edits import Choice, Edit, MoveSection, SetDatum, SetText, unseen_asked
from reportgen.roundtrip.figure_diff import Key, Occurrence, Valuing, not_this_figure, occurrences, settle
from reportgen.roundtrip.fragments import led_by
from reportgen.roundtrip.outline import Outline
from reportgen.roundtrip.outline_diff import structure
from reportgen.roundtrip.printed import BLANK, PrintedParagraph, printed
from reportgen.roundtrip.proof import Proof, Trials, carry_proof, prove
from reportgen.roundtrip.pulled_input import PulledInput, write
from reportgen.roundtrip.rebase import carry
from reportgen.roundtrip.run_on import RunOn, beside, run_on
from reportgen.roundtrip.table_cells import EditedCells, edited_cells
from reportgen.storage.given import Given
from reportgen.text.numbers import chinese
from reportgen.text.suggest import near

B04 = Code("B04", "文件大得不像一份汇报材料", "几十 MB 的合订本", "核对是不是拿错了文件")

_COUNTED = regex("[一二三四五六七八九十]+、")
_NUMBER = regex(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d{1,2}[.．])")
"""The number of a heading, which the template prints."""
_MOST_PASSES = 3
_SAME_LINE = 0.8
"""How alike words are that are one line in another wording, and not one that was cut down or joined to others."""
_MOST_TOLD = 5
_MOST_PARAGRAPHS, _MOST_CHARACTERS = 5_000, 1_000_000
"""Ten times the longest report that was ever seen, and more."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What was found: edits in the order of the text; ``ignored`` are paragraphs of tables that no input prints, ``proof``
    what came of proving those that are certain."""

    edits: tuple[Edit, ...]
    ignored: tuple[str, ...] = ()
    proof: Proof | None = None
    printed: tuple[PrintedParagraph, ...] | None = None
    """What the edits were found against."""
    now: tuple[Basis, Printout] | None = None
    """The input that the edits were carried to, and what it prints."""


def find_edits(
    view: Sequence[ViewedParagraph], trace: Mapping[str, Any], base: Basis, without: Without | None = None
) -> Pulled:
    """Every edit of a Word file against the trace of what ``base`` printed; who made each, where it is given how the file reads
    ``without`` somebody's changes.

    Raises ``ValueError`` for a damaged trace, ``ReportError`` (B04) for a file that is no report by its size.
    """
    paragraphs = printed(trace)
    return replace(_edits_against(view, paragraphs, base, without), printed=paragraphs)


def _edits_against(
    view: Sequence[ViewedParagraph], old: Sequence[PrintedParagraph], base: Basis, without: Without | None = None
) -> Pulled:
    """The same against the paragraphs that were printed."""
    if len(view) > _MOST_PARAGRAPHS or sum(len(paragraph.text) for paragraph in view) > _MOST_CHARACTERS:
        message = say("这份 Word 有 {paragraphs} 段，不像一份汇报材料，没有读", paragraphs=len(view))
        raise ReportError([Problem(B04, message, hint=say("请核对是不是拿错了文件"))])
    edits, ignored = _compared(view, old, base)
    if without is not None and edits:
        authors = Authors(_kept(view), without, lambda other: [edit for _, edit in _compared(other, old, base)[0]])
        edits = [(number, replace(edit, authors=authors.of(number, edit))) for number, edit in edits]
    return Pulled(tuple(edit for _, edit in edits), tuple(ignored))


def _compared(
    view: Sequence[ViewedParagraph], old: Sequence[PrintedParagraph], base: Basis
) -> tuple[Sequence[tuple[int, Edit]], Sequence[str]]:
    """The edits, each with the number of its paragraph among those that are not blank (-1 for none), and what is passed over."""
    cells = edited_cells(old, view, base.outline)
    edits, ignored = _Finding(old, cells, base).run()
    found = [(cells.numbers[number] if number >= 0 else -1, edit) for number, edit in edits]
    return sorted([*found, *cells.told], key=lambda pair: pair[0]), ignored


def _kept(view: Sequence[ViewedParagraph]) -> list[ViewedParagraph]:
    return [paragraph for paragraph in view if paragraph.text.strip(BLANK)]


class _Finding:
    """One comparison."""

    def __init__(
        self,
        old: Sequence[PrintedParagraph],
        cells: EditedCells,
        base: Basis,
    ) -> None:
        self.old = old
        self.new = cells.texts
        self.cells = cells
        self.base = base
        self.outline = base.outline
        self.raw = {path: spot.scalar.text for path, spot in self.outline.spots.items()}
        self.counted = counted_anew(self.new)

    def run(self) -> tuple[Sequence[tuple[int, Edit]], Sequence[str]]:
        cells = self.cells
        if [paragraph.text for paragraph in self.old] == list(self.new) and cells.printed == {*cells.homes.values()}:
            return (), ()
        rebuilt = rebuild(self.old, self.raw, self.new, cells.homes, cells.printed)
        other = run_on(self.old, rebuilt, self.new)
        valuing = Valuing(self.base.report, self.outline, {each.key: each.words for each in other})
        found = occurrences(self.old, rebuilt.values, self.raw)
        valued = valuing.run(found)
        edits: list[tuple[int, Edit]] = list(valued.edits)
        if valued.open:
            valuing.suppose([step for _, edit in edits if edit.is_certain for step in edit.steps])
            settled, wordings = settle(valuing, valued.open)
            edits += settled
            rebuilt = _worded(rebuilt, wordings)
        shaped, ignored = structure(self.old, rebuilt, self.outline, cells)
        undecided = {(edit.old, edit.new) for _, edit in edits if not edit.is_certain}
        touched = [each for each in beside(self.old, rebuilt, self.new) if each[1:] in undecided]
        edits += [(number, _asked_with_figures(_asked_for_figures(edit, other), touched)) for number, edit in shaped]
        moved = [pair for pair in shaped if any(isinstance(step, MoveSection) for step in pair[1].steps)]
        relevelled = {number for number, edit in moved if edit.new.startswith(self.new[number])}
        told = [change for change in rebuilt.template if self._is_told(change)]
        edits += self._templates([each for each in told if each.piece.start or each.new_paragraph not in relevelled])
        edits += self._uncovered(edits, rebuilt, ignored)
        edits += self._vanished(edits)
        ordered = sorted(edits, key=lambda pair: pair[0])
        return [(number, unseen_asked(edit)) for number, edit in ordered], ignored

    def _is_told(self, change: TemplateChange) -> bool:
        """Not the stop after a 话题, which goes with it, nor a heading's number that was only counted anew."""
        if change.piece.start == 0 and change.new and change.new_paragraph in self.counted:
            return False
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
        if change.old == "。" and (alone := self._heading_alone(self.new[change.new_paragraph])):
            return alone
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
        headings = {_COUNTED.sub("", paragraph.text, count=1) for paragraph in self.old if _COUNTED.match(paragraph.text)}
        untold = [
            (number, text) for number, text in enumerate(self.new)
            if text not in known and number not in told
            and not (number in self.counted and _COUNTED.sub("", text, count=1) in headings)
        ]  # fmt: skip
        spoken = [_spoken(paragraph) for paragraph in self.old] if untold else []
        told_anew = ((number, text, self._heading_alone(text)) for number, text in untold)
        return [
            (number, alone or Edit(kinds.LAYOUT, "", text, reason=reason))
            for number, text, alone in told_anew
            if alone or not _is_shortened(text, spoken)
        ]

    def _heading_alone(self, text: str) -> Edit | None:
        """A heading that its text ran on from, and that somebody gave a line of its own."""
        for paragraph in self.old:
            heading, *others = paragraph.sentences or (NOWHERE,)
            end = max([piece.end for piece in paragraph.pieces if piece.path == heading], default=0)
            if others and heading.key == HEADING and text and paragraph.text[:end].rstrip("。") == text.rstrip("。"):
                reason = say("标题单独成了一行；要这样，请在输入文件里把它的“{key}”一行删去", key=RUN_IN)
                where, place = self.outline.where(heading), self.outline.place_of(heading)
                return Edit(kinds.LAYOUT, paragraph.text, text, where, place, reason=reason)
        return None

    def _vanished(self, edits: Sequence[tuple[int, Edit]]) -> list[tuple[int, Edit]]:
        """The same look the other way: a printed paragraph of words that stand in two places (the name of an 附件), or that the
        outline does not hold, which is there no more and has no edit."""
        spoken = [paragraph.sentences for paragraph in self.old]
        places = Counter(path for paths in spoken for path in paths)
        left = Counter(self.new)
        told = [words for _, edit in edits for words in (edit.old, edit.new) if words]
        reason = say("同样的字别处还印着，或输入文件里没有这一句，单独删不掉；不要它，请改“版式”或模板")
        found = []
        for paragraph, paths in zip(self.old, spoken, strict=True):
            left[paragraph.text] -= 1
            if left[paragraph.text] >= 0 or not paths or any(places[path] == 1 and path in self.outline.spots for path in paths):
                continue
            here = any(words in paragraph.text or paragraph.text in words for words in told)
            if not here and not near(paragraph.text, told, likely=_SAME_LINE):
                found.append((-1, Edit(kinds.TEMPLATE, paragraph.text, "", reason=reason)))
        return found


def _asked_for_figures(edit: Edit, other: Iterable[RunOn]) -> Edit:
    """An edit of a sentence in which a figure runs on is a question: the reference would print a part of what stands there."""
    for each in other if edit.is_certain else ():
        here = any(isinstance(step, SetText) and step.path == each.path for step in edit.steps)
        if here or each.words in edit.new:
            return replace(edit, reason=not_this_figure(each.words), steps=())
    return edit


def _asked_with_figures(edit: Edit, undecided: Iterable[tuple[Address, str, str]]) -> Edit:
    """An edit of a sentence right beside a figure that is still asked about waits for it: 约 before 40 says nothing of the 38 that
    would be printed there."""
    for path, old, new in undecided if edit.is_certain else ():
        if any(isinstance(step, SetText) and step.path == path for step in edit.steps):
            reason = say("这一句改的字挨着一个没有定的数（{old} 改成 {new}），数不定，写进去就成了另一句话", old=old, new=new)
            return replace(edit, reason=reason, steps=(), choices=(Choice(say("字照 Word 改，数看上面怎么定"), edit.steps),))
    return edit


def counted_anew(paragraphs: Sequence[str]) -> frozenset[int]:
    """The numbers of the paragraphs that begin with 一、, 二、 and so on, up to the first that is out of its turn: from there on the
    numbers were typed by somebody and not counted."""
    found: list[int] = []
    for number, text in enumerate(paragraphs):
        if _COUNTED.match(text):
            if not text.removeprefix(chinese(len(found) + 1)).startswith("、"):
                break
            found.append(number)
    return frozenset(found)


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
        if whole and not _NUMBER.sub("", rest, count=1).strip("。"):
            return True
    return False


def _worded(rebuilt: Rebuilt, wordings: Mapping[Key, str]) -> Rebuilt:
    """The fragments of values that are worded anew."""

    def worded(fragment: Fragment) -> Fragment:
        key = (fragment.old, fragment.piece)
        raw = wordings.get(key) if fragment.piece is not None else None  # type: ignore[arg-type]
        return replace(fragment, raw=raw) if raw else fragment

    return replace(rebuilt, paragraphs=tuple(tuple(map(worded, each)) for each in rebuilt.paragraphs))


def read_back(
    view: Sequence[ViewedParagraph], trace: Mapping[str, Any], base: Basis, now: Basis, without: Without | None = None
) -> Pulled:
    """Every edit of a Word file, those that are certain proven by making the report again, as edits of the input as it is now.

    Raises what ``find_edits`` raises, and ``ReportError`` where the input prints nothing.
    """
    return carried(proved(find_edits(view, trace, base, without), view, trace, base), base, now, view)


def proved(pulled: Pulled, view: Sequence[ViewedParagraph], trace: Mapping[str, Any], base: Basis) -> Pulled:
    """The same, with a reason beside each edit that was held to be certain and could not be proven."""
    if not any(edit.is_certain for edit in pulled.edits):
        return pulled
    before = base.copied(printed(trace) if pulled.printed is None else pulled.printed)
    proof = prove(pulled.edits, base, before, _texts(view))
    return replace(pulled, edits=_with_reasons(pulled.edits, proof.refused), proof=proof)


def _with_reasons(edits: Sequence[Edit], refused: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits, those that were refused as they were refused; an edit is known by all but its reason and steps."""
    by_words = {replace(edit, reason=NOTHING): edit for edit in refused}
    return tuple(by_words.get(replace(edit, steps=(), choices=()), edit) if edit.is_certain else edit for edit in edits)


def _texts(view: Sequence[ViewedParagraph]) -> tuple[str, ...]:
    return tuple(text for paragraph in view if (text := paragraph.text.strip(BLANK)))


def carried(pulled: Pulled, base: Basis, now: Basis, view: Sequence[ViewedParagraph]) -> Pulled:
    """Edits of the input as it was → edits of the input as it is now, conflicts among them as questions."""
    if base.inputs == now.inputs or not pulled.edits:
        return pulled
    try:
        shown = now.shown()
    except ReportError:
        return replace(pulled, edits=carry(pulled.edits, base.outline, now.outline))
    already = Already(now.outline, _edits_against(view, shown.paragraphs, now).edits)
    return replace(pulled, edits=carry(pulled.edits, base.outline, now.outline, already), now=(now, shown))


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
    pulled: Pulled, view: Sequence[ViewedParagraph], now: Basis, base: Basis | None = None, *,
    further: bool = True, asked: Asked | None = None,
) -> Settled:  # fmt: skip
    """Writes what is proven; with ``further``, looks once more at the report made again: what then is proven is written too.

    ``asked`` is put to the edits of each further look, as it was to those of ``pulled``.

    ``base`` is the input as it was when the copy was made; where it is another than ``now``, the report differs from the copy in
    more than the edits, and a second look would tell nothing.
    """
    if base is not None and base.inputs != now.inputs:
        return _merged(pulled, now, base)
    wanted, certain = _texts(view), tuple(edit for edit in pulled.edits if edit.is_certain)
    proof = pulled.proof
    if proof is None or set(certain) != set(proof.proven):
        before = now.shown() if pulled.printed is None else now.copied(pulled.printed)
        proof = prove(certain, now, before, wanted)
    done, refused = list(proof.proven), list(proof.refused)
    follows = set(proof.consequences)
    left = [*(edit for edit in pulled.edits if edit.reason), *refused]
    for passed in range(1, _MOST_PASSES + 1):
        again = _edits_against(view, proof.printout.paragraphs, proof.basis).edits
        again = by_whom(asked(again, proof.basis.outline) if asked else again, pulled.edits)
        left = left if not further else [edit for edit in again if edit.reason]
        more = [edit for edit in again if edit.is_certain] if further else []
        if not more:
            break
        proof = prove(more, proof.basis, proof.printout, wanted, passed)
        done += proof.proven
        follows |= proof.consequences
        if not proof.proven:
            left += proof.refused
            break
    consequences = [edit for edit in again if _follows(edit, follows)]
    said = [_as_consequence(edit) for edit in consequences]
    return Settled(proof.basis.inputs, tuple(done), tuple(edit for edit in left if edit not in consequences), tuple(said))


def _follows(edit: Edit, follows: Container[tuple[str, str]]) -> bool:
    """Whether an edit that is left is a value that follows from changed figures and that nobody had touched."""
    return edit.kind == kinds.DERIVED and (edit.new, edit.old) in follows


def _as_consequence(edit: Edit) -> Edit:
    note = say("没有改动的推算值，随数据变了")
    return replace(edit, old=edit.new, new=edit.old, reason=NOTHING, choices=(), note=note)


def _merged(pulled: Pulled, now: Basis, base: Basis) -> Settled:
    """The same for an input that has changed since the copy was made."""
    certain = [edit for edit in pulled.edits if edit.is_certain]
    shown = pulled.now[1] if pulled.now is not None and pulled.now[0] is now else now.shown()
    proof = carry_proof(certain, _trials(pulled, base), Trials(now, shown))
    waiting = (*(edit for edit in pulled.edits if edit.reason), *proof.refused)
    outline = now.outline
    said = tuple(_said_of(*each, outline) for each in proof.derived)
    return Settled(proof.basis.inputs, proof.proven, waiting, said)


def _trials(pulled: Pulled, base: Basis) -> Trials:
    """The input as it was, with what was printed of it when the edits were proven."""
    before = pulled.proof.trials if pulled.proof is not None else None
    if before is None or before.basis is not base:
        return Trials(base, base.shown())
    return Trials(base, before.before, known=before.made)


def _said_of(old: str, new: str, path: Address, outline: Outline) -> Edit:
    """A value that was worked out anew, by its words and the sentence that prints it."""
    edit = Edit(kinds.DERIVED, new, old, outline.where(path) if path else NOTHING)
    return _as_consequence(edit)


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
    "proved",
    "read_back",
    "write",
    "write_certain",
]
