"""Stretches of paragraphs and colours → the same paragraphs with these colours behind the words.

Knows nothing of what the colours mean.  Shading (``w:shd``, ECMA-376 Part 1 §17.3.2.32) is used and not highlighting,
because highlighting has only the fifteen colours of a pen, in which nobody wants to read a whole page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from reportgen.annotate import Stretch
from reportgen.word.names import W
from reportgen.word.runproperties import empty_properties, set_property
from reportgen.word.stretches import isolate


def shade(paragraphs: Sequence[etree._Element], stretches: Iterable[tuple[Stretch, str]]) -> None:
    """Colours each stretch; where two overlap the later one shows."""
    for stretch, colour in stretches:
        for run in isolate(paragraphs[stretch.paragraph], stretch.start, stretch.end):
            properties = run.find(W + "rPr")
            if properties is None:
                properties = empty_properties()
                run.insert(0, properties)
            set_property(properties, "shd", {"val": "clear", "color": "auto", "fill": colour})
