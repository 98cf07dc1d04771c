"""Measured values → the words of a message: millimetres, points, names of sizes, fonts, which characters a text has.

Knows no rule.
"""

from __future__ import annotations

from functools import cache

from reportgen.gongwen.document.model import DocParagraph, DocRun, RunLook
from reportgen.gongwen.standard import MM, SIZE_NAMES, font_class
from reportgen.message import Message, say
from reportgen.regex import regex


@cache
def millimetres(twips: int) -> Message:
    """1588 → 28 毫米."""
    return say("{millimetres} 毫米", millimetres=f"{twips / MM:.1f}".removesuffix(".0"))


def area(width: int, height: int) -> Message:
    """Two lengths in twips → 156 毫米×225 毫米."""
    return say("{width}×{height}", width=millimetres(width), height=millimetres(height))


@cache
def points(twips: int) -> Message:
    """579 → 28.95 磅."""
    return say("{points} 磅", points=f"{twips / 20:.2f}".rstrip("0").removesuffix("."))


@cache
def size_name(half_points: int) -> Message:
    """32 → 三号; what has no name is given in points."""
    name = SIZE_NAMES.get(half_points)
    return say("{size}", size=name) if name else points(half_points * 10)


@cache
def characters(count: float) -> Message:
    """2.0 → 2 字."""
    return say("{characters} 字", characters=f"{count:.1f}".removesuffix(".0"))


_HAN = regex("[\u4e00-\u9fff\u3400-\u4dbf〇○\U00020000-\U0003ffff]")


def is_chinese(char: str) -> bool:
    """Whether a character is a 汉字."""
    return _HAN.match(char) is not None


def has_chinese(text: str) -> bool:
    return _HAN.search(text) is not None


def chinese_runs(paragraph: DocParagraph, start: int = 0, end: int | None = None) -> list[DocRun]:
    """The runs with 汉字 in a stretch of a paragraph."""
    stop = len(paragraph.text) if end is None else end
    return [
        run
        for run in paragraph.runs
        if run.start < stop and run.end > start and has_chinese(run.text[max(0, start - run.start) : stop - run.start])
    ]


def font_words(look: RunLook) -> Message:
    """The Chinese font as a message names it."""
    if not look.chinese:
        return say("没有指定的中文字体")
    if font_class(look.chinese) or has_chinese(look.chinese):
        return say("“{font}”", font=look.chinese)
    return say("“{font}”（不是中文字体）", font=look.chinese)


def font_and_size(look: RunLook) -> Message:
    """The Chinese font and the size as a message names them."""
    return say("{font}{size}", font=font_words(look), size=size_name(look.size))
