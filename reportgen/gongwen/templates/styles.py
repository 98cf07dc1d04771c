"""A margin set and a font culture → the styles of our templates, as the part ``styles.xml``.

Knows no body.  Each element of an official document has a style of its own under the standard's name for it, so that
who restyles a template finds it in Word's list; titles, headings, body and footer have the names that Word knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.gongwen.signature import (
    CLOSING,
    CLOSING_NAMES,
    ENCLOSED,
    ENCLOSED_FIRST,
    ENCLOSED_NAMES,
    ONE,
    SEALED,
    SEALED_DATE,
)
from reportgen.gongwen.standard import (
    FONTS,
    INDENT,
    INDENT_CHARS,
    LATIN,
    LEVELS,
    ONE_CHARACTER,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TITLE_PITCH,
    Margins,
)
from reportgen.gongwen.type_area import CHARACTER_SPACING
from reportgen.gongwen.wordml import NAMESPACES, Font, Indent, LayoutSpec, StyleSpec, line_xml

BODY, TITLE, SIGNED, DATED, LEAD, FOOTER = "a", "a3", "a4", "a5", "a6", "a7"
"""Ids of the styles that a report uses; Word and WPS number theirs alike."""
COPY, SECRECY, MARK, NUMBER, SIGNERS, SIGNER, TO = "a8", "a9", "aa", "ab", "ac", "ad", "ae"
"""版头 and 主送机关: 份号, 密级和紧急程度, 发文机关标志, 发文字号, 签发人 (a line), 签发人姓名 (a run), 主送机关."""
ENCLOSED_NEXT, REMARK = "af1", "af2"
"""附件说明: of one, the first of several, the others; 附注."""
ENCLOSURE, IMPRINT, COPIED, ISSUED, ANCHOR = "af7", "af8", "af9", "afa", "afb"
"""附件 on its page; 版记: its common style, 抄送, 印发; the paragraph that holds the 版记 table."""
CELL, CELL_HEAD, CELL_NAME, CELL_FIGURE, NOTE, UNITS, CHART = "b0", "b1", "b2", "b3", "b4", "b5", "b6"
"""Tables: cells, heads, names, figures, notes; the line of a chart's unit; the paragraph that holds a chart."""
SUBTITLE, SPEAKER, GREETING = "c0", "c1", "c2"
"""副标题, 报告人 below the title; 称谓, flush left."""
RUN_IN, RUN_IN_WORDS = ("c3", "c4", "c5", "c6", "c7"), ("c8", "c9", "ca", "cb", "cc")
"""A paragraph that begins with its heading, by level, and the words of that heading (a run)."""
FIFTH = "5"
"""A heading below the four that the standard names."""
PICTURE, PICTURE_NAME, TABLE_NAME = "cd", "ce", "cf"
"""A picture's paragraph, the words below it, the words above a table."""

RED = "FF0000"
MARK_SIZE = 72
"""小初 (36 pt) in half-points for 发文机关标志: twelve characters a line.  The standard fixes no size (实务)."""
MARK_PITCH = 840
"""Its line pitch in twips (实务)."""
MARK_DROP = {"A": 0, "B": 137}
"""How much lower the mark stands below the text area's edge than 35 mm: set B's edge is half a line higher."""
MARK_RISE = 60
"""How much higher than its characters the mark's line begins, in twips (measured with stand-in fonts)."""
RULE = line_xml("bottom", "single", 12, 11, RED)
"""The red rule, 4 mm (11 pt) below 发文字号 and as wide as the text area (cl. 7.2.7); its thickness is 实务."""
FOOTER_PITCH = 280
"""Line pitch of the page number: the height of its characters, so that cl. 7.5 can be met to the millimetre."""
IMPRINT_PITCH = 480
"""Line pitch of the 版记 (实务)."""


