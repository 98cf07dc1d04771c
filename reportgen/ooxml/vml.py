"""The elements of VML that have an id which must be unique in their part, and the attributes that name such an id.

Knows nothing but names (ECMA-376 Part 4 §19.1; the Office vocabulary of §19.2).  Text boxes, lines and embedded objects of
files that were once .doc, and the second copy of every text box, are drawn in VML; one table serves those who look for them,
number them and check them.
"""

from __future__ import annotations

from reportgen.ooxml.names import V, W

O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 – the prefix that every file uses

SHAPE_TYPE = V + "shapetype"
"""What shapes name by ``type``: an outline that they share."""
SHAPES = frozenset(V + name for name in "shape group rect roundrect oval line polyline curve arc image background".split())
"""Everything that is drawn."""
IDENTIFIED = SHAPES | {SHAPE_TYPE}
"""All of one family: a line and a rectangle may not share an id either."""

NAMING = {
    O + "OLEObject": "ShapeID",
    W + "control": W + "shapeid",
    O + "proxy": "idref",
    O + "r": "idref",
}
"""Elements beside shapes that name one, and by which attribute; ``idref`` begins with ``#``."""
