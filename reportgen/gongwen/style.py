"""GB/T 9704-2012 as data: sizes, margins, fonts, levels, page numbers, each with its clause and how binding it is.

Knows no file.  Lengths are twips (1/20 pt) unless a name says otherwise.  The standard gives millimetres and words;
what a word processor needs is derived from them, and every derived number says so.  GB/T 33476.2-2016 gives the
second margin set.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MM = 1440 / 25.4
"""Twips in a millimetre."""


class Strength(Enum):
    """How binding a rule is: 规定 must be kept, 一般 is the normal case, 实务 is what offices do beyond the standard."""

    MUST = "规定"
    NORMAL = "一般"
    PRACTICE = "实务"


@dataclass(frozen=True, slots=True)
class Margins:
    """A consistent set of page margins and the body line pitch that fills the text area with 22 lines (cl. 5.2.1,
    5.2.3)."""

    name: str
    top: int
    bottom: int
    left: int
    right: int
    pitch: int
    footer: int

    @property
    def text_height(self) -> int:
        return PAGE_HEIGHT - self.top - self.bottom

    @property
    def text_width(self) -> int:
        return PAGE_WIDTH - self.left - self.right


PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4, 210 × 297 mm (cl. 5.1, 规定)."""
LINES, CHARACTERS = 22, 28
"""Lines a page and characters a line (cl. 5.2.3, 一般)."""

MARGINS: dict[str, Margins] = {
    "A": Margins("A", top=2098, bottom=1984, left=1588, right=1474, pitch=579, footer=1446),
    "B": Margins("B", top=1960, bottom=1847, left=1588, right=1474, pitch=589, footer=1446),
}
"""A: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm read literally (cl. 5.2.1); B: the same with half a line's leading at top
and bottom (GB/T 33476.2-2016 cl. 6.2).  Pitches are the largest whole twips that keep 22 lines (derived).  The footer
distance puts the page number's dash at 269 mm from the top of the page, 7 mm below the text area (cl. 7.5), with the
footer's line of 280 twips exactly."""

CHARACTER_SPACING = -5
"""Run spacing that lets 28 characters of 16 pt stand in 156 mm: 28 × 15.75 pt = 441.0 pt ≤ 442.2 pt (derived)."""

SIZE_2, SIZE_3, SIZE_4 = 44, 32, 28
"""二号, 三号, 四号 in half-points: title (cl. 7.3.1), body (cl. 5.2.2), page number (cl. 7.5); 一般."""
TITLE_PITCH = 680
"""Line pitch of a 二号 title (实务: between 32 and 36 pt)."""
INDENT_CHARS = 200
"""First-line indent in hundredths of a character: 左空二字 (cl. 7.3.3, 规定)."""
INDENT = 2 * (320 + CHARACTER_SPACING)
"""The same in twips, for programs that do not read hundredths of characters (derived)."""
ONE_CHARACTER = 280
"""一字 of 四号, by which page numbers stand off the margin (cl. 3.1, 7.5)."""


@dataclass(frozen=True, slots=True)
class FontClass:
    """A class of fonts that the standard names, and the font names that count as it; the standard names no files (cl.
    5.2.2, 7)."""

    name: str
    gb2312: str
    gbk: str
    accepted: tuple[str, ...]

    def written(self, culture: str) -> str:
        """The font name to write for one of the two cultures of offices, ``GB2312`` or ``GBK``."""
        return self.gbk if culture == "GBK" else self.gb2312


FONTS: dict[str, FontClass] = {
    "仿宋": FontClass(
        "仿宋", "仿宋_GB2312", "方正仿宋_GBK",
        ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong"),
    ),
    "楷体": FontClass(
        "楷体", "楷体_GB2312", "方正楷体_GBK",
        ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "华文楷体", "STKaiti"),
    ),
    "黑体": FontClass("黑体", "黑体", "方正黑体_GBK", ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti")),
    "宋体": FontClass("宋体", "宋体", "方正书宋_GBK", ("宋体", "SimSun", "NSimSun", "新宋体", "方正书宋_GBK", "华文宋体", "STSong")),
    "小标宋": FontClass(
        "小标宋", "方正小标宋简体", "方正小标宋_GBK",
        ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"),
    ),
}  # fmt: skip
LATIN = "Times New Roman"
"""Font of digits and Latin letters (实务; the standard is silent except for page numbers)."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of headings: how it is numbered, its font class (cl. 7.3.3, 一般), and Word's outline level from 0."""

    sample: str
    font: str
    outline: int


LEVELS: tuple[Level, ...] = (
    Level("一、", "黑体", 0),
    Level("（一）", "楷体", 1),
    Level("1.", "仿宋", 2),
    Level("（1）", "仿宋", 3),
)
