"""How OpenDocument writes numbers over: formats with conditions, in thousands, in words, and those that nobody understands."""

from __future__ import annotations

import pytest

from reportgen.ooxml.archive import deflate, write_entries
from reportgen.problem import ReportError
from reportgen.tables import Grid, read_book
from reportgen.tables.cells import BEHIND, PLAIN, UNSURE

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"), ("draw", "drawing"))
)
EXTENDED = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def content(rows: str, styles: str = "", after: str = "") -> bytes:
    table = f'<table:table table:name="表">{rows}{after}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    made = f"<office:document-content {NAMES} {EXTENDED}><office:automatic-styles>{styles}</office:automatic-styles>{body}</office:document-content>"
    return made.encode()


def ods(rows: str, styles: str = "", after: str = "", **parts: bytes) -> Grid:
    entries = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content(rows, styles, after), **parts}
    (found,) = read_book(write_entries(deflate(name, data) for name, data in entries.items()), "表.ods")
    return found


def styled(*formats: str) -> str:
    """A cell's style ``s0``, ``s1``, … for each number format, which is named ``n0``, ``n1``, …"""
    cells = "".join(f'<style:style style:name="s{each}" style:family="table-cell" style:data-style-name="n{each}"/>' for each in range(len(formats)))
    return "".join(formats) + cells


def number(style: str, value: str, shown: str, kind: str = "float") -> str:
    said = f'table:style-name="{style}" office:value-type="{kind}" office:value="{value}"'
    return f"<table:table-cell {said}><text:p>{shown}</text:p></table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def said(found: Grid) -> list[tuple[str, str, str]]:
    return [(cell.text, cell.kind, cell.shown) for _, cell in sorted(found.cells.items())]


def plain(name: str, inside: str = '<number:number number:decimal-places="1" number:min-integer-digits="1"/>') -> str:
    return f'<number:number-style style:name="{name}">{inside}</number:number-style>'


def test_of_a_day_that_is_taken_which_its_style_shows() -> None:
    def dated(name: str, *parts: str) -> str:
        return f'<number:date-style style:name="{name}">{"".join(f"<number:{part}/><number:text>-</number:text>" for part in parts)}</number:date-style>'

    styles = styled(dated("n0", "year", "month", "day"), dated("n1", "year", "month"), dated("n2", "month", "day"), dated("n3", "year"))
    day = '<table:table-cell table:style-name="{}" office:value-type="date" office:date-value="2024-12-31"><text:p>看到</text:p></table:table-cell>'
    assert said(ods(row(*(day.format(name) for name in ("s0", "s1", "s2", "s3", "另外"))), styles)) == [
        ("2024年12月31日", PLAIN, ""), ("2024年12月", PLAIN, ""), ("12月31日", PLAIN, ""), ("2024年12月31日", UNSURE, "看到"), ("2024年12月31日", PLAIN, ""),
    ]  # fmt: skip


def test_a_number_that_its_format_divides_or_words_is_not_taken_as_the_number_stored() -> None:
    formats = styled(
        plain("n0"),
        plain("n1", '<number:number number:decimal-places="2" number:min-integer-digits="1" number:display-factor="1000"/>'),
        plain("n2", '<number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="7"/>'),
        plain("n3", '<number:number number:decimal-places="0"><number:embedded-text number:position="1">万</number:embedded-text></number:number>'),
        plain("n4", '<number:scientific-number number:decimal-places="2"/>'),
        plain("n5", '<number:fraction number:denominator-value="4"/>'),
        plain("n6", '<number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>万元</number:text>'),
    )
    cells = [
        number("s0", "45.2", "45.2"), number("s1", "1978500", "1978.50"), number("s2", "14", "2"), number("s3", "23", "2万3"),
        number("s4", "12345", "1.23E+04"), number("s5", "0.25", "1/4"), number("s6", "45.2", "45.2万元"),
    ]  # fmt: skip
    assert said(ods(row(*cells), formats)) == [
        ("45.2", PLAIN, ""), ("1978500", UNSURE, "1978.50"), ("14", UNSURE, "2"), ("23", UNSURE, "2万3"),
        ("12345", UNSURE, "1.23E+04"), ("0.25", UNSURE, "1/4"), ("45.2万元", PLAIN, ""),
    ]  # fmt: skip


