"""Forms go out, come back however they were treated, and change only what they own."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import drafts
import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment
from year_samples import FIELDS, YEAR

from reportgen import yamltext
from reportgen.forms import DatumChange, FilledInput, Mark, Plan, anchors, export, plan, read_form, write
from reportgen.forms.shape import calibre_and_date, split_calibre
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import Report, read_report
from reportgen.tables import read_book, saved
from reportgen.text.numbers import is_other_scale
from reportgen.yamltext import Document
from reportgen.yamltext.read import read

ROOT = Path(__file__).parents[2]
LAST = "年度: 2023\n标题: 上年\n部分: []\n数据:\n  经济: {出口: 10.90, 企业: 10, 名单: [甲, 乙]}\n  农业: {率: 80.5, 面积: 无}\n"
DATA = """  经济:
    出口:   # 海关
    企业: {值: , 口径: 在册数}   # 注
    名单: [甲厂]
    名次: 2
  农业: {率: 81.0, 面积: }
"""
EXPORT, FIRMS, LIST, RANK, RATE, AREA = "经济.出口", "经济.企业", "经济.名单", "经济.名次", "农业.率", "农业.面积"


def year(data: str = DATA) -> tuple[Report, Document]:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    last, _ = read_report([yamltext.parse(LAST, "2023.yaml")[0]], dictionary, None)
    document, _ = yamltext.parse(YEAR.format(prose="          - 好。", data=data), "2024.yaml")
    return read_report([document], dictionary, last)[0], document


@cache
def exported(data: str) -> dict[str, bytes]:
    """The forms of a year as they go out."""
    return {form.department: form.package for form in export(year(data)[0])}


def filled(department: str, fill: Callable[[Any, dict[str, int]], None], data: str = DATA) -> bytes:
    """A department's form with something done to it; rows are known by their anchor."""
    book = load_workbook(io.BytesIO(exported(data)[department]))
    sheet = book.active
    fill(sheet, {sheet.cell(row, 11).value: row for row in range(4, sheet.max_row + 1)})
    return saved(book)


def planned(*files: tuple[str, bytes], data: str = DATA, overwrite: bool = False) -> Plan:
    report, _ = year(data)
    known = anchors(dict.fromkeys((*report.dictionary.fields, *report.data)))
    return plan([read_form(read_book(content, name), known) for name, content in files], report, overwrite=overwrite)


def economy(fill: Callable[[Any, dict[str, int]], None], data: str = DATA, *, overwrite: bool = False) -> Plan:
    return planned(("经济办.xlsx", filled("经济办", fill, data)), data=data, overwrite=overwrite)


def typed(what: str, value: Any, shape: str = "General") -> Plan:
    def fill(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(rows[what], 4).value = value
        sheet.cell(rows[what], 4).number_format = shape

    return economy(fill)


def news(found: Plan) -> list[tuple[str, str, object]]:
    return [(change.path[-1], change.slot, change.new) for change in found.changes]


def said(found: Plan | FilledInput) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_a_form_asks_a_department_for_its_fields_with_last_year_beside_them() -> None:
    report, _ = year()
    forms = export(report, "北街")
    assert [(form.department, form.rows) for form in forms] == [("经济办", 4), ("农业办", 2)]
    sheet = load_workbook(io.BytesIO(forms[0].package)).active
    assert sheet.cell(1, 1).value == "北街 2024 年度汇报材料填报表（经济办）"
    assert [cell.value for cell in sheet[3]] == [
        "序号", "指标名称", "单位", "本年数", "上年数", "增减", "口径/截至日", "数据来源", "填报人", "备注", "编号（请勿改动）",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]] == [
        1, "出口", "亿元", None, 10.9, '=IF(AND(ISNUMBER(D4),ISNUMBER(E4)),ROUND(D4-E4,6),"")', None, None, None, None, EXPORT,
    ]  # fmt: skip
    assert sheet.cell(4, 5).number_format == "0.00"
    assert [sheet.cell(5, column).value for column in (2, 4, 7)] == ["企业", None, "在册数"]
    assert [sheet.cell(6, column).value for column in (2, 4, 5, 6)] == ["名单", "甲厂", "甲、乙", None]
    assert load_workbook(io.BytesIO(forms[1].package)).active.cell(4, 5).value == "—", "无 of last year"


def test_a_form_is_locked_but_for_what_is_asked_and_prints_on_one_width_of_a4() -> None:
    report, _ = year()
    sheet = load_workbook(io.BytesIO(export(report)[0].package)).active
    assert sheet.protection.sheet and not sheet.protection.password
    assert [column for column in range(1, 12) if not sheet.cell(4, column).protection.locked] == [4, 7, 8, 9, 10]
    assert sheet.column_dimensions["K"].hidden and sheet.freeze_panes == "D4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert (sheet.print_title_rows, sheet.print_area) == ("$3:$3", "'填报表'!$A$1:$J$7")
    rules = {str(rule.sqref): (rule.type, rule.formula1, rule.formula2, rule.errorStyle) for rule in sheet.data_validations.dataValidation}
    assert rules == {"D4": ("decimal", "0", "1E+15", "warning"), "D5 D7": ("whole", "0", "1E+15", "warning")}
    farm = load_workbook(io.BytesIO(export(report)[1].package)).active
    assert [(str(rule.sqref), rule.formula1, rule.formula2) for rule in farm.data_validations.dataValidation] == [
        ("D4", "0", "1E+15"), ("D5", "0", "100"),
    ]  # fmt: skip


