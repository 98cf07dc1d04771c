"""What somebody changed in a Word file, as values: each edit with its words, its place in the YAML, and the steps that
would write it there.

Knows neither how edits are found nor how steps are made.  An edit without a ``reason`` can be applied as it is; one with
a reason is shown and waits: for an answer (``choices``), or for the clerk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from reportgen.message import NOTHING, Message, say
from reportgen.problem import TextPlace
from reportgen.report.model.address import Address
from reportgen.report.model.grammar import BODY, FIGURES, HEADING, LEAD_IN, TOPIC
from reportgen.report.model.lines import NewSection
from reportgen.text.unseen import code_point, hidden_sign

FIGURE, SENTENCE, HEADED, LEAD, LIST = FIGURES, "改句", HEADING, TOPIC, "名单"
ADDED, DELETED, MOVED = "增句", "删句", "移句"
TOPIC_ADDED, TOPIC_DELETED, TOPIC_MOVED, TOPIC_JOINED = "增段", "删段", "移段", "并段"
PART_ADDED, PART_MOVED, PART_DELETED = "增部分", "移部分", "删部分"
TEMPLATE, DERIVED, LAYOUT = "模板", "推算", "分段"
GRID = "表格"
KINDS = (
    FIGURE, LIST, HEADED, LEAD, SENTENCE, ADDED, DELETED, MOVED, TOPIC_ADDED, TOPIC_DELETED, TOPIC_MOVED, TOPIC_JOINED,
    PART_ADDED, PART_MOVED, PART_DELETED, DERIVED,
    TEMPLATE, LAYOUT, GRID,
)  # fmt: skip
"""The kinds of edits, by the word a clerk reads."""


@dataclass(frozen=True, slots=True)
class SetText:
    """A sentence's value ``old`` becomes ``new``."""

    path: Address
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SetDatum:
    """The value of a datum becomes ``new``, or of a list the items ``items``."""

    origin: Address
    old: str
    new: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remove:
    """A sentence's line goes."""

    path: Address
    old: str


@dataclass(frozen=True, slots=True)
class Insert:
    """A new line after the sentence ``anchor`` (or before it); after a 话题: as the first of its 正文.

    Of several steps at one place ``order`` says which comes first, as with sections.
    """

    anchor: Address
    text: str
    before: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class InsertParagraph:
    """A paragraph of its own among the sentences of a list, after that of the sentence ``anchor`` (or before it)."""

    anchor: Address
    texts: tuple[str, ...]
    before: bool = False
    order: int = 0


Paragraphs = tuple[str | tuple[str, ...], ...]
"""Sentences, those of a paragraph of its own together."""


@dataclass(frozen=True, slots=True)
class TypedSection:
    """A section that somebody typed: the name of its kind, its sentences by key, the sections in it, all of one kind."""

    kind: str
    texts: tuple[tuple[str, Paragraphs], ...]
    sections: tuple[TypedSection, ...] = ()

    @property
    def first(self) -> str:
        """What it is known by: its heading, else the first sentence of its text."""
        held = dict(self.texts)
        return next(("".join(held[key][0]) for key in (HEADING, BODY, LEAD_IN, TOPIC) if held.get(key)), "")

    @property
    def words(self) -> Iterator[str]:
        """All its sentences, and those of the sections in it."""
        for _, paragraphs in self.texts:
            for each in paragraphs:
                yield from (each,) if isinstance(each, str) else each
        for section in self.sections:
            yield from section.words

    def to_write(self) -> NewSection:
        inner = {each.kind: [one.to_write() for one in self.sections if one.kind == each.kind] for each in self.sections}
        return NewSection(self.kind, dict(self.texts), inner)


@dataclass(frozen=True, slots=True)
class AddSection:
    """A new section in ``parent`` (empty: the file), after the section ``anchor`` (empty: as the first).

    Of several steps at one place ``order`` says which comes first, as with sentences.
    """

    parent: Address
    anchor: Address
    section: TypedSection
    order: int = 0

    @property
    def depth(self) -> int:
        return self.parent.depth + 1


