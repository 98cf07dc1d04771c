"""``reportgen import``: from a folder with one old report to a checked draft of the next year; nothing existing is overwritten."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from clerk import typed
from click.testing import Result
from docx import Document
from openpyxl import load_workbook

REPORT = """示例镇2024年工作总结
各位代表：
一、2024年工作回顾
全年完成工业总产值12.30亿元，同比增长8.5%。新增高新技术企业12家，改造管网3.5公里。
（一）项目建设
开工项目8个，约3万平方米厂房竣工。
二、2025年工作安排
力争工业总产值增长9%以上。
以上报告，请予审议。
"""


def word(text: str) -> bytes:
    made = Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder but for one old report."""
    (tmp_path / "去年.docx").write_bytes(word(REPORT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and ".reportgen" not in path.parts)


def test_three_commands_lead_from_a_word_file_to_a_draft_of_the_next_year(folder: Path) -> None:
    taken = typed("录入", "去年.docx")
    assert (taken.exit_code, taken.stderr) == (0, "")
    assert "印出来与原稿比过：9 段，一字不差" in taken.stdout
    assert files(folder) == [
        "inputs/2024.yaml", "output/2024年录入核对表.xlsx", "templates/annual/fields.yaml", "templates/annual/template.docx", "去年.docx",
    ]  # fmt: skip
    assert typed("新建", "2025").exit_code == 0
    drafted = typed("生成", "2025", "--草稿")
    assert drafted.exit_code == 0
    assert "已生成草稿" in drafted.stdout


def test_undo_takes_the_import_back_and_redo_makes_it_again(folder: Path) -> None:
    typed("录入", "去年.docx")
    made = files(folder)
    back = typed("撤回", "--是")
    assert back.exit_code == 0
    assert files(folder) == ["去年.docx"]
    assert typed("撤回", "--重做", "--是").exit_code == 0
    assert files(folder) == made


def test_a_year_that_is_there_and_a_dictionary_that_is_there_stay(folder: Path) -> None:
    (folder / "inputs").mkdir()
    (folder / "inputs" / "2024.yaml").write_text("年度: 2024\n", encoding="utf-8")
    refused = typed("录入", "去年.docx")
    assert refused.exit_code == 1
    assert "[W32] 2024 年的输入已经有了，没有动它" in refused.stderr
    assert files(folder) == ["inputs/2024.yaml", "去年.docx"]
    (folder / "inputs" / "2024.yaml").unlink()
    own = "# 本单位的字典\n科室: [经济办]\n指标:\n  经济:\n    工业总产值: {单位: 亿元, 类别: 金额, 小数: 2, 科室: 经济办}   # 留着\n"
    (folder / "templates" / "annual").mkdir(parents=True)
    (folder / "templates" / "annual" / "fields.yaml").write_text(own, encoding="utf-8")
    assert typed("录入", "去年.docx").exit_code == 0
    text = (folder / "templates" / "annual" / "fields.yaml").read_text(encoding="utf-8")
    assert all(line in text.split("\n") for line in own.rstrip("\n").split("\n"))
    assert "    新增高新技术企业: {单位: 家, 类别: 计数, 必填: 否}" in text.split("\n")
    assert "  经济:\n    工业总产值: 12.30    # 亿元\n" in (folder / "inputs" / "2024.yaml").read_text(encoding="utf-8")


def corrected(path: Path, change: Callable[[dict[str, int], object], None]) -> None:
    book = load_workbook(path)
    sheet = book["数据"]
    change({str(sheet.cell(row, 4).value): row for row in range(4, sheet.max_row + 1)}, sheet)
    book.save(path)


def test_what_the_confirmation_corrects_is_taken_and_remembered(folder: Path) -> None:
    typed("录入", "去年.docx")
    table = folder / "output" / "2024年录入核对表.xlsx"

    def change(rows: dict[str, int], sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.cell(rows["工业总产值"], 4).value = "规上工业总产值"
        sheet.cell(rows["工业总产值"], 6).value = "经济办"
        sheet.cell(rows["改造管网"], 4).value = "不用"
        sheet.cell(rows["开工项目"], 4).value = "开工（项目）"

    corrected(table, change)
    told = typed("录入", "--确认", str(table))
    assert told.exit_code == 1
    assert "[D21]" in told.stderr
    assert "名称“开工（项目）”不能用" in told.stderr
    assert "工业总产值 → 规上工业总产值" in told.stdout
    assert "改造管网：放回句子里" in told.stdout
    text = (folder / "inputs" / "2024.yaml").read_text(encoding="utf-8")
    assert "完成工业总产值【规上工业总产值】亿元" in text
    assert "改造管网3.5公里" in text
    fields = (folder / "templates" / "annual" / "fields.yaml").read_text(encoding="utf-8")
    assert "规上工业总产值: {单位: 亿元, 类别: 金额, 小数: 2, 必填: 否, 科室: 经济办, 原文: 工业总产值}" in fields
    (folder / "前年.docx").write_bytes(word(REPORT.replace("2024", "2023").replace("2025", "2024").replace("12.30", "11.2")))
    again = json.loads(typed("录入", "前年.docx", "--json").stdout)
    assert {(each["name"], each["digits"], each["department"]) for each in again["years"][0]["figures"]} >= {("规上工业总产值", "11.2", "经济办")}


def test_a_table_whose_refused_row_is_mended_is_given_again_whole(folder: Path) -> None:
    typed("录入", "去年.docx")
    table = folder / "output" / "2024年录入核对表.xlsx"

    def first(rows: dict[str, int], sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.cell(rows["工业总产值"], 4).value = "规上工业总产值"
        sheet.cell(rows["开工项目"], 4).value = "开工（项目）"

    def second(rows: dict[str, int], sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.cell(rows["规上工业总产值"], 6).value = "经济办"
        sheet.cell(rows["开工（项目）"], 4).value = "新开工项目"

    corrected(table, first)
    assert "[D21]" in typed("录入", "--确认", str(table)).stderr
    corrected(table, second)
    told = typed("录入", "--确认", str(table))
    assert (told.exit_code, "[D22]" in told.stderr) == (0, False)
    assert "开工项目 → 新开工项目" in told.stdout
    fields = (folder / "templates" / "annual" / "fields.yaml").read_text(encoding="utf-8")
    assert "规上工业总产值: {单位: 亿元, 类别: 金额, 小数: 2, 必填: 否, 原文: 工业总产值, 科室: 经济办}" in fields
    assert "没有要改的。" in typed("录入", "--确认", str(table)).stdout


def test_a_row_that_is_gone_and_a_workbook_of_another_kind_are_told(folder: Path) -> None:
    typed("录入", "去年.docx")
    table = folder / "output" / "2024年录入核对表.xlsx"
    path = folder / "inputs" / "2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("开工项目", "在建项目"), encoding="utf-8")
    told = typed("录入", "--确认", str(table))
    assert "[D22]" in told.stderr
    (folder / "别的.csv").write_text("甲,乙\n", encoding="utf-8")
    other = typed("录入", "--确认", "别的.csv")
    assert (other.exit_code, "[D20]" in other.stderr) == (1, True)


def test_a_confirmation_can_be_looked_at_first_and_one_without_changes_writes_nothing(folder: Path) -> None:
    typed("录入", "去年.docx")
    table = folder / "output" / "2024年录入核对表.xlsx"
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    assert "没有要改的。" in typed("录入", "--确认", str(table)).stdout

    def change(rows: dict[str, int], sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.cell(rows["工业总产值"], 4).value = "规上工业总产值"
        sheet.cell(rows["改造管网"], 6).value = "城建办"

    corrected(table, change)
    before[table.relative_to(folder).as_posix()] = table.read_bytes()
    looked = typed("录入", "--确认", str(table), "--只看")
    assert (looked.exit_code, "只是看看，什么也没有写。" in looked.stdout) == (0, True)
    assert "工业总产值 → 规上工业总产值" in looked.stdout and "改造管网：单位、科室改了" in looked.stdout
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before
    said = json.loads(typed("录入", "--确认", str(table), "--json").stdout)
    assert [each["name"] for each in said["changed"]] == ["规上工业总产值", "改造管网"]
    assert said["files"] == ["inputs/2024.yaml", "templates/annual/fields.yaml"] and said["problems"] == []
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    broken = typed("录入", "--确认", "坏.xlsx")
    assert (broken.exit_code, "[X04]" in broken.stderr) == (1, True)


def test_the_data_of_an_import_say_where_each_figure_stands(folder: Path) -> None:
    said = json.loads(typed("录入", "去年.docx", "--只看", "--json").stdout)
    assert files(folder) == ["去年.docx"]
    (year,) = said["years"]
    figure = next(each for each in year["figures"] if each["digits"] == "12")
    paragraph = year["paragraphs"][figure["paragraph"] - 1]
    assert paragraph["text"][figure["start"] : figure["start"] + figure["length"]] == figure["digits"] == "12"
    assert (figure["unit"], figure["kind"], figure["name"], figure["certainty"]) == ("家", "计数", "新增高新技术企业", "中")
    assert (year["paragraphs"][4]["role"], year["paragraphs"][4]["level"], year["paragraphs"][4]["mark"]) == ("层次标题", 2, "（一）")
    assert (said["equal"], said["files"]) == (True, [])


def told_of(result: Result) -> str:
    return result.stderr.split("]", 1)[1].split("\n")[0].strip()


def test_text_in_the_old_encoding_with_a_mark_and_from_standard_input_is_read(folder: Path) -> None:
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        (folder / "去年.txt").write_bytes(REPORT.replace("\n", "\r\n").encode(encoding))
        said = typed("录入", "去年.txt", "--只看")
        assert (said.exit_code, "9 段，一字不差" in said.stdout) == (0, True), encoding
    said = typed("录入", "-", "--只看", answer=REPORT)
    assert (said.exit_code, "粘贴的文字.txt：2024 年工作总结" in said.stdout) == (0, True)


def test_wrong_usage_and_files_that_are_not_there_are_told(folder: Path) -> None:
    assert typed("录入").exit_code == 2
    assert typed("录入", "甲.docx", "乙.docx", "--年度", "2024").exit_code == 2
    assert "没有这个文件" in told_of(typed("录入", "没有.docx"))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + b"\0" * 200)
    broken = typed("录入", "坏.docx")
    assert (broken.exit_code, broken.stderr.startswith("错误（1 处）")) == (1, True)


def test_a_workspace_is_begun_from_an_old_report_or_with_an_empty_dictionary(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = typed("开办", "新的", "--从", "去年.docx")
    assert (begun.exit_code, begun.stderr) == (0, "")
    assert files(folder / "新的") == [
        "inputs/2024.yaml", "output/2024年录入核对表.xlsx", "templates/annual/fields.yaml", "templates/annual/template.docx",
    ]  # fmt: skip
    assert "在 新的 里已写入 inputs/2024.yaml、" in begun.stdout
    assert "先进入 新的，下面的都在那里面做\n接着：打开录入核对表改名称，存盘后运行 reportgen 录入 --确认 output/2024年录入核对表.xlsx\n" in begun.stdout
    monkeypatch.chdir(folder / "新的")
    assert typed("录入", "--确认", "output/2024年录入核对表.xlsx").exit_code == 0
    assert "删去 output/2024年录入核对表.xlsx（是那一次建的）" in typed("撤回", "--只看").stdout
    monkeypatch.chdir(folder)
    again = typed("开办", "新的", "--从", "去年.docx")
    assert (again.exit_code, "[W43]" in again.stderr) == (1, True)
    blank = typed("开办", "空的", "--空白", "--年度", "2025")
    assert (blank.exit_code, blank.stderr) == (0, "")
    assert "科室" in (folder / "空的" / "templates" / "annual" / "fields.yaml").read_text(encoding="utf-8")
    assert not list((folder / "空的" / "templates").rglob("*.json"))


def test_a_name_that_is_corrected_is_corrected_in_the_year_that_was_already_made_of_it(folder: Path) -> None:
    (folder / "前年.docx").write_bytes(word(REPORT.replace("2024", "2023").replace("2025", "2024").replace("12.30", "11.2")))
    taken = typed("录入", "前年.docx", "去年.docx")
    assert "接着：打开录入核对表改名称，存盘后运行 reportgen 录入 --确认 output/2024年录入核对表.xlsx" in taken.stdout
    typed("新建", "2025")

    def change(rows: dict[str, int], sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.cell(rows["工业总产值"], 4).value = "规上工业总产值"
        sheet.cell(rows["改造管网"], 4).value = "不用"

    corrected(folder / "output" / "2024年录入核对表.xlsx", change)
    told = typed("录入", "--确认", "output/2024年录入核对表.xlsx")
    assert (told.exit_code, told.stderr) == (0, "")
    for year in ("2023", "2024", "2025"):
        text = (folder / "inputs" / f"{year}.yaml").read_text(encoding="utf-8")
        assert "完成工业总产值【规上工业总产值】亿元" in text
        assert "    规上工业总产值:" in text
    assert "改造管网3.5公里" in (folder / "inputs" / "2024.yaml").read_text(encoding="utf-8")
    assert "改造管网【改造管网】公里" in (folder / "inputs" / "2025.yaml").read_text(encoding="utf-8")
    checked = typed("检查", "2025")
    assert "[C03]" not in checked.stdout + checked.stderr


def test_undo_leaves_a_workbook_that_somebody_saved_and_takes_all_else_back(folder: Path) -> None:
    typed("录入", "去年.docx")
    table = folder / "output" / "2024年录入核对表.xlsx"
    shown = typed("撤回", "--只看")
    assert "删去 output/2024年录入核对表.xlsx（是那一次建的）" in shown.stdout
    corrected(table, lambda rows, sheet: None)
    saved = table.read_bytes()
    back = typed("撤回", "--是")
    assert back.exit_code == 0
    assert "output/2024年录入核对表.xlsx 后来改过，留着不动" in back.stdout
    assert files(folder) == ["output/2024年录入核对表.xlsx", "去年.docx"]
    assert table.read_bytes() == saved
    typed("录入", "去年.docx")
    assert files(folder)[1:3] == ["output/2024年录入核对表.xlsx", "output/2024年录入核对表（2）.xlsx"]
