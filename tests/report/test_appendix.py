"""The table of main figures and the chart of two years say what the text says."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import drafts
import pytest
from chart_samples import sheet, shown

from reportgen.provenance import Text

ROOT = Path(__file__).parents[2]
FIELDS = ROOT / "templates/annual/fields.yaml"
TEMPLATE = ROOT / "templates/annual/template.docx"


def context(text: str, last: str = "", *, fields: str = "") -> tuple[dict[str, Any], list[str]]:
    """What the template is given, and the codes of what was told in saying it."""
    made, _ = read(text, last, fields)
    printed = made.printed()
    return dict(printed.context), [problem.code for problem in printed.problems]


def read(text: str, last: str, fields: str) -> tuple[Any, Any]:
    from reportgen import yamltext
    from reportgen.report.dictionary import Dictionary
    from reportgen.report.load import read_report

    dictionary, _ = Dictionary.read(yamltext.parse(fields or DICTIONARY, "fields.yaml")[0])
    before = read_report([yamltext.parse(last, "2023.yaml")[0]], dictionary, None)[0] if last else None
    return read_report([yamltext.parse(text, "2024.yaml")[0]], dictionary, before)


DICTIONARY = """
指标:
  经济:
    出口: {单位: 亿元, 类别: 金额, 小数: 2, 比上年: 是, 附表: 是}
    出口同比: {单位: "%", 类别: 增速, 小数: 1, 指标: 出口}
    外资: {标签: 引进外资, 单位: 万美元, 类别: 金额, 比上年: 是, 附表: 是}
    外资目标: {单位: 万美元, 类别: 金额}
    税收: {单位: 亿元, 类别: 金额, 比上年: 是, 附表: 是}
    税收全市名次: {类别: 名次}
    不列: {单位: 家, 类别: 计数}
