"""Names of the XML vocabulary → the strings lxml wants.

Knows nothing but names (ECMA-376 Part 1, Annex A).  Kept apart so that each module says ``W + "p"`` and none spells a
namespace.
"""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
RELS = f"{{{PACKAGE}relationships}}"
TYPES = f"{{{PACKAGE}content-types}}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
"""How the kinds of relationships begin that a document has."""
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_HIDDEN = frozenset((W + "del", W + "moveFrom", W + "pPr", W + "rPr", A + "pPr", A + "rPr", W + "sectPr"))

CONTAINERS = frozenset(
    W + name for name in "body tc hdr ftr footnote endnote comment txbxContent sdtContent docPartBody".split()
)
"""Elements whose children are paragraphs and tables (EG_BlockLevelElts, ECMA-376 Part 1 §17.2)."""

RANGE_MARKS = frozenset(
    W + name
    for name in (
        "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart "
        "moveToRangeEnd permStart permEnd proofErr"
    ).split()
)
"""Marks that may stand between paragraphs as well as in them (EG_RangeMarkupElements and proofErr)."""


def is_hidden(tag: str) -> bool:
    """Whether an element's text is no text of the page: a tracked deletion, or properties."""
    return tag in _HIDDEN
CHANGES = tuple(
    W + name for name in (
        "ins del moveFrom moveTo rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange tcPrChange "
        "numberingChange cellIns cellDel cellMerge"
    ).split()
)  # fmt: skip
"""Tracked changes, of text, looks, rows and cells (ECMA-376 Part 1 §17.13.5); each has a number of its own."""
