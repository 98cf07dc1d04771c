"""The sections and the running text of a document → departures in paper, margins, type area, lines and characters.

Knows no words.  Two sets of margins keep the standard (``standard.MARGINS``), and the line pitch is judged against the set that
the page has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from reportgen.gongwen.document.model import DocParagraph, EffectiveLayout, Role, Section, WordDocument
from reportgen.gongwen.document.properties import number
from reportgen.gongwen.rules.measures import area, millimetres, points
from reportgen.gongwen.rules.rule import Finding, at, rule
from reportgen.gongwen.standard import (
    LANDSCAPE,
    MARGINS,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIZE_3,
    TOLERANCES,
    Strength,
    margin_set,
)
from reportgen.gongwen.type_area import CHARACTERS, LINES
from reportgen.message import Message, say
from reportgen.ooxml.names import W

_SET_MARGINS = say("布局→页面设置→页边距：上 37、下 35、左 28、右 26 毫米（或上 34.6、下 32.6、左 28、右 26 毫米）")
_USUAL_PITCHES = range(560, 593)
_LYING = (PAGE_HEIGHT - LANDSCAPE[1] - LANDSCAPE[3], PAGE_WIDTH - LANDSCAPE[0] - LANDSCAPE[2])
"""Width and height of the text area of a page on its side."""
"""What makes 22 lines on a page with either set of margins."""


def _near(value: int, wanted: int, subject: str) -> bool:
    return abs(value - wanted) <= TOLERANCES[subject].value


@rule("G01", "GB/T 9704—2012 5.1", Strength.MUST)
def paper(document: WordDocument) -> Iterator[Finding]:
    """纸张用 A4（210×297 毫米）；横排表格的页可以横放。
    为什么：公文统一用 A4，装订、归档、复印都按它来；文件默认的 Letter 纸打印时会缩放或切边。
    例：纸张设成 Letter（215.9×279.4 毫米）是错的，应设成 A4。
    """
    for section in document.sections:
        sides = sorted((section.width, section.height))
        if not (_near(sides[0], PAGE_WIDTH, "page") and _near(sides[1], PAGE_HEIGHT, "page")):
            size = area(section.width, section.height)
            yield Finding(
                say("纸张是 {paper}，应为 A4（210×297 毫米）", paper=size), section.place, say("布局→纸张大小→A4")
            )


@rule("G02", "GB/T 9704—2012 5.2.1", Strength.MUST)
def margins(document: WordDocument) -> Iterator[Finding]:
    """天头（上边距）37 毫米，订口（左边距）28 毫米，各允差 1 毫米；按 GB/T 33476.2 设 34.58 毫米的也对。
    为什么：上、左两个白边是标准直接规定的；排版软件把行距的一半加在首行之上，所以电子公文标准另给一套略小的上边距。
    例：上下 2.54 厘米、左右 3.18 厘米（软件默认值）是错的。
    """
    for section in _upright(document):
        top = any(_near(section.top, page.top, "margin") for page in MARGINS.values())
        left = any(_near(section.left, page.left, "margin") for page in MARGINS.values())
        if not (top and left):
            yield Finding(
                say(
                    "上边距 {top}、左边距 {left}，应为上 37 毫米（或 34.6 毫米）、左 28 毫米",
                    top=millimetres(section.top),
                    left=millimetres(section.left),
                ),
                section.place,
                _SET_MARGINS,
            )


@rule("G03", "GB/T 9704—2012 5.2.1", Strength.MUST)
def type_area(document: WordDocument) -> Iterator[Finding]:
    """版心 156×225 毫米，也就是右边距 26 毫米、下边距与上边距配成一套。
    为什么：版心定了，才排得出每页 22 行、每行 28 字。
    例：上 37、下 25、左 28、右 26 毫米：版心高 235 毫米，是错的。
    """
    told = {id(finding.place) for other in (paper, margins) for finding in other.check(document)}
    for section in _upright(document):
        if id(section.place) in told:
            continue  # the paper or the margins are told, and the area follows from them
        page = min(MARGINS.values(), key=lambda each: abs(each.top - section.top))
        high = _near(section.text_height, page.text_height, "margin")
        if not (high and _near(section.text_width, page.text_width, "margin")):
            found = area(section.text_width, section.text_height)
            wanted = area(page.text_width, page.text_height)
            yield Finding(
                say("版心是 {area}，应为 {wanted_area}", area=found, wanted_area=wanted),
                section.place,
                _SET_MARGINS,
            )


@rule("G04", "GB/T 9704—2012 5.2.3", Strength.NORMAL)
def line_pitch(document: WordDocument) -> Iterator[Finding]:
    """正文行距用固定值，一页正好排 22 行。
    为什么：单倍、1.5 倍等行距随字体变，换台电脑页数就不同；29 磅在上边距 37 毫米的页上只排得下 21 行。
    例：甲套页边距用固定值 28.95 磅，乙套用 29.45 磅；“1.5 倍行距”是错的。
    """
    told = departing(document)
    for paragraph in document.text:
        layout, section = paragraph.layout, document.sections[min(paragraph.section, len(document.sections) - 1)]
        if section.landscape or (id(section.place) in told and layout.rule == "exact" and layout.line in _USUAL_PITCHES):
            continue
        best = _best_pitch(section)
        if layout.rule != "exact":
            yield Finding(
                say("行距是{pitch}，应为固定值 {wanted}", pitch=pitch_words(layout), wanted=points(best)),
                at(paragraph),
                _pitch_hint(best),
            )
        elif (lines := section.text_height // max(1, layout.line)) != LINES:
            message = say(
                "行距固定值 {pitch}，这样的版心一页排 {lines} 行，应为 {wanted} 行",
                pitch=points(layout.line),
                lines=lines,
                wanted=LINES,
            )
            yield Finding(message, at(paragraph), _pitch_hint(best))


@rule("G05", "GB/T 9704—2012 5.2.3", Strength.PRACTICE)
def filled_area(document: WordDocument) -> Iterator[Finding]:
    """22 行撑满版心，版心底部不留半行以上的空。
    为什么：标准说“一般每面排 22 行，每行排 28 个字，并撑满版心”；28 磅虽有 22 行，版心底部空出 21.8 磅。
    例：甲套页边距，固定值 28 磅（空 21.8 磅）不如 28.95 磅（空 0.9 磅）。
    """
    for paragraph in document.text:
        section = document.sections[min(paragraph.section, len(document.sections) - 1)]
        layout, page = paragraph.layout, margin_set(section.top, section.bottom)
        if page is None or layout.rule != "exact" or section.text_height // max(1, layout.line) != LINES:
            continue
        rest = section.text_height - LINES * layout.line
        if rest > layout.line / 2:
            message = say(
                "行距固定值 {pitch}，22 行排不满版心，空出 {rest}",
                pitch=points(layout.line),
                rest=points(rest),
            )
            yield Finding(message, at(paragraph), say("要撑满版心，用固定值 {pitch}", pitch=points(page.pitch)))


@rule("G06", "GB/T 9704—2012 5.2.3", Strength.NORMAL)
def line_characters(document: WordDocument) -> Iterator[Finding]:
    """正文一行排 28 个字。
    为什么：28 个 16 磅的字宽 448 磅，而版心宽 442.2 磅，不调字距只排得下 27 个。
    例：字符间距“紧缩 0.25 磅”，或文档网格“指定行和字符网格”每行 28 字；不调字距是 27 字。
    """
    bodies = [paragraph for paragraph in document.having(Role.BODY) if paragraph.size == SIZE_3]
    counts = Counter((paragraph.section, paragraph.most("spacing")) for paragraph in bodies)
    for (index, spacing), _ in counts.most_common(1):
        section = document.sections[min(index, len(document.sections) - 1)]
        paragraph = next(each for each in bodies if (each.section, each.most("spacing")) == (index, spacing))
        width = MARGINS["A"].text_width if id(section.place) in departing(document) else section.text_width
        fitting = int(width // max(1, SIZE_3 * 10 + spacing + _grid_space(section, paragraph)))
        if fitting != CHARACTERS and not section.landscape:
            yield Finding(
                say("正文一行排 {fitted} 个字，应为 {characters} 个字", fitted=fitting, characters=CHARACTERS),
                at(paragraph),
                say("字体→高级→间距“紧缩”0.25 磅"),
            )


@rule("G07", "GB/T 9704—2012 5.2.3", Strength.PRACTICE)
def grid(document: WordDocument) -> Iterator[Finding]:
    """文档网格不与固定行距打架：正文不对齐网格，或网格行距与正文行距相同。
    为什么：正文对齐到 15.6 磅的默认网格时，有的软件把 28.95 磅排成 31.2 磅，一页只剩 20 行；“行和字符网格”在有的软件里把每个字排成两格。
    例：网格行距 312 缇而正文固定值 28.95 磅，又没有取消“如果定义了文档网格，则对齐到网格”。
    """
    for paragraph in document.text:
        section = document.sections[min(paragraph.section, len(document.sections) - 1)]
        if not paragraph.layout.snap or paragraph.layout.rule != "exact":
            continue
        if section.grid in ("linesAndChars", "snapToChars"):
            yield Finding(say("正文对齐到“行和字符网格”，换个软件每行字数会变"), at(paragraph), _SNAP_HINT)
        elif section.grid == "lines" and section.grid_pitch not in (0, paragraph.layout.line):
            message = say(
                "正文对齐到行距 {pitch} 的文档网格，与正文行距不同，换个软件每页行数会变",
                pitch=points(section.grid_pitch),
            )
            yield Finding(message, at(paragraph), _SNAP_HINT)


@rule("G08", "GB/T 9704—2012 5.2.3", Strength.PRACTICE)
def widows(document: WordDocument) -> Iterator[Finding]:
    """正文不设“孤行控制”。
    为什么：孤行控制为了不让一段的头一行或末一行落单，会把页底空出一行，一页就不是 22 行了。
    例：段落→换行和分页→去掉“孤行控制”。
    """
    for paragraph in document.text:
        if paragraph.layout.widow and len(paragraph.text) > 2 * CHARACTERS:
            yield Finding(say("设了“孤行控制”，有的页会少排一行"), at(paragraph), say("段落→换行和分页→去掉“孤行控制”"))


@rule("G09", "GB/T 9704—2012 8", Strength.NORMAL)
def landscape(document: WordDocument) -> Iterator[Finding]:
    """横排表格的页是竖页转过来的：版心 225×156 毫米，上 28、下 26、右 37、左 35 毫米。
    为什么：装订后横页与竖页的版心应当重合，单页表头在订口一边，双页在切口一边。
    例：横页仍用上 37、下 35、左 28、右 26 毫米，版心就成了 243×138 毫米。
    """
    for section in document.sections:
        if not section.landscape:
            continue
        found = (section.top, section.right, section.bottom, section.left)
        if not any(all(map(lambda a, b: _near(a, b, "margin"), found, wanted)) for wanted in _turned()):
            turned = area(section.text_width, section.text_height)
            message = say("横页的版心是 {area}，应为竖页转过来的 225×156 毫米", area=turned)
            if _near(section.text_width, _LYING[0], "margin") and _near(section.text_height, _LYING[1], "margin"):
                message = say("横页的版心大小对，位置不对：页边距应当是竖页转过来的")
            yield Finding(message, section.place, say("横页的页边距：上 28、下 26、左 35、右 37 毫米"))


def _turned() -> list[tuple[int, ...]]:
    """The portrait margins turned; with either set of the standard."""
    top, right, bottom, left = LANDSCAPE
    other = MARGINS["B"]
    return [LANDSCAPE, (top, other.top, bottom, other.bottom), (bottom, left, top, right)]


def departing(document: WordDocument) -> frozenset[int]:
    """The ids of the sections whose paper or margins are told: what only follows from them is not told again."""
    found = (finding.place for other in (paper, margins, type_area) for finding in other.check(document))
    return frozenset(map(id, found))


def _upright(document: WordDocument) -> Iterator[Section]:
    return (section for section in document.sections if not section.landscape)


def _best_pitch(section: Section) -> int:
    page = margin_set(section.top, section.bottom)
    return page.pitch if page else MARGINS["A"].pitch


def pitch_words(layout: EffectiveLayout) -> Message:
    """How a message names a line pitch."""
    if layout.rule == "auto":
        times = f"{layout.line / 240:.2f}".rstrip("0").removesuffix(".")
        return say("单倍行距") if layout.line == 240 else say(" {times} 倍行距", times=times)
    if layout.rule == "atLeast":
        return say("最小值 {pitch}", pitch=points(layout.line))
    return say("固定值 {pitch}", pitch=points(layout.line))


@cache
def _pitch_hint(pitch: int) -> Message:
    return say("段落→行距→固定值 {pitch}", pitch=points(pitch))


def _grid_space(section: Section, paragraph: DocParagraph) -> float:
    """What a character grid adds to each character, in twips; ``w:charSpace`` is in 4096ths of a point."""
    gridded = section.grid in ("linesAndChars", "snapToChars") and paragraph.layout.snap
    return section.grid_space / 4096 * 20 if gridded else 0


_SNAP_HINT = say("段落→去掉“如果定义了文档网格，则对齐到网格”")


@rule("G158", "GB/T 9704—2012 5.2.3", Strength.NORMAL)
def page_extras(document: WordDocument) -> Iterator[Finding]:
    """页面没有行号、分栏、边框，文字从版心上边排起。
    为什么：标准要求一面 22 行、一行 28 字；这些多是审稿、排别的文件时留下的设置。
    例：每行左边有行号；正文分成两栏；页面四周有边框；页面垂直居中。
    """
    for section in document.sections:
        for found, message, hint in _extras(section):
            if found:
                yield Finding(message, section.place, hint)


def _extras(section: Section) -> Iterator[tuple[bool, Message, Message]]:
    if section.element is None:
        return
    columns, aligned = section.element.find(W + "cols"), section.element.find(W + "vAlign")
    count = columns.get(W + "num", "1") if columns is not None else "1"
    direction = section.element.find(W + "textDirection")
    vertical = direction is not None and direction.get(W + "val") not in ("lrTb", "tb")
    yield section.element.find(W + "lnNumType") is not None, say("页面设了行号"), say("布局→行号→无")
    yield number(count) > 1, say("正文分了栏"), say("布局→栏→一栏")
    yield section.element.find(W + "pgBorders") is not None, say("页面有边框"), say("设计→页面边框→无")
    yield aligned is not None and aligned.get(W + "val") != "top", say("页面的垂直对齐不是顶端"), say("页面设置→布局→垂直对齐方式→顶端对齐")
    yield vertical, say("文字是竖排的"), say("布局→文字方向→水平")
