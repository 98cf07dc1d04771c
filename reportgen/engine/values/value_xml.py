"""A value and the place of its tag → the XML that stands there: runs, links, pictures, paragraphs, tables.

Knows the tag's run and paragraph, and no other part of the document.  Text is written as plain text is
(``render.run_xml.text_xml``): escaped, with forbidden characters refused, and with trace marks where they are wanted.
Everything takes over the formatting of the tag unless the value says otherwise: paragraphs that of the paragraph and of its
run; headings have their style's alone; cells take over style and font, but none of the indents, numbering and breaks, which
are meant for running text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import quoteattr

from lxml import etree

from reportgen.engine.render.marks import END, begin
from reportgen.engine.render.printer import R02, Rendering
from reportgen.engine.render.run_xml import Site, plain_xml, text_xml
from reportgen.engine.values.available_space import CELL_MARGINS, EMU_PER_TWIP
from reportgen.engine.values.base import Unusable
from reportgen.engine.values.images import picture_xml, shown_size
from reportgen.engine.values.kinds import PLAIN, Blocks, Look, Paragraph, Picture, Rich, Run, Table
from reportgen.engine.values.list_numberings import LEVELS, fresh, own_list
from reportgen.engine.values.render_context import RenderContext
from reportgen.message import say
from reportgen.ooxml.names import PIC, WP, A, R, W
from reportgen.ooxml.properties import empty_properties, insert_property, set_fonts, set_property
from reportgen.ooxml.xml_tree import parse_xml
from reportgen.problem import Code
from reportgen.provenance import Stretch
from reportgen.regex import regex

PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
"""A paragraph that ends a page."""
_SIGNS = regex("([\a\f])")
"""What begins another paragraph within rich text, and another page."""
R09 = Code("R09", "链接的地址不能用", "链接地址写 www", "https://www.example.org")

_WITHIN = Site("w:")
_ATTRIBUTE = Site(attribute=True)
_SPACES = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
_OPEN = "<w:body" + "".join(f' xmlns:{prefix}="{space[1:-1]}"' for prefix, space in _SPACES.items()) + ">"
_SCHEMES = ("http", "https", "mailto", "ftp", "tel")
_HOSTLESS = ("mailto", "tel")
_LINK_LOOK = Look(colour="0563C1", underline="single")


@dataclass(frozen=True, slots=True)
class ValueSpot:
    """Where a value is printed: the part, the number and origins of the tag, its paragraph and its run's
    properties."""

    part: str
    number: int
    origins: tuple[str, ...]
    paragraph: etree._Element
    properties: str
    state: Rendering
    context: RenderContext
    room: tuple[int, int] = (0, 0)
    linked: bool = False

    def inside(self, width: int) -> ValueSpot:
        """The same spot within a cell of a width, margins included."""
        return replace(self, room=(width - CELL_MARGINS, self.context.room(self.paragraph)[1]))

    def bare(self) -> ValueSpot:
        """The same spot without the formatting of the tag's run."""
        return replace(self, properties="")


def parsed(xml: str) -> list[etree._Element]:
    """The elements of a piece of XML that uses the prefixes w, r, wp, a and pic."""
    return list(parse_xml(f"{_OPEN}{xml}</w:body>".encode(), "value"))


def rich_xml(rich: Rich, spot: ValueSpot) -> str:
    """Runs, links and pictures."""
    return "".join(
        run_xml(item, spot) if isinstance(item, Run) else f"<w:r>{drawing_xml(item, spot)}</w:r>" for item in rich.items
    )


def drawing_xml(picture: Picture, spot: ValueSpot) -> str:
    """A picture in line with the text."""
    image = spot.context.image(picture)
    size = shown_size(image, picture, spot.room if any(spot.room) else spot.context.room(spot.paragraph))
    link = ""
    if picture.link:
        address = checked_address(picture.link)
        link = spot.context.additions.relate(spot.part, "hyperlink", address, external=True)
    return picture_xml(spot.context.relate_image(spot.part, image), size, text_xml(picture.alt, _ATTRIBUTE), link, image.turn)