def test_a_format_with_conditions_is_asked_which_of_its_parts_holds() -> None:
    less = plain("少", '<number:text>不足一</number:text>')

    def told(condition: str, value: str = "0.5", shown: str = "0.5") -> tuple[str, str, str]:
        inside = f'<number:number number:decimal-places="1" number:min-integer-digits="1"/><style:map style:condition="{condition}" style:apply-style-name="少"/>'
        (found,) = said(ods(row(number("s0", value, shown)), less + styled(plain("n0", inside))))
        return found

    holding = ("value()&lt;1", "value()&lt;=0.5", "value()=0.5", "value()!=1", "value()&gt;=0.5", "value()&gt;0")
    assert {told(condition, shown="0.5")[1] for condition in holding} == {UNSURE}
    assert {told(condition) for condition in ("value()&lt;0.5", "value()&gt;0.5", "value()=1")} == {("0.5", PLAIN, "")}
    assert told("is-even-formula([.A1])")[1] == UNSURE  # nobody can say whether it holds
    many = "".join(f'<style:map style:condition="value()={each}" style:apply-style-name="少"/>' for each in range(2, 200))
    inside = f'<number:number number:decimal-places="1" number:min-integer-digits="1"/>{many}'
    assert said(ods(row(number("s0", "0.5", "0.5")), less + styled(plain("n0", inside))))[0][1] == UNSURE
    gone = '<number:number number:decimal-places="1" number:min-integer-digits="1"/><style:map style:condition="value()&gt;0" style:apply-style-name="没有"/>'
    assert said(ods(row(number("s0", "0.5", "0.5")), styled(plain("n0", gone))))[0][1] == UNSURE


def test_styles_whose_parents_go_round_in_a_circle_have_no_format() -> None:
    circle = '<style:style style:name="s0" style:family="table-cell" style:parent-style-name="s1"/><style:style style:name="s1" style:family="table-cell" style:parent-style-name="s0"/>'
    assert said(ods(row(number("s0", "0.5", "0.5")), circle)) == [("0.5", PLAIN, "")]


def test_words_truth_and_a_text_s_own_format() -> None:
    yes = '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell>'
    no = yes.replace('"true"', '"false"')
    ruby = '<table:table-cell office:value-type="string"><text:p><text:ruby><text:ruby-text>zhèn</text:ruby-text></text:ruby>镇</text:p></table:table-cell>'
    worded = '<number:text-style style:name="n0"><number:text>约</number:text><number:text-content/></number:text-style>'
    text = '<table:table-cell table:style-name="s0" office:value-type="string"><text:p>三百</text:p></table:table-cell>'
    assert said(ods(row(yes, no, ruby, text), styled(worded))) == [("是", PLAIN, ""), ("否", PLAIN, ""), ("镇", PLAIN, ""), ("三百", UNSURE, "")]


def test_newer_conditions_count_where_they_stand_and_nowhere_else() -> None:
    def condition(where: str, inside: str) -> str:
        return f'<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="{where}">{inside}</calcext:conditional-format></calcext:conditional-formats>'

    struck = '<style:style style:name="划" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    rule = '<calcext:condition calcext:apply-style-name="划" calcext:value="&gt;1"/>'
    rows = row(number("", "2", "2"), number("", "3", "3"))
    assert [kind for _, kind, _ in said(ods(rows, struck, condition("表.A1:表.A1", rule)))] == [UNSURE, PLAIN]
    assert [kind for _, kind, _ in said(ods(rows, "", condition("表.B1", '<calcext:data-bar calcext:show-value="false"/>')))] == [PLAIN, UNSURE]
    assert [kind for _, kind, _ in said(ods(rows, struck, condition("不是地址", rule)))] == [PLAIN, PLAIN]


def test_a_picture_over_the_sheet_hides_what_lies_below_and_a_line_does_not() -> None:
    shapes = "<table:shapes>{}</table:shapes>"
    assert [kind for _, kind, _ in said(ods(shapes.format("<draw:frame/>") + row(number("", "2", "2"))))] == [BEHIND]
    assert [kind for _, kind, _ in said(ods(shapes.format("<draw:line/>") + row(number("", "2", "2"))))] == [PLAIN]


def test_cells_beyond_the_last_column_are_not_read() -> None:
    far = '<table:table-cell table:number-columns-repeated="16384"/>'
    assert said(ods(row(far, number("", "2", "2")))) == []


def test_one_with_a_password_is_refused_in_a_sentence() -> None:
    locked = {"META-INF/manifest.xml": b"<manifest:encryption-data xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"}
    with pytest.raises(ReportError, match=r"X03.*加了密码"):
        ods(row(), **locked)