def test_a_figure_that_counts_a_fall_says_so_in_its_form_and_forms_of_before_are_still_known() -> None:
    data = DATA.replace("面积: }", "面积: , 事故同比: }")
    row: list[int] = []

    def fill(name: str, key: str) -> Callable[[Any, dict[str, int]], None]:
        def done(sheet: Any, rows: dict[str, int]) -> None:
            row[:] = [rows[key]]
            assert sheet.cell(rows[key], 2).value == "事故同比（正数指下降）"
            sheet.cell(rows[key], 2).value = name
            sheet.cell(rows[key], 4).value = 4.5

        return done

    report, _ = year(data)
    key = next(".".join(path) for path in report.data if path[-1] == "事故同比")
    for name, taken in (("事故同比（正数指下降）", True), ("事故同比", True), ("事故", False)):
        assert bool(news(planned(("表.xlsx", filled("农业办", fill(name, key), data)), data=data))) is taken, name


def test_the_missing_only_and_the_same_bytes_every_time() -> None:
    report, _ = year()
    assert [(form.department, form.rows) for form in export(report, missing=True)] == [("经济办", 2), ("农业办", 1)]
    assert export(report) == export(report)


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    report, _ = drafts.read([ROOT / "inputs/2024.yaml"], ROOT / "templates/annual/fields.yaml", [ROOT / "inputs/2023.yaml"])
    known = anchors(path for path in report.data if path[0] != "单位")
    forms = [read_form(read_book(form.package, form.department), known) for form in export(report)]
    found = plan(forms, report)
    assert (found.changes, found.problems) == ((), ())
    assert found.same > 100


@pytest.mark.parametrize(
    ("what", "value", "shape", "new", "told"),
    [
        (EXPORT, 45.2, "0.00", "45.20", ""),
        (EXPORT, "４５．２０亿元", "", "45.20", "[X17] 表“经济办.xlsx”第4行D列：“４５．２０亿元”已读作 45.20，单位“亿元”（请核对）"),
        (EXPORT, "12.3亿", "", "12.3", "[X17] 表“经济办.xlsx”第4行D列：“12.3亿”已读作 12.3，单位“亿元”（请核对）"),
        (EXPORT, "123000万元", "", "12.3", "[X15] 表“经济办.xlsx”第4行D列：“123000万元”已换算成 12.3亿元（请核对单位）"),
        (EXPORT, "1,234.50", "", "1234.50", "[X17]"),
        (EXPORT, "约50", "", "约50", ""),
        (EXPORT, "约50亿元", "", "约50亿元", ""),
        (EXPORT, "约123000万元", "", None, "[X16] 表“经济办.xlsx”第4行D列：“出口”的单位是“亿元”，填的是“约123000万元”，没有导入（请换算成亿元再填）"),
        (EXPORT, "约12.3亿", "", None, "[X16]"),
        (EXPORT, "5—8", "", "5—8", ""),
        (EXPORT, "50000—80000万元", "", None, "[X16]"),
        (EXPORT, "5—8亿", "", None, "[X16]"),
        (EXPORT, 0, "", "0", ""),
        (EXPORT, "—", "", "无", ""),
        (EXPORT, " － ", "", "无", ""),
        (EXPORT, "*", "", "*", ""),
        (FIRMS, "３２家", "", "32", "[X17] 表“经济办.xlsx”第5行D列：“３２家”已读作 32，单位“家”（请核对）"),
        (FIRMS, "32处", "", None, "[X16] 表“经济办.xlsx”第5行D列：“企业”的单位是“家”，填的是“32处”，没有导入（请换算成家再填）"),
        (FIRMS, "不清楚", "", None, "[X14] 表“经济办.xlsx”第5行D列：“企业”填的是“不清楚”，不是数，没有导入"),
        (FIRMS, "=A1", "", None, "[X14] 表“经济办.xlsx”第5行D列：“企业”填的是没有算出结果的公式，没有导入"),
        (FIRMS, None, "", None, ""),
        (FIRMS, "   ", "", None, ""),
    ],
)
def test_a_value_is_read_as_departments_type_it(what: str, value: Any, shape: str, new: str | None, told: str) -> None:
    found = typed(what, value, shape or "General")
    assert news(found) == ([(what.split(".")[-1], "值", new)] if new is not None else [])
    assert "".join(said(found)).startswith(told)
    assert bool(told) == bool(found.problems)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("甲厂（东区、西区）、乙厂", ("甲厂（东区、西区）", "乙厂")), ("甲\n乙（一、二）", ("甲", "乙（一、二）")),
        ("1.甲厂\n2.乙厂", None), ("1、甲厂\n2、乙厂", None), ("（一）甲厂；（二）乙厂", None), ("①甲厂、②乙厂", None), ("3号楼、5号楼", ("3号楼", "5号楼")), ("1.5米线、甲", ("1.5米线", "甲")),
    ],
)  # fmt: skip
def test_names_of_a_list_keep_their_brackets_and_numbers_of_items_are_asked_about(written: str, names: tuple[str, ...] | None) -> None:
    found = planned(("经济办.xlsx", filled("经济办", lambda sheet, rows: sheet.cell(rows[LIST], 4).__setattr__("value", written))), overwrite=True)
    assert news(found) == ([("名单", "值", names)] if names else [])
    assert [line.split("：", 1)[1][:4] for line in said(found)] == ([] if names else ["“名单”"])