def run_xml(run: Run, spot: ValueSpot) -> str:
    """Text of one look, within a link where it has one."""
    text = run.content
    if "{" in text or "}" in text:
        spot.state.literals.add(text)
    inner = text_xml(text, _WITHIN)
    origins = run.origins or spot.origins
    if spot.state.traced and origins:
        prints = spot.state.prints
        prints.append(Stretch(text, origins, run.mark))
        inner = f"{begin(len(prints) - 1)}{inner}{END}"
    properties = look_xml(_wanted(run, spot), spot, linked=bool(run.link))
    xml = f'<w:r>{properties}<w:t xml:space="preserve">{inner}</w:t></w:r>'
    return f"<w:hyperlink {_target(run.link, spot)}>{xml}</w:hyperlink>" if run.link else xml


def _wanted(run: Run, spot: ValueSpot) -> Look:
    colour = spot.state.marks.get(run.mark, "") if run.mark else ""
    return replace(run.look, highlight=colour) if colour else run.look


def _target(address: str, spot: ValueSpot) -> str:
    """The attribute of a link: a bookmark of this document, or a relationship of this part."""
    if address.startswith("#"):
        if not address[1:].strip() or not address.isprintable():
            raise Unusable(say("链接的“#”后面没有书签名"), R09, say("写成 #书签名"))
        return f'w:anchor={quoteattr(address[1:])} w:history="1"'
    number = spot.context.additions.relate(spot.part, "hyperlink", checked_address(address), external=True)
    return f'r:id="{number}" w:history="1"'


def checked_address(address: str) -> str:
    """An address as it may stand in a file; raises ``Unusable`` (R09).

    Word calls a file damaged over an address that is none, and some (``file:``) make it send passwords around.
    """
    shown = address.strip()
    try:
        parts = urlsplit(shown)
        sound = parts.port is None or parts.port > 0
    except ValueError:
        sound = False
    sound = sound and parts.scheme.lower() in _SCHEMES
    if not sound or not (parts.path if parts.scheme.lower() in _HOSTLESS else parts.hostname):
        hint = say("写全，例如 https://www.example.org 或 mailto:a@example.org；文档里的书签写 #书签名")
        raise Unusable(say("链接的地址“{address}”不能用", address=shown[:60]), R09, hint)
    return quote(shown, safe="!#$%&'()*+,/:;=?@[]~")


def look_xml(look: Look, spot: ValueSpot, *, linked: bool = False) -> str:
    """The ``w:rPr`` of the tag's run, changed as the look says."""
    if look == PLAIN and not linked:
        return spot.properties
    key = (spot.properties, look, linked)
    known = spot.context.looks.get(key)
    if known is None:
        known = spot.context.looks[key] = _styled(spot, look, linked)
    return known


def _styled(spot: ValueSpot, look: Look, linked: bool) -> str:
    made = parsed(spot.properties)[0] if spot.properties else empty_properties()
    if linked:
        style = spot.context.find_style("Hyperlink", "character")
        set_look(made, Look(style=style) if style else _LINK_LOOK, spot.context)
    set_look(made, look, spot.context)
    return plain_xml(made, "w:")


def set_look(properties: etree._Element, look: Look, context: RenderContext) -> None:
    """Changes a ``w:rPr`` as a look says; raises ``Unusable`` (R08) for a style that there is not."""
    if look.style:
        set_property(properties, "rStyle", {"val": context.style(look.style, "character")})
    if look.fonts:
        set_fonts(properties, dict(look.fonts))
    switches = {
        "b": look.bold,
        "bCs": look.bold,
        "i": look.italic,
        "iCs": look.italic,
        "strike": look.strike,
        "rtl": look.rtl,
    }
    for name, on in switches.items():
        if on is not None:
            set_property(properties, name, {} if on else {"val": "0"})
    if look.highlight and look.highlight == look.highlight.upper():  # RRGGBB; the names have small letters
        set_property(properties, "shd", {"val": "clear", "color": "auto", "fill": look.highlight})
    elif look.highlight:
        set_property(properties, "highlight", {"val": look.highlight})
    size = str(look.size or "")
    values = (("color", look.colour), ("sz", size), ("szCs", size), ("u", look.underline), ("vertAlign", look.vertical))
    for name, value in (*values, ("lang", look.lang)):
        if value:
            set_property(properties, name, {"val": value})


