"""Tags about a cell (docxtpl's ``colspan``, ``cellbg``, ``vm``, ``hm``, and ``cellwidth``) → printing tags in the cell's
properties and blocks around its content.

Knows no data.  ``{% colspan n %}`` prints into ``w:gridSpan``, ``{% cellbg c %}`` into ``w:shd``, ``{% cellwidth n
%}`` (twentieths of a point) into ``w:tcW``, where a tag that was typed would make a template that Word does not open;
``{% vm %}`` merges a cell with its copies below, ``{% hm %}`` with its copies beside, in the loop that makes the
copies.  What they print is checked like any value, through doors of their own, because Word calls a file damaged that
spans 0 columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from reportgen.engine.compile.attributes import CLOSE, OPEN
from reportgen.engine.compile.levels import T06
from reportgen.engine.compile.lexer import MARKER, Tag
from reportgen.engine.compile.run_splits import lift
from reportgen.message import say
from reportgen.ooxml.names import W
from reportgen.problem import Code, Problem

T12 = Code("T12", "标签里的表达式写得不对", "{{ 数 + }}", "{{ 数 + 1 }}")
T22 = Code("T22", "合并各格的标签不在循环里", "{% vm %} 写在没有循环的表格里", "放进重复各行的 {% for %} 里，或删去")

WORDS = ("colspan", "cellbg", "cellwidth", "vm", "hm")
SPAN, SHADE = "#span", "#shade"
"""Names, which no template can type, of the doors for numbers of columns and for colours."""

_ORDER = tuple(
    W + name
    for name in (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
        "headers cellIns cellDel cellMerge tcPrChange"
    ).split()
)
"""The children of ``w:tcPr`` as the schema orders them (ECMA-376 Part 1 §17.4.69)."""
_COPIED = "if loop.first"


def apply_to_cells(tags: list[Tag], first: int) -> tuple[list[Tag], list[Tag], list[Problem]]:
    """The other tags, those made here (numbered from ``first``), and the faults; the tree is changed."""
    rest = [tag for tag in tags if tag.keyword not in WORDS]
    made: list[Tag] = []
    problems: list[Problem] = []
    for tag in [tag for tag in tags if tag.keyword in WORDS]:
        cell = next(tag.host.iterancestors(W + "tc"), None)
        fault = _fault(tag, cell, tags)
        lift(tag.marker)
        if fault is not None:
            problems.append(fault)
        elif cell is not None:
            made += _apply(tag, cell, first + len(made))
            _drop_blank(tag, cell, rest)
    return rest, made, problems


def _fault(tag: Tag, cell: etree._Element | None, tags: Sequence[Tag]) -> Problem | None:
    if cell is None:
        hint = say("把它写在要合并或要填色的那一格里")
        message = say("{{% {tag} %}} 要写在表格的格里，这里没有表格", tag=tag.source)
        return Problem(T06, message, place=tag.place, hint=hint)
    if tag.keyword in ("colspan", "cellbg", "cellwidth"):
        if tag.source.removeprefix(tag.keyword).strip():
            return None
        hint = (
            say("后面写列数，例如 {{% colspan 3 %}}")
            if tag.keyword == "colspan"
            else say('后面写颜色，例如 {{% cellbg "FFFF00" %}}')
            if tag.keyword == "cellbg"
            else say("后面写宽度（二十分之一磅），例如 {{% cellwidth 2835 %}}")
        )
        return Problem(T12, say("标签“{{% {tag} %}}”没有写完", tag=tag.source), place=tag.place, hint=hint)
    if _in_loop(tag, tags):
        return None
    if tag.keyword == "vm":
        message = say("{{% {tag} %}} 要写在重复各行的循环里", tag=tag.source)
        hint = say("把这一格放进重复各行的 {{% for %}} 里，或删去它")
    else:
        message = say("{{% {tag} %}} 要写在重复各格的循环里", tag=tag.source)
        hint = say("把这一格放进重复各格的 {{% for %}} 里，或删去它")
    return Problem(T22, message, place=tag.place, hint=hint)


def _in_loop(tag: Tag, tags: Sequence[Tag]) -> bool:
    """Whether a loop is open that is not one within the paragraph of the tag."""
    loops: list[Tag] = []
    for other in tags:
        if other is tag:
            break
        if other.keyword == "for":
            loops.append(other)
        elif other.keyword == "endfor" and loops:
            loops.pop()
    return bool(loops) and (
        loops[-1].host is not tag.host or bool(loops[-1].prefix) or not _closes_within(loops[-1], tags)
    )


def _closes_within(loop: Tag, tags: Sequence[Tag]) -> bool:
    depth = 0
    for other in tags:
        if other.number >= loop.number and other.keyword in ("for", "endfor"):
            depth += 1 if other.keyword == "for" else -1
            if not depth:
                return other.host is loop.host
    return True


def _apply(tag: Tag, cell: etree._Element, number: int) -> list[Tag]:
    said = tag.source.removeprefix(tag.keyword).strip()
    if tag.keyword == "colspan":
        return [_printing(tag, number, said, SPAN, _property(cell, "gridSpan"), "val")]
    if tag.keyword == "cellbg":
        shade = _property(cell, "shd")
        shade.attrib.clear()
        shade.set(W + "val", "clear")
        shade.set(W + "color", "auto")
        return [_printing(tag, number, said, SHADE, shade, "fill")]
    if tag.keyword == "cellwidth":
        width = _property(cell, "tcW")
        width.set(W + "type", "dxa")
        return [_printing(tag, number, f"({said})|int", "", width, "w")]
    if tag.keyword == "vm":
        merge = '"restart" if loop.first else "continue"'
        return [
            _printing(tag, number, merge, "", _property(cell, "vMerge"), "val"),
            *_only_first(tag, cell, number + 1),
        ]
    span = _property(cell, "gridSpan")
    times = f"{span.get(W + 'val') or 1} * loop.length"
    made = _printing(tag, number, times, SPAN, span, "val")
    opener, closer = _block(tag, number + 1)
    cell.addprevious(opener.marker)
    cell.addnext(closer.marker)
    return [made, opener, closer]


def _property(cell: etree._Element, name: str) -> etree._Element:
    """An element of ``w:tcPr``, made where it is missing, in its place."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        properties = etree.Element(W + "tcPr")
        cell.insert(0, properties)
    found = properties.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        at = _ORDER.index(W + name)
        properties.insert(sum(1 for child in properties if child.tag in _ORDER[:at]), found)
    return found


