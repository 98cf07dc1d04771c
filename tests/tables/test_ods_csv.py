"""OpenDocument and plain text: the same cells, and repeats that cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from reportgen.ooxml.archive import deflate, write_entries
from reportgen.problem import ReportError
from reportgen.tables import Grid, read_book
from reportgen.tables.limits import MAX_CELLS, MAX_SHEETS

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
STYLES = (
    '<office:automatic-styles><style:style style:name="划" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="子" style:family="table-cell" style:parent-style-name="划"/>'
    '<style:style style:name="字" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="藏" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def ods(rows: str, tables: int = 1, style: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    sheets = f'<table:table table:name="表" table:style-name="{style}">{rows}</table:table>' * tables
    content = f'<?xml version="1.0"?><office:document-content {NAMES}>{STYLES}<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>'
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode(), **(more or {})}
    return write_entries(deflate(name, data) for name, data in parts.items())


def cell(inside: str = "", **attributes: str) -> str:
    said = " ".join(f'{"office" if "value" in key else "table"}:{key.replace("_", "-")}="{text}"' for key, text in attributes.items())
    return f"<table:table-cell {said}>{inside}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def number(value: str, shown: str, kind: str = "float", **more: str) -> str:
    return cell(f"<text:p>{shown}</text:p>", value_type=kind, value=value, **more)


def grid(data: bytes, name: str = "表.ods") -> Grid:
    (found,) = read_book(data, name)
    return found


def seen(data: bytes, name: str = "表.ods") -> dict[tuple[int, int], tuple[str, str, str]]:
    return {at: (each.text, each.kind, each.shown) for at, each in grid(data, name).cells.items()}


def refused(data: bytes, name: str = "表.ods") -> str:
    with pytest.raises(ReportError) as caught:
        read_book(data, name)
    return str(caught.value.problems[0])


def test_a_number_is_taken_as_it_is_shown_or_is_unsure() -> None:
    assert seen(ods(row(
        number("45.2", "45.20"), number("0.125", "12.5%", "percentage"), number("1234.5", "1,234.50"), number("12", "12万元"),
        number("45.237", "45.24"), number("1978500", "197.85"), number("0.125", "0.125", "percentage"), number("5", ""), number("0", "-"),
    ))) == {
        (1, 1): ("45.20", "", ""), (1, 2): ("12.5%", "", ""), (1, 3): ("1234.50", "", ""), (1, 4): ("12万元", "", ""),
        (1, 5): ("45.237", "看到的和存着的不一样", "45.24"), (1, 6): ("1978500", "看到的和存着的不一样", "197.85"),
        (1, 7): ("0.125", "看到的和存着的不一样", "0.125"), (1, 8): ("5", "看到的和存着的不一样", ""), (1, 9): ("0", "看到的和存着的不一样", "-"),
    }  # fmt: skip


def test_what_is_struck_out_in_a_cell_a_parent_style_a_row_or_a_span_is_known() -> None:
    struck = {key: kind for key, (_, kind, _) in seen(ods(
        row(number("1", "1", style_name="划"), number("2", "2", style_name="子"), number("3", "3"), cell('<text:p>4<text:span text:style-name="字">5</text:span></text:p>', value_type="string"))
        + row(number("6", "6"), more='table:default-cell-style-name="划"')
    )).items()}  # fmt: skip
    assert struck == {(1, 1): "划去的内容", (1, 2): "划去的内容", (1, 3): "", (1, 4): "划去的内容", (2, 1): "划去的内容"}


def test_words_dates_faults_blanks_remarks_and_hidden_rows() -> None:
    data = ods(
        row(
            cell("<text:p>甲<text:s text:c='99999999'/>乙</text:p><text:p>丙</text:p>", value_type="string"),
            cell("<text:p>x</text:p>", value_type="date", date_value="2024-12-31"),
            cell("<text:p>#VALUE!</text:p>", formula="of:=1", value_type="string"),
            cell("<office:annotation><text:p>批注</text:p></office:annotation><text:p>丁</text:p>", value_type="string"),
            cell("<text:p>看到</text:p>", value_type="string", string_value="存着"),
            cell("", formula="of:=1"),
        )
        + row(number("1", "1"), more='table:visibility="collapse"')
    )
    assert {at: (text, kind) for at, (text, kind, _) in seen(data).items()} == {
        (1, 1): ("甲 乙 丙", ""), (1, 2): ("2024年12月31日", ""), (1, 3): ("#VALUE!", "错误值"), (1, 4): ("丁", ""),
        (1, 5): ("存着", "看到的和存着的不一样"), (1, 6): ("", "没有算出的公式"), (2, 1): ("1", ""),
    }  # fmt: skip
    assert [cell.lines for cell in grid(data).cells.values() if cell.lines] == [("甲 乙", "丙")]
    assert grid(data).hidden == {2} and grid(data).remarks == {(1, 4): "批注"}
    assert grid(ods(row(number("1", "1")), style="藏")).hidden == {1}


def test_repeats_are_counted_before_they_are_made() -> None:
    far = grid(ods(row(cell(number_columns_repeated="16384"), more='table:number-rows-repeated="1048000"') + row(cell(number_columns_repeated="3"), number("1", "1"))))
    assert sorted(far.cells) == [(1048001, 4)]
    assert sorted(grid(ods(row(number("1", "1", number_columns_repeated="2"), more='table:number-rows-repeated="2"'))).cells) == [(1, 1), (1, 2), (2, 1), (2, 2)]
    for many in ('table:number-rows-repeated="1000000"', 'table:number-rows-repeated="99999"'):
        assert refused(ods(row(number("1", "1", number_columns_repeated="16000"), more=many))).startswith("[X05]")
    assert refused(ods(row(cell("<text:p>" + "长" * 100_000 + "</text:p>", value_type="string", number_columns_repeated="50")))).startswith("[X05]")
    assert refused(ods(row(number("1", "1", number_rows_spanned="1048576", number_columns_spanned="1024")))).startswith("[X05]")
    assert refused(ods(row(number("1", "1")), tables=MAX_SHEETS + 1)).startswith("[X05]")
    assert len(read_book(ods(row(number("1", "1")), tables=MAX_SHEETS), "表.ods")) == MAX_SHEETS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (write_entries([deflate("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), "X04"),
        (ods("", more={"content.xml": b"<a"}), "X04"),
        (ods("", more={"content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "X04"),
        (ods(row(number("没有", "1"))), "X04"),
        (ods(row(cell("<text:p>1</text:p>", value_type="date", date_value="没有"))), "X04"),
        (lambda: ods("", more={"styles.xml": b"<a>" + b"".join(b"<b%x/>" % number for number in range(1_300_000)) + b"</a>"}), "X05"),
    ],
)
def test_a_damaged_or_hostile_one_is_refused(data: bytes | Callable[[], bytes], code: str) -> None:
    assert refused(data() if callable(data) else data).startswith(f"[{code}]")


TEXT = "指标名称,本年数\n出口,\"1,234.50\"\n面积,３２亩\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "表.csv"), (TEXT.encode("gbk"), "表.csv"), (TEXT.encode("utf-8-sig"), "表.CSV"), (TEXT.encode("utf-16"), "表.csv"),
        (TEXT.replace("\n", "\r\n").encode("gb18030"), "表.csv"),
        (TEXT.replace("名称,", "名称\t").replace("口,", "口\t").replace("积,", "积\t").encode(), "表.tsv"),
    ],
)  # fmt: skip
def test_plain_text_is_read_in_the_encodings_that_offices_have(data: bytes, name: str) -> None:
    assert {at: text for at, (text, _, _) in seen(data, name).items()} == {
        (1, 1): "指标名称", (1, 2): "本年数", (2, 1): "出口", (2, 2): "1,234.50", (3, 1): "面积", (3, 2): "３２亩",
    }  # fmt: skip


def test_a_text_that_is_no_table_or_too_long_is_refused() -> None:
    assert refused(b"\xff\xff\x81", "表.csv").startswith("[X04]")
    assert refused(b"a\0b", "表.csv").startswith("[X04]")
    assert refused(b'"a' + b"x" * 200_000, "表.csv").startswith("[X04]")
    assert refused(b",\n" * (MAX_CELLS // 3 + 1), "表.csv").startswith("[X05]")
    assert refused(TEXT.encode(), "表.txt").startswith("[X03]")
    assert grid(b",\n" * (MAX_CELLS // 3), "表.csv").cells == {}
