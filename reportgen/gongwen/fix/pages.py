"""The sections of a document → page size, margins, grid and page numbers as the standard wants them.

Knows no body text.  A page that is near the second margin set (GB/T 33476.2) gets that one, any other the first; footers are
replaced only where they hold a page number and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from reportgen.gongwen.document.kinds import is_letter
from reportgen.gongwen.document.model import DocParagraph, DocTable, Section, WordDocument
from reportgen.gongwen.document.styles import related_part
from reportgen.gongwen.fix.fixed_things import Sheet, in_number_band, run_over
from reportgen.gongwen.rules import page as page_rules
from reportgen.gongwen.rules import page_number
from reportgen.gongwen.standard import (
    FONTS,
    LANDSCAPE,
    MARGINS,
    ONE_CHARACTER,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIZE_4,
    Margins,
)
from reportgen.gongwen.wordml import HEAD, NAMESPACES, Font
from reportgen.message import Message, say
from reportgen.ooxml.additions import Additions
from reportgen.ooxml.names import MC, WP, R, W
from reportgen.ooxml.package import parse_xml, serialise_xml
from reportgen.regex import regex

_SECTION_ORDER = {
    W + name: number
    for number, name in enumerate(
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
        "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange".split()
    )
}
_BEFORE_ODD_EVEN = frozenset(
    W + name
    for name in (
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape "
        "printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
        "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
        "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
        "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView "
        "trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme "
        "styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope "
        "summaryLength clickAndTypeStyle defaultTableStyle"
    ).split()
)
"""Elements of CT_Settings (§17.15.1.78) that stand before ``w:evenAndOddHeaders``."""
_NUMBER_ONLY = regex(r"[\s\d\-－—–~·.,/|第共页码之]*")
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def mend_pages(document: WordDocument, done: Counter[Message]) -> None:
    """Paper, margins and grid of each section, in place."""
    if document.sections[-1].element is None or document.sections[-1].element.getparent() is None:
        _add_section(document)
    upright = bool(
        [*page_rules.paper.check(document), *page_rules.margins.check(document), *page_rules.type_area.check(document)]
    )
    lying = bool([*page_rules.landscape.check(document)])
    stood = [_stands(document, index, lying=lying, upright=upright) for index in range(len(document.sections))]
    for index, (section, standing) in enumerate(zip(document.sections, stood, strict=True)):
        if section.element is None:
            continue
        page = nearest_set(section)
        if (upright or lying) and _outgrows(document, index):
            done[say("纸张比 A4 大，上面有表格或图形，纸张和页边距没有动")] += 1
            continue
        if standing:
            done[say("有文本框或图形固定在页面上，改了页边距会压住它，页边距没有动")] += 1
            continue
        if section.landscape and lying:
            _set_page(section.element, (PAGE_HEIGHT, PAGE_WIDTH), LANDSCAPE, page.footer)
            done[say("横页的页边距改成竖页转过来的")] += 1
        elif not section.landscape and upright:
            _set_page(
                section.element, (PAGE_WIDTH, PAGE_HEIGHT), (page.top, page.right, page.bottom, page.left), page.footer
            )
            done[say("纸张和页边距改成标准的")] += 1
        if not section.landscape and (section.grid, section.grid_pitch) != ("lines", page.pitch):
            _put(section.element, "docGrid", {"type": "lines", "linePitch": str(page.pitch)})
            done[say("文档网格改成与行距一致")] += 1


def _stands(document: WordDocument, index: int, *, lying: bool, upright: bool) -> bool:
    """Whether the text of a section would run over what stands at a fixed place, were the margins changed."""
    section = document.sections[index]
    if not (lying if section.landscape else upright):
        return False
    page, sheet = nearest_set(section), Sheet.of(section)
    top, right, bottom, left = LANDSCAPE if section.landscape else (page.top, page.right, page.bottom, page.left)
    size = (PAGE_HEIGHT, PAGE_WIDTH) if section.landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    return run_over(document, index, Sheet(*size, top, right, bottom, left, sheet.header))


def _outgrows(document: WordDocument, index: int) -> bool:
    """Whether a sheet larger than A4 holds tables or drawings, which would not find room on the smaller one."""
    section, within = document.sections[index], document.within(index)
    if max(section.width, section.height) <= PAGE_HEIGHT + 600 and min(section.width, section.height) <= PAGE_WIDTH + 600:
        return False
    drawn = (block.pictured and next(block.element.iter(WP + "anchor", WP + "inline", W + "pict"), None) is not None
             for block in within if isinstance(block, DocParagraph))  # fmt: skip
    return any(isinstance(block, DocTable) for block in within) or any(drawn)


def nearest_set(section: Section) -> Margins:
    """The set whose top margin a page is near, the first for any other."""
    second = MARGINS["B"]
    return second if abs(section.top - second.top) <= 60 else MARGINS["A"]


def mend_numbers(document: WordDocument, main: str, additions: Additions, done: Counter[Message]) -> None:
    """Page numbers in footers of their own for odd and even pages (cl. 7.5), where a rule finds fault with those there.

    Odd and even pages begin to differ by it, in the whole file.  What every page showed before it goes on showing: a header or
    footer that was kept for even pages and never shown is not woken, even pages get what odd pages have; a section without a
    number beside others that have one (a cover) stays without.
    """
    rules = (page_number.has_number, page_number.number_font, page_number.number_dashes, page_number.number_side,
             page_number.number_height, page_number.number_count)  # fmt: skip
    if not any(True for each in rules for _ in each.check(document)):
        return
    if any(page_number.in_header(section) for section in document.sections):
        done[say("页码在页眉里，没有动")] += 1
        return
    numbered = [section for section in document.sections if page_number.numbers(section)] or list(document.sections)
    odd_even = document.settings.odd_even
    if any(not _plain_footers(section, odd_even) for section in numbered):
        done[say("页脚里另有文字，页码没有动")] += 1
        return
    if any(in_number_band(document, index, nearest_set(section)) for index, section in enumerate(document.sections)):
        done[say("页码的位置上另有文字或图形，页码没有动")] += 1
        return
    names = {side: additions.add(f"word/footer_{side}.xml", _footer(side), _FOOTER_TYPE) for side in ("right", "left")}
    ids = {side: additions.relate(main, "footer", name) for side, name in names.items()}
    letter = is_letter(document)
    own = set(map(id, numbered))
    for section in document.sections:
        if section.element is None:
            continue
        if not odd_even:
            _share(section.element, "headerReference")
        if id(section) in own:
            _set_numbers(section, ids, first=section.first_differs and not letter and _plain(section.footers.get("first", ())))
        elif not odd_even:
            _share(section.element, "footerReference")
    texts = page_number.sections_with_text(document)
    for number, section in enumerate(document.sections):
        _go_on(section, restarts=not number or not page_number.goes_on(texts, number))
    done[say("页码改成四号宋体，单页居右、双页居左，两侧加一字线")] += 1


def _set_numbers(section: Section, ids: dict[str, str], *, first: bool) -> None:
    """The section's footers for odd and even pages are the new ones; that of the first page only where it is to have a number."""
    element = section.element
    if element is None:
        return
    wanted = [("default", "right"), ("even", "left"), *([("first", "right")] if first else [])]
    replaced = {kind for kind, _ in wanted}
    for old in element.findall(W + "footerReference"):
        if old.get(W + "type", "default") in replaced:
            element.remove(old)
    for kind, side in wanted:
        made = etree.Element(W + "footerReference", {W + "type": kind, R + "id": ids[side]})
        _insert(element, made)
    _put(element, "pgMar", {"footer": str(nearest_set(section).footer)})