def test_rows_are_known_by_their_anchor_however_they_are_sorted_and_a_row_of_their_own_is_told() -> None:
    def fill(sheet: Any, rows: dict[str, int]) -> None:
        cells = [[sheet.cell(row, column).value for column in range(1, 12)] for row in range(4, 8)]
        for row, values in zip(range(4, 7), [cells[2], cells[0], cells[1]], strict=True):
            for column, value in enumerate(values, 1):
                sheet.cell(row, column).value = value
        for column in range(1, 12):
            sheet.cell(7, column).value = None
        sheet.cell(5, 4).value = 12.5
        sheet.cell(7, 2).value, sheet.cell(7, 4).value = "新指标", 5
        sheet.cell(8, 2).value, sheet.cell(8, 4).value, sheet.cell(8, 11).value = "别的", 6, "经济.没有"
        sheet.cell(3, 4).value, sheet.cell(3, 2).value = "本 年\n数", "指标"

    found = economy(fill)
    assert news(found) == [("出口", "值", "12.5")]
    assert found.changes[0].place.address == "D5"
    assert said(found) == [
        "[X12] 表“经济办.xlsx”第7行：“新指标”没有编号，没有导入（是科室加的行；确要用，请在指标字典和输入文件里加上这一项再填）",
        "[X12] 表“经济办.xlsx”第8行：“别的”的编号“经济.没有”指标字典里没有，没有导入（多半是导出以后，字典里改了名称或删去了；改回原来的名称再导入，或重新导出一张，把数抄过去）",
    ]


