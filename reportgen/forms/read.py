"""The sheets of a file that came back → whose form it is, and what it says of each field, with the address of each cell.

Knows neither the input nor what the values mean.  Nothing goes by position: rows are known by their anchor, columns by their
headings, however they were sorted, added or retyped.  A note joined over several rows counts for all of them; a value
joined over several rows is nobody's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.forms.shape import CALIBRE, DATE, REMARK, REPORTER, SOURCE, VALUE, Mark, heading, split_calibre
from reportgen.message import Message, say
from reportgen.problem import CellPlace, Code, Grade, Problem
from reportgen.report.dictionary import Path
from reportgen.tables import Grid
from reportgen.tables.cells import FAULT, UNCALCULATED

X10 = Code("X10", "不是填报表：没有找到编号或“本年数”一列", "科室另做了一张表", "用“填报 导出”的表来填")
X12 = Code(
    "X12",
    "这一行没有编号，没有导入（多半是科室加的行）",
    "表末加了一行“家庭农场 12”",
    "在指标字典和输入文件里加上这一项再填",
)
X14 = Code("X14", "填的读不懂，没有导入", "本年数填“不清楚”", "填数；还没有留空，本年没有填“—”")
X18 = Code("X18", "数的格子合并了，分不清是谁的，没有导入", "两行的“本年数”合并成一格", "取消合并，分别填写")

_HEADINGS: Mapping[str, str] = {
    "本年数": VALUE, "口径截至日": CALIBRE, "口径": CALIBRE, "截至日": DATE, "数据来源": SOURCE, "来源": SOURCE, "填报人": REPORTER,
    "备注": REMARK, "指标名称": "指标", "指标": "指标",
}  # fmt: skip
_SEARCHED = 30
"""In how many rows from the top the mark and the headings are looked for."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """What a cell gives for one value or note of a field."""

    path: Path
    slot: str
    text: str
    place: CellPlace


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: its mark (None where it was lost), what it gives, and what could not be taken."""

    file: str
    mark: Mark | None
    given: tuple[FormCell, ...]
    problems: tuple[Problem, ...] = field(default=())


def read_form(grids: Sequence[Grid], known: Mapping[str, Path]) -> Returned:
    """Reads the sheets that hold anchors of ``known``; X10 where there is none, or none with a column of values."""
    forms = [(grid, column) for grid in grids if (column := _anchor_column(grid, known)) is not None]
    file = grids[0].file if grids else ""
    given: list[FormCell] = []
    problems: list[Problem] = []
    for grid, column in forms:
        columns, head = _columns(grid)
        if VALUE in columns:
            _Sheet(grid, column, columns, head, known, given, problems).read()
        else:
            problems.append(_no_form(grid.place(), say("没有“本年数”这一列")))
    if not forms:
        problems.append(_no_form(CellPlace(file), say("没有找到编号一列，不像是发出去的填报表")))
    return Returned(file, mark_of(grids), tuple(given), tuple(problems))


def _no_form(place: CellPlace, message: Message) -> Problem:
    return Problem(X10, message, place=place, hint=say("请用“填报 导出”的表来填，不要另做一张；隐藏的编号列不能删"))


def mark_of(grids: Sequence[Grid]) -> Mark | None:
    """Whose form it is; None where the mark was lost."""
    found = (Mark.read(cell.text) for grid in grids for (row, _), cell in grid.cells.items() if row <= _SEARCHED)
    return next((mark for mark in found if mark is not None), None)


def _anchor_column(grid: Grid, known: Mapping[str, Path]) -> int | None:
    """The column in which most cells are anchors."""
    counts: dict[int, int] = {}
    for (_, column), cell in grid.cells.items():
        if cell.text in known:
            counts[column] = counts.get(column, 0) + 1
    return max(counts, key=lambda column: counts[column]) if counts else None


