"""A table among the sentences, the data, a file of the workspace → its head and its rows, cell by cell, as a template prints them.

Knows no Word file.  Rows are written in the input, or are figures of the data by name (the same rows as those of the 附表), or
come from a table file, whose cells are taken as they are seen there.  A table that cannot be filled is told and has no rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reportgen.message import Message, joined, say
from reportgen.problem import Code, Problem, ReportError, TextPlace
from reportgen.provenance import Text, Traced, origins
from reportgen.regex import regex
from reportgen.report.data import Datum
from reportgen.report.dictionary import Path
from reportgen.report.model.address import Address
from reportgen.report.model.grammar import (
    COLUMNS,
    FIGURES,
    FILE,
    HEADING,
    NUMBER,
    ROWS,
    SHEET,
    TABLE_NOTE,
    UNIT,
    WIDTHS,
)
from reportgen.report.outline import ReportBlock
from reportgen.report.prose import Names, Sentence
from reportgen.storage.given import Given
from reportgen.yamltext import Node, Scalar, SequenceNode

if TYPE_CHECKING:
    from reportgen.tables.cells import Grid

F46 = Code("F46", "正文里的表填不出来", "行: [[甲, 完工], [乙]]", "行: [[甲, 完工], [乙, 在建]]")

_FIGURE = regex(r"[-+−]?[\d.,]+(?:%|个百分点)?|[*—]")
_SHOWN = ("指标", UNIT, "完成", "同比")
"""The columns of a table of figures, where none are named."""
_LACKING = Traced("—", ())
_DEAREST = 2_000
"""More rows than any table within a text has."""
_WORDS = "字"


class Grids:
    """Fills the tables of one report, and collects what is wrong with them."""

    def __init__(
        self, data: Mapping[Path, Datum], fields: Iterable[Path], names: Names, files: Mapping[str, Given],
        spoken: Callable[[Sentence], Text | None],
    ) -> None:  # fmt: skip
        self.data = data
        self.order = {path: number for number, path in enumerate(fields)}
        self.names = names
        self.files = files
        self.spoken = spoken
        self.problems: list[Problem] = []
        self.unfilled: list[Address] = []

    def values(self, block: ReportBlock) -> dict[str, Any]:
        """Title, unit, head, rows and note of a table, and the width of each column in hundredths."""
        head = [self._words(sentence) for sentence in block.texts.get(COLUMNS, ())]
        head, rows = self._filled(block, head)
        size = max(map(len, (head, *rows)), default=0)
        if any(len(row) != size for row in rows if head) or not rows:
            self._uneven(block, len(head), rows)
            self.unfilled.append(block.address)
            head, rows = [], []
        widths = self._widths(block, size)
        return {
            **{name: self._words(next(iter(block.texts.get(name, ())), None)) for name in (HEADING, UNIT, TABLE_NOTE)},
            COLUMNS: [{_WORDS: words, WIDTHS: width} for words, width in zip(head, widths, strict=False)],
            ROWS: [[_cell(*each) for each in zip(row, widths, [*map(str, head), *[""] * size], strict=False)] for row in rows],
        }

    def figures(self, block: ReportBlock) -> frozenset[str]:
        """The origins of what the rows print that are figures by name."""
        if FIGURES not in block.options:
            return frozenset()
        _, rows = self._filled(block, [self._words(sentence) for sentence in block.texts.get(COLUMNS, ())])
        return frozenset(name for row in rows for cell in row for name in origins(cell))

    def _words(self, sentence: Sentence | None) -> Any:
        return self.spoken(sentence) or Text([]) if sentence is not None else Text([])

    def _filled(self, block: ReportBlock, head: Sequence[Any]) -> tuple[list[Any], list[list[Any]]]:
        if FILE in block.options:
            return self._of_file(block, block.options[FILE], list(head))
        if FIGURES in block.options:
            return self._of_figures(block.options[FIGURES], list(head) or [Traced(name, ()) for name in _SHOWN])
        return list(head), list(self._of_cells(block))

    def _of_cells(self, block: ReportBlock) -> Iterator[list[Any]]:
        rows: dict[int, list[Any]] = {}
        for sentence in block.texts.get(ROWS, ()):
            steps = sentence.address.steps
            row = steps[-2] if isinstance(steps[-2], int) else None
            if row is None:
                self._tell(sentence.scalar.place(), say("表的一行要写成 [甲, 乙]"), say("每一行用方括号括起来，各格用英文逗号隔开"))
                continue
            words = self.spoken(sentence)
            rows.setdefault(row, []).append(_LACKING if words is None else words)
        yield from rows.values()

    def _of_figures(self, node: Node, head: list[Any]) -> tuple[list[Any], list[list[Any]]]:
        from reportgen.report.figure_rows import by_leaf, figure_row  # here: few tables are made of figures by name

        columns = [str(words) for words in head]
        wanted = list(node) if isinstance(node, SequenceNode) else [node]
        leaves = by_leaf(self.data)
        rows: list[list[Any]] = []
        for name in wanted:
            for datum in self._named(name):
                row = figure_row(len(rows) + 1, datum, self.data, leaves)
                unknown = next((column for column in columns if column not in row), "")
                if unknown:
                    known = joined(row, "、")
                    self._tell(node.place(), say("从数据列表，没有“{column}”这一列", column=unknown), say("可写：{columns}", columns=known))
                    return [], []
                rows.append([_untyped(row[column]) for column in columns])
        return head, rows

    def _named(self, node: Node) -> list[Datum]:
        """A figure, or all of a group, in the order of the dictionary."""
        name = node.text.strip() if isinstance(node, Scalar) else ""
        steps = tuple(name.removeprefix(f"{FIGURES}.").split("."))
        found = [path for path in self.names.find(steps[-1]) if path[-len(steps) :] == steps]
        if len(found) == 1:
            inside = [path for path in self.data if path[: len(found[0])] == found[0]]
            return [self.data[path] for path in sorted(inside, key=lambda path: self.order.get(path, len(self.order)))]
        hint = say("写全一些，如 经济发展.产值") if found else say("核对名称：要与“数据”里的一样")
        fault = say("数据里没有“{name}”", name=name) if not found else say("数据里有几个“{name}”", name=name)
        self._tell(node.place(), fault, hint)
        return []

    def _of_file(self, block: ReportBlock, node: Node, head: list[Any]) -> tuple[list[Any], list[list[Any]]]:
        held = self.files.get(node.text.strip()) if isinstance(node, Scalar) else None
        if held is None:
            return [], [[_LACKING]]  # told where the file was looked for
        try:
            from reportgen.tables.read import read_book  # imported here: few reports have a table from a file

            sheets = read_book(held.content, held.name)
        except ReportError as error:
            self.problems += error.problems
            return [], [[_LACKING]]
        wanted = block.options.get(SHEET)
        name = wanted.text.strip() if isinstance(wanted, Scalar) else ""
        sheet = next((each for each in sheets if each.name == name), None) if name else sheets[0] if sheets else None
        if sheet is None or (len(sheets) > 1 and not name):
            hint = say("有：{sheets}；用 {key}: …… 指明", sheets=tuple(each.name for each in sheets), key=SHEET)
            self._tell(node.place(), say("“{file}”里用哪一张工作表，没有说清", file=held.name), hint)
            return [], [[_LACKING]]
        rows = self._seen(sheet, node)
        return (head, rows) if head else (rows[0] if rows else [], rows[1:])

    def _seen(self, sheet: Grid, node: Node) -> list[list[Any]]:
        """The cells as they are seen; rows that are hidden are not."""
        from reportgen.tables.cells import PLAIN  # imported here, as is what reads the file

        for cell in sheet.cells.values():
            if cell.kind != PLAIN:
                self._tell(node.place(), say("“{file}”第{row}行第{column}列是{fault}", file=sheet.file, row=cell.row,
                                             column=cell.column, fault=cell.kind), say("在表里改好、存盘，再生成"))  # fmt: skip
                return []
        shown = [row for row in sheet.rows() if row not in sheet.hidden][:_DEAREST]
        within = frozenset(shown)
        columns = sorted({column for row, column in sheet.cells if row in within})
        across = range(columns[0], columns[-1] + 1) if columns else ()
        return [[Traced(sheet.text(row, column), ()) for column in across] for row in shown]

    def _widths(self, block: ReportBlock, size: int) -> list[int]:
        """In hundredths of the table's width, by the proportions that are asked for."""
        node = block.options.get(WIDTHS)
        if size == 0:
            return []
        if node is None:
            return [100 // size] * size
        asked = [item.text for item in node if isinstance(item, Scalar)] if isinstance(node, SequenceNode) else []
        shares = [float(word) for word in asked if re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", word)]
        if len(shares) != size or not all(shares):
            message = say("“{key}”要写 {columns} 个数，一列一个", key=WIDTHS, columns=size)
            self._tell(node.place(), message, say("如 {key}: [3, 1]", key=WIDTHS))
            return [100 // size] * size
        return [max(1, round(100 * share / sum(shares))) for share in shares]

    def _uneven(self, block: ReportBlock, columns: int, rows: Sequence[Sequence[Any]]) -> None:
        if self.problems and not rows:
            return
        first = next(iter(block.sentences()), None)
        option = next(iter(block.options.values()), None)
        place = first.scalar.place() if first else option.place() if option is not None else None
        wrong = next((number for number, row in enumerate(rows, 1) if len(row) != columns), 0)
        if not wrong:
            self._tell(place, say("表里一行也没有"), say("写上“{rows}”，或用“{data}”“{file}”", rows=ROWS, data=FIGURES, file=FILE))
            return
        message = say("表头有 {columns} 列，第 {row} 行有 {cells} 格", columns=columns, row=wrong, cells=len(rows[wrong - 1]))
        self._tell(place, message, say("补齐或删去；空着的格子写 \"\"；一格里有逗号的，整格加英文引号"))

    def _tell(self, place: TextPlace | None, message: Message, hint: Message) -> None:
        self.problems.append(Problem(F46, message, place=place, hint=hint))


def _untyped(words: Any) -> Any:
    """What the program writes into a cell of itself, such as a unit, has no place in the input."""
    return words if isinstance(words, Traced) else Traced(words, ())


def _cell(words: Any, width: int, head: str) -> dict[str, Any]:
    """What a cell prints, whether that is a figure (a row's number is none), and how wide its column is."""
    return {_WORDS: words, FIGURES: head != NUMBER and bool(_FIGURE.fullmatch(str(words))), WIDTHS: width}
