"""The report as a tree, and what its sentences say → one flat list of blocks, each with its kind and level.

Knows no Word file.  A template that goes over the list prints a report of any depth without a loop in itself: each block says what
it is (``类``), where it stands (``区``), how deep (``级``), and what it prints.  Plain sentences in a row are one paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.provenance import Text, Traced, together
from reportgen.report.grids import Grids
from reportgen.report.model.address import NOWHERE, Address
from reportgen.report.model.grammar import (
    ANNEXES,
    AS_WRITTEN,
    BODY,
    CAPTION,
    ENDING,
    FIGURE,
    FILE,
    GRID,
    HEADING,
    LEAD_IN,
    NAME,
    NONE,
    NUMBER,
    OPENING,
    PARAGRAPH,
    RUN_IN,
    TOGETHER,
    TOPIC,
    WIDTH,
    YES,
    KeyRole,
)
from reportgen.report.numbering import counted, number_of
from reportgen.report.outline import Item, ReportBlock, ReportSection
from reportgen.report.prose import Sentence
from reportgen.yamltext import Scalar

F49 = Code("F49", "层次太深，没有序号可编（提醒）", "第六级的小节", "少分一级；或自己写序号，加 序号: 照写")

WHOLE, ALL_ANNEXES, TEXTS = "全文", "各附件", "各文"
"""What a template calls the flat list, the list of the office's own 附件 together with 附表 and 图表, and the list of all that has
blocks: the report itself, then its own 附件, so that one loop prints them."""
EACH = "各"
"""Before the name of a key that may hold several lines: the list of them, beside the first alone under its own name."""
KIND, AREA, LEVEL, WORDS, STOP, SENTENCES, PIECES = "类", "区", "级", "文", "止", "各句", "各节"
"""What a block has beside the number (序号) of a heading: kind, area, level; the words of a heading or topic and the mark that ends
it within a paragraph; the sentences; the pieces of a paragraph that several topics share."""
LOOK, TITLE = "样式", "题"
"""The same in a word each: the kind, with the level where it has a look of its own (标题2); number, words and, within a paragraph,
the mark.  All sentences together are ``正文``."""
_DEEPEST = 5
"""The level whose look deeper ones have."""
_ENDS = "。！？；：…"
_GROUP = "组"
"""Which paragraphs 连排 may put together: those of one section; none for a paragraph that somebody set apart."""

Block = dict[str, Any]


class FlatBlocks:
    """Makes the lists; ``spoken`` gives what a sentence prints, None where it was left out."""

    def __init__(self, settings: Mapping[str, str], spoken: Callable[[Sentence], Text | None], grids: Grids) -> None:
        self.together = settings[TOPIC] == TOGETHER
        self.spoken = spoken
        self.grids = grids
        self.problems: list[Problem] = []

    def text(self, outline: ReportSection) -> list[Mapping[str, Any]]:
        """Opening, parts, ending."""
        made = [
            *self._running(outline.items.get(OPENING, ()), OPENING, 0),
            *self._numbered(outline.below(), 1, outline.address),
            *self._running(outline.items.get(ENDING, ()), ENDING, 0),
        ]
        return [_shown(block) for block in (_joined(made) if self.together else made)]

    def annexes(self, outline: ReportSection) -> list[Mapping[str, Any]]:
        """The office's own 附件: name, kind, and a flat list each."""
        return [
            {
                NAME: self._first(annex, KeyRole.ANNEX) or Text([]),
                KIND: BODY,
                WHOLE: [
                    _shown(block)
                    for block in (*self._running(annex.running(), BODY, 0), *self._numbered(annex.below(), 1, annex.address))
                ],
            }
            for annex in outline.sections.get(ANNEXES, ())
        ]

    def _numbered(self, sections: Sequence[ReportSection], level: int, parent: Address) -> Iterator[Block]:
        """Sections of one level; the count begins anew below each heading."""
        count = 0
        for section in sections:
            lead = self._lead(section)
            text = list(self._section(section, level, lead, parent))
            below = list(self._numbered(section.below(), level + 1, section.address))
            meant = section.running() or section.below()
            if section.kind.vanishes and meant and not below and not any(map(_says, text)):
                continue
            count, number = self._count(section, level, count)
            if lead and lead[KIND] != TOPIC:
                text[0][NUMBER] = Traced(number, ())
            yield from text
            yield from below

    def _count(self, section: ReportSection, level: int, count: int) -> tuple[int, str]:
        """The count after this heading, and its number as printed."""
        heading = section.first(KeyRole.HEADING)
        if heading is None:
            return count, ""
        chosen = section.option(KeyRole.NUMBERING)
        word = chosen.text.strip() if isinstance(chosen, Scalar) else ""
        if word == AS_WRITTEN:
            return counted(heading.scalar.text, level) or count, ""
        if word == NONE:
            return count, ""
        count = int(word) if word.isdecimal() else count + 1
        number = number_of(level, count)
        if not number:
            hint = say("标准只有一、（一）1.（1）①这几种；少分一级，或自己写序号，加 {key}: {choice}", key=NUMBER, choice=AS_WRITTEN)
            message = say("第{level}级的标题没有序号可编，印出来没有序号", level=level)
            self.problems.append(Problem(F49, message, Grade.WARNING, heading.scalar.place(), hint))
        return count, number

    def _lead(self, section: ReportSection) -> Block:
        """What a section begins with: a heading on its own line or run in, or a topic; nothing for a bare paragraph."""
        heading, topic = self._first(section, KeyRole.HEADING), self._first(section, KeyRole.TOPIC)
        if topic:
            return {KIND: TOPIC, WORDS: topic}
        if heading is None and section.first(KeyRole.HEADING) is None:
            return {}
        chosen = section.option(KeyRole.RUN_IN)
        run_in = isinstance(chosen, Scalar) and chosen.text.strip() == YES
        return {KIND: RUN_IN if run_in else HEADING, WORDS: heading or Text([])}

    def _section(self, section: ReportSection, level: int, lead: Block, parent: Address) -> Iterator[Block]:
        """Its heading and its own text."""
        area = LEAD_IN if any(key.role is KeyRole.LEAD_IN for key in section.kind.keys) else BODY
        shared = area != LEAD_IN and lead.get(KIND, TOPIC) == TOPIC
        group = parent if shared else section.address
        text = list(self._running(section.running(), area, level, group))
        if lead:
            stop = "" if str(lead[WORDS])[-1:] in _ENDS else "。"
            lead |= {LEVEL: level, NUMBER: Traced("", ()), AREA: area, STOP: Traced(stop, ())}
        if not lead:
            yield from text
        elif lead[KIND] == HEADING:
            yield lead
            yield from text
        else:
            first = text[0] if text and text[0][KIND] == PARAGRAPH else None
            yield {**(first or {_GROUP: group}), **lead, SENTENCES: first[SENTENCES] if first else []}
            yield from text[1:] if first else text

    def _running(self, items: Sequence[Item], area: str, level: int, group: Address = NOWHERE) -> Iterator[Block]:
        """Paragraphs, tables and pictures: plain sentences in a row are one paragraph."""
        row: list[Sentence] = []
        for item in items:
            if isinstance(item, Sentence):
                row.append(item)
                continue
            yield from self._paragraph(row, area, level, group)
            row = []
            yield from self._block(item, area, level)
        yield from self._paragraph(row, area, level, group)

    def _paragraph(self, sentences: Sequence[Sentence], area: str, level: int, group: Address = NOWHERE) -> Iterator[Block]:
        said = [text for sentence in sentences if (text := self.spoken(sentence)) is not None]
        if said:
            yield {KIND: PARAGRAPH, AREA: area, LEVEL: level, SENTENCES: said, _GROUP: group}

    def _block(self, block: ReportBlock, area: str, level: int) -> Iterator[Block]:
        if block.is_paragraph:
            yield from self._paragraph(tuple(block.sentences()), area, level)
        elif block.kind.name == GRID:
            yield {KIND: GRID, AREA: area, LEVEL: level, **self.grids.values(block)}
        else:
            yield {KIND: FIGURE, AREA: area, LEVEL: level, **self._picture(block)}

    def _picture(self, block: ReportBlock) -> Block:
        chosen = {name: node.text.strip() for name, node in block.options.items() if isinstance(node, Scalar)}
        caption = next(iter(block.texts.get(CAPTION, ())), None)
        words = self.spoken(caption) if caption is not None else None
        name = chosen.get(FILE, "")
        return {FILE: name if name in self.grids.files else "", WIDTH: chosen.get(WIDTH, ""), CAPTION: words or Text([])}

    def _first(self, section: ReportSection, role: KeyRole) -> Text | None:
        sentence = section.first(role)
        return self.spoken(sentence) if sentence is not None else None


