"""The properties of a paragraph (``w:pPr``) and one more → the same properties, in schema order.

Knows no values and no document; the order of the children is fixed by the schema (CT_PPr, ECMA-376 Part 1 §17.3.1.26).
"""

from __future__ import annotations

from lxml import etree

from reportgen.word.names import W

_ORDER = {
    W + name: number
    for number, name in enumerate(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
        "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
        "divId cnfStyle rPr sectPr pPrChange".split()
    )
}


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
    place = _ORDER[str(element.tag)]
    properties.insert(sum(1 for child in properties if _ORDER.get(str(child.tag), 99) < place), element)