def chars(first: float = 0, left: float = 0, right: float = 0, one: int = ONE) -> Indent:
    """Indents in characters, ``first`` negative for hanging."""
    return Indent(*(number for size in (first, left, right) for number in (round(size * 100), round(size * one))))


def styles_xml(page: Margins, fonts: str) -> str:
    """All styles; document defaults name every font, so that no theme and no program's habit decides."""
    body = Font(FONTS["仿宋"].written(fonts), LATIN, SIZE_3, spacing=CHARACTER_SPACING)
    defaults = f"<w:docDefaults><w:rPrDefault>{_default_run(body)}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    made = Faces(fonts, body)
    styles = (
        *_text_styles(page, made), *_heading_styles(page, made), *_closing_styles(page, made), *_imprint_styles(made),
        *_table_styles(made), *_other_styles(made),
    )  # fmt: skip
    return f"<w:styles {NAMESPACES}>{defaults}{''.join(style.xml() for style in styles)}</w:styles>"


class Faces:
    """The fonts of one culture by class, in 三号 or another size."""

    def __init__(self, fonts: str, body: Font) -> None:
        self.fonts = fonts
        self.body = body

    def of(self, name: str, size: int = SIZE_3, colour: str = "") -> Font:
        """A font class; 三号 carries the spacing that makes 28 characters a line."""
        spacing = CHARACTER_SPACING if size == SIZE_3 else 0
        return Font(FONTS[name].written(self.fonts), LATIN, size, spacing=spacing, colour=colour)


def _default_run(body: Font) -> str:
    """The defaults, with the language that line breaking and punctuation depend on."""
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    return body.xml().replace("</w:rPr>", language).replace('<w:b w:val="0"/><w:bCs w:val="0"/>', "")


def _text_styles(page: Margins, faces: Faces) -> Iterator[StyleSpec]:
    text = LayoutSpec(page.pitch, indent=Indent(INDENT_CHARS, INDENT))
    centred = LayoutSpec(page.pitch, align="center", keep_next=True)
    yield StyleSpec(BODY, "Normal", layout=text, font=faces.body, default=True, priority=0)
    for level in LEVELS:
        yield StyleSpec(
            str(level.outline + 1), f"heading {level.outline + 1}", based_on=BODY, following=BODY, priority=9,
            layout=replace(text, outline=level.outline, keep_next=True), font=faces.of(level.font),
        )  # fmt: skip
    yield from _level_styles(page, faces, text)
    yield StyleSpec(
        TITLE, "Title", based_on=BODY, following=BODY, priority=10, font=faces.of("小标宋", SIZE_2),
        layout=LayoutSpec(TITLE_PITCH, align="center", keep_next=True),
    )  # fmt: skip
    yield StyleSpec(SUBTITLE, "Subtitle", based_on=BODY, following=BODY, layout=centred, font=faces.of("楷体"), priority=11)
    yield StyleSpec(SPEAKER, "报告人", based_on=BODY, following=DATED, layout=centred, font=faces.of("楷体"), priority=11)
    yield StyleSpec(GREETING, "称谓", based_on=BODY, following=BODY, layout=LayoutSpec(page.pitch), font=faces.body, priority=12)
    yield StyleSpec(SIGNED, "署名", based_on=BODY, following=DATED, layout=centred, font=faces.of("楷体"), priority=11)
    yield StyleSpec(DATED, "成文日期", based_on=BODY, following=BODY, layout=centred, font=faces.of("楷体"), priority=11)
    wide = FONTS["宋体"].written(faces.fonts)
    footer = LayoutSpec(FOOTER_PITCH, align="right")
    yield StyleSpec(FOOTER, "footer", based_on=BODY, priority=99, layout=footer, font=Font(wide, wide, SIZE_4))


_RANKS = ("一级", "二级", "三级", "四级", "五级")
_RUN_IN_NAME, _RUN_IN_WORDS_NAME = "接排", "接排标题"