def paragraph_properties(paragraph: etree._Element, without: Iterable[str] = ()) -> etree._Element:
    """A copy of a paragraph's properties without what may not be repeated (a section) and what is not wanted."""
    held = paragraph.find(W + "pPr")
    made = deepcopy(held) if held is not None else etree.Element(W + "pPr", nsmap={"w": W[1:-1]})
    made.tail = None
    for name in ("sectPr", "pPrChange", *without):
        for element in made.findall(W + name):
            made.remove(element)
    return made


_LIST_STYLES = {"bullet": "List Bullet", "number": "List Number"}
_NOT_IN_CELLS = (
    "keepNext keepLines pageBreakBefore framePr numPr pBdr shd tabs ind contextualSpacing jc textboxTightWrap outlineLvl "
    "divId cnfStyle"
).split()
_IN_LISTS = ("numPr", "ind", "outlineLvl", "pageBreakBefore", "framePr")
_NO_INDENT = {"left": "0", "leftChars": "0", "right": "0", "rightChars": "0", "firstLine": "0", "firstLineChars": "0"}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in "top left bottom right insideH insideV".split()
)


def blocks_xml(blocks: Blocks, spot: ValueSpot) -> str:
    """Paragraphs, lists, headings and tables one after another."""
    pieces: list[str] = []
    numbering = ""
    for item in blocks.items:
        if isinstance(item, Table):
            numbering = ""
            pieces.append(table_xml(item, spot))
            continue
        if item.kind == "number":
            begins = (item.first and not item.level) or not numbering
            numbering = _new_list("number", spot) if begins else numbering
        pieces.append(_paragraph_xml(item, spot, numbering))
    return "".join(pieces)


def in_paragraphs(value: Rich, *, whole: bool = True) -> Iterator[tuple[str, Rich]]:
    r"""What stands between the ``\a`` and ``\f`` of rich text, each with the sign before it; all as one unless ``whole``."""
    sign, held = "", list[Run | Picture]()
    for item in value.items:
        parts = _SIGNS.split(item.content) if whole and isinstance(item, Run) and not item.link else [""]
        if not isinstance(item, Run) or len(parts) == 1:
            held.append(item)
            continue
        for at, part in enumerate(parts):
            if at % 2:
                yield sign, Rich(tuple(held))
                sign, held = part, []
            elif part:
                held.append(replace(item, content=part))
    yield sign, Rich(tuple(held))


def _paragraph_xml(paragraph: Paragraph, spot: ValueSpot, numbering: str) -> str:
    """The paragraph; as many of its look as the signs in its text begin."""
    pieces = []
    for sign, content in in_paragraphs(paragraph.content):
        pieces += [PAGE] if sign == "\f" else []
        pieces.append(_one_paragraph(replace(paragraph, content=content), spot, numbering))
    return "".join(pieces)


def _one_paragraph(paragraph: Paragraph, spot: ValueSpot, numbering: str) -> str:
    if paragraph.kind == "heading":
        style = spot.context.style(paragraph.style or f"heading {paragraph.level}", "paragraph")
        properties = etree.Element(W + "pPr", nsmap={"w": W[1:-1]})
        etree.SubElement(properties, W + "pStyle", {W + "val": style})
        return _shown(properties, rich_xml(paragraph.content, spot.bare()))
    properties = paragraph_properties(spot.paragraph, _IN_LISTS if paragraph.kind else ())
    style = spot.context.style(paragraph.style, "paragraph") if paragraph.style else ""
    if paragraph.kind:
        style = style or spot.context.find_style(_LIST_STYLES[paragraph.kind], "paragraph")
        number = numbering if paragraph.kind == "number" else _bullets(spot)
        set_numbering(properties, number, paragraph.level)
    if style:
        _set_style(properties, style)
    return _shown(properties, rich_xml(paragraph.content, spot))


