"""The properties of a run (``w:rPr``) or of a paragraph (``w:pPr``) and one more → the same properties, in schema order.

Knows no values and no document.  The schema fixes the order of the children (CT_RPr, CT_PPr; ECMA-376 Part 1 §17.3.2.28,
§17.3.1.26), and Word calls a file damaged over it only sometimes, which is worse than always.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reportgen.ooxml.names import W

RUN_PROPERTIES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
).split()
"""The children of ``w:rPr`` in the order of the schema (CT_RPr, ECMA-376 Part 1 §17.3.2.28)."""
PARAGRAPH_PROPERTIES = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange"
).split()
"""The children of ``w:pPr`` likewise (CT_PPr, §17.3.1.26)."""
_RUN_ORDER = {W + name: number for number, name in enumerate(RUN_PROPERTIES)}
_PARAGRAPH_ORDER = {W + name: number for number, name in enumerate(PARAGRAPH_PROPERTIES)}


def empty_properties() -> etree._Element:
    """A ``w:rPr`` with nothing in it."""
    return etree.Element(W + "rPr", nsmap={"w": W[1:-1]})


def set_property(properties: etree._Element, name: str, attributes: Mapping[str, str]) -> None:
    """Sets one child (``highlight``, ``b``…) with its ``w:`` attributes, in place of one that is there."""
    tag = W + name
    for old in properties.findall(tag):
        properties.remove(old)
    at = sum(1 for child in properties if _RUN_ORDER.get(str(child.tag), 99) < _RUN_ORDER[tag])
    properties.insert(at, etree.Element(tag, {W + key: value for key, value in attributes.items()}))


def set_fonts(properties: etree._Element, fonts: Mapping[str, str]) -> None:
    """Sets fonts by region (ascii, hAnsi, eastAsia, cs); a theme font of that region gives way (§17.3.2.26)."""
    held = properties.find(W + "rFonts")
    known = {str(key): str(value) for key, value in held.attrib.items()} if held is not None else {}
    for region, font in fonts.items():
        known[W + region] = font
        known.pop(W + f"{region}Theme" if region != "cs" else W + "cstheme", None)
    set_property(properties, "rFonts", {key[len(W) :]: value for key, value in known.items()})



def properties_of(paragraph: etree._Element) -> etree._Element:
    """The ``w:pPr`` of a paragraph, made if there is none."""
    return _first(paragraph, W + "pPr")


def run_properties_of(run: etree._Element) -> etree._Element:
    """The ``w:rPr`` of a run, made if there is none."""
    return _first(run, W + "rPr")


def _first(element: etree._Element, name: str) -> etree._Element:
    held = element.find(name)
    if held is None:
        held = etree.Element(name)
        element.insert(0, held)
    return held


def insert_property(properties: etree._Element, element: etree._Element) -> None:
    """Puts an element into a ``w:pPr``, in place of one of its kind."""
    for old in properties.findall(str(element.tag)):
        properties.remove(old)
    place = _PARAGRAPH_ORDER[str(element.tag)]
    properties.insert(sum(1 for child in properties if _PARAGRAPH_ORDER.get(str(child.tag), 99) < place), element)
