"""The numbers of ``style`` → blank Word templates that keep GB/T 9704-2012, with tags in place.

Knows no report; a tag is just text here.  A template has real styles, which Word knows by their built-in names, so
that a clerk can restyle it and the navigation pane shows the parts.  ``templates/annual/template.docx`` is what
``annual_report()`` builds; run this module to build it again:

    python -m reportgen.gongwen.skeleton templates/annual/template.docx
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportgen.gongwen.style import (
    CHARACTER_SPACING,
    FONTS,
    INDENT,
    INDENT_CHARS,
    LATIN,
    LEVELS,
    MARGINS,
    ONE_CHARACTER,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TITLE_PITCH,
    Margins,
)  # fmt: skip
from reportgen.gongwen.wordml import NAMESPACES, Font, Layout, Style, package, page_number, paragraph, run, word_part

BODY, TITLE, SIGNED, DATED, LEAD, FOOTER = "a", "a3", "a4", "a5", "a6", "a7"
"""Ids of the styles that a template uses; Word and WPS number theirs alike."""


def annual_report(margins: str = "A", fonts: str = "GB2312") -> bytes:
    """A yearly 汇报材料: title, unit and date, opening, numbered parts with topics; ``margins`` A or B, ``fonts`` GB2312
    or GBK."""
    page = MARGINS[margins]
    return document_package(
        _annual_body(), page, fonts, title="{{ 标题 }}", creator="{{ 署名 }}", created="{{ 生成时间 }}"
    )


def document_package(body: str, page: Margins, fonts: str, *, title: str, creator: str, created: str) -> bytes:
    """A document with this body on conforming pages."""
    parts = (
        word_part("styles.xml", styles_xml(page, fonts), "styles"),
        word_part("settings.xml", _settings(), "settings"),
        word_part("fontTable.xml", _font_table(fonts), "fontTable"),
        word_part("footer1.xml", _footer("right", fonts), "footer", "rIdOdd"),
        word_part("footer2.xml", _footer("left", fonts), "footer", "rIdEven"),
    )
    document = f"<w:document {NAMESPACES}><w:body>{body}{section_xml(page)}</w:body></w:document>"
    return package(document, parts, _core(title, creator, created), _APP)


def section_xml(page: Margins) -> str:
    """``w:sectPr``: A4, margins, footers for odd and even pages, and a line grid equal to the body's pitch (cl. 5.1,
    5.2, 7.5)."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="851" w:footer="{page.footer}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{page.pitch}"/></w:sectPr>'
    )


def styles_xml(page: Margins, fonts: str) -> str:
    """All styles; document defaults name every font, so that no theme and no program's habit decides."""
    body = Font(FONTS["仿宋"].written(fonts), LATIN, SIZE_3, spacing=CHARACTER_SPACING)
    defaults = f"<w:docDefaults><w:rPrDefault>{_default_run(body)}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    styles = (*_paragraph_styles(page, fonts, body), *_other_styles(body))
    return f"<w:styles {NAMESPACES}>{defaults}{''.join(style.xml() for style in styles)}</w:styles>"


def _default_run(body: Font) -> str:
    """The defaults, with the language that line breaking and punctuation depend on."""
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    return body.xml().replace("</w:rPr>", language).replace('<w:b w:val="0"/><w:bCs w:val="0"/>', "")


