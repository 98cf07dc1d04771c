"""Pictures of the template whose description holds a printed picture → the same pictures with the printed one in them.

Knows the drawing around a description and nothing of the text.  The frame keeps its place, size, border and text flow; a
picture of another shape is fitted into it whole, with a margin, and never stretched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.engine.compile.attributes import CLOSE, OPEN
from reportgen.engine.render.printer import VALUE
from reportgen.engine.values.base import R07, Unusable
from reportgen.engine.values.images import Image, cropped
from reportgen.engine.values.kinds import Picture
from reportgen.engine.values.printed_value import PrintedValue
from reportgen.engine.values.render_context import RenderContext
from reportgen.message import say
from reportgen.ooxml.names import WP, WPG, A, R, V, W
from reportgen.ooxml.xml_tree import compile_path, whole
from reportgen.regex import regex

_TOKEN = regex(f"{OPEN}{VALUE}(\\d+){CLOSE}")
_TITLE = "{urn:schemas-microsoft-com:office:office}title"
_ATTRIBUTES = ("descr", "title", "alt", _TITLE)
_MARKED = compile_path(f"descendant-or-self::*[@*[contains(., '{OPEN}')]]")
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


@dataclass(frozen=True, slots=True)
class Frame:
    """An element whose attribute ``name`` named a picture or chart."""

    element: etree._Element
    name: str
    printed: PrintedValue

    def describe(self, otherwise: str) -> None:
        """Leaves in the description what stands beside the tag, or something else where nothing does."""
        words = _TOKEN.sub("", self.element.get(self.name, "")).strip()
        self.element.set(self.name, words or otherwise)


def find_frames(root: etree._Element, values: list[PrintedValue]) -> Iterator[Frame]:
    """The descriptions in which pictures were printed."""
    for element in _MARKED(root):
        for name in _ATTRIBUTES:
            value = element.get(name, "")
            found = _TOKEN.search(value) if OPEN in value else None
            if found is not None and int(found[1]) < len(values):
                yield Frame(element, name, values[int(found[1])])


def fill_frame(frame: Frame, picture: Picture, part: str, context: RenderContext) -> None:
    """Puts a picture into its frame; raises ``Unusable`` (R06, R07)."""
    frame.describe(picture.alt)
    drawing = next(_and_around(frame.element, W + "drawing", W + "pict", W + "object"), None)
    shown = list(drawing.iter(A + "blip", V + "imagedata")) if drawing is not None else []
    if len(shown) != 1:
        raise Unusable(say("这里没有可以换掉的图片"), R07, say("在模板里插入一张占位的图片，再把标签写在它的替代文字里"))
    image = context.image(picture)
    relationship = context.relate_image(part, image)
    if shown[0].tag == A + "blip":
        _show(shown[0], relationship, image)
    else:
        shown[0].set(R + "id", relationship)


def _and_around(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    if element.tag in tags:
        yield element
    yield from element.iterancestors(*tags)


def _show(blip: etree._Element, relationship: str, image: Image) -> None:
    """The picture in a ``pic:pic``; what showed another one (a vector copy, a linked file, a crop) is taken out."""
    blip.set(R + "embed", relationship)
    blip.attrib.pop(R + "link", "")
    for extensions in blip.findall(A + "extLst"):
        for extension in [extension for extension in extensions if extension.find(_SVG) is not None]:
            extensions.remove(extension)
        if not len(extensions):
            blip.remove(extensions)
    fill = blip.getparent()
    if fill is None:
        return
    for old in fill.findall(A + "srcRect"):
        fill.remove(old)
    edges = cropped(image, _size(fill))
    if edges:
        blip.addnext(etree.Element(A + "srcRect", image.turn.edges(edges)))
    _turn(fill, image)


def _turn(fill: etree._Element, image: Image) -> None:
    """The frame turned with the picture, about its own middle."""
    holder = fill.getparent()
    place = next(holder.iter(A + "xfrm"), None) if holder is not None else None
    if place is None or not image.turn.attributes():
        return
    for name in ("rot", "flipH", "flipV"):
        place.attrib.pop(name, "")
    for name, value in image.turn.attributes().items():
        place.set(name, value)
    if not image.turn.lying:
        return
    across, down = _lie(place)
    frame = next(fill.iterancestors(WP + "inline", WP + "anchor"), None)
    extent = frame.find(WP + "extent") if frame is not None else None
    grouped = any(True for _ in fill.iterancestors(WPG + "wgp"))
    if frame is None or extent is None or grouped:
        return
    extent.set("cx", str(across))
    extent.set("cy", str(down))
    for old in frame.findall(WP + "effectExtent"):
        frame.remove(old)
    extent.addnext(etree.Element(WP + "effectExtent", image.turn.margins((across, down))))
    for name, sign in (("positionH", 1), ("positionV", -1)):
        for offset in frame.iterfind(f"{WP}{name}/{WP}posOffset"):
            offset.text = str(whole(offset.text) - sign * (across - down) // 2)


def _lie(place: etree._Element) -> tuple[int, int]:
    """Width and height changed for one another, the middle where it was; the new ones."""
    size, corner = place.find(A + "ext"), place.find(A + "off")
    if size is None or corner is None:
        return 0, 0
    across, down = whole(size.get("cx")), whole(size.get("cy"))
    for name, shift in zip(("x", "y"), ((across - down) // 2, (down - across) // 2), strict=True):
        corner.set(name, str(whole(corner.get(name)) + shift))
    size.set("cx", str(down))
    size.set("cy", str(across))
    return down, across


def _size(fill: etree._Element) -> tuple[int, int]:
    """Width and height of the frame in EMU: of the picture itself (in a group it differs from the drawing's)."""
    holder = fill.getparent()
    extent = next(holder.iter(A + "ext"), None) if holder is not None else None
    if extent is None or not extent.get("cx"):
        extent = next(
            (
                found
                for around in fill.iterancestors(WP + "inline", WP + "anchor")
                for found in around.iter(WP + "extent")
            ),
            None,
        )
    if extent is None:
        return 0, 0
    return whole(extent.get("cx")), whole(extent.get("cy"))