def test_a_note_joined_over_rows_counts_for_all_and_a_joined_value_for_none() -> None:
    def fill(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(4, 4).value, sheet.cell(4, 9).value = 7, "张三"
        sheet.merge_cells("D4:D5")
        sheet.merge_cells("I4:I6")

    found = economy(fill)
    assert news(found) == [("出口", "填报人", "张三"), ("企业", "填报人", "张三"), ("名单", "填报人", "张三")]
    assert [text.partition("（")[0] for text in said(found)] == [
        "[X18] 表“经济办.xlsx”第4行D列：“出口”的格子与别行合并了，没有导入",
        "[X18] 表“经济办.xlsx”第5行D列：“企业”的格子与别行合并了，没有导入",
    ]


@pytest.mark.parametrize(
    ("key", "held", "shown"),
    [(EXPORT, "1850亿元以上", "1850以上"), (EXPORT, "约12", "约12"), (EXPORT, "40左右", "约40"), (FIRMS, "3万余家", "30000余"), (FIRMS, "1200余", "1200余")],
)
def test_what_was_said_with_a_figure_goes_out_with_it_and_comes_back(key: str, held: str, shown: str) -> None:
    """以上, 以下, and 余 of 3万余 stand behind the unit in a sentence; in a form they stand with the figure."""
    place, put = ("出口:   #", f"出口: {held}   #") if key == EXPORT else ("值: ,", f"值: {held},")
    data, seen = DATA.replace(place, put), []
    found = economy(lambda sheet, rows: seen.append(sheet.cell(rows[key], 4).value), data)
    assert (seen, news(found), said(found)) == ([shown], [], [])
    exact = economy(lambda sheet, rows: setattr(sheet.cell(rows[key], 4), "value", 1850), data)
    assert said(exact)


def test_the_same_digits_in_another_unit_are_another_value() -> None:
    """45 and 45亿元 say the same in a field of 亿元; 45万元 does not."""
    for held, is_same in (("45亿元", True), ("45万元", False)):
        data = DATA.replace("出口:   #", f"出口: {held}   #")

        def fill(sheet: Any, rows: dict[str, int]) -> None:
            sheet.cell(rows[EXPORT], 4).value = 45

        found = economy(fill, data)
        assert ("".join(said(found)) == "") is is_same, held
        changed = [float(str(new)) for _, _, new in news(economy(fill, data, overwrite=True))]
        assert changed == ([] if is_same else [45]), held


def test_what_stands_there_already_is_not_overwritten_unless_that_is_wished() -> None:
    def fill(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(rows[RANK], 4).value = 3
        sheet.cell(rows[LIST], 4).value = "甲厂"
        sheet.cell(rows[FIRMS], 7).value = "新口径；截至12月底"

    found = economy(fill)
    assert news(found) == [("企业", "截至", "12月底")]
    assert [text.partition("（核对")[0] for text in said(found)] == [
        "[X20] 表“经济办.xlsx”第5行G列：“企业（口径）”已有“在册数”，表里是“新口径”，没有覆盖",
        "[X20] 表“经济办.xlsx”第7行D列：“名次”已有“2”，表里是“3”，没有覆盖",
    ]
    assert ("名次", "值", "3") in news(economy(fill, overwrite=True))
    assert said(economy(fill, overwrite=True)) == []


def test_a_figure_of_the_same_value_does_not_replace_the_one_that_says_more() -> None:
    data = DATA.replace("出口:   #", "出口: 45.20   #")
    assert news(economy(lambda sheet, rows: setattr(sheet.cell(rows[EXPORT], 4), "value", 45.2), data)) == []


def test_two_forms_that_disagree_are_shown_and_not_decided() -> None:
    one, two = (filled("经济办", lambda sheet, rows, n=n: setattr(sheet.cell(rows[EXPORT], 4), "value", n)) for n in (12.5, 12.6))
    found = planned(("甲.xlsx", one), ("乙.xlsx", two))
    assert news(found) == []
    assert said(found) == ["[X19] 表“甲.xlsx”第4行D列：“出口”给的不一样：“12.5”、“12.6”，没有导入（请与科室核对，留下对的一张再导入）"]
    assert [str(place) for place in found.problems[0].also] == ["表“乙.xlsx”第4行D列"]
    assert news(planned(("甲.xlsx", one), ("乙.xlsx", one))) == [("出口", "值", "12.5")]


def test_a_form_speaks_only_of_its_own_department() -> None:
    def fill(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(rows[RANK], 11).value = AREA
        sheet.cell(rows[RANK], 4).value = 99

    found = economy(fill)
    assert news(found) == []
    assert said(found) == ["[X13] 表“经济办.xlsx”第7行D列：“面积”归农业办，不归经济办，没有导入（请农业办在自己的表里填）"]


def test_a_table_without_anchors_or_without_values_is_no_form() -> None:
    def without_anchors(sheet: Any, rows: dict[str, int]) -> None:
        sheet.delete_cols(11)

    def without_values(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(3, 4).value = "数"

    assert said(economy(without_anchors))[0].startswith("[X10] 表“经济办.xlsx”：没有找到编号一列")
    assert said(economy(without_values))[0].startswith("[X10] 表“经济办.xlsx”：没有“本年数”这一列")


@pytest.mark.parametrize(
    ("calibre", "day"), [("海关口径", ""), ("", "2024年12月31日"), ("快报数；含个体", "12月底"), ("", "")]
)  # fmt: skip
def test_calibre_and_date_share_a_column_and_come_apart_again(calibre: str, day: str) -> None:
    assert split_calibre(calibre_and_date(calibre, day)) == (calibre, day)


def test_a_mark_that_was_written_is_read() -> None:
    assert Mark.read(str(Mark(2024, "北街", "经济办"))) == Mark(2024, "北街", "经济办")
    assert Mark.read("reportgen 填报表|x|y|z") is None


def wrote(data: str, *changes: tuple[str, str, str | tuple[str, ...]]) -> tuple[list[str], FilledInput, str]:
    """The lines of the input that differ after these changes."""
    from reportgen.problem import CellPlace

    _, document = year(data)
    made = write([DatumChange(tuple(path.split(".")), slot, path, "", "", new, CellPlace("甲.xlsx", 4, 4)) for path, slot, new in changes], [document])
    before = set(document.text.split("\n"))
    return [line for line in made.texts[0].split("\n") if line not in before], made, document.text


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ([(EXPORT, "值", "45.20")], ["    出口: 45.20   # 海关"]),
        ([(EXPORT, "值", "45.20"), (EXPORT, "来源", "月报+P3")], ["    出口: {值: 45.20, 来源: 月报+P3}   # 海关"]),
        ([(EXPORT, "来源", "a: b")], ['    出口: {值: , 来源: "a: b"}   # 海关']),
        ([(FIRMS, "值", "8"), (FIRMS, "口径", "新"), (FIRMS, "备注", "好")], ["    企业: {值: 8, 口径: 新, 备注: 好}   # 注"]),
        ([(LIST, "值", ("乙", "丙, 丁"))], ['    名单: [乙, "丙, 丁"]']),
        ([(LIST, "来源", "表")], ["    名单: {值: [甲厂], 来源: 表}"]),
        ([(RANK, "截至", "12月"), (RANK, "值", "无")], ["    名次: {值: 无, 截至: 12月}"]),
        ([(AREA, "值", "150"), (RATE, "来源", "表")], ["  农业: {率: {值: 81.0, 来源: 表}, 面积: 150}"]),
        ([("农业.率变化", "值", "0.5"), ("经济.新.项", "值", "1"), ("经济.新.目", "值", "2")],
         ["    新:", "      项: 1", "      目: 2", "  农业: {率: 81.0, 面积: , 率变化: 0.5}"]),
    ],
)  # fmt: skip
def test_changes_go_into_their_places_and_every_other_line_stays(
    changes: list[tuple[str, str, str | tuple[str, ...]]], lines: list[str]
) -> None:
    found, made, before = wrote(DATA, *changes)
    assert found == lines
    assert made.problems == ()
    assert len(made.texts[0].split("\n")) - len(before.split("\n")) == sum(line.lstrip()[0] in "新项目" for line in lines)


def test_a_group_that_stands_there_empty_is_filled_and_words_in_its_place_are_not_written_over() -> None:
    change = (EXPORT, "值", "12.30")
    for data, lines in (
        ("  经济:\n  农业: {率: 81.0, 面积: }\n", ["    出口: 12.30"]), ("\n", ["  经济:", "    出口: 12.30"]),
        ("  经济:   # 各科室\n", ["    出口: 12.30"]), ("  {经济: , 农业: {率: 81.0}}\n", ["  {经济: {出口: 12.30}, 农业: {率: 81.0}}"]),
    ):  # fmt: skip
        found, made, _ = wrote(data, change)
        assert (found, made.problems) == (lines, ())
    found, made, _ = wrote("\n", change, (FIRMS, "值", "8"), (RATE, "值", "81.5"))
    assert found == ["  经济:", "    出口: 12.30", "    企业: 8", "  农业:", "    率: 81.5"], "each figure has a line of its own"
    found, made, _ = wrote("  经济: 见附表\n  农业: {率: 81.0, 面积: }\n", change)
    assert (found, [problem.code for problem in made.problems]) == ([], ["X21"])


def test_what_stands_in_quotes_or_in_lines_of_its_own_keeps_its_value_when_a_note_comes_beside() -> None:
    for held in ('"12.30"', "'12.30'"):
        found, made, _ = wrote(f"  经济: {{出口: {held}, 企业: 8}}\n  农业: {{率: 81.0}}\n", (EXPORT, "来源", "海关"))
        assert (found, made.problems) == ([f"  经济: {{出口: {{值: {held}, 来源: 海关}}, 企业: 8}}"], ())
    _, made, _ = wrote("  经济:\n    名单:\n      - 甲厂\n      - 乙厂\n  农业: {率: 81.0}\n", (LIST, "来源", "工商"))
    names = yamltext.parse(made.texts[0], "a.yaml")[0].mapping.get("数据").get("经济").get("名单")
    assert made.problems or [item.text for item in names.get("值")] == ["甲厂", "乙厂"]


def test_what_cannot_be_changed_without_losing_a_comment_is_told_and_the_rest_is_written() -> None:
    data = DATA.replace("    名单: [甲厂]\n", "    名单:\n      - 甲厂  # 老厂\n      - 乙厂\n")
    found, made, _ = wrote(data, (LIST, "值", ("乙",)), (RANK, "值", "1"))
    assert found == ["    名次: 1"]
    assert said(made) == ["[X21] 表“甲.xlsx”第4行D列：“经济.名单”在输入文件里的写法不便改写，没有导入（请把“乙”手工填进输入文件）"]


@pytest.mark.parametrize("note", ['",乙:', '甲\\",乙:', "甲',乙:", ". '*", "}[:", '\\'])
def test_a_note_of_any_signs_is_written_and_read_back(note: str) -> None:
    """Also where a sign would close the quotes for somebody who only counts them."""
    _, made, _ = wrote(DATA, (RATE, "值", note), (RATE, "来源", note), (RATE, "口径", "快报"))
    assert made.problems == ()
    notes = yamltext.parse(made.texts[0], "a.yaml")[0].mapping.get("数据").get("农业").get("率")
    assert [entry.value.text for entry in notes] == [note, note, "快报"]


def test_block_notes_are_set_and_added_as_lines() -> None:
    data = "  经济:\n    出口:\n      值:   # 待报\n      口径: '海关'\n    企业: 8\n"
    found, _, _ = wrote(data, (EXPORT, "值", "45.20"), (EXPORT, "口径", "新"), (EXPORT, "来源", "表"))
    assert found == ["      值: 45.20   # 待报", "      口径: '新'", "      来源: 表"]


SHIPPED = {
    number: drafts.read(
        [ROOT / f"inputs/{number}.yaml"], ROOT / "templates/annual/fields.yaml", [ROOT / f"inputs/{number - 1}.yaml"] if number > 2022 else []
    )[0]
    for number in (2022, 2023, 2024)
}  # fmt: skip


@settings(max_examples=examples(40), deadline=None)
@given(st.sampled_from(sorted(SHIPPED)), st.data())
def test_whatever_is_written_into_a_shipped_year_every_line_that_it_does_not_own_stays(number: int, data: st.DataObject) -> None:
    from reportgen.problem import CellPlace

    report = SHIPPED[number]
    document, _ = read(ROOT / f"inputs/{number}.yaml")
    paths = data.draw(st.lists(st.sampled_from([path for path in report.data if path[0] != "单位"]), min_size=1, max_size=6, unique=True))
    changes = []
    for path in paths:
        slots = data.draw(st.lists(st.sampled_from(["值", "来源", "口径", "填报人"]), min_size=1, unique=True))
        words = st.text(st.sampled_from("甲乙1.,:#'\"[]{}&*%-| “”"), min_size=1, max_size=6).map(str.strip).filter(bool)
        changes += [DatumChange(path, slot, path[-1], "", "", data.draw(words), CellPlace("甲.xlsx", 1, 1)) for slot in slots]
    made = write(changes, [document])
    told = {problem.message.split("”")[0] for problem in made.problems}
    assert told == set(), made.problems
    old, new = document.text.split("\n"), made.texts[0].split("\n")
    assert len(old) == len(new)
    differing = {old[at].split(":")[0].strip() for at in range(len(old)) if old[at] != new[at]}
    assert differing <= {path[-1] for path in paths}
    comments = [line[line.index("#") :] for line in old if " # " in line]
    assert all(any(comment in line for line in new) for comment in comments)


def row_of(fill: Callable[[Any, int], None], what: str = EXPORT) -> Plan:
    """A form in which a value is given and something else is done to the same row."""

    def done(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(rows[what], 4).value = 12.5
        fill(sheet, rows[what])

    return economy(done)


@pytest.mark.parametrize(
    ("fill", "told"),
    [
        (lambda sheet, row: setattr(sheet.cell(row, 2), "value", "进口"), "编号是“出口”的这一行，指标名称写的是“进口”，没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 2), "value", None), "编号是“出口”的这一行，指标名称写的是“”，没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 3), "value", "万元"), "编号是“出口”的这一行，单位写的是“万元”，应当是“亿元”，没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 5), "value", 99), "编号是“出口”的这一行，上年数写的是“99.00”，应当是“10.90”，没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 5), "value", None), "编号是“出口”的这一行，上年数写的是“”，应当是“10.90”，没有导入"),
        (lambda sheet, row: setattr(sheet.row_dimensions[row], "hidden", True), "编号是“出口”的这一行，在表里是隐藏的，没有导入"),
        (lambda sheet, row: sheet.merge_cells("B3:B4"), "编号是“出口”的这一行，指标名称写的是“指标名称”，没有导入"),
    ],
)  # fmt: skip
def test_a_row_that_shows_another_field_than_its_anchor_names_is_asked_about(fill: Callable[[Any, int], None], told: str) -> None:
    found = row_of(fill)
    assert news(found) == []
    assert [problem.code for problem in found.problems] == ["X23"]
    assert told in said(found)[0]


