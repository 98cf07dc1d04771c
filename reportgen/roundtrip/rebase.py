"""An edit of the input as it was when a copy was made → the same edit of the input as it is now, or a conflict.

Knows no Word.  A sentence is found again by its text, wherever it stands now; what was changed on both sides is merged
where the changes do not touch, and shown side by side where they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from reportgen.message import NOTHING, Message, joined, say
from reportgen.report.model.address import NOWHERE, Address
from reportgen.roundtrip.already import Already, words_of
from reportgen.roundtrip.edits import (
    AddSection,
    Choice,
    Edit,
    Insert,
    InsertParagraph,
    MoveSection,
    Remove,
    RemoveSection,
    SetDatum,
    SetText,
    Step,
)
from reportgen.roundtrip.merge import counterparts, merge
from reportgen.roundtrip.outline import Outline
from reportgen.yamltext import Scalar, SequenceNode

_SENTENCE = 6
"""Characters from which on words are a sentence of their own, and not some that happen to be alike."""


class _Conflict(Exception):
    """Both sides changed the same: the words of each, and the steps for either answer."""

    def __init__(self, reason: Message, choices: tuple[Choice, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.choices = choices


def carry(edits: Sequence[Edit], base: Outline, now: Outline, already: Already | None = None) -> tuple[Edit, ...]:
    """The edits with their steps, and the answers to them, as the input is now; with a reason where both sides changed the same,
    with nothing to write where the input has it ``already``."""
    there = Map(base, now, already, edits)
    return tuple(
        _as_written(edit) if already is not None and already.has(edit, base, there.sentences)
        else _answers(edit, base, now, there) if edit.choices else _edit(edit, base, now, there)
        for edit in edits
    )  # fmt: skip


def _as_written(edit: Edit) -> Edit:
    return replace(edit, reason=NOTHING, steps=(), choices=(), note=say("输入文件里已经是这样"))


def _answers(edit: Edit, base: Outline, now: Outline, there: Map) -> Edit:
    """A question: each answer writes into the input as it is now; one that is written there was given before."""
    choices: list[Choice] = []
    conflict: _Conflict | None = None
    for choice in edit.choices:
        try:
            steps = _all_carried(choice.steps, base, now, there)
        except _Conflict as met:
            conflict = met
            continue
        if choice.steps and not steps:
            return _as_written(edit)
        choices.append(replace(choice, steps=steps))
    if conflict is not None and not any(choice.steps for choice in choices):
        return replace(edit, reason=conflict.reason, choices=conflict.choices)
    return replace(edit, choices=tuple(choices))


def _edit(edit: Edit, base: Outline, now: Outline, there: Map) -> Edit:
    if vanished := _vanished(edit, base, there):
        return replace(edit, reason=say("输入文件里已经删去了：{sentence}；Word 里把它放到了别处，请在输入文件里定", sentence=vanished), steps=())
    try:
        steps = _all_carried(edit.steps, base, now, there)
    except _Conflict as conflict:
        choices = conflict.choices if len(edit.steps) == 1 else ()  # of several steps no answer to one is an answer to all
        return replace(edit, reason=conflict.reason, steps=(), choices=choices)
    if edit.steps and not steps:
        return _as_written(edit)
    return replace(edit, steps=steps, before=edit.steps)


def _all_carried(steps: Sequence[Step], base: Outline, now: Outline, there: Map) -> tuple[Step, ...]:
    """Those of the steps that the input has not; raises ``_Conflict``."""
    leaving = {there.sentences.get(step.path, NOWHERE) for step in steps if isinstance(step, Remove)}
    made = (_carried(each, base, now, there, leaving) for each in _as_it_is(steps, now, there))
    return tuple(step for step in made if step is not None)


def _vanished(edit: Edit, base: Outline, there: Map) -> str:
    """The sentence that an edit takes elsewhere and that the input has no more, empty for none: one that it removes here, or one
    whose words it puts into others."""
    put = "\n".join(words for step in edit.steps for words in words_of(step))
    if not put:
        return ""
    removed = (step.old for step in edit.steps if isinstance(step, Remove) and step.path not in there.sentences)
    had = "\n".join(step.old for step in edit.steps if isinstance(step, SetText))
    gone = (spot.scalar.text for path, spot in base.spots.items() if path not in there.sentences)
    joined_on = (text for text in gone if len(text) >= _SENTENCE and text in put and text not in had)
    return next(chain(removed, joined_on), "")


def _as_it_is(steps: Sequence[Step], now: Outline, there: Map) -> Sequence[Step]:
    """A sentence that moved takes along what has been changed in it since."""
    first, second = steps if len(steps) == 2 else (None, None)
    if not isinstance(first, Remove) or not isinstance(second, Insert) or first.path not in there.sentences:
        return steps
    text = now.spots[there.sentences[first.path]].scalar.text
    merged = merge(first.old, second.text, text)
    return steps if merged is None else (replace(first, old=text), replace(second, text=merged))


class Map:
    """Addresses of the base → addresses now, for sentences and sections."""

    def __init__(self, base: Outline, now: Outline, already: Already | None = None, edits: Sequence[Edit] = ()) -> None:
        self.base, self.now, self.already = base, now, already
        self.put = [step for edit in edits for step in edit.steps if isinstance(step, Insert | InsertParagraph)]
        self.sentences = counterparts(
            [(path, spot.scalar.text) for path, spot in base.spots.items()],
            [(path, spot.scalar.text) for path, spot in now.spots.items()],
        )
        cells, self.lost = _cells(base, now, self.sentences)
        self.sentences = {path: other for path, other in self.sentences.items() if path.cell is None} | cells
        self.sections: dict[Address, Address] = {}
        for path, there in self.sentences.items():
            mine, theirs = base.around(path), now.around(there)
            same = len(mine) if len(mine) == len(theirs) else 1
            for one, other in zip(mine[:same], theirs[:same], strict=False):
                self.sections.setdefault(one, other)

    def sentence(self, path: Address) -> Address:
        found = self.sentences.get(path)
        if found is None:
            raise _Conflict(say("这一句在输入文件里已经改得认不出，或删去了"))
        return found

    def cell(self, path: Address) -> None:
        """Raises where it is not sure which cell of the table, as the input has it now, a cell is."""
        if path in self.lost:
            raise _Conflict(say("输入文件里这张表的行也改过，对不上是哪一格；请在输入文件里改"))

    def anchor(self, step: Insert | InsertParagraph) -> Address:
        """Beside what a sentence is put now: of several that were put at one place, the written ones stand between."""
        at = self.sentence(step.anchor)
        section, home = self.now.section_of(at), self.base.section_of(step.anchor)
        beside = [each for each in self.put if (each.anchor, each.before) == (step.anchor, step.before)]
        between = [each for each in beside if (each.order > step.order if step.before else each.order < step.order)]
        was = {there: path for path, there in self.sentences.items()}
        for each in sorted(between, key=lambda each: each.order, reverse=not step.before):
            words = words_of(each)[0 if step.before else -1]
            for path in self.now.within(section):
                came = path not in was or self.base.section_of(was[path]) != home
                if came and self.now.section_of(path) == section and self.now.spots[path].scalar.text == words:
                    return path
        return at

    def is_missing(self, words: str, section: Address) -> bool:
        """Whether the file has words in a section of the input where they are not, though they stand elsewhere."""
        return self.already is not None and self.already.puts(words, section)

    def section(self, path: Address) -> Address:
        if path and path not in self.sections:
            raise _Conflict(say("这一部分在输入文件里已经没有了") if path.depth == 1 else say("这个小节在输入文件里已经没有了"))
        return self.sections.get(path, NOWHERE)


def _cells(base: Outline, now: Outline, sentences: Mapping[Address, Address]) -> tuple[dict[Address, Address], set[Address]]:
    """Which cell of a table is which cell now, and those of which that is not sure.  Their own words tell nothing, since many cells
    say the same: where no row went, came or changed its place they are known by their place, else by a row of the same words."""
    found: dict[Address, Address] = {}
    lost: set[Address] = set()
    tables: dict[Address, Counter[Address]] = {}
    for path, there in sentences.items():
        if path.block and there.block:
            tables.setdefault(path.block, Counter())[there.block] += 1
    for block, others in tables.items():
        mine, theirs = _rows(base, block), _rows(now, others.most_common(1)[0][0])
        rows = {row: row for row in mine}
        if len(mine) != len(theirs) or any(mine[row] != theirs.get(row) and mine[row] in theirs.values() for row in mine):
            rows = {row: at for row, words in mine.items() for at, other in theirs.items() if words == other}
            once = [Counter(map(str, each.values())) for each in (mine, theirs)]
            rows = {row: at for row, at in rows.items() if all(count[str(mine[row])] == 1 for count in once)}
        for path in base.within(block):
            if path.cell is None:
                continue
            if path.cell[0] not in rows:
                lost.add(path)
                continue
            steps = (*path.steps[len(block.steps) : -2], rows[path.cell[0]], path.cell[1])
            there = others.most_common(1)[0][0].to(*(steps if path.cell[0] >= 0 else path.steps[len(block.steps) :]))
            if there in now.spots:
                found[path] = there
    return found, lost


def _rows(outline: Outline, block: Address) -> dict[int, dict[int, str]]:
    """The cells of a table that have words, by row and column."""
    found: dict[int, dict[int, str]] = {}
    for path in outline.within(block):
        if path.cell is not None:
            found.setdefault(path.cell[0], {})[path.cell[1]] = outline.spots[path].scalar.text
    return found


def _carried(step: Step, base: Outline, now: Outline, there: Map, leaving: Container[Address]) -> Step | None:
    """The step now; None where the input has it already, not counting the sentences that the same edit takes out."""
    if isinstance(step, SetText):
        return _text(step, now, there)
    if isinstance(step, SetDatum):
        return _datum(step, base, now)
    if isinstance(step, Remove):
        return _removal(step, now, there)
    if isinstance(step, Insert):
        anchor = there.anchor(step)
        known = _has(now, step.text, leaving) and not there.is_missing(step.text, now.section_of(anchor))
        return None if known else replace(step, anchor=anchor)
    if isinstance(step, InsertParagraph):
        anchor = there.anchor(step)
        section = now.section_of(anchor)
        known = all(_has(now, text, leaving) and not there.is_missing(text, section) for text in step.texts)
        return None if known else replace(step, anchor=anchor)
    if isinstance(step, AddSection):
        if _has(now, step.section.first, leaving):
            return None
        return replace(step, parent=there.section(step.parent), anchor=there.section(step.anchor))
    if isinstance(step, MoveSection):
        path, parent, anchor = (there.section(each) for each in (step.path, step.parent, step.anchor))
        return replace(step, path=path, parent=parent, anchor=anchor)
    return _section_removal(step, base, now, there)


def _has(now: Outline, text: str, leaving: Container[Address]) -> bool:
    return any(spot.scalar.text == text for path, spot in now.spots.items() if path not in leaving)


def _text(step: SetText, now: Outline, there: Map) -> Step | None:
    there.cell(step.path)
    if step.path.cell is None and any(spot.scalar.text == step.new for spot in now.spots.values()):
        return None
    path = there.sentence(step.path)
    text = now.spots[path].scalar.text
    merged = merge(step.old, step.new, text)
    if merged is None:
        choices = (
            Choice(say("用 Word 里的：{sentence}", sentence=step.new), (SetText(path, text, step.new),)),
            Choice(say("用输入文件里的：{sentence}", sentence=text), ()),
        )
        raise _Conflict(say("两边改了同一处。Word 里：{edited}；输入文件里：{here}", edited=step.new, here=text), choices)
    return SetText(path, text, merged) if merged != text else None


def _datum(step: SetDatum, base: Outline, now: Outline) -> Step | None:
    was, here = _value(base, step.origin), _value(now, step.origin)
    if here is None:
        raise _Conflict(say("这个数据在输入文件里已经没有了"))
    wished = "、".join(step.items) or step.new
    if here == wished:
        return None
    if was != here:
        steps = (replace(step, old=here),)
        choices = (
            Choice(say("用 Word 里的 {figure}", figure=wished), steps),
            Choice(say("用输入文件里的 {figure}", figure=here), ()),
        )
        reason = say(
            "两边改了同一处。Word 里：{edited}；输入文件里：{here}；出稿时：{printed}",
            edited=wished,
            here=here,
            printed=str(was),
        )
        raise _Conflict(reason, choices)
    return step


def _value(outline: Outline, origin: Address) -> str | None:
    held = outline.data.get(origin)
    if held is None:
        return None
    if isinstance(held.node, SequenceNode):
        return "、".join(item.text for item in held.node if isinstance(item, Scalar))
    return held.node.text if isinstance(held.node, Scalar) else ""


def _removal(step: Remove, now: Outline, there: Map) -> Step | None:
    there.cell(step.path)
    if step.path not in there.sentences:
        return None
    path = there.sentences[step.path]
    text = now.spots[path].scalar.text
    if text != step.old:
        choices = (Choice(say("删去"), (Remove(path, text),)), Choice(say("留着：{sentence}", sentence=text), ()))
        raise _Conflict(say("Word 里删去了，输入文件里却改成了：{sentence}", sentence=text), choices)
    return Remove(path, text)


def _section_removal(step: RemoveSection, base: Outline, now: Outline, there: Map) -> Step | None:
    """A section goes only as it was printed: what has been written into it since was never seen by who deleted it."""
    if step.path not in there.sections:
        return None
    path = there.sections[step.path]
    was = {base.spots[each].scalar.text for each in base.within(step.path)}
    since = [text for each in now.within(path) if (text := now.spots[each].scalar.text) not in was]
    if since:
        words = joined(since, "；")
        choices = (Choice(say("整段删去"), (RemoveSection(path),)), Choice(say("留着：{sentences}", sentences=words), ()))
        raise _Conflict(say("Word 里没有这一段了，输入文件里却改过或加过：{sentences}", sentences=words), choices)
    return RemoveSection(path)
