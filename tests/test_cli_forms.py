"""Forms out and back, as a clerk types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import drafts
import pytest
from clerk import typed
from openpyxl import load_workbook

from reportgen.cli.columns import columns

ROOT = Path(__file__).parents[1]
FORM = "output/填报表/2024年/农业农村办.xlsx"


def fill(path: str, field: str, value: object, column: int = 4) -> None:
    """Types into a form, as a department does."""
    book = load_workbook(path)
    sheet = book.active
    row = next(row for row in range(4, 99) if str(sheet.cell(row, 11).value).endswith(f".{field}"))
    sheet.cell(row, column).value = value
    book.save(path)


def test_forms_are_exported_one_a_department_and_a_filled_one_is_not_overwritten(office: Path) -> None:
    done = typed("填报", "导出", "2024")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("已导出 8 张填报表（106 项）：\n  output/填报表/2024年/党建办.xlsx  2 项\n")
    assert typed("forms", "export", "2024").stderr == "", "untouched forms are replaced"
    fill(FORM, "早晚稻面积", 2400)
    again = typed("forms", "export", "2024")
    assert "“农业农村办.xlsx”有人改过，没有覆盖；新稿存为“农业农村办（2）.xlsx”" in again.stderr
    assert "里面填的数可以收进输入文件：reportgen 填报 导入 output/填报表/2024年/农业农村办.xlsx" in again.stderr


def test_only_what_is_missing_may_be_asked_for(office: Path) -> None:
    assert typed("forms", "export", "2024", "--missing").stdout == "2024 年没有还缺的数，没有导出\n"
    path = office / "inputs/2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("早晚稻面积: 2310", "早晚稻面积:"), encoding="utf-8")
    assert typed("forms", "export", "2024", "--只含缺项", "-o", "待催").stdout == (
        "已导出 1 张填报表（1 项）：\n  待催/农业农村办.xlsx  1 项\n"
        "填好收回，放在同一个文件夹里，再运行：reportgen 填报 导入 待催\n"
    )


@pytest.mark.parametrize("answer", ["是\n", "否\n", ""])
def test_the_differences_are_shown_and_written_only_when_that_is_said(office: Path, answer: str) -> None:
    path = office / "inputs/2024.yaml"
    before = path.read_bytes()
    typed("forms", "export", "2024")
    fill(FORM, "早晚稻面积", "统计月报.xlsx+P9", 8)
    done = typed("填报", "导入", FORM, answer=answer)
    assert "农业农村办.xlsx  H8  早晚稻面积（来源）  （空）  统计月报.xlsx+P9\n" in done.stdout
    assert "写入这 1 处吗？（是/否）" in done.stdout
    if answer == "是\n":
        assert done.exit_code == 0
        assert done.stdout.endswith("已写入 inputs/2024.yaml（1 处），其余一字未动。\n")
        changed = before.replace("早晚稻面积: 2310".encode(), "早晚稻面积: {值: 2310, 来源: 统计月报.xlsx+P9}".encode())
        assert path.read_bytes() == changed
        assert typed("generate", "2024").exit_code == 0
    else:
        assert done.exit_code == 1
        assert done.stdout.endswith("没有写入。\n")
        assert path.read_bytes() == before


def test_what_stands_there_is_kept_until_overwriting_is_wished(office: Path) -> None:
    path = office / "inputs/2024.yaml"
    before = path.read_bytes()
    typed("forms", "export", "2024")
    fill(FORM, "早晚稻面积", 2400)
    done = typed("forms", "import", FORM, "--yes")
    assert done.exit_code == 1
    assert "没有要写入的。" in done.stdout
    assert "[X20] 表“农业农村办.xlsx”第8行D列：“早晚稻面积”已有“2310”，表里是“2400”，没有覆盖" in done.stderr
    assert path.read_bytes() == before
    data = json.loads(typed("forms", "import", FORM, "--是", "--覆盖", "--json").stdout)
    assert data["changes"] == [
        {"path": "经济发展.农业农村.早晚稻面积", "slot": "值", "old": "2310", "new": "2400",
         "cell": {"file": "农业农村办.xlsx", "sheet": "", "address": "D8"}}
    ]  # fmt: skip
    assert (data["written"], data["problems"]) == (["inputs/2024.yaml"], [])
    assert path.read_bytes() == before.replace("早晚稻面积: 2310".encode(), "早晚稻面积: 2400".encode())


def test_a_new_year_filled_by_all_departments_reads_what_they_gave(office: Path) -> None:
    """new → export → fill everything → import → generate: a year's round."""
    typed("new", "2025")
    typed("forms", "export", "2025")
    old = {}
    for year in (2024,):
        typed("forms", "export", str(year))
    for path in sorted((office / "output/填报表/2025年").iterdir()):
        book, last = load_workbook(path), load_workbook(office / "output/填报表/2024年" / path.name).active
        sheet = book.active
        for row in range(4, sheet.max_row + 1):
            if last.cell(row, 4).value is not None:
                sheet.cell(row, 4).value, sheet.cell(row, 4).number_format = last.cell(row, 4).value, last.cell(row, 4).number_format
                old[sheet.cell(row, 11).value] = last.cell(row, 4).value
        book.save(path)
    done = typed("forms", "import", "output/填报表/2025年", "--yes")
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"（{len(old)} 处），其余一字未动。" in done.stdout
    drafted = typed("generate", "2025")
    assert drafted.exit_code == 0
    assert "[C40]" in drafted.stderr


    report, _ = drafts.read([office / "inputs/2025.yaml"], office / "templates/annual/fields.yaml", [office / "inputs/2024.yaml"])
    for path, datum in report.data.items():
        if ".".join(path) in old and datum.last is not None:
            assert datum.text == datum.last.text, "each figure as last year's was written, its decimals too"