"""


def year(number: int, data: str, layout: str = "附表: 有, 图表: 有") -> str:
    return f"年度: {number}\n标题: 汇报\n版式: {{{layout}}}\n部分: []\n数据:\n  经济:\n" + "".join(f"    {line}\n" for line in data.split("\n"))


THIS = year(2024, "出口: {值: 50.20, 口径: 海关口径}\n出口同比:\n外资: 3415\n外资目标: 3300\n税收: {值: 4.10, 目标: 4.00}\n税收全市名次: 2\n不列: 3")
LAST = year(2023, "出口: 52.80\n外资: 3260\n税收: 4.00\n不列: 1")


def words(row: dict[str, Any]) -> list[str]:
    return [str(row[name]) for name in ("序号", "指标", "单位", "目标", "完成", "完成率", "同比", "位次", "备注")]


def test_rows_are_the_listed_figures_in_the_order_of_the_dictionary() -> None:
    found, told = context(THIS, LAST)
    assert told == []
    assert [words(row) for row in found["附表"]["行"]] == [
        ["1", "出口", "亿元", "—", "50.20", "—", "-4.9", "—", "海关口径"],
        ["2", "引进外资", "万美元", "3300", "3415", "103.5", "4.8", "—", ""],
        ["3", "税收", "亿元", "4.00", "4.10", "102.5", "2.5", "第二", ""],
    ]


def test_every_figure_knows_where_it_comes_from() -> None:
    row = context(THIS, LAST)[0]["附表"]["行"][1]
    assert row["完成"].origins == ("数据.经济.外资",)
    assert row["完成率"].origins == ("数据.经济.外资", "数据.经济.外资目标")


def test_the_chart_has_both_years_of_the_unit_that_most_figures_have() -> None:
    chart = context(THIS, LAST)[0]["图表数据"]
    assert chart["单位"] == "亿元"
    assert chart["类别"] == ["出口", "税收"]
    assert chart["系列"] == [{"名称": "2023年", "值": [Decimal("52.80"), Decimal("4.00")]}, {"名称": "2024年", "值": [Decimal("50.20"), Decimal("4.10")]}]


def test_nothing_is_there_when_it_is_not_asked_for() -> None:
    found, told = context(THIS.replace("附表: 有, 图表: 有", "附表: 无, 图表: 无"), LAST)
    assert (found["附件"], found["附表"]["行"], found["图表数据"], told) == ([], [], {}, [])


def test_what_is_asked_for_and_cannot_be_made_is_told() -> None:
    found, told = context(THIS, LAST, fields=DICTIONARY.replace(", 附表: 是", ""))
    assert (found["附件"], told) == ([], ["F30", "F31"])
    found, told = context(THIS)
    assert ([one["类"] for one in found["附件"]], told) == (["附表"], ["F31"])


def test_a_table_whose_figures_the_year_lacks_is_told_with_their_names() -> None:
    for data in ("不列: 3", "出口: 无\n外资: 无\n税收: 无"):
        report, _ = read(year(2024, data, "附表: 有"), "", "")
        (problem,) = report.printed().problems
        assert str(problem).startswith("[F30]") and "列入附表的指标本年数据里一个也没有" in str(problem)
        assert "填上 “出口”、“引进外资”、“税收”；本年都没有，就把版式改成 附表: 无" in str(problem)
    report, _ = read(year(2024, "不列: 3", "附表: 有"), "", DICTIONARY.replace(", 附表: 是", ""))
    (problem,) = report.printed().problems
    assert "给要列的指标加上 附表: 是" in str(problem)


def test_a_gap_is_marked_and_a_figure_that_is_not_this_year_is_left_out() -> None:
    found, _ = context(THIS.replace("{值: 50.20, 口径: 海关口径}", "").replace("{值: 4.10, 目标: 4.00}", "无"), LAST)
    rows = found["附表"]["行"]
    assert [row["指标"] for row in rows] == ["出口", "引进外资"]
    assert isinstance(rows[0]["完成"], Text)
    assert words(rows[0])[3:7] == ["—", "【待补：出口】", "—", "—"]


def test_a_redacted_figure_stays_redacted() -> None:
    found, _ = context(THIS.replace("外资: 3415", '外资: "*"'), LAST)
    assert words(found["附表"]["行"][1])[3:7] == ["3300", "*", "*", "*"]


def test_a_table_with_long_remarks_lies_on_its_side() -> None:
    assert not context(THIS, LAST)[0]["附表"]["横排"]
    long = THIS.replace("海关口径", "海关口径，不含跨境电商零售出口和市场采购贸易方式出口，按人民币计价")
    assert context(long, LAST)[0]["附表"]["横排"]


@pytest.fixture(scope="module")
def made() -> bytes:
    return drafts.make([ROOT / "inputs/2024.yaml"], TEMPLATE, FIELDS, [ROOT / "inputs/2023.yaml"]).package


def test_table_and_text_of_the_report_say_the_same(made: bytes) -> None:
    document = docx.Document(io.BytesIO(made))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    compared = 0
    for row in [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:]:
        _, label, unit, _, value, _, growth, _, _ = row
        found = re.search(rf"{label}(?:达到)?(?:共有)?{re.escape(value)}{unit}，(?:按可比价计算)?同比(增长|下降|持平)([\d.]*)", text)
        if found:
            sign = "-" if found[1] == "下降" else ""
            assert float(sign + (found[2] or "0")) == float(growth), label
            compared += 1
        assert value in text, label
    assert compared >= 8


def test_the_head_of_the_table_is_repeated_and_figures_stand_right(made: bytes) -> None:
    table = docx.Document(io.BytesIO(made)).tables[0]
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert table.rows[0]._tr.find(f"{w}trPr/{w}tblHeader") is not None
    assert all(row._tr.find(f"{w}trPr/{w}cantSplit") is not None for row in table.rows)
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == [
        "表格文字", "表格名称", "表格文字", "表格数字", "表格数字", "表格数字", "表格数字", "表格文字", "表格名称",
    ]  # fmt: skip


def test_the_chart_in_the_report_and_its_workbook_have_the_figures_of_the_table(made: bytes) -> None:
    rows = {row.cells[1].text: row.cells[4].text for row in docx.Document(io.BytesIO(made)).tables[0].rows}
    found = shown(made)
    assert found == sheet(made)
    assert found[0] == ["", "2023年", "2024年"]
    assert len(found) > 8
    for label, _, value in found[1:]:
        assert rows[label] == value


def test_a_table_on_its_side_has_a_section_of_its_own(made: bytes) -> None:
    sections = docx.Document(io.BytesIO(made)).sections
    assert [(section.page_width.mm > section.page_height.mm) for section in sections] == [False, True, False]
    side = sections[1]
    assert [round(edge.mm) for edge in (side.top_margin, side.right_margin, side.bottom_margin, side.left_margin)] == [28, 37, 26, 35]


def test_without_a_chart_behind_it_no_blank_page_follows(tmp_path: Path) -> None:
    text = (ROOT / "inputs/2024.yaml").read_text(encoding="utf-8").replace("附表: 有, 图表: 有", "附表: 有, 图表: 无")
    (tmp_path / "2024.yaml").write_text(text, encoding="utf-8")
    package = drafts.make([tmp_path / "2024.yaml"], TEMPLATE, FIELDS, [ROOT / "inputs/2023.yaml"]).package
    sections = docx.Document(io.BytesIO(package)).sections
    assert [(section.page_width.mm > section.page_height.mm) for section in sections] == [False, True]
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert not [name for name in archive.namelist() if "chart" in name or "embed" in name]


def test_2022_has_neither_and_nothing_of_them_is_left_in_the_file() -> None:
    package = drafts.make([ROOT / "inputs/2022.yaml"], TEMPLATE, FIELDS).package
    assert docx.Document(io.BytesIO(package)).tables == []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert not [name for name in archive.namelist() if "chart" in name or "embed" in name]
        assert b"spreadsheet" not in archive.read("[Content_Types].xml")


SHARE = DICTIONARY + """    率: {标签: 普高率, 单位: "%", 类别: 比率, 附表: 是}
    率变化: {单位: 百分点, 类别: 百分点, 指标: 率}
