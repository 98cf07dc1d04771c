"""A body, and what stands at the edges of its pages → a whole Word file on conforming pages.

Knows no kind of document.  Everything that a program would otherwise decide by habit is said: page, margins, grid,
footers, language, fonts, compatibility.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.gongwen.standard import FONTS, LATIN, ONE_CHARACTER, PAGE_HEIGHT, PAGE_WIDTH, SIZE_4, Margins
from reportgen.gongwen.templates.styles import ANCHOR, FOOTER, FOOTER_PITCH, styles_xml
from reportgen.gongwen.wordml import NAMESPACES, NewPart, package, page_number, paragraph, word_part

ODD, EVEN = "rIdOdd", "rIdEven"
WIDE_ODD, WIDE_EVEN = "rIdWideOdd", "rIdWideEven"
"""The page numbers of upright pages, and of pages on their side."""


@dataclass(frozen=True, slots=True)
class Edges:
    """What the first page has instead of the page number: a header and a footer of its own (``w:hdr``, ``w:ftr``)."""

    header: str
    footer: str


@dataclass(frozen=True, slots=True)
class About:
    """The file's properties, which may hold tags; nothing says with what the file was made."""

    title: str
    creator: str
    created: str = ""


def document_package(
    body: str, page: Margins, fonts: str, about: About, edges: Edges | None = None, more: tuple[NewPart, ...] = ()
) -> bytes:
    """A document with this body on conforming pages; ``more`` are parts that the body refers to."""
    parts = (
        word_part("styles.xml", styles_xml(page, fonts), "styles"),
        word_part("settings.xml", _settings(), "settings"),
        word_part("fontTable.xml", _font_table(fonts), "fontTable"),
        word_part("footer1.xml", _footer("right", page), "footer", ODD),
        word_part("footer2.xml", _footer("left", page), "footer", EVEN),
        *_first_page(edges),
        *more,
    )
    section = section_xml(page, first=edges is not None)
    document = f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    return package(document, parts, _core(about), _APP)


def section_xml(page: Margins, *, first: bool = False, landscape: bool = False, even: bool = False) -> str:
    """``w:sectPr``: A4, margins, footers for odd and even pages, and a line grid equal to the body's pitch (cl. 5.1,
    5.2, 7.5).

    On a landscape page the binding edge is the upper one: the margins turn with the sheet, and so does the page number
    (cl. 8), which is one of ``landscape_numbers``.  An ``even`` section begins on the next even page.
    """
    right_hand, left_hand = (WIDE_ODD, WIDE_EVEN) if landscape else (ODD, EVEN)
    begin = '<w:type w:val="evenPage"/>' if even else ""
    own = '<w:headerReference w:type="first" r:id="rIdFirstHead"/><w:footerReference w:type="first" r:id="rIdFirst"/>'
    sides = (page.top, page.right, page.bottom, page.left)
    top, right, bottom, left = (page.left, page.top, page.right, page.bottom) if landscape else sides
    wide = f'w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"'
    size = wide if landscape else f'w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"'
    return (
        f'<w:sectPr>{own if first else ""}<w:footerReference w:type="default" r:id="{right_hand}"/>'
        f'<w:footerReference w:type="even" r:id="{left_hand}"/>{begin}<w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="851" w:footer="{page.footer - (page.bottom - bottom)}" w:gutter="0"/>'
        f'<w:cols w:space="425"/>{"<w:titlePg/>" if first else ""}<w:docGrid w:type="lines" w:linePitch="{page.pitch}"/></w:sectPr>'
    )


def _first_page(edges: Edges | None) -> tuple[NewPart, ...]:
    if edges is None:
        return ()
    return (
        word_part("header3.xml", f"<w:hdr {NAMESPACES}>{edges.header}</w:hdr>", "header", "rIdFirstHead"),
        word_part("footer3.xml", f"<w:ftr {NAMESPACES}>{edges.footer}</w:ftr>", "footer", "rIdFirst"),
    )


def _footer(side: str, page: Margins) -> str:
    """The room between text and number is space before the number: LibreOffice gives it to the text in a section that begins on
    an even page, where a 版记 would then stand over the number."""
    above = f'<w:spacing w:before="{page.bottom - page.footer - FOOTER_PITCH}"/>'
    number = _number(side).replace("<w:ind ", f"{above}<w:ind ", 1)
    return f"<w:ftr {NAMESPACES}>{number}</w:ftr>"


def _number(side: str) -> str:
    """``— 1 —``, one character in from the outer edge: right on odd pages, left on even ones (cl. 7.5)."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{ONE_CHARACTER}" w:firstLineChars="0" w:firstLine="0"/>'
    made = page_number(FOOTER)
    return made.replace(
        f'<w:pStyle w:val="{FOOTER}"/>', f'<w:pStyle w:val="{FOOTER}"/>{indent}<w:jc w:val="{side}"/>', 1
    )


def landscape_numbers(page: Margins) -> tuple[NewPart, ...]:
    """The page numbers of pages on their side: where they stand on all other pages once the sheet is turned upright (cl. 8).

    The sheet is bound at its upper edge, so the foot of the text is at the left: a cell of a floating table, as high as the
    text is wide, whose lines run downward.  A frame cannot turn its text, and a text box is no place for a field that
    WPS must keep up to date.
    """
    return (
        word_part("footer4.xml", _turned(page, "right"), "footer", WIDE_ODD),
        word_part("footer5.xml", _turned(page, "left"), "footer", WIDE_EVEN),
    )


def _turned(page: Margins, side: str) -> str:
    width = f'<w:tcW w:w="{SIZE_4 * 10}" w:type="dxa"/>'
    table = (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{page.footer}" w:tblpY="{page.left}"/><w:tblW w:w="{SIZE_4 * 10}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{SIZE_4 * 10}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/>'
        f'<w:trHeight w:val="{page.text_width}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>{width}'
        f'<w:textDirection w:val="tbRl"/></w:tcPr>{_number(side)}</w:tc></w:tr></w:tbl>'
    )
    return f"<w:ftr {NAMESPACES}>{table}{paragraph(ANCHOR)}</w:ftr>"


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


def _core(about: About) -> str:
    """Title, author and dates; nothing says with what the file was made."""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{about.created}</dcterms:{name}>'
        for name in ("created", "modified")
        if about.created
    )
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{about.title}</dc:title><dc:creator>{about.creator}</dc:creator>{times}</cp:coreProperties>"
    )


_APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
