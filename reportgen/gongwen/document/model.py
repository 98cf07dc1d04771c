"""A Word file as somebody sees it who judges its form: sections, paragraphs, runs and tables with their effective values.

Knows no XML beyond keeping the element that a thing was read from, and no rule.  Everything is a frozen value; lengths are
twips, sizes half-points, unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from reportgen.problem import WordPlace
from reportgen.regex import regex


class Role(Enum):
    """What a paragraph is in an official document; the value is the word a clerk knows."""

    __hash__ = object.__hash__  # each is one object, and rules ask half a million times whether a role is among others

    EMPTY = "空行"
    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    SIGNER = "签发人"
    TITLE = "标题"
    SUBTITLE = "副标题"
    BYLINE = "题下署名"
    BRACKET_DATE = "题下日期"
    MEETING = "题下会议"
    SOURCE = "来源"
    RECIPIENT = "主送机关"
    SALUTATION = "称谓"
    LEVEL_1 = "一级标题"
    LEVEL_2 = "二级标题"
    LEVEL_3 = "三级标题"
    LEVEL_4 = "四级标题"
    BODY = "正文"
    ANNEX_NOTE = "附件说明"
    ANNEX_NOTE_MORE = "附件说明续行"
    SIGNATURE = "署名"
    DATE = "成文日期"
    REMARK = "附注"
    ANNEX = "附件标识"
    ANNEX_TITLE = "附件标题"
    COPIES = "抄送机关"
    PRINTED = "印发机关和日期"
    CAPTION = "表题"
    NOTE = "表注"
    CONTENTS = "目录"
    PAGE = "页码"
    OTHER = "其他"


LEVELS = (Role.LEVEL_1, Role.LEVEL_2, Role.LEVEL_3, Role.LEVEL_4)
TEXT = frozenset((*LEVELS, Role.BODY))
"""Roles of the running text, each paragraph of which is a 自然段."""


@dataclass(frozen=True, slots=True)
class RunLook:
    """How characters are set: fonts by slot, ``hint``, ``themed`` if a theme chose a font that is in use, size in
    half-points, spacing in twips, ``scale`` the width of characters in hundredths; ``colour`` is empty for black or automatic;
    ``vertical`` is ``superscript`` or ``subscript``, ``effects`` are the rarer properties that are on (``em``, ``bdr`` …)."""

    chinese: str
    latin: str
    other: str
    hint: str
    themed: bool
    size: int
    bold: bool
    italic: bool
    underline: bool
    strike: bool
    hidden: bool
    colour: str
    highlight: str
    shading: str
    spacing: int
    language: str
    scale: int = 100
    vertical: str = ""
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocRun:
    """A stretch of text of one look; ``field`` if a field made it, ``change`` ``ins`` for a tracked insertion."""

    text: str
    look: RunLook
    start: int
    field: bool = False
    change: str = ""
    element: etree._Element | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class EffectiveLayout:
    """How a paragraph is set.  Indents in twips and in hundredths of a character (which win where they are not 0, as in
    Word); ``first`` is negative for a hanging indent; ``line`` in twips, or in 240ths of a line where ``rule`` is auto;
    ``border_gap`` in points between the text and the lower border."""

    align: str = "left"
    left: int = 0
    right: int = 0
    first: int = 0
    left_chars: int = 0
    right_chars: int = 0
    first_chars: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    rule: str = "auto"
    snap: bool = True
    widow: bool = True
    keep_next: bool = False
    new_page: bool = False
    outline: int = 9
    border_top: str = ""
    border_bottom: str = ""
    border_gap: int = 0
    framed: bool = False
    shading: str = ""

    def characters(self, side: str, size: int) -> float:
        """An indent (``left``, ``right``, ``first``) in characters of that size in half-points."""
        chars: int = getattr(self, f"{side}_chars")
        twips: int = getattr(self, side)
        return chars / 100 if chars else twips / (size * 10)


@dataclass(frozen=True, slots=True)
class DocParagraph:
    """A paragraph: ``label`` is its automatic number as shown, ``style`` the name of its style; ``boxed`` in a text box,
    ``pictured`` if a picture, a shape or an object stands in it; ``level``, ``number`` and ``lead`` are what ``outline``
    found: headings above and with it, its number as written, and how many characters of the text are the heading.

    Every rule asks for the last three, so they are worked out once: ``words`` is the text with its automatic number and
    without blanks around; ``empty`` that there is nothing to read and to see; ``size`` that of most of its characters, or of the
    paragraph mark where there are none."""

    text: str
    runs: tuple[DocRun, ...]
    layout: EffectiveLayout
    style: str
    label: str
    mark: RunLook
    place: WordPlace
    element: etree._Element
    section: int = 0
    boxed: bool = False
    breaks_before: bool = False
    breaks_after: bool = False
    pictured: bool = False
    role: Role = Role.OTHER
    level: int = 0
    number: str = ""
    lead: int = 0
    words: str = field(init=False, repr=False, compare=False)
    empty: bool = field(init=False, repr=False, compare=False)
    size: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = (self.label + self.text.strip(BLANKS)).strip(BLANKS)
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "empty", not words and not self.pictured and not self.text.strip())
        object.__setattr__(self, "size", self.most("size") or self.mark.size)

    def most(self, name: str) -> int:
        """The value of a number of the look that most characters have, 0 without any."""
        counts: dict[int, int] = {}
        for run in self.runs:
            if run.text.strip(BLANKS):
                value: int = getattr(run.look, name)
                counts[value] = counts.get(value, 0) + len(run.text)
        return max(counts, key=lambda value: counts[value]) if counts else 0


_HAN = regex("[\u3400-\u9fff〇]")
BLANKS = " \t\n\u00a0\u3000\u2002\u2003\u2009"
"""What counts as blank at the edges of a paragraph."""


@dataclass(frozen=True, slots=True)
class DocCell:
    """A cell of a table."""

    paragraphs: tuple[DocParagraph, ...]
    width: int


@dataclass(frozen=True, slots=True)
class DocRow:
    """A row of a table; ``head`` if it is repeated on each page, ``whole`` if it may not break over pages."""

    cells: tuple[DocCell, ...]
    head: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class DocTable:
    """A table of the body; ``width`` in twips, 0 where it is left to Word; ``borders`` by side as ``colour size``;
    ``ruled`` if it, its cells or its style draw any line."""

    rows: tuple[DocRow, ...]
    width: int
    indent: int
    align: str
    floating: bool
    borders: Mapping[str, str]
    place: WordPlace
    section: int
    element: etree._Element
    ruled: bool = False

    @property
    def paragraphs(self) -> Iterator[DocParagraph]:
        for row in self.rows:
            for cell in row.cells:
                yield from cell.paragraphs


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the page, and footers and headers by ``default``, ``first`` and ``even``, inherited ones included."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    grid: str
    grid_pitch: int
    grid_space: int
    first_differs: bool
    number_format: str
    number_start: str
    headers: Mapping[str, tuple[DocParagraph, ...]]
    footers: Mapping[str, tuple[DocParagraph, ...]]
    place: WordPlace
    element: etree._Element | None

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says of itself: odd and even pages, tracked changes, its makers, and how its editing is restricted (empty for
    not)."""

    odd_even: bool = False
    tracking: bool = False
    makers: Mapping[str, str] = field(default_factory=dict)
    restricted: str = ""