@pytest.mark.parametrize(
    "fill",
    [
        lambda sheet, row: setattr(sheet.cell(row, 2), "value", " 出　口 "),
        lambda sheet, row: setattr(sheet.cell(row, 3), "value", "（亿元）"),
        lambda sheet, row: setattr(sheet.cell(row, 5), "value", "10.9亿元"),
        lambda sheet, row: setattr(sheet.cell(row, 5), "number_format", "0"),
    ],
)
def test_a_row_that_says_the_same_in_other_words_is_taken(fill: Callable[[Any, int], None]) -> None:
    assert news(row_of(fill)) == [("出口", "值", "12.5")]


def test_columns_sorted_without_the_hidden_one_put_no_figure_under_another_name() -> None:
    def fill(sheet: Any, rows: dict[str, int]) -> None:
        for number, row in enumerate(range(4, 8)):
            sheet.cell(row, 4).value = 10 + number
        seen = [[sheet.cell(row, column).value for column in range(1, 11)] for row in range(4, 8)]
        for row, values in zip(range(4, 8), reversed(seen), strict=True):
            for column, value in enumerate(values, 1):
                sheet.cell(row, column).value = value

    found = economy(fill)
    assert news(found) == []
    assert [problem.code for problem in found.problems] == ["X23"] * 4


