"""What nobody sees on a sheet is known, in each kind of file, and what anybody can see is left alone."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from hostile import old_book
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule
from openpyxl.styles import Alignment, Color, Font, GradientFill, PatternFill
from openpyxl.worksheet.table import Table

from reportgen.ooxml.archive import deflate, write_entries
from reportgen.tables import Grid, read_book, saved
from reportgen.tables.cells import ASIDE, BEHIND, COVERED, PALE, PLAIN, STRUCK, TINY, UNSURE, WITHHELD
from reportgen.tables.visibility import CellLook, LookChange, is_pale, tinted

WHITE, NAVY, BLACK = "FFFFFFFF", "FF1F4E79", "FF000000"


def one(data: bytes, name: str) -> Grid:
    (found,) = read_book(data, name)
    return found


def test_the_least_that_is_seen_and_the_most_that_is_not() -> None:
    assert [is_pale(ink, ("FFFFFF",)) for ink in ("FFFFFF", "E5E5E5", "D9D9D9", "808080", "")] == [True, True, False, False, False]
    assert (is_pale("FFFFFF", ("000000", "FFFFFF")), is_pale("FFFFFF", ("FEFEFE", "FFFFFF"))) == (False, True)
    assert [CellLook(points=size).kind() for size in (4.5, 5)] == [TINY, PLAIN]
    assert (CellLook().fits("12345.67", 8), CellLook().fits("12345.6789", 8), CellLook(points=22).fits("12345.67", 8)) == (True, False, False)
    assert LookChange(ink="FFFFFF").spoils(CellLook()) and not LookChange(ink="FFFFFF").spoils(CellLook(papers=("000000",)))
    assert (tinted("000000", 1.0), tinted("FFFFFF", -0.15), tinted("4472C4", 0.0)) == ("FFFFFF", "D9D9D9", "4472C4")


LOOKS: dict[str, tuple[dict[str, Any], str]] = {
    "plain": ({}, PLAIN), "red": ({"font": Font(color="FFFF0000")}, PLAIN), "grey": ({"font": Font(color="FFBFBFBF")}, PLAIN),
    "white on navy": ({"font": Font(color=WHITE), "fill": PatternFill("solid", fgColor=NAVY)}, PLAIN),
    "white on a pattern": ({"font": Font(color=WHITE), "fill": PatternFill("gray125")}, PLAIN),
    "six points": ({"font": Font(size=6)}, PLAIN), "thousands": ({"number_format": "#,##0.00"}, PLAIN),
    "white": ({"font": Font(color=WHITE)}, PALE), "the theme's white": ({"font": Font(color=Color(theme=0))}, PALE),
    "the theme's black, lightened": ({"font": Font(color=Color(theme=1, tint=0.95))}, PALE), "the palette's white": ({"font": Font(color=Color(indexed=9))}, PALE),
    "black on black": ({"font": Font(color=BLACK), "fill": PatternFill("solid", fgColor=BLACK)}, PALE),
    "no colour on black": ({"fill": PatternFill("solid", fgColor=BLACK)}, PALE),
    "white on white to white": ({"font": Font(color=WHITE), "fill": GradientFill(stop=(WHITE, "FFFAFAFA"))}, PALE),
    "a format's white": ({"number_format": "[White]0.0"}, PALE), "a format's second colour": ({"number_format": "[Color2]0.0"}, PALE),
    "one point": ({"font": Font(size=1)}, TINY), "struck out": ({"font": Font(strike=True)}, STRUCK),
    "no section": ({"number_format": ";;;"}, UNSURE), "over and over": ({"alignment": Alignment(horizontal="fill")}, UNSURE),
}  # fmt: skip


def xlsx(fill: Any) -> Grid:
    book = Workbook()
    fill(book.active)
    return one(saved(book), "表.xlsx")


def test_every_look_of_a_cell_of_an_xlsx() -> None:
    def fill(sheet: Any) -> None:
        for row, (given, _) in enumerate(LOOKS.values(), 1):
            cell = sheet.cell(row, 1, 12.5)
            for name, what in given.items():
                setattr(cell, name, what)

    found = xlsx(fill)
    assert {name: found.cells[row, 1].kind for row, name in enumerate(LOOKS, 1)} == {name: kind for name, (_, kind) in LOOKS.items()}
    assert {found.cells[row, 1].text for row in range(1, len(LOOKS) + 1)} == {"12.5", "12.50"}


def test_a_run_that_nobody_sees_or_that_is_raised_makes_another_number() -> None:
    def runs(**font: Any) -> CellRichText:
        return CellRichText("1", TextBlock(InlineFont(**font), "2"), "3")

    def fill(sheet: Any) -> None:
        made = (runs(color=WHITE), runs(sz=1), runs(vertAlign="superscript"), runs(b=True), CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "注")))
        for row, each in enumerate(made, 1):
            sheet.cell(row, 1).value = each
        sheet["A6"].value, sheet["A6"].font = CellRichText(TextBlock(InlineFont(color=BLACK), "12"), TextBlock(InlineFont(color="FFFF0000"), "3")), Font(color=WHITE)

    assert [xlsx(fill).cells[row, 1].kind for row in range(1, 7)] == [PALE, TINY, UNSURE, PLAIN, PLAIN, PLAIN]


def test_columns_rows_joined_cells_pictures_and_zeros_of_an_xlsx() -> None:
    def fill(sheet: Any) -> None:
        for row in range(1, 8):
            for column in range(1, 8):
                sheet.cell(row, column, row * 10 + column + 0.25)
        sheet.column_dimensions["B"].hidden, sheet.column_dimensions["C"].width, sheet.column_dimensions["D"].width = True, 0.1, 6
        sheet.row_dimensions[2].hidden, sheet.row_dimensions[3].height = True, 1
        sheet["D1"], sheet["D4"], sheet["E4"] = 0, 1234.5678, 0.0
        sheet.add_chart(BarChart(), "F5")
        sheet.sheet_view.showZeros = False

    found = xlsx(fill)
    kinds = {at: cell.kind for at, cell in found.cells.items()}
    assert {column for (row, column), kind in kinds.items() if kind == ASIDE} == {2, 3}
    assert found.hidden == {2, 3}
    assert (kinds[1, 4], kinds[4, 4], kinds[4, 5], kinds[4, 1], kinds[5, 6], kinds[7, 7], kinds[4, 6]) == (WITHHELD, UNSURE, WITHHELD, PLAIN, BEHIND, BEHIND, PLAIN)
    book = Workbook()
    book.active["A1"], book.active["B2"], book.active["C2"] = 1, 2, 3
    data = saved(book)
    merged = with_part(data, "xl/worksheets/sheet1.xml", b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>')
    assert {at: cell.kind for at, cell in one(merged, "表.xlsx").cells.items()} == {(1, 1): PLAIN, (2, 2): COVERED, (2, 3): PLAIN}
    zero = with_part(data, "xl/worksheets/sheet1.xml", b"<sheetFormatPr ", b'<sheetFormatPr defaultColWidth="0" zeroHeight="1" ')
    assert {cell.kind for cell in one(zero, "表.xlsx").cells.values()} == {ASIDE}
    assert one(zero, "表.xlsx").hidden == {1, 2}


SHAPE = (
    '<v:{kind} style="{style}" {more}><v:textbox><div>字<br></div></v:textbox><x:ClientData ObjectType="{of}">'
    "<x:Anchor>{column}, 0, {row}, 2, {column}, 64, {row}, 18</x:Anchor>{said}</x:ClientData></v:{kind}>"
)
SHAPES: dict[str, tuple[str, dict[str, str]]] = {
    "a button": (BEHIND, {"of": "Button"}), "a list": (BEHIND, {"of": "Drop", "more": 'filled="f"'}), "a picture": (BEHIND, {"of": "Pict"}),
    "a frame with words": (BEHIND, {"of": "Rect", "more": 'filled="f"'}), "a remark that is shown": (BEHIND, {"said": "<x:Visible/>"}),
    "a remark": (PLAIN, {}), "a remark that is hidden": (PLAIN, {"said": "<x:Visible>False</x:Visible>"}),
    "a hidden button": (PLAIN, {"of": "Button", "style": "position:absolute; visibility: hidden"}), "a line": (PLAIN, {"of": "Shape", "kind": "line"}),
}  # fmt: skip


def test_what_lies_over_cells_in_vml_is_known_and_remarks_that_nobody_opened_hide_nothing() -> None:
    from docx_samples import package_of, parts_of

    book = Workbook()
    for row in range(1, len(SHAPES) + 2):
        book.active.cell(row, 2, 12.5)
    parts = parts_of(saved(book))
    usual = {"kind": "shape", "style": "position:absolute", "more": "", "of": "Note", "said": "", "column": "1"}
    drawn = "".join(SHAPE.format(**usual | said, row=row) for row, (_, said) in enumerate(SHAPES.values()))
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    parts["xl/drawings/v.vml"] = f'<xml {names}><v:shapetype id="t"/>{drawn}</xml>'.encode()
    sheet = "xl/worksheets/sheet1.xml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    line = f'<Relationship Id="rV" Type="{relations}/vmlDrawing" Target="/xl/drawings/v.vml"/>'
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{line}</Relationships>'.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"<Override", b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override', 1)
    plain = parts[sheet]
    for named, kinds in (("legacyDrawing", [kind for kind, _ in SHAPES.values()]), ("legacyDrawingHF", [PLAIN] * len(SHAPES))):
        parts[sheet] = plain.replace(b"</worksheet>", f'<{named} xmlns:r="{relations}" r:id="rV"/></worksheet>'.encode())
        found = one(package_of(parts), "表.xlsx")
        assert dict(zip(SHAPES, (found.cells[row, 2].kind for row in range(1, len(SHAPES) + 1)), strict=True)) == dict(zip(SHAPES, kinds, strict=True)), named
        assert found.cells[len(SHAPES) + 1, 2].kind == PLAIN


def test_a_drawing_that_stands_among_alternatives_lies_over_cells_too() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["F6"] = 1, 2
        sheet.add_chart(BarChart(), "F5")

    book = Workbook()
    fill(book.active)
    data = saved(book)
    part = "xl/drawings/drawing1.xml"
    begun = with_part(data, part, b"<oneCellAnchor", b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="a14"><oneCellAnchor')
    found = one(with_part(begun, part, b"</oneCellAnchor>", b"</oneCellAnchor></mc:Choice></mc:AlternateContent>"), "表.xlsx")
    assert [found.cells[at].kind for at in ((1, 1), (6, 6))] == [PLAIN, BEHIND]


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    from docx_samples import package_of, parts_of

    parts = parts_of(data)
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    return package_of(parts)


def test_a_condition_or_a_table_that_may_hide_the_number_and_those_that_only_colour_it() -> None:
    rules = (
        (CellIsRule("greaterThan", formula=["0"], font=Font(color=WHITE)), UNSURE),
        (CellIsRule("greaterThan", formula=["0"], fill=PatternFill("solid", bgColor=BLACK)), UNSURE),
        (DataBarRule("min", 0, "max", 1, "FF638EC6", showValue=False), UNSURE),
        (ColorScaleRule("min", None, "FF000000", "max", None, WHITE), UNSURE),
        (CellIsRule("greaterThan", formula=["0"], font=Font(color="FF9C0006"), fill=PatternFill("solid", bgColor="FFFFC7CE")), PLAIN),
        (DataBarRule("min", 0, "max", 1, "FF638EC6"), PLAIN), (ColorScaleRule("min", None, "FFF8696B", "max", None, "FF63BE7B"), PLAIN),
    )  # fmt: skip

    def fill(sheet: Any) -> None:
        for row, (rule, _) in enumerate(rules, 1):
            sheet.cell(row, 1, 12.5)
            sheet.conditional_formatting.add(f"A{row}", rule)
        sheet["C1"], sheet["C2"] = "数", "3"
        sheet.add_table(Table(displayName="t", ref="C1:C2"))

    found = xlsx(fill)
    assert [found.cells[row, 1].kind for row in range(1, len(rules) + 1)] == [kind for _, kind in rules]
    assert found.cells[2, 3].kind == PLAIN


NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"), ("number", "datastyle"), ("draw", "drawing"))
)


def ods(rows: str, styles: str = "", columns: str = "", more: str = "", **parts: bytes) -> Grid:
    content = (
        f'<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>'
        f'<table:table table:name="表">{columns}{rows}{more}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    named = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode(), **{f"{name}.xml": data for name, data in parts.items()}}
    return one(write_entries(deflate(name, data) for name, data in named.items()), "表.ods")


def cell(style: str = "", value: str = "12.5", shown: str = "", inside: str = "") -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{value}"><text:p>{shown or value}</text:p>{inside}</table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def look(letters: str = "", paper: str = "", more: str = "") -> str:
    return f"<style:text-properties {letters}/><style:table-cell-properties {paper}/>{more}"


ODS_LOOKS: dict[str, tuple[str, str]] = {
    "黑": (look('fo:color="#000000"'), PLAIN), "深底白字": (look('fo:color="#ffffff"', 'fo:background-color="#1f4e79"'), PLAIN),
    "自动": (look('fo:color="#ffffff" style:use-window-font-color="true"'), PLAIN), "六磅": (look('fo:font-size="6pt"'), PLAIN),
    "白": (look('fo:color="#ffffff"'), PALE), "透明底": (look('fo:color="#fefefe"', 'fo:background-color="transparent"'), PALE),
    "小": (look('fo:font-size="0.1cm"'), TINY), "藏": (look("", 'style:cell-protect="hidden-and-protected"'), WITHHELD),
    "锁": (look("", 'style:cell-protect="protected formula-hidden"'), PLAIN), "不印": (look("", 'style:print-content="false"'), WITHHELD),
    "复": (look("", 'style:repeat-content="true"'), UNSURE), "条件白": (look("", "", '<style:map style:condition="cell-content()&gt;0" style:apply-style-name="白"/>'), UNSURE),
    "条件红": (look("", "", '<style:map style:condition="cell-content()&gt;0" style:apply-style-name="黑"/>'), PLAIN),
}  # fmt: skip


def test_every_look_of_a_cell_of_an_ods_its_parents_and_those_of_all() -> None:
    styles = "".join(f'<style:style style:name="{name}" style:family="table-cell">{said}</style:style>' for name, (said, _) in ODS_LOOKS.items())
    styles += '<style:style style:name="子" style:family="table-cell" style:parent-style-name="白"/>'
    found = ods(row(*map(cell, ODS_LOOKS), cell("子")), styles)
    assert {name: found.cells[1, at].kind for at, name in enumerate(ODS_LOOKS, 1)} == {name: kind for name, (_, kind) in ODS_LOOKS.items()}
    assert found.cells[1, len(ODS_LOOKS) + 1].kind == PALE
    all_of_it = '<style:default-style style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:default-style>'
    assert ods(row(cell()), all_of_it).cells[1, 1].kind == PALE


@pytest.mark.parametrize(
    ("format_", "value", "shown", "kind"),
    [
        ('<number:number number:decimal-places="2" number:min-integer-digits="1"/>', "12.5", "12.50", PLAIN),
        ('<number:number number:decimal-places="1" number:min-integer-digits="1" number:grouping="true"/>', "1234.5", "1,234.5", PLAIN),
        ('<number:number number:decimal-places="1"/><number:text>万元</number:text>', "12.5", "12.5万元", PLAIN),
        ('<number:number number:min-integer-digits="1"/>', "12.5", "12.5", PLAIN),
        ('<number:number number:decimal-places="1"/><number:text>万</number:text>', "12.5", "12.5", UNSURE),
        ('<number:number number:decimal-places="0"/>', "12.5", "12.5", UNSURE),
        ('<number:number number:decimal-places="1" number:display-factor="1000"/>', "12.5", "12.5", UNSURE),
        ("<number:text/>", "12.5", "12.5", UNSURE), ("<number:text>99</number:text>", "12.5", "12.5", UNSURE),
        ("<number:fraction/>", "12.5", "12.5", UNSURE),
        ('<style:text-properties fo:color="#ffffff"/><number:number number:decimal-places="1"/>', "12.5", "12.5", PALE),
        ('<number:number number:decimal-places="1"/><style:map style:condition="value()&gt;=0" style:apply-style-name="空"/>', "12.5", "12.5", UNSURE),
        ('<number:text>-</number:text><number:number number:decimal-places="1" number:min-integer-digits="1"/><style:map style:condition="value()&gt;=0" style:apply-style-name="空"/>', "-12.5", "-12.5", PLAIN),
        ('<number:text>(</number:text><number:number number:decimal-places="1"/><number:text>)</number:text><style:map style:condition="value()&gt;=0" style:apply-style-name="空"/>', "-12.5", "-12.5", PLAIN),
        ('<number:number number:decimal-places="1"/><style:map style:condition="value()&gt;=100" style:apply-style-name="空"/>', "-12.5", "-12.5", PLAIN),
        ('<number:text>-</number:text><number:number number:decimal-places="1"/>', "12.5", "12.5", UNSURE),
    ],
)  # fmt: skip
def test_a_number_of_an_ods_is_held_against_its_format_and_not_only_against_the_words_beside_it(format_: str, value: str, shown: str, kind: str) -> None:
    styles = f'<number:number-style style:name="式">{format_}</number:number-style><number:number-style style:name="空"><number:text/></number:number-style>'
    styles += '<style:style style:name="格" style:family="table-cell" style:data-style-name="式"/>'
    found = ods(row(cell("格", value, shown)), styles).cells[1, 1]
    assert found.kind == kind
    assert kind or found.text == shown.replace(",", "")


def test_columns_rows_joined_cells_shapes_spans_and_zeros_of_an_ods() -> None:
    styles = (
        '<style:style style:name="窄" style:family="table-column"><style:table-column-properties style:column-width="0.01cm"/></style:style>'
        '<style:style style:name="四" style:family="table-column"><style:table-column-properties style:column-width="0.8cm"/></style:style>'
        '<style:style style:name="扁" style:family="table-row"><style:table-row-properties style:row-height="0.02cm"/></style:style>'
        '<style:style style:name="白字" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
        '<style:style style:name="高" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:style-name="窄"/>'
        '<table:table-column table:style-name="四"/><table:table-column-group table:display="false"><table:table-column/></table:table-column-group><table:table-column/>'
    )
    six = [cell() for _ in range(6)]
    rows = row(*six) + row(cell(value="0"), cell(), cell(), cell(value="1234.5678"), cell(), cell(inside='<draw:frame table:end-cell-address="表.F4"/>'))
    rows += f'<table:table-row-group table:display="false">{row(*six)}</table:table-row-group>' + row(*six, more='table:style-name="扁"')
    said = "".join(f'<table:table-cell office:value-type="string"><text:p>1<text:span text:style-name="{name}">2</text:span></text:p></table:table-cell>' for name in ("白字", "高", ""))
    covered = '<table:table-cell office:value-type="float" office:value="1" table:number-rows-spanned="2"><text:p>1</text:p></table:table-cell>'
    settings = b'<a xmlns:c="urn:oasis:names:tc:opendocument:xmlns:config:1.0"><c:config-item c:name="ShowZeroValues">false</c:config-item></a>'
    found = ods(rows + row(said) + row(covered) + row(cell()), styles, columns, settings=settings)
    kinds = {at: each.kind for at, each in found.cells.items()}
    assert [kinds[1, column] for column in range(1, 7)] == [PLAIN, ASIDE, ASIDE, PLAIN, ASIDE, PLAIN]
    assert (kinds[2, 1], kinds[2, 4], kinds[2, 6], kinds[4, 6]) == (WITHHELD, UNSURE, BEHIND, BEHIND)
    assert found.hidden == {3, 4}
    assert (kinds[5, 1], kinds[6, 1], kinds[7, 1]) == (PALE, PLAIN, COVERED)
    assert [each.kind for each in ods(row(said)).cells.values()] == [PLAIN] * 3


def test_every_look_of_a_cell_of_an_xls() -> None:
    pytest.importorskip("xlrd")
    white, black, red = 9, 8, 10
    wanted = ((11, black, 0, 0, 0), (11, red, 0, 0, 0), (11, white, 0, black, 0), (11, white, 0, 0, 0), (11, black, 0, black, 0), (1, black, 0, 0, 0), (11, black, 1, 0, 0), (11, black, 0, 0, 4))
    cells = b"".join(old_book.number(0, column, 12.5, 16 + column) for column in range(len(wanted)))
    found = one(old_book.book(cells, more=old_book.looks(*wanted)), "表.xls")
    assert [found.cells[1, column].kind for column in range(1, len(wanted) + 1)] == [PLAIN, PLAIN, PLAIN, PALE, PALE, TINY, STRUCK, UNSURE]


def test_columns_rows_conditions_and_shapes_of_an_xls() -> None:
    pytest.importorskip("xlrd")
    cells = b"".join(old_book.number(row, column, 12.5) for row in range(4) for column in range(4)) + old_book.joined([(3, 3, 0, 1)])
    hidden = old_book.record(0x007D, struct.pack("<HHHHHH", 1, 1, 2048, 15, 1, 0)) + old_book.record(0x007D, struct.pack("<HHHHHH", 2, 2, 20, 15, 0, 0))
    thin = old_book.record(0x0208, struct.pack("<HHHHHHI", 1, 0, 4, 10, 0, 0, 0x40))
    areas = old_book.record(0x01B0, struct.pack("<HH4HH4H", 1, 0, 0, 0, 3, 3, 1, 0, 0, 3, 3))
    font = bytearray(118)
    struct.pack_into("<II", font, 80, 9, 0)
    condition = old_book.record(0x01B1, struct.pack("<BBHHIH", 1, 5, 0, 0, 1 << 26, 0) + bytes(font))
    anchor = b"\x10\xf0\x12\x00\x00\x00"
    drawn = old_book.record(0x00EC, b"\x00\x00" + anchor + struct.pack("<9H", 0, 3, 0, 2, 0, 3, 0, 2, 0))
    picture, remark = (old_book.record(0x005D, struct.pack("<HHHH", 0x15, 18, kind, 1) + bytes(14)) for kind in (8, 0x19))
    found = one(old_book.book(hidden + thin + cells + areas + condition + drawn + picture), "表.xls")
    kinds = {at: each.kind for at, each in found.cells.items()}
    assert [kinds[1, column] for column in range(1, 5)] == [PLAIN, ASIDE, ASIDE, UNSURE]
    assert (found.hidden, kinds[3, 4], kinds[4, 2], kinds[4, 4]) == ({2}, BEHIND, COVERED, PLAIN)
    assert one(old_book.book(cells + drawn + remark), "表.xls").cells[3, 4].kind == PLAIN


def test_conditions_of_newer_programs_in_an_xls() -> None:
    """A comparison that whitens, one that makes red, one that changes nothing, a bar, and an area beside them."""
    pytest.importorskip("xlrd")
    head = bytes(12)

    def look(ink: int) -> bytes:
        font = bytearray(118)
        struct.pack_into("<II", font, 80, ink, 0)
        return struct.pack("<IH", 1 << 26, 0) + bytes(font)

    def condition(kind: int, changes: bytes) -> bytes:
        return old_book.record(0x087A, head + struct.pack("<BBHHI", kind, 5, 0, 0, len(changes)) + changes + bytes(20))

    wanted = ((condition(1, look(9)), UNSURE), (condition(2, look(10)), PLAIN), (condition(2, b""), PLAIN), (condition(4, b""), UNSURE), (b"", PLAIN))
    cells = b"".join(old_book.number(row, 0, 12.5) for row in range(len(wanted)))
    rules = b"".join(old_book.record(0x0879, head + struct.pack("<HH4HH4H", 1, 0, row, row, 0, 0, 1, row, row, 0, 0)) + rule for row, (rule, _) in enumerate(wanted))
    found = one(old_book.book(cells + rules), "表.xls")
    assert [found.cells[row, 1].kind for row in range(1, len(wanted) + 1)] == [kind for _, kind in wanted]