@dataclass(frozen=True, slots=True)
class MoveSection:
    """A section, with all that is in it, moves into ``parent`` (empty: the file), after the section ``anchor`` (empty: as the
    first)."""

    path: Address
    parent: Address
    anchor: Address
    order: int = 0

    @property
    def depth(self) -> int:
        return self.path.depth


@dataclass(frozen=True, slots=True)
class RemoveSection:
    """A section goes, with all its lines but the comments."""

    path: Address

    @property
    def depth(self) -> int:
        return self.path.depth


SectionStep = AddSection | MoveSection | RemoveSection
Step = SetText | SetDatum | Remove | Insert | InsertParagraph | AddSection | MoveSection | RemoveSection


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: its words and what it would write."""

    words: Message
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: what it is (one of ``KINDS``), the words before and after, where it stands in the report and in the YAML.

    ``reason`` says why it is not applied by itself; ``choices`` are the answers there are; ``also`` further places that
    matter; ``authors`` who made it and when, where the file tracks it; ``goal`` the place that it moves something to;
    ``answered`` that its steps are an answer somebody chose; ``before`` its steps in the input as it was, where that has changed.
    """

    kind: str
    old: str
    new: str
    where: Message = NOTHING
    place: TextPlace | None = None
    label: str = ""
    reason: Message = NOTHING
    steps: tuple[Step, ...] = ()
    choices: tuple[Choice, ...] = ()
    also: tuple[TextPlace, ...] = ()
    authors: tuple[str, ...] = ()
    note: Message = NOTHING
    goal: Message = NOTHING
    answered: bool = False
    before: tuple[Step, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it can be written without asking."""
        return not self.reason and bool(self.steps)

    def as_data(self) -> dict[str, Any]:
        """The edit as plain data, for ``--json``."""
        return {
            "kind": self.kind,
            "old": self.old,
            "new": self.new,
            "where": self.where,
            "file": self.place.file if self.place else None,
            "line": self.place.line if self.place else None,
            "label": self.label,
            "reason": self.reason,
            "choices": [choice.words for choice in self.choices],
            "also": [str(place) for place in self.also],
            "authors": list(self.authors),
            "note": self.note,
        }


def kind_of(path: Address) -> str:
    """The kind of an edit of a sentence that stays."""
    if path.key == HEADING:
        return HEADED
    return LEAD if path.key == TOPIC else SENTENCE


def unseen_asked(edit: Edit) -> Edit:
    """An edit that brings in a sign nobody sees, or one that turns the text about, is a question: what the official saw on the page
    is not what would be written."""
    sign = hidden_sign(edit.new)
    if not edit.is_certain or not sign or sign in edit.old:
        return edit
    reason = say(
        "里面有看不见的或改变文字方向的符号（{code_point}），看到的和写进去的不同；请在 Word 里把这一处重新打一遍再回收",
        code_point=code_point(sign),
    )
    return replace(edit, reason=reason, steps=())


def checked(edit: Edit, raw: str) -> Edit:
    """An edit whose text a line of YAML prose cannot hold waits for the clerk."""
    if edit.steps and any(char < " " for char in raw):
        reason = say(
            "里面有换行（Shift+Enter）或制表符，输入文件的一句话里放不下；要另起一段，在 Word 里换成回车再回收；不要另起，删去它再回收"
        )
        return replace(edit, reason=reason, steps=())
    return edit


def counted(edits: Iterable[Edit]) -> Message:
    """数据 3 处、改句 2 处."""
    counts = Counter(edit.kind for edit in edits)
    kinds = tuple(say("{kind} {count} 处", kind=kind, count=counts[kind]) for kind in KINDS if counts[kind])
    return say("{kinds}", kinds=kinds)
