"""Content controls around tags → controls that keep what is printed into them.

Knows nothing of blocks.  A control bound to a property or to custom XML (``w:dataBinding``, ECMA-376 Part 1
§17.5.2.6) shows what is stored there: Word would put the old text back over the printed one as soon as it opens the
file.  A control that still shows its placeholder would lose the printed text with the first click.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.engine.lexer import Tag
from reportgen.problem import Grade, Problem
from reportgen.word.names import W

_BINDINGS = (W + "dataBinding", "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")


def release(tags: Sequence[Tag]) -> Iterator[Problem]:
    """Unbinds the controls that hold tags; each is told once (T23, a note)."""
    seen: dict[etree._Element, None] = {}
    for tag in tags:
        for control in tag.marker.iterancestors(W + "sdt"):
            if control not in seen:
                seen[control] = None
                yield from _released(control, tag)


def _released(control: etree._Element, tag: Tag) -> Iterator[Problem]:
    properties = control.find(W + "sdtPr")
    if properties is None:
        return
    for placeholder in properties.findall(W + "showingPlcHdr"):
        properties.remove(placeholder)
    bindings = [binding for name in _BINDINGS for binding in properties.findall(name)]
    for binding in bindings:
        properties.remove(binding)
    if bindings:
        message = "这个内容控件与文档属性（或自定义数据）相连，Word 会用那里的内容盖掉填进去的字，已断开"
        yield Problem("T23", message, Grade.NOTE, tag.place, "可以在模板里换成普通的文字或不相连的控件")
