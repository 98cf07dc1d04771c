"""What was understood of an old report → a workbook to be confirmed; and the workbook as it came back → what was corrected.

Knows no folder.  A row is a figure of the data: the sentence it stands in, the figure, and what may be corrected: name, unit,
department. A hidden column holds the path, so rows may be sorted and left out.  Each figure is found by its path, and told by
its cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.importing.figures import UNNAMED, ReportFigure
from reportgen.importing.imported import ImportedReports, ImportedYear
from reportgen.importing.source import SourceParagraph
from reportgen.message import say
from reportgen.problem import CellPlace, Code, Problem
from reportgen.report.dictionary import Path
from reportgen.tables import height_of, put_text, saved
from reportgen.tables.cells import Grid

D20 = Code("D20", "不是录入核对表，或核对表里有一格看不懂", "拿填报表来 --确认", "用录入时存下的那张“录入核对表”")

SHEET, TYPED_SHEET, NAMES_SHEET = "数据", "留在句子里的数", "机关和名单"
_NAMES_GUIDE = (
    "反复出现的机关名称，和一串一串列举的企业、村，原稿里的字没有动。年年要换或要统计的：机关写进输入文件的“单位”，如 本单位: 某某局，"
    "正文写【本单位】；企业、村写进“数据”，如 企业: [甲厂, 乙厂]，正文写【企业】。"
)
DROPPED = "不用"
"""As a name: the figure goes back into its sentence."""
_MARK = "录入核对表"
_COLUMNS = (("序号", 6), ("原句", 60), ("数", 12), ("名称", 24), ("单位", 10), ("科室", 14), ("把握", 8), ("", 4))
_NAME, _UNIT, _DEPARTMENT, _ANCHOR = 4, 5, 6, 8
_GUIDE = (
    "只改白色的格子：名称、单位、科室。名称改成年年通用的叫法；不该算数据的，名称写“不用”，数就照原样留在句子里。"
    "“把握”是高、中、低、待命名。改好存盘，运行 reportgen 录入 --确认 这张表；改过的，下一次录入会照用。"
)
_HEAD_ROWS = 3
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Correction:
    """What a row says of a figure: name (empty: to go back into its sentence), unit, department; and its cells."""

    path: Path
    name: str
    unit: str
    department: str
    place: CellPlace


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A workbook that came back: of which year, and its rows."""

    year: int
    rows: tuple[Correction, ...]


def workbook(made: ImportedReports, year: ImportedYear) -> bytes:
    """The workbook of a year; the figures that stayed typed on a second sheet."""
    from openpyxl import Workbook  # late: it takes as long as everything else together

    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    _lead(sheet, f"{year.year} 年{_MARK}", _GUIDE, _COLUMNS)
    put_text(sheet.cell(1, _ANCHOR), f"{_MARK}:{year.year}")
    seen: set[Path] = set()
    for figure in year.data:
        if figure.is_stored and figure.path not in seen:
            seen.add(figure.path)
            _row(sheet, _HEAD_ROWS + len(seen), len(seen), figure, _around(year, figure))
    sheet.column_dimensions["H"].hidden = True
    other: Any = book.create_sheet(TYPED_SHEET)
    _lead(
        other,
        TYPED_SHEET,
        "这些数没有提到“数据”里，照原样留在句子里。要提出来的，在输入文件里改成【名称】，再到“数据”里填。",
        (("序号", 6), ("原句", 60), ("数", 12), ("为什么", 24)),
    )
    for number, figure in enumerate(year.typed, 1):
        for column, words in enumerate(
            (str(number), _around(year, figure), f"{figure.digits}{figure.unit}", figure.reason), 1
        ):
            put_text(other.cell(_HEAD_ROWS + number, column), words)
            other.cell(_HEAD_ROWS + number, column).alignment = _wrapped()
    _propose(book.create_sheet(NAMES_SHEET), year)
    return saved(book)


def _propose(sheet: Any, year: ImportedYear) -> None:
    """Names that may become 单位 or 名单, on a sheet of their own."""
    _lead(sheet, NAMES_SHEET, _NAMES_GUIDE, (("序号", 6), ("可以作", 10), ("名称", 60), ("出现", 8)))
    for number, each in enumerate(year.names, 1):
        for column, words in enumerate((str(number), each.kind, "、".join(each.words), str(each.count)), 1):
            put_text(sheet.cell(_HEAD_ROWS + number, column), words)
            sheet.cell(_HEAD_ROWS + number, column).alignment = _wrapped()


