"""The documents of a year's input → where each sentence, topic and datum stands, as nodes and as whole lines.

Knows no meaning beyond the outline's keys.  Paths are those of ``report.load`` (``部分[0].小节[1].正文[2]``) and
``report.prose.origin`` (``数据.经济发展.…``); offsets count characters of the file's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.message import NOTHING, Message, say
from reportgen.problem import TextPlace
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import GRAMMAR, HEADING, OPENING, SENTENCE, TOPIC, VALUE, Content, Grammar
from reportgen.report.model.walk import Visit, walk
from reportgen.yamltext import Document, Entry, MappingNode, Node, Scalar


@dataclass(frozen=True, slots=True)
class SentenceSpot:
    """A sentence in the YAML: its value, the node that is its line, the entry or the list that holds it."""

    path: Address
    scalar: Scalar
    node: Node
    document: int
    entry: Entry | None = None
    holder: MappingNode | None = None

    @property
    def is_listed(self) -> bool:
        """Whether it is a line of its own in a block list, so that lines can be put beside it."""
        return self.entry is None and _dashed(self.scalar.source.text, self.node.start)

    @property
    def place(self) -> TextPlace:
        return self.scalar.place()


@dataclass(frozen=True, slots=True)
class Held:
    """A topic, a part or a datum: its node and where."""

    node: Node
    document: int
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything by address: sentences, sections of any depth, data, and the paragraphs, tables and pictures among sentences."""

    documents: Sequence[Document]
    spots: dict[Address, SentenceSpot]
    sections: dict[Address, Held]
    data: dict[Address, Held]
    blocks: dict[Address, Held] = field(default_factory=dict)
    known: dict[tuple[str | int, ...], list[Address]] = field(default_factory=dict, repr=False, compare=False)
    """The sentences by what they are within, once somebody has asked."""

    def around(self, path: Address) -> tuple[Address, ...]:
        """The sections around a sentence, the outermost first; of a section, those around it and it."""
        steps = path.steps
        if steps and isinstance(steps[-1], int) and len(steps) % 2 == 0 and steps[-2] in GRAMMAR.sections:
            return (*path.sections, path)
        return path.sections

    def section_of(self, path: Address) -> Address:
        """The innermost section around a sentence, none for one of the file itself."""
        return next(iter(reversed(self.around(path))), NOWHERE)

    def parent_of(self, section: Address) -> Address:
        """The section that a section is in, none for the outermost."""
        return Address(section.steps[:-2])

    def topic_of(self, path: Address) -> Address:
        """The topic a sentence belongs to, none for one of a part itself."""
        around = self.around(path)
        return around[-1] if len(around) > 1 else NOWHERE

    def part_of(self, path: Address) -> Address:
        """The part a sentence belongs to, if it does."""
        return next(iter(self.around(path)), NOWHERE)

    def within(self, topic: Address) -> tuple[Address, ...]:
        """The sentences of a section."""
        if not self.known:
            for path in self.spots:
                for depth in range(len(path.steps) + 1):
                    self.known.setdefault(path.steps[:depth], []).append(path)
        return tuple(self.known.get(topic.steps, ()))

    def where(self, path: Address) -> Message:
        """第一部分“稳增长”的“推进产业”, as a clerk says it."""
        part = self.part_of(path)
        if not part:
            return say("{place}", place=str(path.steps[0])) if path else NOTHING
        heading = self.spots.get(part.to(HEADING))
        if heading is None:
            words = say("第{number}部分", number=part.number + 1)
        else:
            words = say("第{number}部分“{heading}”", number=part.number + 1, heading=heading.scalar.text)
        for section in self.around(path)[1:]:
            lead, own = self.spots.get(section.to(TOPIC)), self.spots.get(section.to(HEADING))
            if lead:
                words = say("{part}，话题“{topic}”", part=words, topic=lead.scalar.text)
            elif own:
                words = say("{part}，“{heading}”", part=words, heading=own.scalar.text)
        return self._cell(path, words)

    def _cell(self, path: Address, words: Message) -> Message:
        """The same of a cell: cells of a table often say the same."""
        if path.cell is None:
            return words
        row, column = path.cell
        if row < 0:
            return say("{place}，表头第{column}格", place=words, column=column + 1)
        return say("{place}，表的第{row}行（表头不算）第{column}格", place=words, row=row + 1, column=column + 1)

    def place_of(self, path: Address) -> TextPlace | None:
        """Where a sentence stands."""
        return self.spots[path].place if path in self.spots else None

    def first_place(self, topic: Address) -> TextPlace | None:
        """Where the first sentence of a topic stands."""
        within = self.within(topic)
        return self.spots[within[0]].place if within else None

    def beside(self, part: Address, anchor: Address) -> Message:
        """The place after a topic of a part, or at its beginning."""
        if not part:
            return say("{key}", key=OPENING)
        if anchor:
            return say("{place}之后", place=self.where(anchor.to(TOPIC)))
        return say("{place}的最前面", place=self.where(part.to(HEADING)))


def read_outline(documents: Sequence[Document], grammar: Grammar = GRAMMAR) -> Outline:
    """Walks the documents; what stands in two of them counts where it stands first."""
    outline = Outline(documents, {}, {}, {})
    for number, document in enumerate(documents):
        for visit in walk(document.mapping, grammar) if document.mapping is not None else ():
            _note(outline, visit, number)
    return outline


def _note(outline: Outline, visit: Visit, document: int) -> None:
    key = visit.key
    if key is None:
        return
    if visit.is_section:
        outline.sections.setdefault(visit.address, Held(visit.node, document))
    elif visit.is_block:
        outline.blocks.setdefault(visit.address, Held(visit.node, document))
    elif key.is_text or key.kind is Content.WORD:
        scalar = visit.node.get(SENTENCE) if isinstance(visit.node, MappingNode) else visit.node
        if isinstance(scalar, Scalar) and scalar.text:
            entry = None if visit.listed else visit.entry
            spot = SentenceSpot(visit.address, scalar.trimmed, visit.node, document, entry, visit.holder)
            outline.spots.setdefault(visit.address, spot)
    elif key.kind is Content.DATA:
        _note_data(outline, visit.node, visit.address, document)


def _note_data(outline: Outline, node: Node, address: Address, document: int) -> None:
    for entry in node if isinstance(node, MappingNode) else ():
        here = address.to(entry.key.text)
        noted = entry.value.get(VALUE) if isinstance(entry.value, MappingNode) else None
        outline.data.setdefault(here, Held(noted or entry.value, document, entry))
        _note_data(outline, entry.value, here, document)


def _dashed(text: str, start: int) -> bool:
    """Whether nothing but blanks and one dash stands before a node on its line."""
    return re.fullmatch(r"[ ]*-[ ]+", text[line_start(text, start) : start]) is not None


def line_start(text: str, offset: int) -> int:
    """Where the line of a character begins."""
    return text.rfind("\n", 0, offset) + 1


def node_end(node: Node) -> int:
    """The end of a node's last value; a mapping's own end reaches over blank lines and comments after it."""
    if isinstance(node, Scalar):
        return node.end
    inner = [entry.value for entry in node] if isinstance(node, MappingNode) else list(node.items)
    keys = [entry.key.end for entry in node] if isinstance(node, MappingNode) else []
    flow = node.source.text[node.start : node.start + 1] in ("{", "[")
    return max([node.end if flow else node.start, *keys, *(node_end(item) for item in inner)])


def lines_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that a stretch stands on, line end included."""
    first = line_start(text, start)
    if end > start and text[end - 1] == "\n":
        return first, end
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last + 1
