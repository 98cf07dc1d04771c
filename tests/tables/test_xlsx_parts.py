"""Workbooks whose parts are damaged, named otherwise or show something else than they hold: refused, read, or unsure; never another number."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from reportgen.problem import ReportError
from reportgen.tables import Grid, read_book, saved
from reportgen.tables.cells import PLAIN, UNSURE, WITHHELD

SHEET = "xl/worksheets/sheet1.xml"


def plain() -> bytes:
    book = Workbook()
    book.active["A1"], book.active["B1"] = 45.2, "出口"
    return saved(book)


def changed(name: str, change: Callable[[bytes], bytes], gone: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != gone:
                new.writestr(info.filename, change(old.read(info)) if info.filename == name else old.read(info))
    return out.getvalue()


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data, data[:600]
        return data.replace(old, new)

    return change


def shared(number: bytes) -> Callable[[bytes], bytes]:
    """A cell behind the others that names a text of the workbook's list by its number."""
    return swapped(b"</c></row>", b'</c><c r="C1" t="s"><v>' + number + b"</v></c></row>")


def refused(data: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        read_book(data, "甲.xlsx")
    return caught.value.problems[0].code


def cells(data: bytes) -> dict[tuple[int, int], tuple[str, str]]:
    (found,) = read_book(data, "甲.xlsx")
    return {at: (cell.text, cell.kind) for at, cell in found.cells.items()}


def test_what_is_damaged_is_refused_in_a_sentence() -> None:
    damaged = {
        "a sheet that no relationship names": changed("xl/workbook.xml", swapped(b'r:id="rId1"', b'r:id="rId77"')),
        "a sheet whose part is gone": changed("", bytes, gone=SHEET),
        "a text beyond the list": changed(SHEET, shared(b"77")),
        "a text of a number that is none": changed(SHEET, shared(b"-1")),
        "columns that overlap": changed(SHEET, swapped(b"<sheetData>", b'<cols><col min="1" max="3"/><col min="2" max="4"/></cols><sheetData>')),
        "columns that end before they begin": changed(SHEET, swapped(b"<sheetData>", b'<cols><col min="4" max="2"/></cols><sheetData>')),
        "cells joined at no address": changed(SHEET, swapped(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="1A:B"/></mergeCells>')),
    }
    assert {name: refused(data) for name, data in damaged.items()} == dict.fromkeys(damaged, "X04")
    assert refused(changed("xl/workbook.xml", lambda data: data.replace(b"<workbook", b"<notebook").replace(b"</workbook>", b"</notebook>"))) == "X03"


def test_a_workbook_without_texts_or_looks_and_a_sheet_that_is_a_chart_alone() -> None:
    assert cells(changed(SHEET, swapped(b't="n"', b't="n"') if b't="n"' in plain() else bytes))[1, 1] == ("45.2", PLAIN)
    kinds = "xl/_rels/workbook.xml.rels"
    chart = changed(kinds, swapped(b"relationships/worksheet", b"relationships/chartsheet"))
    assert list(read_book(chart, "甲.xlsx")) == []


def test_what_a_sheet_shows_instead_of_numbers_is_known() -> None:
    formulas = changed(SHEET, lambda data: data.replace(b"<v>45.2</v>", b"<f>SUM(C1:C9)</f><v>45.2</v>").replace(b"<sheetView ", b'<sheetView showFormulas="1" '))
    assert cells(formulas)[1, 1] == ("45.2", WITHHELD)
    day = changed(SHEET, lambda data: data.replace(b'<c r="A1" t="n"><v>45.2</v>', b'<c r="A1" t="d"><v>2024-12-31T00:00:00</v>'))
    assert cells(day)[1, 1] == ("2024年12月31日", PLAIN)


@pytest.mark.parametrize(
    ("shape", "held"),
    [
        ('yyyy"年"m"月"d"日"', ("2024年12月31日", PLAIN, "")), ("m/d/yy", ("2024年12月31日", PLAIN, "")), ("yyyy/m/d h:mm", ("2024年12月31日", PLAIN, "")),
        ('[$-804]yyyy"年"m"月";@', ("2024年12月", PLAIN, "")), ('m"月"d"日"', ("12月31日", PLAIN, "")), ("yyyy", ("45657", UNSURE, "")), ("h:mm", ("45657", UNSURE, "")),
    ],
)  # fmt: skip
def test_of_a_day_that_is_taken_which_is_shown(shape: str, held: tuple[str, str, str]) -> None:
    """2024年12月, as somebody types it, is stored as its first day."""
    book = Workbook()
    book.active["A1"], book.active["A1"].number_format = 45657, shape
    (grid,) = read_book(saved(book), "甲.xlsx")
    assert (grid.cells[1, 1].text, grid.cells[1, 1].kind, grid.cells[1, 1].shown) == held
    kept = changed(SHEET, lambda data: data.replace(b'<c r="A1" t="n"><v>45.2</v>', b'<c r="A1" t="d"><v>2024-12-31T00:00:00</v>'))
    assert cells(kept)[1, 1] == ("2024年12月31日", PLAIN)


def test_one_part_that_two_sheets_name_is_read_once_and_counts_twice() -> None:
    twice = changed("xl/workbook.xml", swapped(b"</sheets>", b'<sheet name="again" sheetId="9" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></sheets>'))
    found: list[Grid] = read_book(twice, "甲.xlsx")
    assert [grid.cells[1, 1].text for grid in found] == ["45.2", "45.2"]


def test_remarks_of_a_thread_are_read_and_not_the_words_that_stand_in_for_them() -> None:
    """Newer programs keep a thread beside the remark that older ones show."""
    relations = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    older = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A1" id="{1}"><text>快报数</text></threadedComment>'
        '<threadedComment ref="A1" id="{2}" parentId="{1}"><text>要核</text></threadedComment></ThreadedComments>'
    )
    stand_in = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author/></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>[线程批注] 您的 Excel 版本……</t></text></comment>'
        '<comment ref="B1" authorId="0"><text><r><t>旧</t></r><r><t>批注</t></r></text></comment></commentList></comments>'
    )
    lines = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relations}" Target="../threadedComments/t1.xml"/>'
        f'<Relationship Id="r2" Type="{older}" Target="../comments1.xml"/>'
        f'<Relationship Id="r3" Type="{older}" Target="../lost.xml"/></Relationships>'
    )
    parts = {"xl/threadedComments/t1.xml": thread, "xl/comments1.xml": stand_in, "xl/worksheets/_rels/sheet1.xml.rels": lines}
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    (found,) = read_book(out.getvalue(), "甲.xlsx")
    assert found.remarks == {(1, 1): "快报数 / 要核", (1, 2): "旧批注"}