def _go_on(section: Section, *, restarts: bool) -> None:
    """Numbers in the form that dashes are written around, counted on from the section before."""
    numbers = section.element.find(W + "pgNumType") if section.element is not None else None
    if numbers is None:
        return
    if numbers.get(W + "fmt") == "numberInDash":
        numbers.attrib.pop(W + "fmt")
    if not restarts:
        numbers.attrib.pop(W + "start", "")


def _share(element: etree._Element, tag: str) -> None:
    """Even pages show what odd pages show, when they begin to differ: nothing that was kept for them and never shown."""
    held = {reference.get(W + "type", "default"): reference for reference in element.findall(W + tag)}
    if "even" in held:
        element.remove(held["even"])
    if "default" in held:
        copy = deepcopy(held["default"])
        copy.set(W + "type", "even")
        held["default"].addnext(copy)


def mend_settings(document: WordDocument, additions: Additions, finished: dict[str, bytes]) -> None:
    """Odd and even pages differ, where footers were made for both."""
    package = additions.package
    if document.settings.odd_even or not additions.parts:
        return
    name = related_part(package, "settings")
    made = etree.Element(W + "evenAndOddHeaders")
    if not name:
        additions.append("settings", made)
        return
    root = parse_xml(package.read(name), name)
    for old in root.findall(W + "evenAndOddHeaders"):
        root.remove(old)
    root.insert(sum(1 for child in root if child.tag in _BEFORE_ODD_EVEN), made)
    finished[name] = serialise_xml(root)


