"""The running text of a document → departures in indents, gaps and alignment of its paragraphs.

Knows no fonts.  A heading is a 自然段 like any other, so it is indented alike (cl. 7.3.3).
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.gongwen.document.model import BLANKS, LEVELS, DocParagraph, Role, WordDocument
from reportgen.gongwen.rules.measures import characters, points
from reportgen.gongwen.rules.rule import Finding, at, rule
from reportgen.gongwen.standard import INDENT_CHARS, TOLERANCES, Strength
from reportgen.message import say
from reportgen.ooxml.names import W
from reportgen.problem import Grade

_TWO = say("段落→特殊格式→首行缩进 2 字符")
_ALIGNMENTS = {"left": say("左对齐"), "center": say("居中"), "right": say("右对齐"), "distribute": say("分散对齐")}


def leading_blanks(paragraph: DocParagraph) -> str:
    """The blanks typed before the first word."""
    return paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip(BLANKS))]


def blank_width(blanks: str) -> float:
    """How many characters wide typed blanks are; a tab counts as two, a half-width blank as a half."""
    return sum(2.0 if sign == "\t" else 1.0 if sign in "\u3000\u2003" else 0.5 for sign in blanks)


@rule("G20", "GB/T 9704—2012 7.3.3", Strength.MUST)
def first_line(document: WordDocument) -> Iterator[Finding]:
    """每个自然段左空二字（首行缩进 2 字），标题段也一样。
    为什么：标准规定“每个自然段左空二字，回行顶格”；层次标题也是自然段，不顶格、不居中。
    例：一级标题顶格写是错的；首行缩进 0.74 厘米（五号字的 2 字）对三号字只有 1.3 字，也是错的。
    """
    for paragraph in document.text:
        if leading_blanks(paragraph) or paragraph.layout.align in ("center", "right"):
            continue
        left = max(0.0, paragraph.layout.characters("left", paragraph.size))
        found = paragraph.layout.characters("first", paragraph.size) + left
        if abs(found - INDENT_CHARS / 100) > TOLERANCES["indent"].value:
            yield Finding(say("首行缩进 {width}，应为 2 字", width=characters(found)), at(paragraph), _TWO)


@rule("G21", "GB/T 9704—2012 7.3.3", Strength.PRACTICE)
def blank_indent(document: WordDocument) -> Iterator[Finding]:
    """首行缩进用段落格式，不用空格顶。
    为什么：空格的宽度随字体变，改字号、复制粘贴后就对不齐；有的段两个空格有的段四个，也看不出来。
    例：段首打两个全角空格或四个半角空格。
    """
    for paragraph in document.text:
        if blanks := leading_blanks(paragraph):
            width = blank_width(blanks) + paragraph.layout.characters("first", paragraph.size)
            fitting = abs(width - 2) <= TOLERANCES["side"].value
            message = (
                say("首行缩进是用空格顶出来的")
                if fitting
                else say("首行用空格顶出 {width}，应为 2 字", width=characters(width))
            )
            hint = say("删去段首空格，段落→特殊格式→首行缩进 2 字符")
            yield Finding(message, at(paragraph, 0, len(blanks)), hint, None if fitting else Grade.ERROR)


@rule("G22", "GB/T 9704—2012 7.3.3", Strength.MUST)
def flush_lines(document: WordDocument) -> Iterator[Finding]:
    """回行顶格：正文和层次标题没有左右缩进。
    为什么：标准规定“回行顶格”，每行才排得满 28 字。
    例：自动编号给段落带来左缩进 0.74 厘米、悬挂缩进，第二行就不顶格了。
    """
    for paragraph in document.text:
        layout, size = paragraph.layout, paragraph.size
        for side in ("left", "right"):
            found = layout.characters(side, size)
            if abs(found) > TOLERANCES["indent"].value:
                width = characters(found)
                yield Finding(
                    say("左侧缩进 {width}，应顶格（0 字）", width=width)
                    if side == "left"
                    else say("右侧缩进 {width}，应顶格（0 字）", width=width),
                    at(paragraph),
                    say("段落→缩进→左侧、右侧都设为 0"),
                )


@rule("G23", "GB/T 9704—2012 5.2.3", Strength.PRACTICE)
def gaps(document: WordDocument) -> Iterator[Finding]:
    """正文段前、段后都是 0。
    为什么：段间多出的空让一页排不满 22 行；要空一行就用一个空行。
    例：软件自带的正文样式“段后 8 磅”、标题样式“段前 17 磅”。
    """
    for paragraph in document.text:
        before, after = paragraph.layout.before, paragraph.layout.after
        for message, space in (
            (say("段前空 {gap}，应为 0", gap=points(before)), before),
            (say("段后空 {gap}，应为 0", gap=points(after)), after),
        ):
            if space:
                yield Finding(
                    message,
                    at(paragraph),
                    say("段落→间距→段前、段后都设为 0"),
                )


@rule("G24", "GB/T 9704—2012 7.3.3", Strength.PRACTICE)
def alignment(document: WordDocument) -> Iterator[Finding]:
    """正文和层次标题两端对齐。
    为什么：左对齐的右边参差不齐，撑不满版心；层次标题居中或右对齐则不是“左空二字”。
    例：一级标题居中是错的。
    """
    for paragraph in document.text:
        align = paragraph.layout.align
        if align in _ALIGNMENTS:
            turned = align in ("center", "right") and not leading_blanks(paragraph)
            grade = Grade.ERROR if turned else None
            if paragraph.role in LEVELS:
                message = say("层次标题是{alignment}，应两端对齐、左空二字", alignment=_ALIGNMENTS[align])
            else:
                message = say("正文是{alignment}，应两端对齐、左空二字", alignment=_ALIGNMENTS[align])
            yield Finding(
                message,
                at(paragraph),
                say("段落→对齐方式→两端对齐"),
                grade,
            )


@rule("G25", "GB/T 9704—2012 5.2.3、7.3.3", Strength.PRACTICE)
def empty_lines(document: WordDocument) -> Iterator[Finding]:
    """正文段与段之间不空行。
    为什么：标准只在标题下、正文与附件说明或署名之间各空一行；用空行拉开段落或顶到下一页，改一处全篇就乱。
    例：每个一级标题前空一行；用一串回车把署名推到下一页。
    """
    before: DocParagraph | None = None
    gap: DocParagraph | None = None
    for paragraph in document.paragraphs:
        if paragraph.role is Role.EMPTY:
            gap = gap or paragraph
            continue
        text = paragraph.role in (*LEVELS, Role.BODY)
        if gap is not None and text and before is not None and before.role in (*LEVELS, Role.BODY):
            yield Finding(say("正文中间有空行"), at(paragraph), say("删去空行"))
        before, gap = paragraph, None


@rule("G26", "GB/T 9704—2012 7.3.3", Strength.PRACTICE)
def line_breaks(document: WordDocument) -> Iterator[Finding]:
    """一段就是一个段落，不用手动换行符（Shift+Enter）分段。
    为什么：手动换行后的“段”没有首行缩进，也不算段落；两端对齐时换行前的一行会被拉散。
    例：从网页粘贴来的文字每段之间是“↓”而不是“↵”。
    """
    for paragraph in document.text:
        place = paragraph.text.strip(BLANKS).find("\n")
        if place >= 0:
            yield Finding(
                say("段落中间有手动换行符"),
                at(paragraph, place, place + 1),
                say("把手动换行符（^l）替换成段落标记（^p）"),
            )


@rule("G165", "GB/T 15834—2011 5.1", Strength.NORMAL)
def line_edges(document: WordDocument) -> Iterator[Finding]:
    """段落按中文习惯控制首尾字符，标点不在行首。
    为什么：标准说句号、逗号等“不出现在一行之首”，引号、括号的前一半不在行末；关掉了这个设置，软件就不管了。
    例：段落→中文版式→没有选“按中文习惯控制首尾字符”。
    """
    for paragraph in document.everything:
        found = paragraph.element.find(f"{W}pPr/{W}kinsoku")
        if found is not None and found.get(W + "val") in ("0", "false", "off"):
            yield Finding(say("标点会排到行首"), at(paragraph), say("段落→中文版式→按中文习惯控制首尾字符"))
