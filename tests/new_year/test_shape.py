"""A new year from a report of any shape: two years move on together, and no row of last year's table goes unmarked."""

from __future__ import annotations

from pathlib import Path

from reportgen import yamltext
from reportgen.compare import compare
from reportgen.draft import read_years
from reportgen.new_year import roll, typed_figures
from reportgen.report.load import Report
from reportgen.storage.given import Given, read_given

ROOT = Path(__file__).parents[2]
FIELDS = read_given(ROOT / "tests/data/town-fields.yaml")
TOWN = read_given(ROOT / "tests/data/town.yaml")


def rolled() -> tuple[str, Report, Report]:
    read, _ = read_years(FIELDS, [TOWN])
    (made,) = roll(read.documents, read.report, 2025)
    fresh, problems = read_years(FIELDS, [Given("2025.yaml", made.text.encode())], [TOWN])
    assert [problem for problem in problems if problem.grade.value == "错误" and problem.code[0] == "F" and problem.code != "F41"] == []
    return made.text, read.report, fresh.report


def test_the_years_that_parts_speak_of_move_on() -> None:
    text, old, new = rolled()
    assert ("所述年度: 2024" in text, text.count("所述年度: 2025"), text.count("所述年度: 2026")) == (False, 1, 1)
    assert {year - old.year for year in old.spoken.values()} == {year - new.year for year in new.spoken.values()}


def test_each_row_of_a_table_is_marked_once() -> None:
    text, _, new = rolled()
    assert "- [{句: 滨河小微产业园, 待改写: 是}, 主体结顶、招商过半, 已完成]" in text
    assert "列: [项目名称, 年度计划, 完成情况]" in text
    assert "题注: {句: 滨河小微产业园施工现场, 待改写: 是}" in text
    marked = [sentence.scalar.text for sentence in new.sentences() if sentence.notes.get("待改写")]
    assert {"滨河小微产业园", "青禾大道改造", "北区污水管网", "2024年重点项目进度", "名词解释"} <= set(marked)
    assert "主体结顶、招商过半" not in marked


def test_a_figure_typed_into_a_cell_is_listed() -> None:
    text = "年度: 2024\n标题: 题\n部分:\n  - 标题: 甲\n    总起:\n      - 表: {列: [项目, 投资], 行: [[甲桥, 3.2亿元]]}\n"
    read, _ = read_years(FIELDS, [Given("2024.yaml", text.encode())])
    (made,) = roll(read.documents, read.report, 2025)
    fresh, _ = read_years(FIELDS, [Given("2025.yaml", made.text.encode())])
    assert "3.2亿元" in str(typed_figures(fresh.report)[0].message)
    assert yamltext.parse(made.text, "a.yaml")[1] == ()


def test_last_year_s_plan_finds_this_year_s_report() -> None:
    _, old, new = rolled()
    assert next(each.text for each in compare(old, new).promises) == "2025年，我们将坚持干字当头，重点抓好以下工作。"