def _shown(block: Block) -> Block:
    """A block with its look, its title and its text."""
    kind = block[KIND]
    levelled = kind in (HEADING, RUN_IN)
    block[LOOK] = f"{kind}{min(block[LEVEL], _DEEPEST)}" if levelled else kind
    if levelled or kind == TOPIC:
        block[TITLE] = together((block[NUMBER], block[WORDS], *(() if kind == HEADING else (block[STOP],))))
    if SENTENCES in block:
        block[BODY] = together(block[SENTENCES])
    for piece in block.get(PIECES, ()):
        piece[TITLE] = together((piece[WORDS], piece[STOP]) if piece[WORDS] else ())
        piece[BODY] = together(piece[SENTENCES])
    return block


def _says(block: Block) -> bool:
    """Whether a block is more than a heading."""
    return block[KIND] in (GRID, FIGURE) or bool(block.get(SENTENCES))


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """连排: topics of one section that follow one another, and the sentences before them, share a paragraph."""
    row: list[Block] = []
    for block in blocks:
        mergeable = block[KIND] in (PARAGRAPH, TOPIC) and block[_GROUP] and block[AREA] in (LEAD_IN, BODY)
        if row and not (mergeable and block[_GROUP] == row[0][_GROUP]):
            yield _shared(row)
            row = []
        if mergeable:
            row.append(block)
        else:
            yield block
    if row:
        yield _shared(row)


def _shared(row: Sequence[Block]) -> Block:
    """One paragraph of several: the sentences before the first topic, then each topic with its own."""
    lead = row[0][SENTENCES] if row[0][AREA] == LEAD_IN else []
    rest = row[1:] if row[0][AREA] == LEAD_IN else row
    pieces = [{WORDS: each.get(WORDS, ""), STOP: each.get(STOP, ""), SENTENCES: each[SENTENCES]} for each in rest]
    return {KIND: TOGETHER, AREA: row[0][AREA], LEVEL: row[0][LEVEL], SENTENCES: lead, PIECES: pieces}