def _level_styles(page: Margins, faces: Faces, text: LayoutSpec) -> Iterator[StyleSpec]:
    """The fifth level, and each level run in: the paragraph has the level's place in the navigation pane, its heading the level's
    font, the rest the body's."""
    fifth = replace(text, outline=4, keep_next=True)
    yield StyleSpec(FIFTH, "heading 5", based_on=BODY, following=BODY, priority=9, layout=fifth, font=faces.body)
    fonts = (*(level.font for level in LEVELS), "仿宋")
    for number, font in enumerate(fonts):
        layout = replace(text, outline=number)
        yield StyleSpec(
            RUN_IN[number], f"{_RUN_IN_NAME}{_RANKS[number]}", based_on=BODY, following=BODY, priority=10, layout=layout,
            font=faces.body,
        )
        yield StyleSpec(
            RUN_IN_WORDS[number], f"{_RUN_IN_WORDS_NAME}{_RANKS[number]}", kind="character", based_on="a0", priority=10,
            font=faces.of(font),
        )


def _heading_styles(page: Margins, faces: Faces) -> Iterator[StyleSpec]:
    """版头 (cl. 7.2) and 主送机关 (cl. 7.3.2)."""
    flush = LayoutSpec(page.pitch)
    above = 1984 + MARK_DROP[page.name] - MARK_RISE - 3 * page.pitch
    red = faces.of("小标宋", MARK_SIZE, RED)
    number = LayoutSpec(page.pitch, align="center", border=RULE, keep_next=True)
    yield StyleSpec(COPY, "份号", based_on=BODY, layout=flush, font=faces.body, priority=20)
    yield StyleSpec(SECRECY, "密级和紧急程度", based_on=BODY, layout=flush, font=faces.of("黑体"), priority=20)
    mark = LayoutSpec(MARK_PITCH, align="center", before=above)
    yield StyleSpec(MARK, "发文机关标志", based_on=BODY, layout=mark, font=red, priority=20)
    yield StyleSpec(NUMBER, "发文字号", based_on=BODY, layout=number, font=faces.body, priority=20)
    yield StyleSpec(SIGNERS, "签发人", based_on=BODY, layout=LayoutSpec(page.pitch, align="left"), font=faces.body, priority=20)
    yield StyleSpec(SIGNER, "签发人姓名", kind="character", based_on="a0", priority=20, font=faces.of("楷体"))
    yield StyleSpec(TO, "主送机关", based_on=BODY, following=BODY, layout=flush, font=faces.body, priority=20)


def _closing_styles(page: Margins, faces: Faces) -> Iterator[StyleSpec]:
    """附件说明 (cl. 7.3.4), 署名 and 成文日期 (cl. 7.3.5), 附注 (cl. 7.3.6), 附件 (cl. 7.3.7)."""
    for style, name, indent in (
        (ENCLOSED, ENCLOSED_NAMES[ENCLOSED], chars(-3, 5)),
        (ENCLOSED_FIRST, ENCLOSED_NAMES[ENCLOSED_FIRST], chars(-4, 6)),
        (ENCLOSED_NEXT, "附件说明（次项）", chars(-1, 6)),
    ):
        stops = (("left", 6 * ONE),) if style != ENCLOSED else ()
        layout = LayoutSpec(page.pitch, align="left", indent=indent, tabs=stops, keep_next=style == ENCLOSED_FIRST)
        yield StyleSpec(style, name, based_on=BODY, layout=layout, font=faces.body, priority=21)
    for style, name in CLOSING_NAMES.items():
        indent = chars(right=4 if style == SEALED_DATE else 2)
        layout = LayoutSpec(page.pitch, align="right", indent=indent, keep_next=style in (CLOSING, SEALED))
        yield StyleSpec(style, name, based_on=BODY, layout=layout, font=faces.body, priority=22)
    yield StyleSpec(REMARK, "附注", based_on=BODY, layout=LayoutSpec(page.pitch, indent=chars(left=2)), font=faces.body, priority=22)
    enclosure = LayoutSpec(page.pitch, align="left", keep_next=True, page_break=True)
    yield StyleSpec(ENCLOSURE, "附件标识", based_on=BODY, following=BODY, layout=enclosure, font=faces.of("黑体"), priority=23)


