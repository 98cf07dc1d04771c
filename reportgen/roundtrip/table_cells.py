"""Printed paragraphs and an edited Word file → which paragraphs of it are which cells of a table that the input writes.

Knows neither figures nor YAML text.  What stands in cells is short, much alike and often nothing: read as words one after another,
a row of a table that went takes a word of the next with it, and a value that was moved into an empty cell reads as it did.  So such
a table is found as a whole, and its cells are known by row and column.  Of one whose rows or columns are not those that were
printed, nothing is read but that; it stands for the other comparisons as it was printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.message import say
from reportgen.ooxml.revisions import ViewedParagraph
from reportgen.report.model.address import Address
from reportgen.report.model.grammar import COLUMNS, GRID, ROWS
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.edits import Edit
from reportgen.roundtrip.outline import Outline
from reportgen.roundtrip.printed import BLANK, PrintedParagraph
from reportgen.yamltext import MappingNode, Node, SequenceNode

_BETWEEN = "｜"
_MOST_COMPARED = 2_000_000
"""Cells, each against each of its column: about a second."""
_ENOUGH = 3
"""One in so many of the words of a table is enough to know it again."""

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CellTable:
    """A table by its size and the paragraphs, by number, of those cells that have words."""

    size: _Place
    cells: Mapping[_Place, tuple[int, ...]]
    texts: Mapping[_Place, str]
    block: Address = field(default_factory=Address)

    @property
    def words(self) -> Counter[str]:
        return Counter(self.texts.values())

    def rows(self) -> list[tuple[str, ...]]:
        """The words of each row."""
        return [tuple(self.texts.get((row, column), "") for column in range(self.size[1])) for row in range(self.size[0])]

    def columns(self) -> list[tuple[str, ...]]:
        return list(zip(*self.rows(), strict=True))


@dataclass(frozen=True, slots=True)
class EditedCells:
    """An edited text as it is to be compared: its paragraphs, the number of each among those that were read, those that stand in
    tables, the printed cell of each that is one, and the printed paragraphs that are known by their place."""

    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    tables: frozenset[int]
    homes: Mapping[int, int]
    printed: frozenset[int]
    blocks: frozenset[Address]
    """The tables that were found."""
    told: tuple[tuple[int, Edit], ...] = ()
    """What is told of tables beside the edits of their cells, each with the number of a paragraph that was read."""


EMPTY = EditedCells((), (), frozenset(), {}, frozenset(), frozenset())


def edited_cells(old: Sequence[PrintedParagraph], view: Sequence[ViewedParagraph], outline: Outline) -> EditedCells:
    """The paragraphs of ``view`` that are not blank, with their cells found."""
    kept = [paragraph for paragraph in view if paragraph.text.strip(BLANK)]
    pairs = list(_pairs(_printed_tables(old, outline), _viewed_tables(view)))
    same = [(mine, theirs) for mine, theirs in pairs if _is_same(mine, theirs)]
    others = {min(_numbers(theirs)): (mine, theirs) for mine, theirs in pairs if not _is_same(mine, theirs)}
    left_out = {number for _, theirs in others.values() for number in _numbers(theirs)}
    home = {theirs.cells[at][0]: mine.cells[at][0] for mine, theirs in same for at in theirs.cells if at in mine.cells}
    new = ((mine, theirs, at) for mine, theirs in same for at in _come(mine, theirs))
    filled = {theirs.cells[at][0]: _filled(mine, at, theirs.texts[at], outline) for mine, theirs, at in new}
    rows: list[tuple[str, int, bool, int]] = []
    for number, paragraph in enumerate(kept):
        rows += [(old[held].text, number, True, held) for held in sorted(_numbers(others[number][0]))] if number in others else []
        if number not in left_out and number not in filled:
            rows.append((paragraph.text.strip(BLANK), number, paragraph.table, home.get(number, -1)))
    return EditedCells(
        tuple([text for text, *_ in rows]),
        tuple([number for _, number, *_ in rows]),
        frozenset([at for at, row in enumerate(rows) if row[2]]),
        {at: row[3] for at, row in enumerate(rows) if row[3] >= 0},
        frozenset([number for mine, _ in pairs for number in _numbers(mine)]),
        frozenset([mine.block for mine, _ in pairs]),
        (*filled.items(), *((number, _told(*pair, outline)) for number, pair in others.items())),
    )


def _numbers(table: CellTable) -> list[int]:
    return [number for each in table.cells.values() for number in each]


def _printed_tables(old: Sequence[PrintedParagraph], outline: Outline) -> list[CellTable]:
    """The tables whose cells the input writes, as they were printed."""
    found: dict[Address, dict[_Place, int]] = {}
    for number, paragraph in enumerate(old):
        for path in paragraph.sentences[:1]:
            held = outline.blocks.get(path.block) if path.cell is not None else None
            written = held is not None and isinstance(_key(held.node, ROWS), SequenceNode)
            place = _place_of(path, held.node) if held is not None and written else None
            if place is not None:
                found.setdefault(path.block, {})[place] = number
    for block, cells in found.items():
        places = (_place_of(path, outline.blocks[block].node) for path in outline.within(block))
        cells |= dict(_unsaid(cells, old, [place for place in places if place is not None]))
    return [
        CellTable(
            _size(outline.blocks[block].node), {at: (number,) for at, number in cells.items()},
            {at: old[number].text for at, number in cells.items()}, block,
        )
        for block, cells in found.items()
    ]  # fmt: skip


def _unsaid(
    cells: Mapping[_Place, int], old: Sequence[PrintedParagraph], written: Sequence[_Place]
) -> Iterator[tuple[_Place, int]]:
    """The cells whose sentence could not be said, so that the program printed a sign of its own: between two others all such."""
    known = sorted(cells.items(), key=lambda cell: cell[1])
    for (place, number), (following, end) in zip(known, [*known[1:], ((len(old), 0), len(old))], strict=True):
        between = [at for at in sorted(written) if place < at < following]
        signs = [at for at in range(number + 1, min(end, number + 1 + len(between))) if not old[at].sentences]
        if len(signs) == len(between):
            yield from zip(between, signs, strict=True)


def _place_of(path: Address, block: Node) -> _Place | None:
    """Row and column of a cell of the input, the head being a row; none for what is no cell."""
    return None if path.cell is None else (path.cell[0] + _head(block), path.cell[1])


def _key(block: Node, key: str) -> Node | None:
    inner = block.get(GRID) if isinstance(block, MappingNode) else None
    return inner.get(key) if isinstance(inner, MappingNode) else None


def _head(block: Node) -> int:
    return int(_key(block, COLUMNS) is not None)


def _size(block: Node) -> _Place:
    rows = _key(block, ROWS)
    held = [len(list(row)) for row in rows if isinstance(row, SequenceNode)] if isinstance(rows, SequenceNode) else []
    return len(held) + _head(block), max(held, default=0)


def _viewed_tables(view: Sequence[ViewedParagraph]) -> list[CellTable]:
    """The tables of the edited file; the rows of which nothing is left do not count."""
    places: dict[int, dict[_Place, list[tuple[int, str]]]] = {}
    number = 0
    for paragraph in view:
        words = paragraph.text.strip(BLANK)
        if paragraph.cell is not None:
            table, *place = paragraph.cell
            held = places.setdefault(table, {}).setdefault((place[0], place[1]), [])
            held += [(number, words)] if words else []
        number += bool(words)
    return [_viewed(cells) for cells in places.values() if any(cells.values())]


def _viewed(cells: Mapping[_Place, Sequence[tuple[int, str]]]) -> CellTable:
    order = {row: place for place, row in enumerate(sorted({row for row, _ in cells}))}
    wide = Counter(order[row] for row, _ in cells)
    even = len(set(wide.values())) == 1 and all(column < wide[order[row]] for row, column in cells)
    held = {(order[row], column): each for (row, column), each in cells.items() if each}
    size = len(order), wide[0] if even else -1
    return CellTable(
        size, {at: tuple(number for number, _ in each) for at, each in held.items()},
        {at: "\n".join(words for _, words in each) for at, each in held.items()},
    )  # fmt: skip


def _pairs(old: Sequence[CellTable], new: Sequence[CellTable]) -> Iterator[tuple[CellTable, CellTable]]:
    """Each printed table with the one that it is now: of those that have enough of its words the one with most."""
    left = list(new)
    for table in old:
        scored = [((table.words & other.words).total(), -place) for place, other in enumerate(left)]
        score, place = max(scored, default=(0, 0))
        if score and _ENOUGH * score >= table.words.total():
            yield table, left.pop(-place)


def _is_same(mine: CellTable, theirs: CellTable) -> bool:
    """Whether each cell stands where it was printed, with one paragraph in it."""
    if mine.size != theirs.size or any(len(each) > 1 for each in theirs.cells.values()):
        return False
    gone = Counter([words for at, words in mine.texts.items() if at not in theirs.cells])
    if gone & Counter([theirs.texts[at] for at in _come(mine, theirs)]):
        return False
    return not any(map(_is_moved, (mine.rows(), mine.columns()), (theirs.rows(), theirs.columns())))


def _come(mine: CellTable, theirs: CellTable) -> list[_Place]:
    """The cells that had no words."""
    return [at for at in theirs.cells if at not in mine.cells]


def _is_moved(mine: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]) -> bool:
    """Whether some row reads more as another does now than as the one in its place, or too many read otherwise to be looked at."""

    def alike(one: tuple[str, ...], other: tuple[str, ...]) -> int:
        return sum(1 for words, now in zip(one, other, strict=True) if words == now != "")

    changed = [place for place, row in enumerate(mine) if row != theirs[place]]
    if len(changed) * len(theirs) * max(map(len, theirs), default=0) > _MOST_COMPARED:
        return True
    for place in changed:
        row = mine[place]
        if max((alike(row, other) for other in theirs), default=0) > alike(row, theirs[place]):
            return True
    return False


def _filled(table: CellTable, at: _Place, words: str, outline: Outline) -> Edit:
    """A cell that was blank, for which the input has no line that could be changed."""
    first = next(iter(outline.within(table.block)), table.block)
    beside = _BETWEEN.join(filter(None, table.rows()[at[0]]))
    reason = say("这一格原来是空的（第{row}行第{column}格，“{beside}”一行），请在输入文件这张表里填上", row=at[0] + 1, column=at[1] + 1, beside=beside)
    return Edit(kinds.GRID, "", words, outline.where(table.block.to(GRID)), outline.place_of(first), reason=reason)


def _told(mine: CellTable, theirs: CellTable, outline: Outline) -> Edit:
    """The rows that went and those that came; where none did, those that stand elsewhere."""
    before, after = mine.rows(), theirs.rows() if theirs.size[1] >= 0 else list(_loose(theirs))
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if not gone and not come:
        pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        gone, come = (Counter([pair[side] for pair in pairs]) for side in (0, 1))
    old, new = ("\n".join(map(_BETWEEN.join, rows.elements())) for rows in (gone, come))
    first = next(iter(outline.within(mine.block)), mine.block)
    reason = say(
        "这张表的行、列有增减，换了次序，合并、拆分过，或改得太多，里面的字一个也没有收回；请照 Word 在输入文件里改这张表的“{key}”", key=ROWS
    )
    return Edit(kinds.GRID, old, new, outline.where(mine.block.to(GRID)), outline.place_of(first), reason=reason)


def _loose(table: CellTable) -> Iterator[tuple[str, ...]]:
    """The rows of a table whose rows are not of one width."""
    for row in range(table.size[0]):
        yield tuple(words for (at, _), words in sorted(table.texts.items()) if at == row)