def test_forms_of_different_years_or_without_a_year_are_not_mixed(office: Path) -> None:
    for year in ("2023", "2024"):
        typed("forms", "export", year)
    done = typed("forms", "import", FORM, "output/填报表/2023年/城建办.xlsx", "--yes")
    assert done.exit_code == 1
    assert "[X11] 这些表不是同一年、同一单位的，或没有写明：农业农村办.xlsx（2024）、城建办.xlsx（2023）" in done.stderr
    fill(FORM, "早晚稻面积", 2400)
    book = load_workbook(FORM)
    book.active.cell(1, 11).value = None
    book.save(FORM)
    assert "[X11]" in typed("forms", "import", FORM, "--yes").stderr
    assert "[X20]" in typed("forms", "import", FORM, "--yes", "--年度", "2024").stderr
    (office / "空").mkdir()
    assert "[X01] 文件夹里没有表格文件" in typed("forms", "import", "空").stderr
    said = typed("forms", "import", "2031").stderr
    assert "[X01] 文件夹里没有表格文件\n    → 请核对文件夹；还没有表的，先运行 reportgen 填报 导出 年度\n" in said
    assert "[X01] 没有这个文件：无.xlsx" in typed("forms", "import", "无.xlsx").stderr


def test_an_old_file_that_was_sorted_and_joined_is_imported(office: Path) -> None:
    pytest.importorskip("xlrd")
    done = typed("forms", "import", str(ROOT / "tests/data/form_saved_as_xls.xls"), "--yes")
    assert done.exit_code == 1, "conflicts are left"
    text = (office / "inputs/2024.yaml").read_text(encoding="utf-8")
    assert "      农户贷款: {值: 3540, 填报人: 李 四}\n" in text
    assert "      村级集体经济总收入同比: 8.5\n" in text
    assert "第5行D列：“农险金额”填的是#VALUE!，没有导入" in done.stderr


def test_a_unit_s_forms_come_back_to_its_own_year(office: Path) -> None:
    (office / "inputs/东街").mkdir()
    shutil.move(office / "inputs/2023.yaml", office / "inputs/东街/2023.yaml")
    shutil.move(office / "inputs/2024.yaml", office / "inputs/东街/2024.yaml")
    assert "output/东街/填报表/2024年/农业农村办.xlsx" in typed("forms", "export", "2024", "--单位", "东街").stdout
    form = "output/东街/填报表/2024年/农业农村办.xlsx"
    fill(form, "早晚稻面积", "村里报", 10)
    done = typed("forms", "import", form, "--yes")
    assert done.exit_code == 0
    assert "已写入 inputs/东街/2024.yaml（1 处）" in done.stdout