def _imprint_styles(faces: Faces) -> Iterator[StyleSpec]:
    """版记 in 四号 (cl. 7.4); the last style holds the floating table and takes next to no room."""
    small = faces.of("仿宋", SIZE_4)
    plain = LayoutSpec(IMPRINT_PITCH)
    one = ONE_CHARACTER
    copied = replace(plain, indent=chars(-3, 4, 1, one))
    issued = replace(plain, align="left", indent=chars(left=1, one=one), tabs=(("right", 8844 - one),))
    yield StyleSpec(IMPRINT, "版记", based_on=BODY, layout=plain, font=small, priority=24)
    yield StyleSpec(COPIED, "抄送机关", based_on=IMPRINT, layout=copied, font=small, priority=24)
    yield StyleSpec(ISSUED, "印发机关和印发日期", based_on=IMPRINT, layout=issued, font=small, priority=24)
    yield StyleSpec(ANCHOR, "版记锚点", based_on=BODY, layout=LayoutSpec(20), font=replace(faces.body, size=2, spacing=0), priority=24)


def _table_styles(faces: Faces) -> Iterator[StyleSpec]:
    """Tables of the 附件, in 小四 (实务): heads in 黑体, names left, figures right."""
    for style, name, align, font in (
        (CELL, "表格文字", "center", "仿宋"), (CELL_HEAD, "表头", "center", "黑体"), (CELL_NAME, "表格名称", "left", "仿宋"),
        (CELL_FIGURE, "表格数字", "right", "仿宋"),
    ):  # fmt: skip
        layout = LayoutSpec(TABLE_PITCH, align=align)
        yield StyleSpec(style, name, based_on=BODY, layout=layout, font=faces.of(font, TABLE_SIZE), priority=25)
    note = LayoutSpec(TABLE_PITCH, align="left")
    yield StyleSpec(NOTE, "表注", based_on=BODY, layout=note, font=faces.of("仿宋", TABLE_SIZE), priority=25)
    units = LayoutSpec(TABLE_PITCH, align="right", keep_next=True)
    yield StyleSpec(UNITS, "单位行", based_on=BODY, layout=units, font=faces.of("仿宋", TABLE_SIZE), priority=25)
    named = LayoutSpec(TABLE_PITCH, align="center", keep_next=True, before=120)
    yield StyleSpec(TABLE_NAME, "表题", based_on=BODY, layout=named, font=faces.of("黑体", TABLE_SIZE), priority=25)
    below = replace(named, keep_next=False, before=0)
    yield StyleSpec(PICTURE_NAME, "图题", based_on=BODY, layout=below, font=faces.of("黑体", TABLE_SIZE), priority=25)
    holder = LayoutSpec(240, align="center", exact=False)
    shown = replace(holder, keep_next=True, before=120)
    yield StyleSpec(PICTURE, "图片", based_on=BODY, layout=shown, font=faces.of("仿宋", SIZE_4), priority=25)
    yield StyleSpec(CHART, "图表", based_on=BODY, layout=holder, font=faces.of("仿宋", SIZE_4), priority=25)


TABLE_SIZE, TABLE_PITCH = 24, 360
"""小四 (12 pt) in half-points and 18 pt in twips: the size and pitch of tables (实务)."""


def _other_styles(faces: Faces) -> tuple[StyleSpec, ...]:
    return (
        StyleSpec("a0", "Default Paragraph Font", kind="character", default=True, priority=1),
        StyleSpec(
            LEAD, "段首句", kind="character", based_on="a0", priority=12, run_properties="<w:rPr><w:b/><w:bCs/></w:rPr>"
        ),
        StyleSpec("a1", "Normal Table", kind="table", default=True, priority=99),
    )