def struck(sheet: Any, row: int) -> None:
    from openpyxl.styles import Font

    sheet.cell(row, 4).font = Font(strike=True)


def struck_in_part(sheet: Any, row: int) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    sheet.cell(row, 4).value = CellRichText("12", TextBlock(InlineFont(strike=True), "34"))


@pytest.mark.parametrize(
    ("fill", "told"),
    [
        (struck, "“出口”填的“12.5”划掉了，没有导入"),
        (struck_in_part, "“出口”填的“1234”划掉了，没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 4), "number_format", "0!.0000"), "“出口”看到的是“0.0013”，存着的是“12.5”，没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 4), "number_format", "0"), "“出口”看到的是“13”，存着的是“12.5”，没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 4), "number_format", ";;;"), "“出口”存着“12.5”，格式特别，看到的不一样，没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 4), "value", "1\u202e2.5"), "“出口”填的里面有看不见的符号（U+202E），没有导入"),
        (lambda sheet, row: setattr(sheet.cell(row, 4), "value", "12\u200b.5"), "“出口”填的里面有看不见的符号（U+200B），没有导入"),
    ],
)  # fmt: skip
def test_a_value_that_shows_something_else_than_it_holds_is_asked_about(fill: Callable[[Any, int], None], told: str) -> None:
    found = row_of(fill)
    assert news(found) == []
    assert [problem.code for problem in found.problems] == ["X25"]
    assert told in said(found)[0]


def test_a_struck_out_note_is_asked_about_and_the_value_beside_it_taken() -> None:
    def fill(sheet: Any, row: int) -> None:
        from openpyxl.styles import Font

        sheet.cell(row, 8).value, sheet.cell(row, 8).font = "月报", Font(strike=True)

    found = row_of(fill)
    assert news(found) == [("出口", "值", "12.5")]
    assert "“出口（来源）”填的“月报”划掉了，没有导入" in said(found)[0]


@pytest.mark.parametrize(("held", "came", "same"), [("约50", "50", False), ("50", "约50", False), ("约50", "约50.0", True), ("50", "50.0", True), ("50—80", "50—90", False), ("50", "50—90", False), ("50—80", "50.0—80", True)])
def test_about_fifty_is_not_fifty(held: str, came: str, same: bool) -> None:
    data = DATA.replace("企业: {值: , 口径: 在册数}", f"企业: {{值: {held}, 口径: 在册数}}")
    found = economy(lambda sheet, rows: sheet.cell(rows[FIRMS], 4, came), data, overwrite=True)
    assert [change.new for change in found.changes if change.slot == "值"] == ([] if same else [came])


def white(*columns: int) -> Callable[[Any, int], None]:
    def done(sheet: Any, row: int) -> None:
        from openpyxl.styles import Font

        for column in columns:
            sheet.cell(row, column).font = Font(color="FFFFFFFF")

    return done


def away(column: str, **width: Any) -> Callable[[Any, int], None]:
    return lambda sheet, row: [setattr(sheet.column_dimensions[column], name, what) for name, what in width.items()] and None