def _new_list(kind: str, spot: ValueSpot) -> str:
    """A numbering that begins anew: that of the template's list style, else one of our own."""
    style = spot.context.find_style(_LIST_STYLES[kind], "paragraph")
    held, _ = spot.context.styles.numbering(style) if style else ("", "")
    return fresh(spot.context.additions, held) if held else own_list(spot.context.additions, kind)


def _bullets(spot: ValueSpot) -> str:
    """The numbering of bullets: one for the whole file."""
    if not spot.context.bullets:
        style = spot.context.find_style(_LIST_STYLES["bullet"], "paragraph")
        held, _ = spot.context.styles.numbering(style) if style else ("", "")
        spot.context.bullets = held or own_list(spot.context.additions, "bullet")
    return spot.context.bullets


def set_numbering(properties: etree._Element, number: str, level: int) -> None:
    made = etree.Element(W + "numPr")
    etree.SubElement(made, W + "ilvl", {W + "val": str(min(level, LEVELS - 1))})
    etree.SubElement(made, W + "numId", {W + "val": number})
    insert_property(properties, made)


def _set_style(properties: etree._Element, style: str) -> None:
    for old in properties.findall(W + "pStyle"):
        properties.remove(old)
    properties.insert(0, etree.Element(W + "pStyle", {W + "val": style}))


def _shown(properties: etree._Element, inner: str) -> str:
    shown = plain_xml(properties, "w:") if len(properties) else ""
    return f"<w:p>{shown}{inner}</w:p>"


def table_xml(table: Table, spot: ValueSpot) -> str:
    """A table as wide as the text; its head rows are repeated on each page and no row is broken over two.

    Without a style it gets ``Table Grid`` where the template has that, else plain lines.
    """
    available = spot.context.room(spot.paragraph, indented=False)[0]
    widths = _column_widths(table, available)
    style = spot.context.style(table.style, "table") if table.style else spot.context.find_style("Table Grid", "table")
    look = f'<w:tblStyle w:val="{style}"/>' if style else ""
    borders = "" if style else f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
    grid = "".join(f'<w:gridCol w:w="{width // EMU_PER_TWIP}"/>' for width in widths)
    models = _cell_properties(spot, centred=True), _cell_properties(spot, centred=False)
    rows = "".join(
        _row_xml(row, widths, models[number >= table.head], spot, head=number < table.head)
        for number, row in enumerate(table.rows)
    )
    return (
        f'<w:tbl><w:tblPr>{look}<w:tblW w:w="{sum(widths) // EMU_PER_TWIP}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _column_widths(table: Table, available: int) -> list[int]:
    count = len(table.rows[0])
    wished = [width if width >= 0 else available * -width // 100 for width in table.widths] or [
        available // count
    ] * count
    if sum(wished) > available * 101 // 100:
        total, most = sum(wished) / 360_000, available / 360_000
        raise Unusable(
            say(
                "列宽加起来 {total_cm} 厘米，放不进 {room_cm} 厘米宽的地方",
                total_cm=format(total, ".1f"),
                room_cm=format(most, ".1f"),
            ),
            R02,
            say("改小 列宽=[…]"),
        )
    return wished


def _row_xml(cells: tuple[Rich, ...], widths: list[int], model: str, spot: ValueSpot, *, head: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    shown = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width // EMU_PER_TWIP}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p>{model}{rich_xml(cell, spot.inside(width) if cell.has_picture else spot)}</w:p></w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{shown}</w:tr>"


def _cell_properties(spot: ValueSpot, *, centred: bool) -> str:
    properties = paragraph_properties(spot.paragraph, _NOT_IN_CELLS)
    indent = etree.Element(W + "ind", {W + name: value for name, value in _NO_INDENT.items()})
    insert_property(properties, indent)
    if centred:
        insert_property(properties, etree.Element(W + "jc", {W + "val": "center"}))
    return plain_xml(properties, "w:")
