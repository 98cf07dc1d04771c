"""Pages → what GB/T 9704 asks of pages and only pages can tell: measures of each, and problems.

Knows lines and where they stand, not the Word file.  With stand-in fonts lines and characters are the same, because all
these fonts have one advance width; the shapes are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reportgen.gongwen.standard import MARGINS, MM, PAGE_HEIGHT, PAGE_WIDTH
from reportgen.gongwen.type_area import CHARACTERS, LINES
from reportgen.message import say
from reportgen.preview.pages import Page, PageLine
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex

L10 = Code("L10", "满页不是 22 行", "行距 30 磅，一页 21 行", "行距固定值 28.95 磅，一页 22 行")
L11 = Code("L11", "满行不是 28 字", "字距标准，一行 27 字", "字符间距紧缩 0.25 磅，一行 28 字")
L12 = Code("L12", "页码的高度不对", "页码距页面上边 280 毫米", "页码距页面上边 269 毫米")
L13 = Code("L13", "页码没有单页居右、双页居左", "页码都居中", "页脚设奇偶页不同，各空一字")
L14 = Code("L14", "首页没有正文", "版头和标题占满了首页", "压缩标题的行数，让正文从首页开始")
L15 = Code("L15", "署名、成文日期单独落在一页", "末页只有署名和日期", "调整行距、字距，让末段至少一行与署名同页")
L16 = Code("L16", "纸张不是 A4", "216×279 毫米（信纸）", "210×297 毫米")
L17 = Code("L17", "版记不在偶数页", "版记在第 3 页", "数据里写 版记另面: 是，版记落到第 4 页")

L18 = Code("L18", "标题单独落在页末", "第 3 页最后一行是“二、下一步打算”", "标题与下段同页，标题移到第 4 页")
L19 = Code("L19", "版记不在末页版心的底端", "版记在第 2 页中间，或者压着页码", "版记的末条分隔线与版心下边缘重合")

_LEFT, _RIGHT, _FOOT = 28.0, 184.0, 262.0
"""Edges of the text area in millimetres from the sheet's left and upper edge (cl. 5.2.1)."""
_ONE = 156 / CHARACTERS
_SMALL = 4.94
_ENOUGH = 5
"""Millimetres of a 三号 and of a 四号 character."""
_LEADING, _HIGHEST = 2.7, 12.0
"""How far below the text area's edge the last line of a 版记 may end (the second margin set has it 2.4 mm lower), and above."""
_HEADING_LINE = regex(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}\.(?!\d)")
_CLOSEST = 5.0
"""Millimetres that two lines of 小四 or larger are apart at least."""
_DASH, _OFF = 269.0, 1.5
"""Where the page number's dash stands: 7 mm below the text area (cl. 7.5); how far off is told."""
_DATE = regex(r"\d{4}年\d{1,2}月\d{1,2}日")
_ISSUED = regex(r".*\d{4}年\d{1,2}月\d{1,2}日印发")
_HEADING = regex(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附件")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A page's measures: lines (blank ones counted), characters of the longest line of 汉字 alone (0 for none), height of
    the page number's dash in millimetres (0 for none); ``full`` pages are those that the lines must fill; ``filled``
    counts the lines of 汉字 alone that reach the right edge."""

    page: int
    lines: int
    characters: int
    dash: float
    full: bool
    filled: int = 0


def measured(pages: Sequence[Page]) -> tuple[MeasureRow, ...]:
    """The measures of each page."""
    following = (*pages[1:], None)
    return tuple(
        MeasureRow(number, _slots(page), _longest(page), round(page.dash, 1), number > 1 and _is_full(page, after), _filled(page))
        for number, (page, after) in enumerate(zip(pages, following, strict=True), 1)
    )


def faults(pages: Sequence[Page]) -> tuple[Problem, ...]:
    """Everything about the pages that departs from the standard."""
    rows = measured(pages)
    found = [*_sizes(pages), *_lines(rows), *_characters(rows), *_numbers(pages), *_first(pages), *_closing(pages)]
    return (*found, *_imprint(pages), *_headings(pages), *_resting(pages))


def _slots(page: Page) -> int:
    """Lines from the first to the last, blank ones among them."""
    pitch = _pitch(page)
    return round((page.lines[-1].middle - page.lines[0].middle) / pitch) + 1 if page.lines else 0


def _pitch(page: Page) -> float:
    gaps = [below.middle - above.middle for above, below in zip(page.lines, page.lines[1:], strict=False)]
    usual = [gap for gap in gaps if gap > _CLOSEST]  # labels of a chart stand closer than any lines of a text
    return median(usual) if usual else MARGINS["A"].pitch / MM


def _longest(page: Page) -> int:
    """Characters of the longest line of 汉字; none on a page on its side, whose lines are longer."""
    if _is_lying(page):
        return 0
    return max((len(line.text) for line in page.lines if all(_is_wide(char) for char in line.text)), default=0)


def _filled(page: Page) -> int:
    return sum(line.right > _RIGHT - 1.5 * _ONE and all(map(_is_wide, line.text)) for line in page.lines)


def _is_wide(char: str) -> bool:
    return ord(char) > 0x2E7F or char in "“”‘’…—"


def _is_full(page: Page, after: Page | None) -> bool:
    """A page of running text that goes on on the next, filled to within two lines of the foot."""
    broken = after is None or _is_apart(after)
    if broken or _is_apart(page) or not page.lines or _is_lying(page):
        return False
    return page.lines[-1].bottom > _FOOT - 2.2 * MARGINS["A"].pitch / MM


def _is_apart(page: Page) -> bool:
    """Whether a page begins anew with a 附件."""
    return bool(page.lines) and page.lines[0].text.startswith("附件")


def _sizes(pages: Sequence[Page]) -> Iterator[Problem]:
    """One problem for each size of paper that is not A4."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, page in enumerate(pages, 1):
        sides = sorted((page.width, page.height))
        if abs(sides[0] - PAGE_WIDTH / MM) > 1 or abs(sides[1] - PAGE_HEIGHT / MM) > 1:
            found.setdefault((format(page.width, ".0f"), format(page.height, ".0f")), []).append(number)
    for (width, height), numbers in found.items():
        yield Problem(
            L16,
            say(
                "第 {pages} 页是 {width}×{height} 毫米，应为 A4（210×297 毫米）",
                pages=tuple(numbers), width=width, height=height,
            ),
            hint=say("布局→纸张大小→A4（5.1）"),
        )  # fmt: skip


def _lines(rows: Sequence[MeasureRow]) -> Iterator[Problem]:
    """A page may give its last line to keep a heading with its text."""
    wrong = [row for row in rows if row.full and row.lines not in (LINES, LINES - 1)]
    if wrong:
        pages = tuple(say("第 {page} 页 {lines} 行", page=row.page, lines=row.lines) for row in wrong)
        hint = say("行距设固定值 28.95 磅，不对齐网格，上下边距 37、35 毫米（5.2.3）")
        yield Problem(L10, say("满页应为 {lines} 行：{pages}", lines=LINES, pages=pages), Grade.WARNING, hint=hint)


def _characters(rows: Sequence[MeasureRow]) -> Iterator[Problem]:
    """One more where a mark hangs in the margin; lines that are not full say nothing, and a few full ones may each have given a
    character to the next line, which must not begin with a mark."""
    longest = max((row.characters for row in rows if row.full), default=0)
    enough = sum(row.filled for row in rows if row.full) >= _ENOUGH
    if longest and enough and longest > CHARACTERS - 4 and longest not in (CHARACTERS, CHARACTERS + 1):
        hint = say("三号字、字符间距紧缩 0.25 磅，左右边距 28、26 毫米（5.2.3）")
        yield Problem(
            L11,
            say("满行应为 {characters} 字，最长的一行是 {longest} 字", characters=CHARACTERS, longest=longest),
            Grade.WARNING,
            hint=hint,
        )


def _numbers(pages: Sequence[Page]) -> Iterator[Problem]:
    """One problem for each habit, with its pages."""
    numbered = [(index, page) for index, page in enumerate(pages, 1) if page.number is not None]
    lying = [index for index, page in numbered if _is_at_the_lying_foot(page)]
    if lying:
        hint = say("横页的页码放进文本框，文字方向转 90 度，放在竖过来看的页脚处（8）；程序的模板已经这样排好")
        yield Problem(L13, say("第 {pages} 页是横页，页码排在横页的下边，应与竖页的页码在同一处", pages=tuple(lying)), hint=hint)
    upright = [(index, page) for index, page in numbered if index not in lying]
    heights: dict[str, list[int]] = {}
    for index, page in upright:
        if abs(page.dash - _DASH) > _OFF:
            heights.setdefault(format(page.dash, ".1f"), []).append(index)
    for height, found in heights.items():
        message = say(
            "第 {pages} 页的页码距页面上边 {height} 毫米，应为 {wanted} 毫米",
            pages=tuple(found), height=height, wanted=format(_DASH, ".0f"),
        )  # fmt: skip
        yield Problem(L12, message, hint=say("页脚距离 25.5 毫米，页码一行固定值 14 磅（7.5）"))
    yield from _sides(upright)


def _is_at_the_lying_foot(page: Page) -> bool:
    """Whether the number of a page on its side was not turned with it: then it stands at the foot of 210 millimetres."""
    return _is_lying(page) and 0 < page.dash < PAGE_WIDTH / MM


def _sides(numbered: Sequence[tuple[int, Page]]) -> Iterator[Problem]:
    """Odd numbers at the right, even ones at the left, one character from the edge."""
    odd, even = [], []
    for index, page in numbered:
        if page.number is None:
            continue
        if _printed(page, index) % 2 and abs(page.number.right - _RIGHT + _SMALL) > _OFF:
            odd.append(index)
        elif not _printed(page, index) % 2 and abs(page.number.left - _LEFT - _SMALL) > _OFF:
            even.append(index)
    hint = say("页脚设“奇偶页不同”，各空一字（7.5）")
    if odd:
        yield Problem(L13, say("第 {pages} 页的页码没有单页居右空一字", pages=tuple(odd)), hint=hint)
    if even:
        yield Problem(L13, say("第 {pages} 页的页码没有双页居左空一字", pages=tuple(even)), hint=hint)


def _printed(page: Page, number: int) -> int:
    """The page's number as it is printed: a blank page before an even one is counted, and left out of a PDF."""
    digits = "".join(char for char in page.number.text if char.isdecimal()) if page.number else ""
    return int(digits) if digits else number


def _first(pages: Sequence[Page]) -> Iterator[Problem]:
    if pages and not _is_lying(pages[0]) and not any(_is_text(line) for line in pages[0].lines):
        yield Problem(L14, say("首页没有正文"), hint=say("标题、版头占满了首页，请压缩标题或版头的行数（7.3.3）"))


def _is_lying(page: Page) -> bool:
    """Whether a page is laid on its side, where lines begin and end elsewhere."""
    return page.width > page.height


def _is_text(line: PageLine) -> bool:
    """A paragraph's first line, or a full line: what is no heading, no title and no closing."""
    indented = abs(line.left - _LEFT - 2 * _ONE) < 1 and not _HEADING.match(line.text)
    full = abs(line.left - _LEFT) < 1 and line.right > _RIGHT - 2 * _ONE
    return indented or full


def _closing(pages: Sequence[Page]) -> Iterator[Problem]:
    """A date in the right half, alone in its line, is a closing; on its page there must be text above it."""
    for number, page in enumerate(pages, 1):
        dates = [line for line in page.lines if _DATE.fullmatch(line.text) and line.left > (_LEFT + _RIGHT) / 2 - _ONE]
        above = [line for line in page.lines if dates and line.top < dates[0].top]
        if number > 1 and dates and not _is_lying(page) and not any(map(_is_text, above)):
            hint = say("调整行距、字距，让正文末段至少有一行与署名同页（7.3.5.5）")
            yield Problem(L15, say("第 {page} 页只有署名、成文日期，没有正文", page=number), hint=hint)


def _imprint(pages: Sequence[Page]) -> Iterator[Problem]:
    """The 版记 is the last thing on the last page, and that is an even one."""
    for index, page in enumerate(pages, 1):
        number = _printed(page, index)
        if number % 2 and any(_ISSUED.fullmatch(line.text) for line in page.lines):
            hint = say(
                "用程序的公文模板的，在数据里写 版记另面: 是；别的文件，在版记前插入“偶数页”分节符（GB/T 33476.2—2016 7.3.1）"
            )
            yield Problem(L17, say("版记在第 {page} 页，应在偶数页", page=number), Grade.WARNING, hint=hint)


def _headings(pages: Sequence[Page]) -> Iterator[Problem]:
    """A heading in a line of its own that is the last of its page, while the text goes on on the next."""
    for number, (page, after) in enumerate(pairwise(pages), 1):
        last = page.lines[-1] if page.lines and not _is_lying(page) else None
        if last is None or _is_apart(after) or not after.lines:
            continue
        low = last.bottom > _FOOT - 1.5 * MARGINS["A"].pitch / MM
        short = low and last.right < _RIGHT - 2 * _ONE and not last.text.endswith(("。", "：", "；"))
        if short and abs(last.left - _LEFT - 2 * _ONE) < 1 and _HEADING_LINE.match(last.text):
            hint = say("段落→换行和分页→与下段同页")
            yield Problem(L18, say("第 {page_number} 页最后一行是标题，正文在下一页", page_number=number), Grade.WARNING, hint=hint)


def _resting(pages: Sequence[Page]) -> Iterator[Problem]:
    """The last line of the 版记 stands at the foot of the last page's text: not above it, not below, not before other pages."""
    for number, page in enumerate(pages, 1):
        line = next((each for each in page.lines if _ISSUED.fullmatch(each.text)), None)
        if line is None:
            continue
        hint = say("版记用表格，定位到版心的底端；末条分隔线与版心下边缘重合（7.4.1）")
        if number < len(pages):
            yield Problem(L19, say("版记在第 {page_number} 页，后面还有别的页", page_number=number), Grade.WARNING, hint=hint)
        elif line.bottom > _FOOT + _LEADING:
            yield Problem(L19, say("版记伸到版心之下，压着页码"), Grade.WARNING, hint=hint)
        elif line.bottom < _FOOT - _HIGHEST:
            yield Problem(L19, say("版记不在版心的底端"), Grade.WARNING, hint=hint)