"""


@pytest.mark.parametrize(
    ("this", "last", "growth"),
    [
        ("率: 81.0", "率: 80.5", "0.5个百分点"),
        ("率: 80.0", "率: 80.5", "-0.5个百分点"),
        ("率: 81.0\n率变化: 1.2", "率: 80.5", "1.2个百分点"),
        ('率: "*"', "率: 80.5", "*个百分点"),
        ("率: 81.0", "出口: 1", "—"),
    ],
)
def test_a_share_changes_by_as_many_points_as_the_sentences_say(this: str, last: str, growth: str) -> None:
    [row] = context(year(2024, this), year(2023, last), fields=SHARE)[0]["附表"]["行"]
    assert (row["指标"], str(row["同比"])) == ("普高率", growth)


@pytest.mark.parametrize(
    ("data", "rank"),
    [
        ("税收: {值: 4.10, 名次: 3}", "第三"),
        ("税收: {值: 4.10, 名次: 前三}", "前三"),
        ("税收: 4.10\n税收全市名次: 2", "第二"),
        ("税收: 4.10\n税收全市名次: 前三", "前三"),
        ("税收: 4.10\n税收全市名次: 2.5", "2.5"),
        ('税收: 4.10\n税收全市名次: "*"', "第*"),
    ],
)
def test_a_rank_is_in_words_and_what_is_no_number_stands_as_it_is_written(data: str, rank: str) -> None:
    [row] = context(year(2024, data), LAST)[0]["附表"]["行"]
    assert str(row["位次"]) == rank


@pytest.mark.parametrize("data", ["税收: {值: 4.10, 目标: 0}", "税收: {值: 4—5, 目标: 3}", "税收: 4.10\n税收目标: 多些"])
def test_what_cannot_be_divided_has_no_share_of_its_target(data: str) -> None:
    [row] = context(year(2024, data), LAST)[0]["附表"]["行"]
    assert row["完成率"] == "—"


@pytest.mark.parametrize(
    ("field", "data", "share"),
    [
        ("{单位: 亿元, 类别: 金额, 附表: 是}", "{值: 50, 目标: 40}", "125.0"),
        ('{单位: "%", 类别: 比率, 附表: 是}', "{值: 58.5, 目标: 60}", "97.5"),
        ("{类别: 名次, 附表: 是}", "{值: 3, 目标: 2}", "—"),
        ("{类别: 名次, 附表: 是}", "{值: 1, 目标: 3}", "—"),
        ('{单位: "%", 类别: 增速, 附表: 是}', "{值: 6, 目标: 8}", "—"),
    ],
)
def test_a_place_or_a_change_is_no_share_of_its_target(field: str, data: str, share: str) -> None:
    """A third place where the second was the target had been 150.0 % of it."""
    made, _ = context(year(2024, f"甲: {data}"), fields=f"指标:\n  经济:\n    甲: {field}\n")
    (row,) = made["附表"]["行"]
    assert str(row["完成率"]) == share
