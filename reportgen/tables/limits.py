"""What a table file may cost, and the sentences for one that costs more or cannot be read.

Knows no file format: every reader of this room counts with the same ``Allowance``, whatever a part is called and however often it
is referred to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportgen.message import say
from reportgen.ooxml.archive import MIB, Limits, ZipEntry
from reportgen.ooxml.xml_tree import parse_xml
from reportgen.problem import CellPlace, Code, Problem, ReportError
from reportgen.tables.cells import PLAIN, Area, Cell

X03 = Code("X03", "不是表格文件，或加了密码", "把 .docx 改名为 .xlsx", "在 Excel、WPS 里去掉密码，另存为 .xlsx")
X04 = Code("X04", "表格文件已损坏，或里面有不正常的内容", "没有下载完的文件", "用 Excel、WPS 打开，另存为 .xlsx")
X05 = Code("X05", "表格里的行、列太多", "整张表都设了合并", "删去多余的行列，或复制到原来的表里")
X24 = Code(
    "X24", "读这个表格文件太费时间或内存，没有读", "来路不明的 .xlsx", "请科室用“填报 导出”的表重填，另存为 .xlsx"
)

MAX_BYTES = 8 * MIB
"""Largest file that is read; a form has some hundred kilobytes at most."""
MAX_CELLS = 100_000
MAX_TEXT = 4_000_000
"""Characters of all cells together, a text that is referred to twice counted twice."""
MAX_SHEETS = 50
_MAX_SIGNS = 900_000
"""Tags and attributes in one part: each costs a tree some hundred bytes; a cell of an honest sheet has about ten."""
LIMITS = Limits(MAX_BYTES, 500, 16 * MIB, 48 * MIB)
SAVE_AGAIN = say("请用 Excel 或 WPS 打开，另存为 .xlsx，再试一次")


@dataclass(slots=True)
class Allowance:
    """What is left of one file's cells and characters."""

    name: str
    cells: int = MAX_CELLS
    text: int = MAX_TEXT
    joined: int = MAX_CELLS
    looks: int = 5 * MAX_CELLS

    def spend(self, cells: int, text: int = 0) -> None:
        """Raises ``ReportError`` (X05) when a file asks for more than there is."""
        self.cells -= cells
        self.text -= text
        if self.cells < 0 or self.text < 0:
            raise ReportError([too_many(self.name)])

    def join(self, area: Area) -> None:
        """The same for the cells of a joined area."""
        self.joined -= max(area[2] - area[0] + 1, 0) * max(area[3] - area[1] + 1, 0)
        if self.joined < 0:
            raise ReportError([too_many(self.name)])

    def judge(self, cells: int) -> None:
        """The same for cells that a rule, or something drawn, may touch."""
        self.looks -= cells + 1
        if self.looks < 0:
            raise ReportError([too_many(self.name)])

    def sheets(self, count: int) -> None:
        """The same for the number of sheets."""
        if count > MAX_SHEETS:
            message = say("工作表太多（上限 {max_sheets} 张）", max_sheets=MAX_SHEETS)
            raise ReportError(
                [Problem(X05, message, place=CellPlace(self.name), hint=say("填报表只有一张；请删去多余的工作表"))]
            )


def tree_of(entry: ZipEntry, name: str, mended: Callable[[bytes], bytes] | None = None) -> object:
    """A part of a zip as a tree, parsed strictly once its tags have been counted; ``mended`` is done to it before."""
    data = mended(entry.inflate()) if mended else entry.inflate()
    if data.count(b"<") + data.count(b"=") > _MAX_SIGNS:
        raise ReportError([too_many(name)])
    return parse_xml(data, entry.name)


def one_line(text: str) -> str:
    """The text of a cell on one line, blanks at the ends left out."""
    return " ".join(text.replace("\u3000", " ").replace("\xa0", " ").split())


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that has several."""
    found = tuple(filter(None, map(one_line, text.replace("\r", "\n").split("\n")))) if "\n" in text or "\r" in text else ()
    return found if len(found) > 1 else ()


def text_cell(row: int, column: int, text: str, kind: str = PLAIN) -> Cell | None:
    """A cell of a text; None for one of blanks only."""
    plain = one_line(text)
    return Cell(row, column, plain, kind, lines=lines_of(text)) if plain else None


def as_table_problems(error: ReportError, name: str) -> Iterator[Problem]:
    """What the room of Word files says of a zip or a part, said of a table."""
    for problem in error.problems:
        if problem.code.startswith("P"):
            sentence = problem.message.replace("正常的 Word 文件", "正常的表格文件").replace("Word 不用的", "不认识的")
            yield Problem(X04, say("{sentence}", sentence=sentence.rstrip("。")), place=CellPlace(name), hint=SAVE_AGAIN)
        else:
            yield problem


def no_table(name: str) -> Problem:
    """That a file is of no kind that is read."""
    hint = say("要的是 .xlsx、.xls、.ods、.csv 或 .tsv；有密码的请先去掉密码。{save_again}", save_again=SAVE_AGAIN)
    return Problem(X03, say("不是表格文件，或加了密码"), place=CellPlace(name), hint=hint)


def damaged(name: str) -> Problem:
    """That a file cannot be read."""
    return Problem(X04, say("文件已损坏，读不出来"), place=CellPlace(name), hint=SAVE_AGAIN)


def too_many(name: str) -> Problem:
    """That a file holds more than a form can."""
    hint = say("填报表没有这么大；请删去多余的行列，或把内容复制到原来的表里")
    return Problem(X05, say("行、列太多（上限 {max_cells} 格）", max_cells=MAX_CELLS), place=CellPlace(name), hint=hint)


def too_costly(name: str) -> Problem:
    """That reading a file took too long, or more memory than there is."""
    hint = say("填报表用不着这么多；来路不明的不要用。{save_again}", save_again=SAVE_AGAIN)
    return Problem(X24, say("读这个文件太费时间或内存，没有读"), place=CellPlace(name), hint=hint)