def _paragraph_styles(page: Margins, fonts: str, body: Font) -> tuple[Style, ...]:
    text = Layout(page.pitch, chars=INDENT_CHARS, indent=INDENT)
    centred = Layout(page.pitch, align="center", keep_next=True)
    kai = Font(FONTS["楷体"].written(fonts), LATIN, SIZE_3, spacing=CHARACTER_SPACING)
    title = Font(FONTS["小标宋"].written(fonts), LATIN, SIZE_2)
    headings = tuple(
        Style(
            str(level.outline + 1), f"heading {level.outline + 1}", based_on=BODY, following=BODY, priority=9,
            layout=Layout(page.pitch, chars=INDENT_CHARS, indent=INDENT, outline=level.outline, keep_next=True),
            font=Font(FONTS[level.font].written(fonts), LATIN, SIZE_3, spacing=CHARACTER_SPACING),
        )
        for level in LEVELS
    )  # fmt: skip
    return (
        Style(BODY, "Normal", layout=text, font=body, default=True, priority=0),
        *headings,
        Style(TITLE, "Title", based_on=BODY, following=BODY, priority=10, font=title,
              layout=Layout(TITLE_PITCH, align="center", keep_next=True)),
        Style(SIGNED, "署名", based_on=BODY, following=DATED, layout=centred, font=kai, priority=11),
        Style(DATED, "成文日期", based_on=BODY, following=BODY, layout=centred, font=kai, priority=11),
        Style(FOOTER, "footer", based_on=BODY, priority=99, layout=Layout(280, align="right"),
              font=Font(FONTS["宋体"].written(fonts), FONTS["宋体"].written(fonts), SIZE_4)),
    )  # fmt: skip


def _other_styles(body: Font) -> tuple[Style, ...]:
    return (
        Style("a0", "Default Paragraph Font", kind="character", default=True, priority=1),
        Style(
            LEAD, "段首句", kind="character", based_on="a0", priority=12, run_properties="<w:rPr><w:b/><w:bCs/></w:rPr>"
        ),
        Style("a1", "Normal Table", kind="table", default=True, priority=99),
    )


def _annual_body() -> str:
    """The report's layout: what stands alone in braces in a paragraph vanishes when it is filled."""

    def text(words: str) -> str:
        return paragraph(BODY, run(words))

    return "".join((
        paragraph(TITLE, run("{{ 标题 }}")),
        text("{% if 署名 %}"), paragraph(SIGNED, run("{{ 署名 }}")), text("{% endif %}"),
        text("{% if 日期 %}"), paragraph(DATED, run("（{{ 日期 }}）")), text("{% endif %}"),
        paragraph(BODY),
        text("{{ 开头|连接 }}"),
        text("{% for 部 in 部分 %}"),
        paragraph("1", run("{{ loop.index|中文数字 }}、{{ 部.标题 }}")),
        text('{% if 版式.话题 == "连排" %}'),
        paragraph(
            BODY, run("{{ 部.总起|连接 }}{% for 节 in 部.小节 %}"), run("{{ 节.话题 }}。", LEAD),
            run("{{ 节.正文|连接 }}{% endfor %}"),
        ),
        text("{% else %}"),
        text("{{ 部.总起|连接 }}"),
        text("{% for 节 in 部.小节 %}"),
        paragraph(BODY, run("{{ 节.话题 }}。", LEAD), run("{{ 节.正文|连接 }}")),
        text("{% endfor %}"), text("{% endif %}"), text("{% endfor %}"),
    ))  # fmt: skip


def _footer(side: str, fonts: str) -> str:
    """``— 1 —``, one character in from the outer edge: right on odd pages, left on even ones (cl. 7.5)."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{ONE_CHARACTER}" w:firstLineChars="0" w:firstLine="0"/>'
    made = page_number(FOOTER)
    placed = made.replace(
        f'<w:pStyle w:val="{FOOTER}"/>', f'<w:pStyle w:val="{FOOTER}"/>{indent}<w:jc w:val="{side}"/>', 1
    )
    return f"<w:ftr {NAMESPACES}>{placed}</w:ftr>"


def _settings() -> str:
    """Odd and even pages differ; punctuation is compressed as Chinese Word does; no compatibility mode (ECMA-376 Part
    1 §17.15)."""
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>'
        "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table(fonts: str) -> str:
    """The fonts that the document names."""
    names = [LATIN, *(made.written(fonts) for made in FONTS.values())]
    rows = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="{"00" if name == LATIN else "86"}"/></w:font>' for name in names
    )
    return f"<w:fonts {NAMESPACES}>{rows}</w:fonts>"


def _core(title: str, creator: str, created: str) -> str:
    """Title, author and dates; nothing says with what the file was made."""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{created}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>{times}</cp:coreProperties>"
    )


_APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'

if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(annual_report())
