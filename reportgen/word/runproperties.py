"""The properties of a run (``w:rPr``) and a wish → the same properties, in schema order.

Knows no values and no document.  The schema fixes the order of the children (CT_RPr, ECMA-376 Part 1 §17.3.2.28), and
Word calls a file damaged over it only sometimes, which is worse than always.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reportgen.word.names import W

_ORDER = {
    W + name: number
    for number, name in enumerate(
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
        "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
        "eastAsianLayout specVanish oMath".split()
    )
}


def empty_properties() -> etree._Element:
    """A ``w:rPr`` with nothing in it."""
    return etree.Element(W + "rPr", nsmap={"w": W[1:-1]})


def set_property(properties: etree._Element, name: str, attributes: Mapping[str, str]) -> None:
    """Sets one child (``highlight``, ``b``…) with its ``w:`` attributes, in place of one that is there."""
    tag = W + name
    for old in properties.findall(tag):
        properties.remove(old)
    at = sum(1 for child in properties if _ORDER.get(str(child.tag), 99) < _ORDER[tag])
    properties.insert(at, etree.Element(tag, {W + key: value for key, value in attributes.items()}))


def set_fonts(properties: etree._Element, fonts: Mapping[str, str]) -> None:
    """Sets fonts by region (ascii, hAnsi, eastAsia, cs); a theme font of that region gives way (§17.3.2.26)."""
    held = properties.find(W + "rFonts")
    known = {str(key): str(value) for key, value in held.attrib.items()} if held is not None else {}
    for region, font in fonts.items():
        known[W + region] = font
        known.pop(W + f"{region}Theme" if region != "cs" else W + "cstheme", None)
    set_property(properties, "rFonts", {key[len(W) :]: value for key, value in known.items()})
