"""Two years compared, as a clerk types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clerk import change, typed
from openpyxl import load_workbook

ROOT = Path(__file__).parents[1]


def test_two_years_are_compared_in_either_order(office: Path) -> None:
    done = typed("比对", "2023", "2024")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("2023 年 → 2024 年：未变 ")
    assert typed("compare", "2024", "2023").stdout == done.stdout
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["自营出口", "亿元", "50.20", "52.80", "-2.60", "-4.9%"] in lines
    assert ["初中普高率", "%", "63.4", "61.8", "+1.6个百分点"] in lines
    assert any(line.startswith("    [改写] ") and "〔删" in line for line in done.stdout.splitlines())
    assert max(len(line) for line in done.stdout.splitlines()) <= 120


def test_only_figures_or_only_prose(office: Path) -> None:
    assert "[改写]" not in typed("compare", "2023", "2024", "--figures").stdout
    assert "自营出口  " not in typed("compare", "2023", "2024", "--只比文字").stdout


def test_the_comparison_is_kept_as_a_file_that_nobody_s_work_is_lost_for(office: Path) -> None:
    for name in ("差别.xlsx", "差别.html"):
        done = typed("compare", "2023", "2024", "-o", name)
        assert done.stdout.endswith(f"已写好 {name}\n")
        (office / name).write_bytes((office / name).read_bytes() + b" ")
        assert "有人改过，没有覆盖" in typed("compare", "2023", "2024", "-o", name).stderr
    assert typed("compare", "2023", "2024", "-o", "差别.pdf").exit_code == 2
    assert typed("compare", "2023", "2023").exit_code == 2


def test_the_comparison_can_be_had_as_data(office: Path) -> None:
    data = json.loads(typed("compare", "2022", "2024", "--json").stdout)
    assert (data["earlier"], data["later"], data["problems"]) == (2022, 2024, [])
    assert sum(data["counts"].values()) == len(data["sentences"])
    assert {"path", "label", "later", "earlier", "change", "rate"} < set(data["figures"][0])


TEXTS = {
    "2024/数.yaml": "年度: 2024\n数据: {经济: {完工项目: 8, 完工项目目标: 9}}\n",
    "2024/总结.yaml": "年度: 2024\n文种: 工作总结\n标题: 某镇2024年工作总结\n部分:\n  - 标题: 产业发展\n    总起:\n"
    "      - 全年完工重点项目【完工项目】个，进度好于预期。\n      - 卫生院夜间门诊开诊。\n",
    "2024/要点.yaml": "年度: 2024\n文种: 工作要点\n标题: 某镇2024年工作要点\n部分:\n  - 标题: 聚力发展\n    总起:\n"
    "      - 全年完工重点项目【完工项目目标】个以上。\n      - 扩大老年助餐覆盖面。\n      - 卫生院增设夜间门诊。\n",
    "2023/总结.yaml": "年度: 2023\n文种: 工作总结\n标题: 某镇2023年工作总结\n部分:\n  - 标题: 产业发展\n    总起: 完工重点项目7个。\n"
    "  - 标题: 2024年安排\n    所述年度: 2024\n    总起:\n      - 扩大老年助餐覆盖面。\n      - 改造老旧小区3个。\n",
}


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A year with its plan (工作要点) and its result, and the year before with a part about it."""
    for name, text in TEXTS.items():
        path = tmp_path / "inputs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "templates/annual").mkdir(parents=True)
    fields = "指标: {经济: {完工项目: {单位: 个, 类别: 计数}, 完工项目目标: {单位: 个, 类别: 计数, 必填: 否}}}\n"
    (tmp_path / "templates/annual/fields.yaml").write_text(fields, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


OF_THE_YEAR_BEFORE = "2023 年的工作总结里 2024 年的打算 2 句，本年有交代的 0 句（做到没有，请对着看）："
OF_THE_PLAN = [
    "2024 年的工作要点里 2024 年的打算 {count} 句，本年有交代的 2 句（做到没有，请对着看）：",
    "  [有交代] 全年完工重点项目9个以上。", "      → 全年完工重点项目8个，进度好于预期。", "  [有交代] 卫生院增设夜间门诊。", "      → 卫生院夜间门诊开诊。",
]  # fmt: skip


def test_a_text_that_is_a_plan_stands_beside_the_result_of_its_year(plans: Path) -> None:
    """What two plans say alike is said once; two years, one year, and one plan alone give the same answers."""
    before = ["", OF_THE_YEAR_BEFORE, "  [没有提到] 扩大老年助餐覆盖面。", "  [没有提到] 改造老旧小区3个。", ""]
    of_the_plan = [line.format(count=2) for line in OF_THE_PLAN]
    both = typed("比对", "2023", "2024", "--文种", "工作总结")
    assert (both.exit_code, both.stderr) == (0, "")
    assert "\n".join([*before, *of_the_plan, ""]) in both.stdout
    alone = typed("比对", "2024")
    assert alone.stdout.split("\n") == ["2024 年：打算 4 句，有交代的 2 句。", *before, *of_the_plan, ""]
    only = typed("比对", "2024", "--文种", "工作要点").stdout.split("\n")
    assert only[:3] == ["2024 年：打算 3 句，有交代的 2 句。", "", OF_THE_PLAN[0].format(count=3)]
    assert "  [没有提到] 扩大老年助餐覆盖面。" in only and OF_THE_YEAR_BEFORE not in only


def test_the_plans_of_a_year_are_had_as_data_and_as_files(plans: Path) -> None:
    data = json.loads(typed("比对", "2024", "--json").stdout)
    assert [(each["source"], each["verdict"], each["figures"], each["answered"]) for each in data["promises"]][2:] == [
        ("2024 年的工作要点", "有交代", ["9个"], ["8个"]), ("2024 年的工作要点", "有交代", [], []),
    ]  # fmt: skip
    assert typed("比对", "2024", "-o", "交代.xlsx").exit_code == 0
    book = load_workbook(plans / "交代.xlsx")
    assert book.sheetnames == ["打算和交代"]
    assert [cell.value for cell in book.active[4]] == ["全年完工重点项目9个以上。", "2024 年的工作要点", "有交代", "全年完工重点项目8个，进度好于预期。", "9个", "8个"]
    typed("比对", "2024", "-o", "交代.html")
    page = (plans / "交代.html").read_text(encoding="utf-8")
    assert "<h1>2024 年的打算和交代</h1>\n<h2>2024 年的打算，2024 年的交代</h2>" in page and "<h2>文字</h2>" not in page


def test_a_year_without_a_plan_or_with_a_plan_alone_is_told_so(plans: Path) -> None:
    none = typed("比对", "2023", "-o", "交代.xlsx")
    assert (none.exit_code, (plans / "交代.xlsx").exists()) == (0, False)
    assert none.stdout == (
        "没有 2023 年的打算可以对：2022 年的稿子里没有写 2023 年的那一部分（所述年度: 2023），2023 年也没有工作要点一类的材料。\n"
    )
    assert "--只比数、--只比文字 要写两个年度" in typed("比对", "2024", "--只比数").stderr
    assert "只写一个年度" in typed("比对", "2024", "2024").stderr
    (plans / "inputs/2024/总结.yaml").unlink()
    alone = typed("比对", "2024")
    assert (alone.exit_code, "[W48] 2024 年只有打算（工作要点），没有写结果的材料" in alone.stderr) == (1, True)
    own = plans / "templates/工作要点"
    own.mkdir()
    (own / "文种.yaml").write_text("说明: 打算\n模板: 工作总结\n说的是: 计划\n", encoding="utf-8")
    assert "[W03] " in (told := typed("检查", "2024").stdout) and "说的是（结果或打算）" in told


def test_a_year_that_is_not_there_or_cannot_be_read_is_said(office: Path) -> None:
    done = typed("compare", "2023", "2031")
    assert (done.exit_code, "[W01]" in done.stderr) == (1, True)
    path = office / "inputs/2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("财政总收入: 18.47", "财政总收入：18.47"), encoding="utf-8")
    assert "[Y14]" in typed("compare", "2023", "2024").stderr


def test_a_year_that_could_not_be_given_out_is_compared_with_a_word_of_it(office: Path) -> None:
    """As where the dictionary went over to another unit since, and last year's sentence still says the old one."""
    change(office, 2023, "自营出口【自营出口】亿元", "自营出口【自营出口】万元")
    done = typed("compare", "2023", "2024")
    assert done.exit_code == 0 and done.stdout.startswith("2023 年 → 2024 年：")
    assert "[W56] 2023 年检查有 1 处错误，比对里这一年的数和句子可能不对\n    → 先运行 reportgen 检查 2023，改好再比对" in done.stderr
    change(office, 2024, "研发费用投入: 7.05", "研发费用投入:")
    assert "W56] 2024" not in typed("compare", "2023", "2024").stderr, "a gap is no fault of what is compared"
