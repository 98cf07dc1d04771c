"""Edits that were found, and what is known beside the text of the file → the same edits, with a question where they are not what
they seem.

Knows neither how edits are found nor how they are written.  Two kinds seem certain and are not.  An edit that brings back what an
older copy said may be an old copy that somebody worked on, and would undo what was settled since.  An edit where the file shows
struck, hidden or raised characters, an equation, a symbol or an automatic number reads as text otherwise than the official sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.gongwen.document.form_diff import FormChange
from reportgen.message import Message, say
from reportgen.report.model.address import Address
from reportgen.roundtrip.edits import Choice, Edit, Insert, InsertParagraph, Remove, SetDatum, SetText, Step
from reportgen.roundtrip.merge import counterparts
from reportgen.roundtrip.outline import Outline
from reportgen.text.diff import changes
from reportgen.yamltext import Scalar, SequenceNode

_SHORTEST = 2
_Paths = Mapping[Address, Address]


@dataclass(frozen=True, slots=True)
class OlderInput:
    """The inputs of an older copy, and the copy in words: 第1稿（2025-01-06 09:30）."""

    name: Message
    outline: Outline


@dataclass(frozen=True, slots=True)
class Doubts:
    """What the edits of one file are held against: ``older`` inputs, the latest first; ``unread`` what the file shows and its text
    does not say; ``unsure`` if it is not certain which copy the file was made from, ``unrecorded`` if nothing is known of it, so
    that every change of the inputs since looks like an edit that takes it back."""

    older: tuple[OlderInput, ...] = ()
    unread: tuple[FormChange, ...] = ()
    unsure: bool = False
    unrecorded: bool = False

    def seen(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """The edits, those as questions that the file shows otherwise than its text says; nothing but a person can answer them."""
        speaking = [each for each in self.unread if each.speaks]
        return tuple(_shown(edit, next((each for each in speaking if _touches(edit, each)), None)) for edit in edits)

    def reasons(self, edits: Sequence[Edit], outline: Outline) -> dict[int, Message]:
        """By the number of the edit why it has to be asked; ``outline`` is that of the inputs which the steps are for."""
        olds = [(older.name, older.outline, _paths(outline, older.outline)) for older in self.older]
        found: dict[int, Message] = {}
        for number, edit in enumerate(edits):
            if edit.is_certain and (reason := self._reason(edit, outline, olds)) is not None:
                found[number] = reason
        return found

    def asked(self, edits: Sequence[Edit], outline: Outline) -> tuple[Edit, ...]:
        """The edits, those with a reason as questions."""
        seen = self.seen(edits)
        return questioned(seen, self.reasons(seen, outline))

    def _reason(self, edit: Edit, outline: Outline, olds: Sequence[tuple[Message, Outline, _Paths]]) -> Message | None:
        if self.unrecorded:
            return say("没有这份 Word 的记录，分不清是在 Word 里改的，还是输入文件后来改的")
        for name, older, paths in olds:
            if any(_restores(step, outline, older, paths, unsure=self.unsure) for step in edit.steps):
                return say("这样改，就回到了{copy}的写法；要是照旧稿改的，不要写入", copy=name)
        for name, older, paths in olds if self.unsure else ():
            if any(_is_parted(step, outline, older, paths) for step in edit.steps):
                return say("这一处与{copy}写得不一样，看不准领导是照哪一稿改的；核对后再写入", copy=name)
        return None


def _shown(edit: Edit, seen: FormChange | None) -> Edit:
    if seen is None:
        return edit
    words = say("“{words}”", words=seen.words) if seen.words else say("")
    reason = say("这里有{object_kind}{words}，写进输入文件就没有了；请在 Word 里改成普通的文字再回收，或在输入文件里改", object_kind=seen.what, words=words)
    return replace(edit, reason=reason, steps=(), choices=())


def questioned(edits: Sequence[Edit], reasons: Mapping[int, Message]) -> tuple[Edit, ...]:
    """Edits with a reason wait for an answer: to write what the file says, or to leave the input as it is."""
    return tuple(_questioned(edit, reasons[number]) if number in reasons else edit for number, edit in enumerate(edits))


def _questioned(edit: Edit, reason: Message) -> Edit:
    if not edit.is_certain:
        return edit
    choices = (Choice(say("照 Word 里的写入"), edit.steps), Choice(say("不写，照输入文件现在的"), ()))
    return replace(edit, reason=reason, steps=(), choices=choices)


def _touches(edit: Edit, change: FormChange) -> bool:
    """Whether an edit is of the characters that a change of form is about, or, where these are none of the text, of their
    paragraph."""
    if change.words and change.words in change.after:
        return bool(edit.new) and (change.words in edit.new or edit.new in change.words)
    after, before = (change.after, edit.new), (change.before, edit.old)
    told = [(paragraph, words) for paragraph, words in (after, before) if paragraph and len(words) >= _SHORTEST]
    whole = any(words in paragraph or paragraph in words for paragraph, words in told)
    return whole or bool(change.after and any(line and line in change.after for line in edit.new.split("\n")))


def _paths(outline: Outline, older: Outline) -> _Paths:
    return counterparts(*([(path, spot.scalar.text) for path, spot in each.spots.items()] for each in (outline, older)))


def _restores(step: Step, outline: Outline, older: Outline, paths: _Paths, *, unsure: bool) -> bool:
    """Whether a step brings back what an older input said in its place."""
    if isinstance(step, SetDatum):
        was = value_of(older, step.origin)
        return was is not None and was != value_of(outline, step.origin) and was == ("、".join(step.items) or step.new)
    if isinstance(step, SetText):
        path = paths.get(step.path)
        return path is not None and _shares(step.old, step.new, older.spots[path].scalar.text)
    if isinstance(step, Remove):
        return unsure and step.path not in paths
    typed = (step.text,) if isinstance(step, Insert) else step.texts if isinstance(step, InsertParagraph) else ()
    return unsure and any(_says(older, text) and not _says(outline, text) for text in typed)


def _is_parted(step: Step, outline: Outline, older: Outline, paths: _Paths) -> bool:
    """Whether a step changes what the older input said otherwise: made of the older one, it would undo what was changed since."""
    if isinstance(step, SetDatum):
        was = value_of(older, step.origin)
        return was is not None and was != value_of(outline, step.origin)
    if isinstance(step, SetText) and (path := paths.get(step.path)) is not None:
        return older.spots[path].scalar.text != step.old
    return False


def _shares(old: str, new: str, before: str) -> bool:
    """Whether one of the changes from ``old`` to ``new`` is one of those that lead from ``old`` to what was ``before``."""
    if before == old:
        return False
    back = {(a, b, before[c:d]) for a, b, c, d in changes(old, before)}
    return new == before or any((a, b, new[c:d]) in back for a, b, c, d in changes(old, new))


def _says(outline: Outline, text: str) -> bool:
    return any(spot.scalar.text == text for spot in outline.spots.values())


def value_of(outline: Outline, origin: Address) -> str | None:
    """What a datum says, None where there is none."""
    held = outline.data.get(origin)
    if held is None:
        return None
    if isinstance(held.node, SequenceNode):
        return "、".join(item.text for item in held.node if isinstance(item, Scalar))
    return held.node.text if isinstance(held.node, Scalar) else ""

