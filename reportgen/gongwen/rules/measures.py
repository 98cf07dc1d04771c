"""Measured values → the words of a message: millimetres, points, names of sizes, fonts, which characters a text has.

Knows no rule.
"""

from __future__ import annotations

from reportgen.gongwen.document.model import DocParagraph, DocRun, RunLook
from reportgen.gongwen.standard import MM, SIZE_NAMES, font_class


def millimetres(twips: int) -> str:
    """1588 → 28 毫米."""
    return f"{twips / MM:.1f}".removesuffix(".0") + " 毫米"


def points(twips: int) -> str:
    """579 → 28.95 磅."""
    return f"{twips / 20:.2f}".rstrip("0").removesuffix(".") + " 磅"


def size_name(half_points: int) -> str:
    """32 → 三号; what has no name is given in points."""
    return SIZE_NAMES.get(half_points) or points(half_points * 10)


def characters(count: float) -> str:
    """2.0 → 2 字."""
    return f"{count:.1f}".removesuffix(".0") + " 字"


def is_chinese(char: str) -> bool:
    """Whether a character is a 汉字."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char in "〇○"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def has_chinese(text: str) -> bool:
    return any(map(is_chinese, text))


def chinese_runs(paragraph: DocParagraph, start: int = 0, end: int | None = None) -> list[DocRun]:
    """The runs with 汉字 in a stretch of a paragraph."""
    stop = len(paragraph.text) if end is None else end
    return [
        run
        for run in paragraph.runs
        if run.start < stop and run.end > start and has_chinese(run.text[max(0, start - run.start) : stop - run.start])
    ]


def font_words(look: RunLook) -> str:
    """The Chinese font as a message names it."""
    if not look.chinese:
        return "没有指定的中文字体"
    known = font_class(look.chinese)
    return f"“{look.chinese}”" + ("" if known or has_chinese(look.chinese) else "（不是中文字体）")
