"""A value and the place of its tag → the XML that stands there: runs, links, pictures, paragraphs, tables.

Knows the tag's run and paragraph, whose formatting everything takes over unless the value says otherwise, and no other
part of the document.  Text goes through the same door as plain text (``pieces.text_xml``): escaped, with forbidden
characters refused, and with trace marks where they are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import quoteattr

from lxml import etree

from reportgen.engine.ledger import END, Print, begin
from reportgen.engine.pieces import Site, plain_xml, text_xml
from reportgen.engine.rendering import Rendering
from reportgen.engine.values.base import Unusable
from reportgen.engine.values.desk import Desk
from reportgen.engine.values.images import picture_xml, shown_size
from reportgen.engine.values.kinds import PLAIN, Look, Picture, Rich, Run
from reportgen.engine.values.spaces import CELL_MARGINS
from reportgen.records import frozen, replace
from reportgen.word.names import PIC, WP, A, R, W
from reportgen.word.runproperties import empty_properties, set_fonts, set_property
from reportgen.word.strictxml import parse_xml

_WITHIN = Site("w:")
_ATTRIBUTE = Site(attribute=True)
_SPACES = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
_OPEN = "<w:body" + "".join(f' xmlns:{prefix}="{space[1:-1]}"' for prefix, space in _SPACES.items()) + ">"
_SCHEMES = ("http", "https", "mailto", "ftp", "tel")
_HOSTLESS = ("mailto", "tel")
_LINK_LOOK = Look(colour="0563C1", underline="single")


@frozen
class Spot:
    """Where a value is printed: the part, the number and origins of the tag, its paragraph and its run's
    properties."""

    part: str
    number: int
    origins: tuple[str, ...]
    paragraph: etree._Element
    properties: str
    state: Rendering
    desk: Desk
    room: tuple[int, int] = (0, 0)
    linked: bool = False

    def inside(self, width: int) -> Spot:
        """The same spot within a cell of a width, margins included."""
        return replace(self, room=(width - CELL_MARGINS, self.desk.room(self.paragraph)[1]))

    def bare(self) -> Spot:
        """The same spot without the formatting of the tag's run."""
        return replace(self, properties="")


def parsed(xml: str) -> list[etree._Element]:
    """The elements of a piece of XML that uses the prefixes w, r, wp, a and pic."""
    return list(parse_xml(f"{_OPEN}{xml}</w:body>".encode(), "value"))


def rich_xml(rich: Rich, spot: Spot) -> str:
    """Runs, links and pictures."""
    return "".join(
        run_xml(item, spot) if isinstance(item, Run) else f"<w:r>{drawing_xml(item, spot)}</w:r>" for item in rich.items
    )


def drawing_xml(picture: Picture, spot: Spot) -> str:
    """A picture in line with the text."""
    image = spot.desk.image(picture)
    size = shown_size(image, picture, spot.room if any(spot.room) else spot.desk.room(spot.paragraph))
    link = ""
    if picture.link:
        address = checked_address(picture.link)
        link = spot.desk.additions.relate(spot.part, "hyperlink", address, external=True)
    return picture_xml(spot.desk.relate_image(spot.part, image), size, text_xml(picture.alt, _ATTRIBUTE), link)


def run_xml(run: Run, spot: Spot) -> str:
    """Text of one look, within a link where it has one."""
    text = run.content
    if "{" in text or "}" in text:
        spot.state.literals.add(text)
    inner = text_xml(text, _WITHIN)
    origins = run.origins or spot.origins
    if spot.state.traced and origins:
        prints = spot.state.prints
        prints.append(Print(spot.number, text, origins, run.mark))
        inner = f"{begin(len(prints) - 1)}{inner}{END}"
    properties = look_xml(_wanted(run, spot), spot, linked=bool(run.link))
    xml = f'<w:r>{properties}<w:t xml:space="preserve">{inner}</w:t></w:r>'
    return f"<w:hyperlink {_target(run.link, spot)}>{xml}</w:hyperlink>" if run.link else xml


def _wanted(run: Run, spot: Spot) -> Look:
    colour = spot.state.marks.get(run.mark, "") if run.mark else ""
    return replace(run.look, highlight=colour) if colour else run.look


def _target(address: str, spot: Spot) -> str:
    """The attribute of a link: a bookmark of this document, or a relationship of this part."""
    if address.startswith("#"):
        if not address[1:].strip() or not address.isprintable():
            raise Unusable("链接的“#”后面没有书签名", "R09", "写成 #书签名")
        return f'w:anchor={quoteattr(address[1:])} w:history="1"'
    number = spot.desk.additions.relate(spot.part, "hyperlink", checked_address(address), external=True)
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
        hint = "写全，例如 https://www.example.org 或 mailto:a@example.org；文档里的书签写 #书签名"
        raise Unusable(f"链接的地址“{shown[:60]}”不能用", "R09", hint)
    return quote(shown, safe="!#$%&'()*+,/:;=?@[]~")


def look_xml(look: Look, spot: Spot, *, linked: bool = False) -> str:
    """The ``w:rPr`` of the tag's run, changed as the look says."""
    if look == PLAIN and not linked:
        return spot.properties
    key = (spot.properties, look, linked)
    known = spot.desk.looks.get(key)
    if known is None:
        known = spot.desk.looks[key] = _styled(spot, look, linked)
    return known


def _styled(spot: Spot, look: Look, linked: bool) -> str:
    made = parsed(spot.properties)[0] if spot.properties else empty_properties()
    if linked:
        style = spot.desk.find_style("Hyperlink", "character")
        set_look(made, Look(style=style) if style else _LINK_LOOK, spot.desk)
    set_look(made, look, spot.desk)
    return plain_xml(made, "w:")


def set_look(properties: etree._Element, look: Look, desk: Desk) -> None:
    """Changes a ``w:rPr`` as a look says; raises ``Unusable`` (R08) for a style that there is not."""
    if look.style:
        set_property(properties, "rStyle", {"val": desk.style(look.style, "character")})
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