def _plain_footers(section: Section, odd_even: bool) -> bool:
    """Whether the footers that pages show, and that new ones would stand in for, say nothing but a page number."""
    kinds = ("default", "even") if odd_even else ("default",)
    return all(_plain(section.footers.get(kind, ())) for kind in kinds)


def _plain(paragraphs: tuple[DocParagraph, ...]) -> bool:
    """Nothing but a page number, and no picture, line or table."""
    drawn = any(True for paragraph in paragraphs for _ in _drawings(paragraph))
    tabled = any(next(paragraph.element.iterancestors(W + "tbl"), None) is not None for paragraph in paragraphs)
    lined = any(paragraph.layout.border_top or paragraph.layout.border_bottom for paragraph in paragraphs)
    counted = any("共" in paragraph.text for paragraph in paragraphs) and not any(map(page_number.holds_number, paragraphs))
    only = all(_NUMBER_ONLY.fullmatch(paragraph.text) for paragraph in paragraphs)
    return only and not (drawn or tabled or lined or counted)  # 共2页 alone tells what no page number does


def _drawings(paragraph: DocParagraph) -> Iterator[etree._Element]:
    """The drawings of a paragraph that are no text box."""
    for drawing in paragraph.element.iter(W + "drawing", W + "pict", W + "object"):
        fallback = next(drawing.iterancestors(MC + "Fallback"), None) is not None
        if not fallback and next(drawing.iter(W + "txbxContent"), None) is None:
            yield drawing


def _footer(side: str) -> bytes:
    """``— 1 —``, one character in from the outer edge, all set directly."""
    name = FONTS["宋体"].gb2312
    look = Font(name, name, SIZE_4).xml()
    marks = ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
             '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>')  # fmt: skip
    inside = ('<w:t xml:space="preserve">— </w:t>', *marks, '<w:t xml:space="preserve"> —</w:t>')
    runs = "".join(f"<w:r>{look}{each}</w:r>" for each in inside)
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{ONE_CHARACTER}" w:firstLineChars="0" w:firstLine="0"/>'
    layout = (
        '<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>{indent}<w:jc w:val="{side}"/>'
    )
    return f"{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr>{layout}</w:pPr>{runs}</w:p></w:ftr>".encode()


def _set_page(element: etree._Element, size: tuple[int, int], margins: tuple[int, int, int, int], footer: int) -> None:
    _put(element, "pgSz", {"w": str(size[0]), "h": str(size[1])})
    values = dict(zip(("top", "right", "bottom", "left"), map(str, margins), strict=True))
    _put(element, "pgMar", {**values, "footer": str(footer), "gutter": "0"}, {"header": "851"})


def _put(element: etree._Element, name: str, values: dict[str, str], missing: dict[str, str] | None = None) -> None:
    """Sets attributes of a child of ``w:sectPr``, made in its place where there is none; a grid is made anew."""
    child = element.find(W + name)
    if child is None:
        child = etree.Element(W + name)
        _insert(element, child)
    if name == "docGrid":
        child.attrib.clear()
    for key, value in {
        **{key: value for key, value in (missing or {}).items() if child.get(W + key) is None},
        **values,
    }.items():
        child.set(W + key, value)


def _insert(element: etree._Element, child: etree._Element) -> None:
    place = _SECTION_ORDER[str(child.tag)]
    element.insert(sum(1 for other in element if _SECTION_ORDER.get(str(other.tag), 99) <= place), child)


def _add_section(document: WordDocument) -> None:
    """A document without any section properties gets some at its end."""
    body = document.root.find(W + "body")
    element = document.sections[-1].element
    if body is not None and element is not None:
        body.append(element)