def _printing(tag: Tag, number: int, source: str, door: str, element: etree._Element, attribute: str) -> Tag:
    element.set(W + attribute, f"{OPEN}{number} p{CLOSE}")
    marker = etree.ProcessingInstruction(MARKER, f"{number} p")
    return replace(
        tag,
        number=number,
        kind="{{",
        source=source,
        prefix="",
        marker=marker,
        host=element,
        keyword="",
        door=door,
        alone=False,
    )


def _block(tag: Tag, number: int) -> tuple[Tag, Tag]:
    """An ``if`` and its end that only the first copy passes."""
    made = []
    for at, (source, keyword) in enumerate(((_COPIED, "if"), ("endif", "endif")), number):
        marker = etree.ProcessingInstruction(MARKER, str(at))
        made.append(replace(tag, number=at, source=source, keyword=keyword, marker=marker, prefix="", alone=False))
    return made[0], made[1]


def _only_first(tag: Tag, cell: etree._Element, number: int) -> Iterator[Tag]:
    """The cell's content in the first copy only; an empty paragraph stays in the others."""
    blocks = [child for child in cell if isinstance(child.tag, str) and child.tag != W + "tcPr"]
    kept = blocks[0] if blocks and blocks[0].tag == W + "p" else None
    if kept is not None:
        opener, closer = _block(tag, number)
        properties = kept.find(W + "pPr")
        kept.insert(0 if properties is None else 1, opener.marker)
        kept.append(closer.marker)
        yield from (opener, closer)
        blocks = blocks[1:]
    if blocks:
        opener, closer = _block(tag, number + (2 if kept is not None else 0))
        blocks[0].addprevious(opener.marker)
        blocks[-1].addnext(closer.marker)
        yield from (opener, closer)


def _drop_blank(tag: Tag, cell: etree._Element, rest: Sequence[Tag]) -> None:
    """The tag's own paragraph, where nothing else is in it and the cell has another."""
    others = [other for other in cell.findall(W + "p") if other is not tag.host]
    if tag.alone and others and tag.host.getparent() is cell and not any(other.host is tag.host for other in rest):
        cell.remove(tag.host)


def span(value: object) -> str:
    """A number of columns for ``w:gridSpan``.  Raises ValueError for what is none."""
    text = str(value).strip()
    if not text.isdecimal() or not 1 <= int(text) <= 63:
        raise ValueError(say("要合并的列数应当是 1 到 63 的整数，这里是“{written}”", written=text))
    return str(int(text))


def shade(value: object) -> str:
    """A colour for ``w:fill``: six hexadecimal digits, with or without ``#``; nothing for no colour.

    Raises ValueError for what is none.
    """
    text = "" if value is None else str(value).strip().removeprefix("#")
    if text in ("", "auto"):
        return "auto"
    if len(text) != 6 or not all(char in "0123456789abcdefABCDEF" for char in text):
        raise ValueError(say("颜色应当是六位的“红绿蓝”代码，例如 FFFF00，这里是“{written}”", written=text[:20]))
    return text.upper()