@pytest.mark.parametrize(
    ("fill", "code", "told"),
    [
        (white(4), "X25", "“出口”填的“12.5”看不见（字和底的颜色一样），没有导入"),
        (white(2), "X23", "指标名称写的是“”"), (white(3), "X23", "单位写的是“”"), (white(5), "X23", "上年数写的是“”，应当是“10.90”"),
        (away("B", hidden=True), "X23", "指标名称写的是“”"), (away("C", width=0.1), "X23", "单位写的是“”"),
        (lambda sheet, row: setattr(sheet.row_dimensions[row], "height", 0.75), "X23", "在表里是隐藏的"),
    ],
)  # fmt: skip
def test_what_nobody_sees_of_a_row_is_asked_about(fill: Callable[[Any, int], None], code: str, told: str) -> None:
    found = row_of(fill)
    assert news(found) == []
    assert {problem.code for problem in found.problems} == {code}
    assert told in said(found)[0]


def test_a_value_under_a_joined_cell_is_asked_about() -> None:
    from docx_samples import package_of, parts_of

    def fill(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(rows[EXPORT], 4).value = 12.5

    parts = parts_of(filled("经济办", fill))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</mergeCells>", b'<mergeCell ref="C4:D4"/></mergeCells>')
    found = planned(("经济办.xlsx", package_of(parts)))
    assert news(found) == []
    assert "“出口”填的“12.5”看不见（被合并的格子盖住），没有导入" in said(found)[0]


def test_a_column_of_values_that_nobody_sees_is_no_column_and_two_that_are_seen_are_not_chosen_between() -> None:
    def hidden(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(rows[EXPORT], 4).value = 99
        sheet.column_dimensions["D"].hidden = True

    def another(sheet: Any, rows: dict[str, int]) -> None:
        hidden(sheet, rows)
        sheet.cell(3, 12).value, sheet.cell(rows[EXPORT], 12).value = "本年数", 12.5

    def both(sheet: Any, rows: dict[str, int]) -> None:
        another(sheet, rows)
        sheet.column_dimensions["D"].hidden = False

    assert (news(economy(hidden)), "没有“本年数”这一列" in said(economy(hidden))[0]) == ([], True)
    assert news(economy(another)) == [("出口", "值", "12.5")]
    assert (news(economy(both)), "“本年数”有两列" in said(economy(both))[0]) == ([], True)


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("2023 年度汇报材料填报表（经济办）", False), ("2024 年度汇报材料填报表（农业办）", False), ("2024年度汇报材料填报表(经济办)", True),
        ("北街 2024 年度汇报材料填报表（经济办）", True), ("经济办报送", True), (None, True),
    ],
)  # fmt: skip
def test_a_title_that_everybody_sees_and_the_mark_that_nobody_sees_are_of_one_form(title: str | None, taken: bool) -> None:
    def fill(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(1, 1).value, sheet.cell(rows[EXPORT], 4).value = title, 12.5

    found = economy(fill)
    assert news(found) == ([("出口", "值", "12.5")] if taken else [])
    assert [problem.code for problem in found.problems] == ([] if taken else ["X28"])


def word(text: str, row: int = 2, column: int = 1) -> Callable[[Any, int], None]:
    return lambda sheet, own: setattr(sheet.cell(row or own, column), "value", text)


@pytest.mark.parametrize(
    ("fill", "other"),
    [
        (word("单位：万元"), "万元"), (word("（金额单位: 万元、人）"), "万元"), (word("计量单位：万元", 40, 1), "万元"), (word("单位：万元", 0, 10), "万元"),
        (word("注：单位：万元", 3, 13), "万元"), (word("单位：亿元"), ""), (word("单位：人、万亩"), ""), (word("填报单位：经济办"), ""),
        (word("上报单位：万元公司"), ""), (word("本表金额均按合同口径"), ""),
    ],
)  # fmt: skip
def test_a_unit_that_stands_in_words_beside_the_rows_is_asked_about_where_it_is_another(
    fill: Callable[[Any, int], None], other: str
) -> None:
    found = row_of(fill)
    assert news(found) == ([] if other else [("出口", "值", "12.5")])
    told = f"编号是“出口”的这一行，表上另写着“单位：{other}”，这一项的单位是“亿元”，分不清填的是哪一种，没有导入"
    assert any(told in each for each in said(found)) == bool(other)
    assert {problem.code for problem in found.problems} <= {"X23", "X30"}


def test_units_that_count_the_same_in_other_steps_are_told_apart() -> None:
    assert is_other_scale("万元", "亿元") and is_other_scale("万人", "人") and is_other_scale("亩", "平方米")
    assert not is_other_scale("万元", "人") and not is_other_scale("平米", "平方米") and not is_other_scale("家", "人")


def test_a_remark_pinned_to_a_cell_is_told_and_the_value_taken() -> None:
    def pinned(sheet: Any, row: int) -> None:
        sheet.cell(row, 4).comment = Comment("张三:\n快报数，还要核", "张三")
        sheet.cell(1, 1).comment = Comment("已报领导", "李四")

    found = row_of(pinned)
    assert news(found) == [("出口", "值", "12.5")]
    assert [each for each in said(found) if "X29" in each] == [
        "[X29] 表“经济办.xlsx”第1行A列：表上有批注：“已报领导”（批注不导入；要留下的，抄到“备注”一列再导入一次）",
        "[X29] 表“经济办.xlsx”第4行D列：“出口”有批注：“张三: 快报数，还要核”（批注不导入；要留下的，抄到“备注”一列再导入一次）",
    ]
    assert news(row_of(lambda sheet, row: setattr(sheet.cell(row, 4), "comment", Comment("单位：万元", "张三")))) == []


@pytest.mark.parametrize(
    ("held", "names"),
    [
        ("云岭社\n金秋社\n青山社", ("云岭社", "金秋社", "青山社")), ("云岭社、金秋社\r\n青山社", ("云岭社", "金秋社", "青山社")),
        (" 云岭社 \n\n", ("云岭社",)), ("ABC Co、云岭社", ("ABC Co", "云岭社")), ("云岭社 金秋社", None), ("甲、乙（集团） 丙", None),
    ],
)  # fmt: skip
def test_names_that_stand_one_a_line_are_several_and_those_with_a_blank_between_are_asked_about(
    held: str, names: tuple[str, ...] | None
) -> None:
    found = economy(lambda sheet, rows: setattr(sheet.cell(rows[LIST], 4), "value", held), overwrite=True)
    assert news(found) == ([] if names is None else [("名单", "值", names)])
    assert ["中间有空格，分不清是几个名称，没有导入" in each for each in said(found)] == ([True] if names is None else [])


def test_what_a_department_writes_outside_of_what_is_asked_is_told() -> None:
    def fill(sheet: Any, row: int) -> None:
        sheet.cell(3, 12).value, sheet.cell(row, 12).value = "科室意见", "含3家在建"
        sheet.cell(12, 1).value, sheet.cell(13, 2).value = "说明：本表为初步统计，以年报为准。" + "详" * 60, "其中：星级民宿"
        sheet.cell(1, 13).value = "请张主任审"

    found = row_of(fill)
    assert news(found) == [("出口", "值", "12.5")]
    told = [each.partition("（要留下的")[0] for each in said(found)]
    assert told == [
        "[X30] 表“经济办.xlsx”第1行M列：表上另写着“请张主任审”，没有导入",
        "[X30] 表“经济办.xlsx”第4行L列：“出口”这一行另写着“含3家在建”，没有导入",
        f"[X30] 表“经济办.xlsx”第12行A列：表上另写着“说明：本表为初步统计，以年报为准。{'详' * 43}……”，没有导入",
        "[X30] 表“经济办.xlsx”第13行B列：表上另写着“其中：星级民宿”，没有导入",
    ]


def test_a_form_of_ours_whose_anchors_nobody_knows_any_more_and_a_hidden_sheet_are_told_as_what_they_are() -> None:
    def renamed(sheet: Any, rows: dict[str, int]) -> None:
        for row in rows.values():
            sheet.cell(row, 11).value = f"从前.{row}"

    (told,) = said(economy(renamed))
    assert "[X10] 表“经济办.xlsx”：是发出去的填报表，可是里面的编号指标字典里一个也没有（多半是导出以后，字典里改了名称或删去了" in told

    def copied(sheet: Any, rows: dict[str, int]) -> None:
        sheet.cell(rows[EXPORT], 4).value = 12.5
        old = sheet.parent.copy_worksheet(sheet)
        old.title, old.sheet_state = "旧", "hidden"

    found = economy(copied)
    assert news(found) == [("出口", "值", "12.5")]
    assert [each for each in said(found) if "X30" not in each] == ["[X10] 表“经济办.xlsx”的“旧”：整张都是隐藏的，没有导入（要用它，取消隐藏再导入；不用，就删去）"]


def test_last_year_s_figure_typed_in_a_first_year_is_told() -> None:
    report, _ = year()
    first = replace(report, last=None)
    known = anchors(dict.fromkeys((*report.dictionary.fields, *report.data)))

    def fill(sheet: Any, rows: dict[str, int]) -> None:
        for row in rows.values():
            sheet.cell(row, 5).value = None
        sheet.cell(rows[EXPORT], 5).value, sheet.cell(rows[EXPORT], 4).value = 40, 12.5

    found = plan([read_form(read_book(filled("经济办", fill), "经济办.xlsx"), known)], first)
    assert news(found)[0] == ("出口", "值", "12.5")
    assert [each for each in said(found) if "X30" in each] == [
        "[X30] 表“经济办.xlsx”第4行：“出口”的上年数写了“40.00”；没有上一年的输入文件，没有导入（要算同比，先把上一年的输入文件放进 inputs）"
    ]


@pytest.mark.parametrize(("rows", "counted"), [(20, 0), (21, 1), (23, 3)])
def test_rows_of_their_own_are_told_one_by_one_up_to_twenty_and_then_counted(rows: int, counted: int) -> None:
    def fill(sheet: Any, row: int) -> None:
        for number in range(rows):
            sheet.cell(20 + number, 1).value = "字" * (60 + number % 2)

    told = [each for each in said(row_of(fill)) if "X30" in each]
    assert len([each for each in told if "另写着" in each]) == 20
    assert [f"还有 {counted} 行，没有一一列出" in each for each in told[20:]] == ([True] if counted else [])
    assert ["……" in each for each in told[:2]] == [False, True], "sixty characters are shown"


@pytest.mark.parametrize(("remarks", "counted"), [(50, 0), (51, 1)])
def test_remarks_are_told_one_by_one_up_to_fifty_and_then_counted(remarks: int, counted: int) -> None:
    def fill(sheet: Any, row: int) -> None:
        for number in range(remarks):
            sheet.cell(20 + number, 2).comment = Comment("字" * (300 + number % 2), "张三")

    told = [each for each in said(row_of(fill)) if "X29" in each]
    assert len([each for each in told if "表上有批注" in each]) == 50
    assert [f"还有 {counted} 条批注，没有一一列出" in each for each in told[50:]] == ([True] if counted else [])
    assert ["……" in each for each in told[:2]] == [False, True], "three hundred characters are shown"
