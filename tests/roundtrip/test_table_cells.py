"""Cells of a table that the input writes: each edit is read by row and column, whatever else says the same, and of a table that has
other rows or columns nothing is written."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
import pytest
from docx.table import Table, _Cell
from pulled_office import ANNUAL, ROOT, kit, upright

from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import read_document
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.pull import Basis, Settled, read_back, write_certain
from reportgen.storage.given import Given

ROWS = "[[灌区改造, 100, 在建], [冷链仓库, 200, 在建], [水库加固, 300, 完工], [道路, '', 400]]"
BEFORE = "          - 街道产业创新服务站建成运行"
_Change = Callable[[Any], None]


def written(rows: str = ROWS) -> bytes:
    text = upright((ROOT / "inputs/2024.yaml").read_text(encoding="utf-8"))
    table = f"          - 表: {{标题: 项目进度, 列: [项目, 投资, 进度], 行: {rows}, 注: 截至年底}}\n"
    return text.replace(BEFORE, table + BEFORE, 1).encode()


@cache
def office(rows: str = ROWS) -> Basis:
    assert (ANNUAL / "fields.yaml").exists()
    last = Given("2023.yaml", upright((ROOT / "inputs/2023.yaml").read_text(encoding="utf-8")).encode())
    return Basis.of(kit(), (Given("2024.yaml", written(rows)),), (last,))


def pulled(change: _Change, now: Basis | None = None, rows: str = ROWS) -> tuple[Settled, str]:
    """What came of an edited file, and the rows of the input with what was written."""
    base = office(rows)
    document = docx.Document(io.BytesIO(base.kit.make(base.year, draft=True).package))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    view = read_document(Package.open(saved.getvalue())).accepted
    now = now or base
    settled = write_certain(read_back(view, dict(base.trace()), base, now), view, now, base)
    text = settled.inputs[0].content.decode()
    line = next((line for line in text.splitlines() if "- 表: {" in line), "")
    return settled, line.partition("行: ")[2].rpartition(", 注:")[0]


def table(document: Any) -> Table:
    return next(each for each in document.tables if each.rows[0].cells[0].text == "项目")


def cell(document: Any, row: int, column: int) -> _Cell:
    return table(document).rows[row].cells[column]


def typed(row: int, column: int, words: str) -> _Change:
    def change(document: Any) -> None:
        paragraph = cell(document, row, column).paragraphs[0]
        runs = paragraph.runs or [paragraph.add_run()]
        for run in runs[1:]:
            run.text = ""
        runs[0].text = words

    return change


def both(*changes: _Change) -> _Change:
    return lambda document: [change(document) for change in changes] and None


def put(before: int, row: int) -> _Change:
    """A row goes before another."""
    return lambda document: table(document).rows[before]._tr.addprevious(table(document).rows[row]._tr)


def gone(row: int) -> _Change:
    return lambda document: table(document)._tbl.remove(table(document).rows[row]._tr)


def added(row: int) -> _Change:
    return lambda document: table(document).rows[row]._tr.addnext(copy.deepcopy(table(document).rows[row]._tr))


def _tracked(row: int, tag: str) -> _Change:
    def change(document: Any) -> None:
        properties = table(document).rows[row]._tr.get_or_add_trPr()
        mark = properties.makeelement(f"{{{properties.nsmap['w']}}}{tag}", {f"{{{properties.nsmap['w']}}}id": "900"})
        properties.append(mark)

    return change


def _column_gone(document: Any) -> None:
    for row in table(document).rows:
        row._tr.remove(row.cells[2]._tc)


WRITTEN: dict[str, tuple[_Change, str]] = {
    "a word that another row has too": (typed(2, 2, "完工"), "[冷链仓库, 200, 完工]"),
    "a figure that nothing is like": (typed(2, 1, "250"), "[冷链仓库, 250, 在建]"),
    "figures of two rows": (both(typed(1, 1, "150"), typed(2, 1, "250")), "[[灌区改造, 150, 在建], [冷链仓库, 250, 在建]"),
    "two figures exchanged": (both(typed(1, 1, "200"), typed(2, 1, "100")), "[[灌区改造, 200, 在建], [冷链仓库, 100, 在建]"),
    "a cell that was emptied": (typed(2, 2, ""), '[冷链仓库, 200, ""]'),
    "a figure of the row below, and that one emptied": (both(typed(2, 1, "300"), typed(3, 1, "")), '[冷链仓库, 300, 在建], [水库加固, "", 完工]'),
}  # fmt: skip
TOLD: dict[str, tuple[_Change, str, str]] = {
    "a row gone whose last cell the row above has too": (gone(2), "冷链仓库｜200｜在建", ""),
    "a row gone as a tracked change": (_tracked(2, "del"), "冷链仓库｜200｜在建", ""),
    "a row more": (both(added(2), typed(3, 0, "泵站")), "", "泵站｜200｜在建"),
    "two rows exchanged": (put(1, 2), "灌区改造｜100｜在建\n冷链仓库｜200｜在建", "冷链仓库｜200｜在建\n灌区改造｜100｜在建"),
    "a figure moved into the empty cell beside it": (both(typed(4, 1, "400"), typed(4, 2, "")), "道路｜｜400", "道路｜400｜"),
    "an empty cell filled": (typed(4, 1, "50"), "", "50"),
    "a column gone": (_column_gone, "道路｜｜400", "道路｜"),
    "two paragraphs in a cell": (lambda document: cell(document, 2, 2).add_paragraph("过半"), "冷链仓库｜200｜在建", "冷链仓库｜200｜在建\n过半"),
    "two cells joined": (lambda document: cell(document, 1, 2).merge(cell(document, 2, 2)), "冷链仓库｜200｜在建", "冷链仓库｜200｜"),
    "all gone but its title": (lambda document: table(document)._tbl.getparent().remove(table(document)._tbl), "冷链仓库｜200｜在建", ""),
    "moved before its title": (lambda document: table(document)._tbl.getprevious().addprevious(table(document)._tbl), "", "项目"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_cell_is_written_where_it_stands(name: str) -> None:
    change, row = WRITTEN[name]
    settled, rows = pulled(change)
    assert settled.waiting == () and row in rows
    assert rows.count("[") == ROWS.count("[")


@pytest.mark.parametrize("name", TOLD)
def test_a_table_of_other_rows_is_told_and_stays(name: str) -> None:
    change, old, new = TOLD[name]
    settled, rows = pulled(change)
    assert rows == ROWS and settled.done == ()
    (edit,) = settled.waiting
    assert edit.kind == kinds.GRID and edit.reason and edit.place is not None
    assert old in edit.old.replace("｜\n", "｜") and new in edit.new


def test_words_beside_a_table_of_other_rows_are_written() -> None:
    def change(document: Any) -> None:
        gone(1)(document)
        run = next(run for each in document.paragraphs for run in each.runs if "产业创新服务站" in run.text)
        run.text = run.text.replace("建成运行", "投入运行")

    settled, rows = pulled(change)
    assert [edit.kind for edit in settled.waiting] == [kinds.GRID] and rows == ROWS
    assert "产业创新服务站投入运行" in settled.inputs[0].content.decode()


def test_rows_of_figures_that_changed_places_change_no_figure() -> None:
    rows = "[[出口, 【自营出口】, 一], [外资, 【引进外资】, 二]]"
    settled, now = pulled(put(1, 2), rows=rows)
    assert now == rows and settled.done == () and [edit.kind for edit in settled.waiting] == [kinds.GRID]


SINCE: dict[str, tuple[str, str]] = {
    "a row went before it": ("[[冷链仓库, 200, 在建], [水库加固, 300, 完工]]", "[[冷链仓库, 200, 完工], [水库加固, 300, 完工]]"),
    "a row came before it": ("[[新, 1, 在建], [灌区改造, 100, 在建], [冷链仓库, 200, 在建]]", "[[新, 1, 在建], [灌区改造, 100, 在建], [冷链仓库, 200, 完工]]"),
    "another cell of its row": ("[[灌区改造, 100, 在建], [冷链仓库, 220, 在建], [水库加固, 300, 完工], [道路, '', 400]]",
                                "[[灌区改造, 100, 在建], [冷链仓库, 220, 完工], [水库加固, 300, 完工], [道路, '', 400]]"),
}  # fmt: skip


@pytest.mark.parametrize("name", SINCE)
def test_a_cell_is_written_into_an_input_that_changed_since(name: str) -> None:
    """完工 stands in another row already, which had counted as its being written."""
    since, wanted = SINCE[name]
    settled, rows = pulled(typed(2, 2, "完工"), office(since))
    assert rows == wanted and settled.waiting == ()


def test_a_cell_of_a_row_that_is_not_known_again_is_asked() -> None:
    since = "[[灌区改造, 100, 在建], [冷链库, 210, 在建], [新, 1, 2], [水库加固, 300, 完工]]"
    settled, rows = pulled(typed(2, 2, "完工"), office(since))
    assert rows == since and "对不上是哪一格" in str(settled.waiting[0].reason)


def test_a_cell_that_the_input_has_as_the_file_is_not_written_twice() -> None:
    since = ROWS.replace("200, 在建", "200, 完工")
    settled, rows = pulled(typed(2, 2, "完工"), office(since))
    assert rows == since and settled.waiting == ()


def test_a_table_of_which_everything_is_other_is_told_in_seconds() -> None:
    from reportgen.roundtrip.table_cells import _is_moved

    rows = [(f"项目{number}", str(number), "在建") for number in range(2_000)]
    assert not _is_moved(rows, [(name, figure, "完工") for name, figure, _ in rows[:100]] + rows[100:])
    assert _is_moved(rows, [(name, figure, "完工") for name, figure, _ in rows])
