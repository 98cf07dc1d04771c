"""Where a figure is printed and what became of it; where what is printed in a finished file came from."""

from __future__ import annotations

import json
from pathlib import Path

import docx
from clerk import change, done_before, typed
from local_page import set_figure, tab

FILE = "output/澄屿街道2024年重点任务完成情况汇报材料.docx"


def test_a_figure_is_told_with_its_places_its_years_its_copies_and_who_changed_it(office: Path) -> None:
    done_before(office, "生成", "2024")
    with tab(office) as here:
        row = here.row("自营出口")
        here.post("/api/steps", steps=[set_figure(row, "51.20")])
        shown = here.post("/api/figure", path=row["path"])
        assert here.client.post("/api/figure", json={"path": ["甲"]}, headers={"Origin": here.origin}).status_code == 400
    assert typed("生成", "2024").exit_code == 0
    change(office, 2024, "自营出口: {值: 51.20", "自营出口: {值: 51.30")
    found = json.loads(typed("查数", "自营出口", "--json").stdout)["figures"][0]
    assert shown["name"] == found["name"] == "经济发展.外资外贸.自营出口"
    assert [(each["kind"], each["value"]) for each in found["copies"]] == [("送审稿", "50.20"), ("送审稿", "51.20")]
    assert [(each["by"], each["old"], each["new"]) for each in found["changes"]] == [
        ("页面：自营出口", "50.20", "51.20"), ("手工", "51.20", "51.30"),
    ]  # fmt: skip
    assert {each["year"] for each in found["years"]} >= {2023, 2024}
    assert any("【51.30】" in each["words"] for each in found["printed"])
    text = typed("查数", "外资外贸.自营出口").stdout
    for words in ("自营出口（亿元）　经济发展办", "2024 年：51.30", "印在 ", "第 1 稿（送审稿", "手工：51.20 → 51.30", "来源：外贸台账.xlsx+P3"):
        assert words in text


def test_a_name_that_means_nothing_says_what_may_be_meant(office: Path) -> None:
    done = typed("查数", "自营出囗")
    assert done.exit_code == 2 and "没有叫“自营出囗”的指标" in done.stderr and "自营出口" in done.stderr
    assert "没有叫“□□”的指标" in typed("查数", "□□").stderr


def test_what_is_printed_leads_back_to_its_figure_and_its_line(office: Path) -> None:
    done_before(office, "生成", "2024")
    lines = (office / "inputs/2024.yaml").read_text(encoding="utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "自营出口: {" in text)
    change(office, 2024, "自营出口: {值: 50.20", "自营出口: {值: 51.20")
    text = typed("溯源", FILE, "50.20").stdout
    for words in ("这是第 1 稿（送审稿", "【50.20】", f"指标：自营出口，50.20，写在 2024.yaml 第{line}行", "来源：外贸台账.xlsx+P3", "现在输入文件里是：51.20"):
        assert words in text, text
    words = json.loads(typed("溯源", FILE, "面对外部环境变化", "--json").stdout)["places"]
    assert [(each["figures"], len(each["sentences"])) for each in words] == [([], 1)]
    assert "是模板里的字" in typed("溯源", FILE, "一、").stdout
    assert typed("溯源", FILE, "没有的话").exit_code == 1


def test_of_a_paragraph_that_somebody_edited_that_is_told(office: Path) -> None:
    done_before(office, "生成", "2024")
    opened = docx.Document(FILE)
    paragraph = next(each for each in opened.paragraphs if "50.20" in each.text)
    paragraph.runs[-1].text += "改"
    opened.save(FILE)
    assert "这一段在 Word 里改过" in typed("溯源", FILE, "50.20").stdout


def test_a_card_of_a_list_of_a_name_of_growth_that_is_worked_out_and_of_a_figure_that_was_emptied(office: Path) -> None:
    done_before(office, "生成", "2024", "--草稿")
    change(office, 2024, "保利商场引入项目: [松风书店, 半亩茶舍]", "保利商场引入项目: {值: [松风书店, 半亩茶舍, 一粟书房], 来源: 商场台账}")
    change(office, 2024, "      制造业分离企业数: 2\n", "      制造业分离企业数: {来源: 商务台账}\n")
    (office / "inputs/2021.yaml").write_text("标题: [没有写完\n", encoding="utf-8")
    listed = typed("查数", "保利商场引入项目").stdout
    for words in ("2024 年：松风书店、半亩茶舍、一粟书房", "来源：商场台账", "：松风书店、半亩茶舍\n", "手工：松风书店、半亩茶舍 → 松风书店、半亩茶舍、一粟书房"):
        assert words in listed, listed
    name = typed("查数", "街道名称").stdout
    assert "澄屿" in name and "比上年" not in name
    emptied = typed("查数", "制造业分离企业数").stdout
    for words in ("2024 年：待补", "来源：商务台账", "第 1 稿（草稿", "手工：2 → （空）"):
        assert words in emptied, emptied
    grown = typed("查数", "自营出口同比").stdout
    assert "2024 年：" in grown and "来源" not in grown
