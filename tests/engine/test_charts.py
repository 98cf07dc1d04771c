"""Charts of a template filled by the tag in their alternative text: caches, formulas and workbook say the same."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from chart_samples import C, charted, sheet, shown
from docx_samples import document
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.engine.template import Rendered, Template

TWO = {"类别": ["甲", "乙", "丙"], "系列": [{"名称": "上年", "值": ["8.50", "6.1", None]}, {"名称": "本年", "值": [Decimal("9.20"), 7, "—"]}]}


def render(source: bytes, value: Any, **more: Any) -> Rendered:
    return Template.open(source).render({"数": value, **more})


def parts(package: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.namelist()


def chart_xml(package: bytes, name: str = "word/charts/chart1.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(name))


def test_names_categories_and_numbers_come_from_the_data_and_gaps_stay_gaps() -> None:
    made = render(charted("{{ 数|图表 }}"), TWO)
    assert made.problems == ()
    assert shown(made.package) == [["", "上年", "本年"], ["甲", "8.50", "9.20"], ["乙", "6.1", "7"], ["丙", "", ""]]


def test_the_workbook_holds_the_same_figures_with_the_decimals_they_are_written_with() -> None:
    made = render(charted("{{ 数|图表 }}"), TWO)
    assert sheet(made.package) == shown(made.package)


def test_formulas_lead_to_the_cells_that_hold_the_figures() -> None:
    formulas = [node.text for node in chart_xml(render(charted("{{ 数|图表 }}"), TWO).package).iter(C + "f")]
    assert formulas == ["Sheet1!$B$1", "Sheet1!$A$2:$A$4", "Sheet1!$B$2:$B$4", "Sheet1!$C$1", "Sheet1!$A$2:$A$4", "Sheet1!$C$2:$C$4"]


@pytest.mark.parametrize(
    "value",
    [
        [["", "上年", "本年"], ["甲", 1, 2], ["乙", 3, 4]],
        [{"指标": "甲", "上年": 1, "本年": 2}, {"指标": "乙", "上年": 3, "本年": 4}],
        {"categories": ["甲", "乙"], "series": {"上年": [1, 3], "本年": [2, 4]}},
    ],
)
def test_figures_may_be_written_as_a_table_as_rows_with_names_or_as_series(value: Any) -> None:
    assert shown(render(charted("{{ 数|chart }}"), value).package) == [["", "上年", "本年"], ["甲", "1", "2"], ["乙", "3", "4"]]


@pytest.mark.parametrize("sign", ["\x01", "\x1f", "\ufffe", "\ud800"])
@pytest.mark.parametrize("value", [{"类别": ["甲"], "系列": {"乙{}丙": [1]}}, {"类别": ["乙{}丙"], "系列": {"一": [1]}}, [["", "一"], ["乙{}丙", 1]]])
def test_a_name_with_a_sign_that_no_file_can_hold_is_told(value: Any, sign: str) -> None:
    """It had ended in a traceback."""
    made = render(charted("{{ 数|图表 }}"), _with(value, sign))
    assert made.package == b""
    assert [problem.code for problem in made.problems] == ["R02"]
    assert f"U+{ord(sign):04X}（在“乙”之后）" in str(made.problems[0].message)


@pytest.mark.parametrize("sign", ["\a", "\f", "\n"])
def test_what_begins_a_paragraph_elsewhere_ends_a_line_in_a_chart(sign: str) -> None:
    made = render(charted("{{ 数|图表 }}"), _with({"类别": ["甲"], "系列": {"乙{}丙": [1], "丁": [2]}}, sign))
    assert (made.problems, shown(made.package)[0]) == ((), ["", "乙\n丙", "丁"])


def _with(value: Any, sign: str) -> Any:
    if isinstance(value, dict):
        return {_with(key, sign): _with(each, sign) for key, each in value.items()}
    return [_with(each, sign) for each in value] if isinstance(value, list) else value.format(sign) if isinstance(value, str) else value


def test_series_beyond_those_of_the_template_are_added_and_spare_ones_taken_away() -> None:
    more = {"类别": ["甲"], "系列": {"一": [1], "二": [2], "三": [3], "四": [4]}}
    made = render(charted("{{ 数|图表 }}"), more)
    assert shown(made.package) == [["", "一", "二", "三", "四"], ["甲", "1", "2", "3", "4"]]
    series = list(chart_xml(made.package).iter(C + "ser"))
    assert [one.find(C + "idx").get("val") for one in series] == ["0", "1", "2", "3"]  # type: ignore[union-attr]
    assert [one.find(C + "spPr") is not None for one in series] == [True, True, False, False], "colours of the template, then the document's"
    fewer = render(charted("{{ 数|图表 }}"), {"类别": ["甲"], "系列": {"一": [1]}})
    assert shown(fewer.package) == [["", "一"], ["甲", "1"]]
    assert [problem.code for problem in fewer.problems] == ["R12"], "which may be a mistake, and is told"
    assert made.problems == ()


@pytest.mark.parametrize("kind", ["barChart", "lineChart", "areaChart", "pieChart"])
def test_columns_lines_areas_and_pies_are_filled(kind: str) -> None:
    assert shown(render(charted("{{ 数|图表 }}", chart=plain_chart(kind)), {"类别": ["甲", "乙"], "系列": {"一": [1, "2.50"]}}).package) == [
        ["", "一"], ["甲", "1"], ["乙", "2.50"],
    ]  # fmt: skip


def plain_chart(kind: str, series: str = "<c:ser><c:idx val='0'/><c:order val='0'/><c:val><c:numRef><c:f>S!A1</c:f></c:numRef></c:val></c:ser>") -> str:
    return (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea>'
        f"<c:{kind}>{series}</c:{kind}></c:plotArea></c:chart></c:chartSpace>"
    )


def test_what_is_missing_in_a_series_is_put_in_its_place() -> None:
    made = render(charted("{{ 数|图表 }}", chart=plain_chart("barChart"), book=False), {"类别": ["甲"], "系列": {"一": [1]}})
    one = next(chart_xml(made.package).iter(C + "ser"))
    assert [etree.QName(child).localname for child in one] == ["idx", "order", "tx", "cat", "val"]


def test_a_point_dressed_beyond_the_last_category_goes_and_the_others_keep_their_dress() -> None:
    points = "".join(f"<c:dPt><c:idx val='{each}'/></c:dPt>" for each in range(4))
    series = f"<c:ser><c:idx val='0'/><c:order val='0'/>{points}<c:val><c:numRef><c:f>S!A1</c:f></c:numRef></c:val></c:ser>"
    made = render(charted("{{ 数|图表 }}", chart=plain_chart("pieChart", series)), {"类别": ["甲", "乙"], "系列": {"一": [1, 2]}})
    assert [each.find(C + "idx").get("val") for each in chart_xml(made.package).iter(C + "dPt")] == ["0", "1"]  # type: ignore[union-attr]


def test_a_plot_that_loses_its_last_series_goes_with_it() -> None:
    series = "<c:ser><c:idx val='{0}'/><c:order val='{0}'/><c:val><c:numRef><c:f>S!A1</c:f></c:numRef></c:val></c:ser>"
    both = plain_chart("barChart", series.format(0)).replace("</c:plotArea>", f"<c:lineChart>{series.format(1)}</c:lineChart></c:plotArea>")
    one = chart_xml(render(charted("{{ 数|图表 }}", chart=both), {"类别": ["甲"], "系列": {"一": [1]}}).package)
    two = chart_xml(render(charted("{{ 数|图表 }}", chart=both), {"类别": ["甲"], "系列": {"一": [1], "二": [2]}}).package)
    assert [[etree.QName(each).localname for each in chart.iter(C + "barChart", C + "lineChart")] for chart in (one, two)] == [["barChart"], ["barChart", "lineChart"]]


def test_a_format_that_the_template_has_is_kept() -> None:
    series = (
        "<c:ser><c:idx val='0'/><c:order val='0'/><c:val><c:numRef><c:f>S!A1</c:f><c:numCache><c:formatCode>#,##0</c:formatCode>"
        "</c:numCache></c:numRef></c:val></c:ser>"
    )
    made = render(charted("{{ 数|图表 }}", chart=plain_chart("barChart", series)), {"类别": ["甲"], "系列": {"一": ["1.5"]}})
    assert [node.text for node in chart_xml(made.package).iter(C + "formatCode")] == ["#,##0"]


def test_a_chart_in_a_loop_is_copied_with_its_workbook() -> None:
    source = charted("{{ x|图表 }}", "{% for x in 数 %}", "{% endfor %}")
    made = render(source, [{"类别": ["甲"], "系列": {"一": [number]}} for number in (1, 2, 3)])
    assert {problem.code for problem in made.problems} == {"R12"}
    charts = sorted(name for name in parts(made.package) if name.startswith("word/charts/chart"))
    books = sorted(name for name in parts(made.package) if name.endswith(".xlsx"))
    assert (len(charts), len(books)) == (3, 3)
    assert sorted(shown(made.package, name)[1][1] for name in charts) == ["1", "2", "3"]
    assert sorted(sheet(made.package, name)[1][1] for name in books) == ["1", "2", "3"]


def test_a_chart_in_a_condition_that_does_not_hold_leaves_nothing_behind() -> None:
    made = render(charted("{{ 数|图表 }}", "{% if 要 %}", "{% endif %}"), TWO, 要=False)
    assert made.problems == ()
    assert not [name for name in parts(made.package) if "chart" in name or "embed" in name]
    with zipfile.ZipFile(io.BytesIO(made.package)) as archive:
        assert b"chart" not in archive.read("[Content_Types].xml")
        assert b"rIdChart" not in archive.read("word/_rels/document.xml.rels")


def test_the_chart_keeps_the_description_that_stands_beside_the_tag() -> None:
    for tag, wanted in (("{{ 数|图表 }}", 'descr="图表"'), ("两年对比{{ 数|图表 }}", 'descr="两年对比"')):
        with zipfile.ZipFile(io.BytesIO(render(charted(tag), TWO).package)) as archive:
            assert wanted in archive.read("word/document.xml").decode()


def test_the_same_figures_give_the_same_bytes() -> None:
    assert render(charted("{{ 数|图表 }}"), TWO).package == render(charted("{{ 数|图表 }}"), TWO).package


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("文字", "图表要的是"),
        ([], "图表要的是"),
        ({"类别": ["甲"], "系列": {"一": [1, 2]}}, "图表的系列“一”有 2 个数，类别有 1 个"),
        ({"类别": ["甲"], "系列": {"一": ["很多"]}}, "图表的系列“一”里，“很多”不是数"),
        ({"类别": ["甲"], "系列": {"一": [True]}}, "“True”不是数"),
        ({"类别": [], "系列": {}}, "图表没有数据"),
        ([{"指标": "甲", "本年": 1}, {"指标": "乙"}], "图表的数据里有一行没有“本年”"),
        ({"类别": "甲", "系列": {"一": [1]}}, "图表要的是"),
        ({"类别": ["甲"], "系列": {"一": 1}}, "图表要的是"),
        ({"类别": ["甲"], "系列": ["一"]}, "图表要的是"),
        ([["", "本年"], ["甲"]], "图表要的是"),
        ({"类别": ["甲"], "系列": {"一": ["--"]}}, "图表的系列“一”里，“--”不是数"),
        ({"类别": ["甲"] * 2001, "系列": {"一": [1] * 2001}}, "图表的数据太多"),
    ],
)
def test_what_is_no_figures_is_told(value: Any, said: str) -> None:
    made = render(charted("{{ 数|图表 }}"), value)
    assert made.package == b""
    assert said in made.problems[0].message


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (document("{{ 数|图表 }}"), "图表不能放在文字里"),
        (charted("{{ 数|图表 }}", chart=plain_chart("scatterChart")), "散点图、气泡图的横轴是数"),
        (charted("{{ 数|图表 }}", chart=plain_chart("bubbleChart")), "更改图表类型，换成柱形图"),
        (charted("{{ 数|图表 }}", chart=plain_chart("barChart", "")), "一个系列也没有"),
        (charted("{{ 数|图表 }}", chart=plain_chart("pieChart")), "饼图只能画一个系列，数据里有 2 个"),
    ],
)
def test_a_place_that_cannot_show_them_is_told(source: bytes, said: str) -> None:
    made = render(source, TWO)
    assert [problem.code for problem in made.problems] == ["R10"]
    assert said in made.problems[0].message
    assert made.package == b""


names = st.text(alphabet="甲乙丙&<>\"'=+-@ ab1", min_size=1, max_size=6)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(names, min_size=1, max_size=5), st.lists(names, min_size=1, max_size=4), st.data())
def test_any_names_and_numbers_are_the_same_in_chart_and_workbook(categories: list[str], series: list[str], data: st.DataObject) -> None:
    numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
    values = [[data.draw(numbers) for _ in categories] for _ in series]
    figures = {"类别": categories, "系列": [{"名称": name, "值": column} for name, column in zip(series, values, strict=True)]}
    made = render(charted("{{ 数|图表 }}"), figures)
    assert [problem for problem in made.problems if problem.code != "R12"] == []
    expected = [["", *series], *([name, *(f"{column[at]:.2f}" for column in values)] for at, name in enumerate(categories))]
    assert shown(made.package) == expected
    assert sheet(made.package) == expected
