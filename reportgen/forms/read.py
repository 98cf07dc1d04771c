"""The sheets of a file that came back → whose form it is, and what it says of each field, with the address of each cell.

Knows neither the input nor what the values mean.  Nothing goes by position: rows are known by their anchor, columns by their
headings, however they were sorted, added or retyped.  A note joined over several rows counts for all of them; a value
joined over several rows is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.forms.shape import Mark, contradicts, heading, split_calibre
from reportgen.message import Message, say
from reportgen.problem import CellPlace, Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.dictionary import Path
from reportgen.report.model import grammar as words
from reportgen.report.model.grammar import AS_OF, CALIBRE, COMMENT, NUMBER, REPORTER, SOURCE, UNIT, VALUE
from reportgen.report.model.grammar import AS_OF as DATE
from reportgen.report.model.grammar import COMMENT as REMARK
from reportgen.tables import Cell, Grid
from reportgen.tables.cells import FAULT, PLAIN, STRUCK, UNCALCULATED, UNSEEN, UNSURE, Area
from reportgen.text.unseen import code_point, hidden_sign

X10 = Code("X10", "不是填报表：没有找到编号或“本年数”一列", "科室另做了一张表", "用“填报 导出”的表来填")
X12 = Code(
    "X12",
    "这一行没有编号，或编号字典里没有，没有导入（多半是科室加的行，或改了名称）",
    "表末加了一行“家庭农场 12”",
    "在指标字典和输入文件里加上这一项再填",
)
X14 = Code("X14", "填的读不懂，没有导入", "本年数填“不清楚”", "填数；还没有留空，本年没有填“—”")
X18 = Code("X18", "数的格子合并了，分不清是谁的，没有导入", "两行的“本年数”合并成一格", "取消合并，分别填写")
X25 = Code(
    "X25",
    "看到的和存着的不一样，没有导入",
    "数划掉了；格式把 1978500 显示成 197.85；白字；列隐藏了；数里夹着看不见的符号",
    "把要报的数直接填上，去掉删除线和特别的格式，取消隐藏",
)

X28 = Code(
    "X28",
    "看到的表头与隐藏的标记不是同一年或同一个科室的，整张没有导入",
    "表头改成了“2023 年度汇报材料填报表（经济办）”，标记还是 2024 年的",
    "核对是哪一年、哪个科室的表，重新导出一张再填",
)

X29 = Code(
    "X29",
    "表上有批注，写的不在格子里，没有导入（提醒）",
    "在“本年数”的格子上加了批注“快报数，还要核”",
    "看一眼说的是什么；要留下的，抄到表的“备注”一列再导入",
)

X30 = Code(
    "X30",
    "表上另写了话，没有导入（提醒）",
    "表下写着“本表为初步统计，以年报为准”；表的右边加了一列",
    "看一眼说的是什么；要留下的，抄到表的“备注”一列再导入",
)

_NAME, _UNIT, _LAST = "指标", UNIT, "上年数"
_HEADINGS: Mapping[str, str] = {
    "本年数": VALUE, "口径截至日": CALIBRE, words.CALIBRE: CALIBRE, "截至日": DATE,
    "数据来源": SOURCE, words.SOURCE: SOURCE, words.REPORTER: REPORTER,
    COMMENT: REMARK, "指标名称": _NAME, "指标": _NAME, UNIT: _UNIT, "计量单位": _UNIT, "上年数": _LAST,
}  # fmt: skip
_STATED = regex(r"(?<![^\s（(，。；、：:])(?:计量|金额)?单\s*位\s*[:：]\s*(?P<units>[^\s（）()。；：:]+)")
"""单位：万元, but not 填报单位：…"""
_OURS = frozenset((NUMBER, "增减", *_HEADINGS))
"""Headings of our own, whether anybody sees them or not."""
_GIVEN = (VALUE, CALIBRE, DATE, SOURCE, REPORTER, REMARK, _NAME)
_TITLED = 3
_SHOWN, _LONGEST_REMARK = 60, 300
"""Characters that are told of the words in a row, and of a remark."""
_MOST_BESIDE, _MOST_REMARKS = 20, 50
"""Rows and remarks that are told one by one."""
_SEARCHED = 30
"""In how many rows from the top the mark and the headings are looked for."""


@dataclass(frozen=True, slots=True)
class SeenRow:
    """What a row that carries a field's anchor shows of it to whoever fills it in: name, unit, last year's value (as it is
    seen, and as it is stored where that differs); None where the column is gone.  ``hidden`` rows show nothing.  ``stated`` are the
    units that stand in words in the row or, for all rows, outside of them: 单位：万元."""

    path: Path
    name: str | None
    unit: str | None
    last: tuple[str, ...] | None
    place: CellPlace
    hidden: bool = False
    stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormCell:
    """What a cell gives for one value or note of a field, the row that it stands in, and its lines where it has several."""

    path: Path
    slot: str
    text: str
    place: CellPlace
    row: SeenRow | None = None
    lines: tuple[str, ...] = ()


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
        if _twice(grid, head):
            problems.append(_no_form(grid.place(head), say("“本年数”有两列，分不清用哪一列")))
        elif all(row in grid.hidden for row in grid.rows()):
            hint = say("要用它，取消隐藏再导入；不用，就删去")
            problems.append(Problem(X10, say("整张都是隐藏的，没有导入"), Grade.WARNING, grid.place(), hint))
        elif VALUE in columns:
            _Sheet(grid, column, columns, head, known, given, problems).read()
        else:
            problems.append(_no_form(grid.place(), say("没有“本年数”这一列")))
    mark = mark_of(grids)
    if mark is not None and (against := _titled_otherwise(forms, mark)) is not None:
        return Returned(file, mark, (), (against,))
    if not forms and mark is not None:
        message = say("是发出去的填报表，可是里面的编号指标字典里一个也没有")
        problems.append(Problem(X10, message, place=CellPlace(file), hint=_RENAMED))
    elif not forms:
        problems.append(_no_form(CellPlace(file), say("没有找到编号一列，不像是发出去的填报表")))
    return Returned(file, mark, tuple(given), tuple(problems))


_RENAMED = say("多半是导出以后，字典里改了名称或删去了；改回原来的名称再导入，或重新导出一张，把数抄过去")


def _no_form(place: CellPlace, message: Message) -> Problem:
    return Problem(X10, message, place=place, hint=say("请用“填报 导出”的表来填，不要另做一张；隐藏的编号列不能删"))


def _titled_otherwise(forms: Sequence[tuple[Grid, int]], mark: Mark) -> Problem | None:
    """That the title which everybody sees is of another year or department than the mark that nobody sees (X28)."""
    for grid, _ in forms:
        for row, column in sorted(grid.cells):
            if row <= _TITLED and contradicts(seen := grid.seen(row, column), mark):
                whose = say("{year}年{department}", year=mark.year, department=mark.department)
                message = say("表头写的是“{seen}”，隐藏的标记是{whose}的，整张没有导入", seen=seen, whose=whose)
                hint = say("请核对这张表是哪一年、哪个科室的；表头不要改，或重新导出一张再填")
                return Problem(X28, message, Grade.WARNING, grid.place(row, column), hint)
    return None


def _twice(grid: Grid, head: int) -> bool:
    """Whether two columns that can be seen are called by the word for the values."""
    return sum(_HEADINGS.get(heading(grid.seen(head, column))) == VALUE for column in grid.row(head)) > 1


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
        for column in sorted(grid.row(row)):
            slot = _HEADINGS.get(heading(grid.seen(row, column)))
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
        self.rows = tuple(grid.rows())
        fields = frozenset(row for row in self.rows if grid.text(row, anchors) in known)
        self.texts: dict[int, dict[int, str]] = {row: {} for row in self.rows}
        for (row, column), cell in sorted(grid.cells.items()):
            self.texts[row][column] = cell.text
        self.stated = {row: tuple(_stated_units(words)) for row, words in self._words().items()}
        self.stated_for_all = tuple(unit for row, units in self.stated.items() if row not in fields for unit in units)
        self.areas = _areas(grid, frozenset(columns.values()), self.rows)
        self.asked: dict[Area, int] = {}
        self.beside = 0
        ours = (column for column, text in grid.row(head).items() if heading(text) in _OURS)
        self.known_columns = frozenset((anchors, *columns.values(), *ours))

    def _words(self) -> Mapping[int, list[str]]:
        """What is seen in each row, remarks among it."""
        found = {row: [self.grid.seen(row, column) for column in texts] for row, texts in self.texts.items()}
        for (row, _), remark in self.grid.remarks.items():
            found.setdefault(row, []).append(remark)
        return found

    def read(self) -> None:
        told = [self.columns[slot] for slot in _GIVEN if slot in self.columns]
        for row in self.rows:
            path = self.known.get(self.grid.text(row, self.anchors))
            if path is not None:
                self._row(self._seen(row, path))
                self._tell_beside(row, self.known_columns, path[-1])
            elif row > self.head and self._says_something(row, told):
                self._strange(row)
            elif row != self.head:
                self._tell_beside(row, (1, self.anchors) if row < self.head else ())
        if self.beside > _MOST_BESIDE:
            message = say("表上另写了话的，还有 {count} 行，没有一一列出，都没有导入", count=self.beside - _MOST_BESIDE)
            self.problems.append(Problem(X30, message, Grade.WARNING, self.grid.place(), say("在表里看一遍；要留下的，抄到“备注”一列")))
        remarks = sorted(self.grid.remarks.items())
        self.problems += (self._remarked(*at, words) for at, words in remarks[:_MOST_REMARKS])
        if len(remarks) > _MOST_REMARKS:
            message = say("表上还有 {count} 条批注，没有一一列出，都没有导入", count=len(remarks) - _MOST_REMARKS)
            self.problems.append(Problem(X29, message, Grade.WARNING, self.grid.place(), say("在表里看一遍；要留下的，抄到“备注”一列")))

    def _tell_beside(self, row: int, known: Collection[int], figure: str = "") -> None:
        """What somebody wrote outside of what a form asks: in a row above or below, in a column of their own."""
        found = {column: text for column, text in self.texts[row].items() if column not in known and text}
        self.beside += bool(found)
        if not found or self.beside > _MOST_BESIDE:
            return
        words = " ".join(found.values())
        shown = _shortened(words, _SHOWN)
        message = say("表上另写着“{words}”，没有导入", words=shown)
        if figure:
            message = say("“{figure}”这一行另写着“{words}”，没有导入", figure=figure, words=shown)
        hint = say("要留下的，抄到“备注”一列再导入一次；不要紧的，不用管")
        self.problems.append(Problem(X30, message, Grade.WARNING, self.grid.place(row, min(found)), hint))

    def _remarked(self, row: int, column: int, words: str) -> Problem:
        path = self.known.get(self.grid.text(row, self.anchors))
        shown = _shortened(words, _LONGEST_REMARK)
        message = say("表上有批注：“{remark}”", remark=shown)
        if path is not None:
            message = say("“{figure}”有批注：“{remark}”", figure=path[-1], remark=shown)
        hint = say("批注不导入；要留下的，抄到“备注”一列再导入一次")
        return Problem(X29, message, Grade.WARNING, self.grid.place(row, column), hint)

    def _says_something(self, row: int, columns: Collection[int]) -> bool:
        value = self.grid.text(row, self.columns[VALUE])
        return bool(value) or sum(bool(self.grid.text(row, column)) for column in columns) > 1

    def _strange(self, row: int) -> None:
        name = self.grid.text(row, self.columns.get(_NAME, 0)) or say("（没有名称）")
        anchor = self.grid.text(row, self.anchors)
        message = say("“{figure}”没有编号，没有导入", figure=name)
        hint = say("是科室加的行；确要用，请在指标字典和输入文件里加上这一项再填")
        if anchor:
            message, hint = say("“{figure}”的编号“{anchor}”指标字典里没有，没有导入", figure=name, anchor=anchor), _RENAMED
        self.problems.append(Problem(X12, message, Grade.WARNING, self.grid.place(row), hint))

    def _seen(self, row: int, path: Path) -> SeenRow:
        last = self._cell(row, _LAST)
        return SeenRow(
            path,
            self._shows(self._cell(row, _NAME)) if _NAME in self.columns else None,
            self._shows(self._cell(row, _UNIT)) if _UNIT in self.columns else None,
            tuple(dict.fromkeys((self._shows(last), last.text if self._shows(last) else ""))) if _LAST in self.columns else None,
            self.grid.place(row),
            row in self.grid.hidden,
            tuple(dict.fromkeys((*self.stated_for_all, *self.stated[row]))),
        )

    def _cell(self, row: int, slot: str) -> Cell:
        """The cell of a row that speaks for a column: the first of a joined area."""
        column = self.columns.get(slot, 0)
        area = self.areas.get((row, column))
        at = (area[0], area[1]) if area else (row, column)
        return self.grid.cells.get(at) or Cell(*at, "")

    def _shows(self, cell: Cell) -> str:
        return self.grid.seen(cell.row, cell.column)

    def _row(self, seen: SeenRow) -> None:
        self._value(seen)
        for slot in (CALIBRE, DATE, SOURCE, REPORTER, REMARK):
            if slot in self.columns:
                self._note(seen, slot)

    def _value(self, seen: SeenRow) -> None:
        row, column, path = seen.place.row, self.columns[VALUE], seen.path
        place = self.grid.place(row, column)
        area = self.areas.get((row, column))
        cell = self.grid.cells.get((row, column))
        if area and area[0] != area[2] and self._asked(area) > 1:
            hint = say("请在表里取消合并，分别填写")
            self.problems.append(
                Problem(X18, say("“{figure}”的格子与别行合并了，没有导入", figure=path[-1]), Grade.WARNING, place, hint)
            )
        elif cell is not None and cell.kind in (FAULT, UNCALCULATED):
            shown = cell.text or say("没有算出结果的公式")
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
        elif cell is not None and not self._is_doubtful(cell, path, VALUE, place):
            self.given.append(FormCell(path, VALUE, cell.text, place, seen, cell.lines))

    def _asked(self, area: Area) -> int:
        """How many of these rows ask for something."""
        if area not in self.asked:
            rows = range(area[0], min(area[2], area[0] + 999) + 1)
            self.asked[area] = sum(self.grid.text(row, self.anchors) in self.known for row in rows)
        return self.asked[area]

    def _note(self, seen: SeenRow, slot: str) -> None:
        cell = self._cell(seen.place.row, slot)
        place = self.grid.place(cell.row, cell.column)
        if cell.text and cell.kind == PLAIN and not self._is_doubtful(cell, seen.path, slot, place):
            self.given += [
                FormCell(seen.path, each, words, place, seen) for each, words in _split(slot, cell.text) if words
            ]
        elif cell.text and cell.kind in (STRUCK, UNSURE, *UNSEEN):
            self._is_doubtful(cell, seen.path, slot, place)

    def _is_doubtful(self, cell: Cell, path: Path, slot: str, place: CellPlace) -> bool:
        """Whether a cell shows something else than it holds; told."""
        told = _doubt(cell, path[-1] if slot == VALUE else say("{path}（{slot}）", path=path[-1], slot=slot))
        if told is not None:
            hint = say("请在表里把要报的直接填上（看得见的黑字，去掉删除线，格式设为“常规”），再导入一次")
            self.problems.append(Problem(X25, told, Grade.WARNING, place, hint))
        return told is not None


def _doubt(cell: Cell, what: str) -> Message | None:
    """What a reader of the cell sees, where that is not what it holds."""
    if cell.kind == STRUCK:
        return say("“{figure}”填的“{stored}”划掉了，没有导入", figure=what, stored=cell.text)
    if cell.kind in UNSEEN:
        return say("“{figure}”填的“{stored}”看不见（{reason}），没有导入", figure=what, stored=cell.text, reason=cell.kind)
    if cell.kind == UNSURE and cell.shown:
        return say(
            "“{figure}”看到的是“{seen}”，存着的是“{stored}”，没有导入", figure=what, seen=cell.shown, stored=cell.text
        )
    if cell.kind == UNSURE:
        return say("“{figure}”存着“{stored}”，格式特别，看到的不一样，没有导入", figure=what, stored=cell.text)
    if sign := hidden_sign(cell.text):
        return say("“{figure}”填的里面有看不见的符号（{code_point}），没有导入", figure=what, code_point=code_point(sign))
    return None


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most] + "……"


def _stated_units(texts: Sequence[str]) -> Iterator[str]:
    """The units that somebody wrote in words: 单位：万元、人."""
    for text in texts:
        for found in _STATED.finditer(text):
            yield from filter(None, re.split("[、，,/／]", found["units"]))


def _areas(grid: Grid, columns: Collection[int], rows: Sequence[int]) -> Mapping[tuple[int, int], Area]:
    """The joined area of each cell in these columns; how many cells are joined was bounded when the table was read."""
    there = frozenset(rows)
    return {
        (row, column): area
        for area in reversed(grid.merged)
        for column in columns
        if area[1] <= column <= area[3]
        for row in range(area[0], area[2] + 1)
        if row in there
    }


def _split(slot: str, text: str) -> Iterator[tuple[str, str]]:
    if slot != CALIBRE:
        yield slot, text.removeprefix(AS_OF) if slot == DATE else text
        return
    calibre, day = split_calibre(text)
    yield CALIBRE, calibre
    yield DATE, day