def test_of_several_files_only_the_one_that_holds_the_figure_is_written(office: Path) -> None:
    prose, figures = (office / "inputs/2024.yaml").read_text(encoding="utf-8").split("\n数据:")
    (office / "inputs/2024.yaml").unlink()
    (office / "inputs/2024").mkdir()
    (office / "inputs/2024/一.yaml").write_text(prose + "\n", encoding="utf-8")
    (office / "inputs/2024/二.yaml").write_text("数据:" + figures, encoding="utf-8")
    before = (office / "inputs/2024/一.yaml").stat().st_mtime_ns
    typed("forms", "export", "2024")
    fill(FORM, "早晚稻面积", "村里报", 10)
    assert "已写入 inputs/2024/二.yaml（1 处）" in typed("forms", "import", FORM, "--yes").stdout
    assert (office / "inputs/2024/一.yaml").stat().st_mtime_ns == before
    text = (office / "inputs/2024/二.yaml").read_text(encoding="utf-8")
    assert text == "数据:" + figures.replace("早晚稻面积: 2310", "早晚稻面积: {值: 2310, 备注: 村里报}")


def test_columns_fit_the_terminal_and_fold_between_any_two_characters() -> None:
    assert columns(("指标", "数"), [("自营出口", "12"), ("甲", "3")], 40, right=(1,)) == ["指标      数", "--------  --", "自营出口  12", "甲         3"]
    assert columns(("指标", "数"), [("自营出口总额", "12")], 12, right=(1,)) == ["指标      数", "--------  --", "自营出口  12", "总额"]
    assert columns(("话", "数"), [("共 1205.50 件", "1")], 12)[2:] == ["共        1", "1205.50", "件"]
    assert max(len(line) for line in columns(("a", "b"), [("x" * 50, "y" * 50)], 30)) <= 30


def test_a_year_stands_for_the_folder_that_its_forms_were_exported_to(office: Path) -> None:
    typed("forms", "export", "2024", "--缺项")
    typed("forms", "export", "2024")
    fill(FORM, "早晚稻面积", "约2400亩")
    done = typed("填报", "导入", "2024年", "--覆盖")
    assert "早晚稻面积  2310  约2400亩\n" in done.stdout
    assert typed("填报", "导入", "output/填报表/2024年", "--覆盖").stdout == done.stdout


def test_what_is_no_figure_is_asked_for_with_the_unit_if_there_is_one(office: Path) -> None:
    typed("forms", "export", "2024")
    fill(FORM, "早晚稻面积", "很多")
    fill("output/填报表/2024年/经济发展办.xlsx", "技术交易额全市名次", "领先")
    said = typed("填报", "导入", "2024").stderr
    assert "→ 请填数（单位：亩）；还没有就留空，本年没有就填“—”\n" in said
    assert "→ 请填数；还没有就留空，本年没有就填“—”\n" in said


def test_every_file_of_a_folder_is_read_or_named_with_why(office: Path) -> None:
    typed("forms", "export", "2024")
    fill(FORM, "早晚稻面积", "统计月报.xlsx+P9", 8)
    folder = office / "收回"
    folder.mkdir()
    rows = [
        ["", "", "", "", "", "", "", "", "", "", "reportgen 填报表|2024||农业农村办"], ["序号", "指标名称", "单位", "本年数", "上年数", "来源", "编号"],
    ]  # fmt: skip
    sheet = load_workbook(FORM).active
    rows += [[str(sheet.cell(row, column).value or "") for column in (1, 2, 3, 4, 5, 8, 11)] for row in range(4, sheet.max_row + 1)]
    (folder / "农业.csv").write_bytes("\r\n".join(",".join(row) for row in rows).encode("gbk"))
    for name in ("说明.docx", "一包.zip", "坏.xlsx", "~$农业.xlsx", ".DS_Store"):
        (folder / name).write_bytes(b"x")
    (folder / "旧").mkdir()
    done = typed("forms", "import", "收回", "--yes")
    assert done.exit_code == 1
    assert "农业.csv  F7  早晚稻面积（来源）  （空）  统计月报.xlsx+P9" in done.stdout
    for told in (
        "[X26] “说明.docx”没有读：是别的文件，不是表格", "[X26] “一包.zip”没有读：是压缩包，里面的没有读", "[X26] “旧”没有读：是文件夹，里面的没有读",
        "[X26] “~$农业.xlsx”没有读：是表格程序的临时文件，多半有一张表还开着", "[X26] “.DS_Store”没有读：是隐藏的文件",
        "[X03] 表“坏.xlsx”：不是表格文件，或加了密码",
    ):  # fmt: skip
        assert told in done.stderr
    assert "统计月报.xlsx+P9" in (office / "inputs/2024.yaml").read_text(encoding="utf-8"), "the others are taken all the same"
