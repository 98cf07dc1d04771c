"""Numbered lists → numberings of their own, so that each begins at its first number.

Knows no values: it makes ``w:num`` and ``w:abstractNum`` elements (ECMA-376 Part 1 §17.9) for what is added to a package.
Lists that share one abstract numbering go on counting, so a list that begins anew needs a ``w:num`` with a
``w:startOverride``.
"""

from __future__ import annotations

from lxml import etree

from reportgen.ooxml.additions import Additions
from reportgen.ooxml.names import W
from reportgen.ooxml.xml_tree import whole

LEVELS = 9
_STEP = 420
"""Indentation of one level, in twentieths of a point."""
_NUMBERS = ("decimal", "%{}."), ("lowerLetter", "%{})"), ("lowerRoman", "%{}.")


def fresh(additions: Additions, numbering: str, level: int = 0) -> str:
    """A new numbering that counts like another one (its ``numId``), from the first number at ``level`` and below."""
    abstract = _abstract_of(additions, numbering)
    if not abstract:
        return numbering
    made = _numbering(additions, abstract)
    for deeper, start in _starts(additions, abstract).items():
        if deeper >= level:
            override = etree.SubElement(made, W + "lvlOverride", {W + "ilvl": str(deeper)})
            etree.SubElement(override, W + "startOverride", {W + "val": start})
    additions.append("numbering", made)
    return made.get(W + "numId", "")


def own_list(additions: Additions, kind: str) -> str:
    """A numbering of our own making for a list of the ``kind`` bullet or number; for templates without one."""
    number = additions.number("numbering", W + "abstractNum", W + "abstractNumId")
    abstract = etree.Element(W + "abstractNum", {W + "abstractNumId": str(number)}, nsmap={"w": W[1:-1]})
    etree.SubElement(abstract, W + "multiLevelType", {W + "val": "hybridMultilevel"})
    for level in range(LEVELS):
        abstract.append(_level(level, kind))
    additions.append("numbering", abstract)
    made = _numbering(additions, str(number))
    additions.append("numbering", made)
    return made.get(W + "numId", "")


def _numbering(additions: Additions, abstract: str) -> etree._Element:
    number = additions.number("numbering", W + "num", W + "numId")
    made = etree.Element(W + "num", {W + "numId": str(number)}, nsmap={"w": W[1:-1]})
    etree.SubElement(made, W + "abstractNumId", {W + "val": abstract})
    return made


def _abstract_of(additions: Additions, numbering: str) -> str:
    for element in additions.shared("numbering"):
        if element.tag == W + "num" and element.get(W + "numId") == numbering:
            named = element.find(W + "abstractNumId")
            return named.get(W + "val", "") if named is not None else ""
    return ""


def _starts(additions: Additions, abstract: str) -> dict[int, str]:
    """The first number of each level of an abstract numbering."""
    found: dict[int, str] = {}
    for element in additions.shared("numbering"):
        if element.tag == W + "abstractNum" and element.get(W + "abstractNumId") == abstract:
            for level in element.iterchildren(W + "lvl"):
                start = level.find(W + "start")
                found[whole(level.get(W + "ilvl"))] = start.get(W + "val", "1") if start is not None else "1"
            break
    return dict(sorted(found.items()))


def _level(level: int, kind: str) -> etree._Element:
    form, text = ("bullet", "•") if kind == "bullet" else _NUMBERS[level % len(_NUMBERS)]
    made = etree.Element(W + "lvl", {W + "ilvl": str(level)})
    for name, value in (("start", "1"), ("numFmt", form), ("lvlText", text.format(level + 1)), ("lvlJc", "left")):
        etree.SubElement(made, W + name, {W + "val": value})
    indents = {"left": str(_STEP * (level + 1)), "hanging": str(_STEP), "firstLineChars": "0"}
    properties = etree.SubElement(made, W + "pPr")
    etree.SubElement(properties, W + "ind", {W + key: value for key, value in indents.items()})
    if kind == "bullet":
        fonts = dict.fromkeys(("ascii", "hAnsi"), "Times New Roman")
        etree.SubElement(
            etree.SubElement(made, W + "rPr"), W + "rFonts", {W + key: name for key, name in fonts.items()}
        )
    return made