def _wrapped() -> Any:
    from openpyxl.styles import Alignment

    return Alignment("left", "center", wrap_text=True)


def _lead(sheet: Any, title: str, guide: str, columns: Sequence[tuple[str, int]]) -> None:
    from openpyxl.styles import Font, PatternFill

    last = len(columns) - (not columns[-1][0])
    for row, words, height in ((1, title, 26), (2, guide, 48)):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        put_text(sheet.cell(row, 1), words)
        sheet.cell(row, 1).alignment = _wrapped()
        sheet.cell(row, 1).font = Font("宋体", 14 if row == 1 else 10, b=row == 1)
        sheet.row_dimensions[row].height = height
    for column, (words, width) in enumerate(columns, 1):
        put_text(sheet.cell(_HEAD_ROWS, column), words)
        sheet.cell(_HEAD_ROWS, column).font = Font("宋体", 11, b=True)
        sheet.cell(_HEAD_ROWS, column).fill = PatternFill("solid", fgColor="D9E2F3")
        sheet.column_dimensions[sheet.cell(_HEAD_ROWS, column).column_letter].width = width
    sheet.freeze_panes = sheet.cell(_HEAD_ROWS + 1, 1)


def _row(sheet: Any, row: int, number: int, figure: ReportFigure, around: str) -> None:
    from openpyxl.styles import PatternFill

    texts = (
        str(number),
        around,
        figure.digits or "（漏）",
        figure.name,
        figure.unit,
        figure.department,
        figure.certainty,
        json.dumps(figure.path, ensure_ascii=False),
    )
    for column, words in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        put_text(cell, words)
        cell.alignment = _wrapped()
        if column not in (_NAME, _UNIT, _DEPARTMENT):
            cell.fill = PatternFill(
                "solid", fgColor="FCE4D6" if figure.certainty in (UNNAMED, "低") and column == 7 else "EDEDED"
            )
            sheet.row_dimensions[row].height = height_of([(around, _COLUMNS[1][1]), (figure.name, _COLUMNS[3][1])])


def _around(year: ImportedYear, figure: ReportFigure) -> str:
    """The words around a figure, itself in 〔〕."""
    block = year.source.blocks[figure.block]
    assert isinstance(block, SourceParagraph)
    words = block.words
    start, end = max(0, figure.start - _AROUND), min(len(words), figure.end + _AROUND)
    head, tail = "…" if start else "", "…" if end < len(words) else ""
    return f"{head}{words[start : figure.start]}〔{words[figure.start : figure.end]}〕{words[figure.end : end]}{tail}"


def read_confirmation(grids: Sequence[Grid]) -> tuple[Confirmation | None, tuple[Problem, ...]]:
    """The rows of a workbook; None where it is none of ours."""
    grid = next((each for each in grids if each.text(1, _ANCHOR).startswith(f"{_MARK}:")), None)
    year = grid.text(1, _ANCHOR).partition(":")[2] if grid is not None else ""
    if grid is None or not (year.isdecimal() and len(year) == 4):
        place = grids[0].place() if grids else None
        hint = say("用录入时存在 output 里的“录入核对表”，隐藏的一列不要删")
        return None, (Problem(D20, say("这不是录入核对表"), place=place, hint=hint),)
    problems: list[Problem] = []
    rows = tuple(_corrections(grid, problems))
    return Confirmation(int(year), rows), tuple(problems)


def _corrections(grid: Grid, problems: list[Problem]) -> Iterator[Correction]:
    for row in grid.rows():
        held = grid.text(row, _ANCHOR)
        if row <= _HEAD_ROWS or not held:
            continue
        path = _path(held)
        if path is None:
            hint = say("隐藏的一列不要改；这一行没有照用")
            problems.append(Problem(D20, say("这一行认不出是哪个数"), place=grid.place(row, _ANCHOR), hint=hint))
            continue
        name, unit, department = (" ".join(grid.text(row, column).split()) for column in (_NAME, _UNIT, _DEPARTMENT))
        yield Correction(path, "" if name == DROPPED else name or path[-1], unit, department, grid.place(row, _NAME))


def _path(text: str) -> Path | None:
    try:
        steps = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return tuple(steps) if isinstance(steps, list) and steps and all(isinstance(step, str) for step in steps) else None