@dataclass(frozen=True, slots=True)
class WordDocument:
    """The whole file.  ``paragraphs`` are those of the body outside of tables, in order, boxes included; ``comments``
    are places with a comment, ``changes`` places with a tracked change; ``template`` if it holds control tags, so that it is
    not meant to be read as it stands; ``kind`` is what ``kinds`` found it to be, empty for an ordinary 公文 or 汇报材料.

    What a hundred rules ask for is gathered once: ``everything`` is every paragraph with words, those in tables included, headers
    and footers not; ``prose`` what of it says something in Chinese; ``text`` body and headings."""

    paragraphs: tuple[DocParagraph, ...]
    tables: tuple[DocTable, ...]
    blocks: tuple[DocParagraph | DocTable, ...]
    sections: tuple[Section, ...]
    settings: Settings
    comments: tuple[WordPlace, ...]
    changes: tuple[WordPlace, ...]
    root: etree._Element
    profile: str = "汇报材料"
    kind: str = ""
    template: bool = False
    everything: tuple[DocParagraph, ...] = field(init=False, repr=False, compare=False)
    prose: tuple[DocParagraph, ...] = field(init=False, repr=False, compare=False)
    text: tuple[DocParagraph, ...] = field(init=False, repr=False, compare=False)
    _having: dict[tuple[Role, ...], tuple[DocParagraph, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _places: dict[int, int] = field(init=False, repr=False, compare=False, default_factory=dict)
    _within: dict[int, list[DocParagraph | DocTable]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        read = (each for block in self.blocks for each in (block.paragraphs if isinstance(block, DocTable) else (block,)))
        everything = tuple(each for each in read if not each.empty)
        object.__setattr__(self, "everything", everything)
        object.__setattr__(self, "prose", tuple(each for each in everything if _HAN.search(each.text)))
        object.__setattr__(self, "text", tuple(each for each in self.paragraphs if each.role in TEXT))

    def having(self, *roles: Role) -> tuple[DocParagraph, ...]:
        """The paragraphs of these roles, in order."""
        if roles not in self._having:
            self._having[roles] = tuple(paragraph for paragraph in self.paragraphs if paragraph.role in roles)
        return self._having[roles]

    def within(self, section: int) -> Sequence[DocParagraph | DocTable]:
        """The paragraphs and tables of one section, in order: ten thousand sections are not each looked for in all of the file."""
        if not self._within:
            for block in self.blocks:
                self._within.setdefault(block.section, []).append(block)
        return self._within.get(section, ())

    def neighbour(self, paragraph: DocParagraph, step: int) -> DocParagraph | None:
        """The paragraph outside of tables that stands ``step`` further on in the body, if any."""
        if not self._places:
            self._places.update((id(each), number) for number, each in enumerate(self.paragraphs))
        index = self._places[id(paragraph)] + step
        return self.paragraphs[index] if 0 <= index < len(self.paragraphs) else None