def _columns(grid: Grid) -> tuple[Mapping[str, int], int]:
    """Which column holds what, by the row with most known headings; and that row's number."""
    best: dict[str, int] = {}
    head = 0
    for row in [number for number in grid.rows() if number <= _SEARCHED]:
        found: dict[str, int] = {}
        for column, text in sorted(grid.row(row).items()):
            slot = _HEADINGS.get(heading(text))
            if slot:
                found.setdefault(slot, column)
        if len(found) > len(best):
            best, head = found, row
    return best, head


class _Sheet:
    """One sheet, row by row."""

    def __init__(
        self, grid: Grid, anchors: int, columns: Mapping[str, int], head: int, known: Mapping[str, Path],
        given: list[FormCell], problems: list[Problem],
    ) -> None:  # fmt: skip
        self.grid, self.anchors, self.columns, self.head, self.known = grid, anchors, columns, head, known
        self.given, self.problems = given, problems

    def read(self) -> None:
        for row in self.grid.rows():
            path = self.known.get(self.grid.text(row, self.anchors))
            if path is not None:
                self._row(row, path)
            elif row > self.head and self._says_something(row, self.columns.values()):
                self._strange(row)

    def _says_something(self, row: int, columns: Collection[int]) -> bool:
        value = self.grid.text(row, self.columns[VALUE])
        return bool(value) or sum(bool(self.grid.text(row, column)) for column in columns) > 1

    def _strange(self, row: int) -> None:
        name = self.grid.text(row, self.columns.get("指标", 0)) or say("（没有名称）")
        anchor = self.grid.text(row, self.anchors)
        message = say("“{figure}”没有编号，没有导入", figure=name)
        if anchor:
            message = say("“{figure}”编号“{anchor}”不认识，没有导入", figure=name, anchor=anchor)
        hint = say("是科室加的行；确要用，请在指标字典和输入文件里加上这一项再填")
        self.problems.append(Problem(X12, message, Grade.WARNING, self.grid.place(row), hint))

    def _row(self, row: int, path: Path) -> None:
        self._value(row, path)
        for slot in (CALIBRE, DATE, SOURCE, REPORTER, REMARK):
            if slot in self.columns:
                self._note(row, path, slot)

    def _value(self, row: int, path: Path) -> None:
        column = self.columns[VALUE]
        place = self.grid.place(row, column)
        area = self.grid.joined(row, column)
        if area and area[0] != area[2] and self._asked(area[0], area[2]) > 1:
            hint = say("请在表里取消合并，分别填写")
            self.problems.append(
                Problem(X18, say("“{figure}”的格子与别行合并了，没有导入", figure=path[-1]), Grade.WARNING, place, hint)
            )
        elif self.grid.kind(row, column) in (FAULT, UNCALCULATED):
            shown = self.grid.text(row, column) or say("没有算出结果的公式")
            hint = say("请在表里改成数；是公式的，在 Excel 或 WPS 里打开、保存一次")
            self.problems.append(
                Problem(
                    X14,
                    say("“{figure}”填的是{content}，没有导入", figure=path[-1], content=shown),
                    Grade.WARNING,
                    place,
                    hint,
                )
            )
        elif text := self.grid.text(row, column):
            self.given.append(FormCell(path, VALUE, text, place))

    def _asked(self, first: int, last: int) -> int:
        """How many of these rows ask for something."""
        return sum(self.grid.text(row, self.anchors) in self.known for row in range(first, min(last, first + 999) + 1))

    def _note(self, row: int, path: Path, slot: str) -> None:
        column = self.columns[slot]
        area = self.grid.joined(row, column)
        at = (area[0], area[1]) if area else (row, column)
        text = self.grid.text(*at)
        place = self.grid.place(*at)
        self.given += [FormCell(path, each, words, place) for each, words in _split(slot, text) if words]


def _split(slot: str, text: str) -> Iterator[tuple[str, str]]:
    if slot != CALIBRE:
        yield slot, text.removeprefix("截至") if slot == DATE else text
        return
    calibre, day = split_calibre(text)
    yield CALIBRE, calibre
    yield DATE, day
