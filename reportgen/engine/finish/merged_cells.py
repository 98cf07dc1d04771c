"""A rendered part whose conditions and loops left out rows → the same part, each cell merged downwards with those of its own rows.

Knows no data.  ``w:vMerge`` (ECMA-376 Part 1 §17.4.84) says of a cell only that it goes on with the one above, whichever that is:
where a condition left out the row in which a merged cell begins, the rest of it, with the figures of its rows, would stand under
the label of the rows before.  So while the part is filled, where a block parts what begins from what goes on, both bear one number;
the first cell that is left of a merged one then begins it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.engine.compile.attributes import OPEN
from reportgen.engine.compile.lexer import Tag
from reportgen.engine.finish.column_repair import columns_taken, rows_of
from reportgen.ooxml.names import W
from reportgen.ooxml.xml_tree import drop

_MARK = "merged"
"""An attribute of ``w:vMerge`` that no Word file has, between marking and mending; an element of this name, at the head of each
step of a loop, says that what began in the step before goes on no more."""
_BEGINS = "restart"
_ELSE = ("else", "elif")

Around = tuple[tuple[int, int], ...]
"""The blocks around a row: the number of each one's tag, and which of its branches."""


@dataclass(slots=True, eq=False)
class _Begun:
    """Where a merged cell may begin: of rows in blocks, one of which is printed, several; whether some cell goes on with it."""

    cells: list[tuple[etree._Element, Around]] = field(default_factory=list)
    goes_on: bool = False


def mark_merges(root: etree._Element, tags: Mapping[int, Tag], roles: Mapping[str, int]) -> list[Tag]:
    """Marks the merged cells that begin in a block and go on outside of it; the tags of these blocks, each once."""
    found: dict[int, None] = {}
    count = 0
    for table in root.iter(W + "tbl"):
        columns: dict[int, _Begun] = {}
        for row, around in _around(table, tags, roles):
            for column, merge in _merges(row):
                if merge is None or OPEN in (merge.get(W + "val") or ""):
                    columns.pop(column, None)
                elif merge.get(W + "val") == _BEGINS:
                    columns[column] = _begun(columns.get(column), merge, around)
                elif column in columns:
                    count += 1
                    found |= dict.fromkeys(_mark(columns[column], merge, around, str(count), tags))
    return [tags[number] for number in found]


def _begun(before: _Begun | None, merge: etree._Element, around: Around) -> _Begun:
    """A merged cell that begins; one before it with which nothing goes on stands in its place where that is not printed."""
    others = before.cells if before is not None and not before.goes_on else []
    return _Begun([*(each for each in others if around[: len(each[1])] != each[1]), (merge, around)])


def _mark(begun: _Begun, merge: etree._Element, around: Around, name: str, tags: Mapping[int, Tag]) -> Iterator[int]:
    """Marks a cell that goes on, and where it begins, unless that is printed whenever it is; the tags of the latter's blocks."""
    begun.goes_on = True
    if any(around[: len(blocks)] == blocks for _, blocks in begun.cells):
        return
    name = next((held for first, _ in begun.cells if (held := first.get(_MARK))), name)
    merge.set(_MARK, name)
    for first, blocks in begun.cells:
        first.set(_MARK, name)
        yield blocks[-1][0]
    for number, _ in around:
        if tags[number].keyword == "for" and all(number in dict(blocks) for _, blocks in begun.cells):
            head = etree.Element(_MARK, {_MARK: name})
            tags[number].marker.addnext(head)


def _around(
    table: etree._Element, tags: Mapping[int, Tag], roles: Mapping[str, int]
) -> Iterator[tuple[etree._Element, Around]]:
    """The rows of a table, each with the blocks of rows around it."""
    around: list[tuple[int, int]] = []
    rows = set(rows_of(table))
    for node in table.iter(W + "tr", etree.ProcessingInstruction):
        if node in rows:
            yield node, tuple(around)
        elif _is_of(node, table):
            tag = tags.get(int((node.text or "0").split()[0]))
            role = roles.get(node.text or "", 0)
            if role > 0 and tag is not None:
                around.append((tag.number, 0))
            elif role < 0 and around:
                around.pop()
            elif tag is not None and tag.keyword in _ELSE and around:
                around[-1] = (around[-1][0], around[-1][1] + 1)


def _is_of(node: etree._Element, table: etree._Element) -> bool:
    """Whether a mark stands between the rows of a table."""
    return isinstance(node, etree._ProcessingInstruction) and next(node.iterancestors(W + "tbl", W + "tr"), None) is table


def _merges(row: etree._Element) -> Iterator[tuple[int, etree._Element | None]]:
    """The columns that a row's cells begin in, each with what says that it is merged downwards."""
    column = 0
    for cell, taken in columns_taken(row):
        if cell is not None:
            yield column, cell.find(f"{W}tcPr/{W}vMerge")
        column += taken


def mend_merges(root: etree._Element) -> None:
    """Lets each marked cell that goes on with another than its own begin, and takes the marks away."""
    for table in root.iter(W + "tbl"):
        above: dict[int, str] = {}
        for row in list(table.iter(W + "tr", _MARK)):
            if next(row.iterancestors(W + "tbl"), None) is not table:
                continue
            if row.tag == _MARK:
                above = {column: name for column, name in above.items() if name != row.get(_MARK)}
                drop(row)
                continue
            for column, merge in _merges(row):
                name = str(merge.attrib.pop(_MARK, "")) if merge is not None else ""
                if merge is None or merge.get(W + "val") == _BEGINS:
                    above[column] = name
                elif name and above.get(column) != name:
                    merge.set(W + "val", _BEGINS)
                    above[column] = name
