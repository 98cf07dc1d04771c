"""A list becomes tasks; a line that is none is told with its number, and the others go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx_samples import document

from reportgen.batch import read_list
from reportgen.problem import ReportError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "通知.docx").write_bytes(document("{{ 户主 }}：{{ 面积 }}亩"))
    return tmp_path


def listed(folder: Path, name: str, text: str | bytes, template: str | None = "通知.docx") -> tuple[list[tuple[str, object]], list[str]]:
    """Name and data of each task, and code with line of each problem."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        tasks, problems = read_list(folder / name, folder, folder / template if template else None)
    except ReportError as error:
        tasks, problems = (), error.problems
    return [(task.name, json.loads(task.data)) for task in tasks], [f"{each.code} {getattr(each.place, 'line', '')}" for each in problems]


def test_each_row_of_a_spreadsheet_is_a_document_named_by_its_column(folder: Path) -> None:
    tasks, problems = listed(folder, "农户.csv", "户主,面积,输出\n甲,3.10,甲户\n乙,010,\n")
    assert tasks == [("甲户", {"户主": "甲", "面积": "3.10"}), ("通知-0003", {"户主": "乙", "面积": "010"})]
    assert problems == []


def test_what_excel_saves_is_read_with_its_mark_or_in_gbk(folder: Path) -> None:
    text = "户主,面积\n甲,3.10\n"
    assert listed(folder, "a.csv", text.encode("utf-8-sig"))[0] == [("通知-0002", {"户主": "甲", "面积": "3.10"})]
    tasks, problems = listed(folder, "b.csv", text.encode("gb18030"))
    assert tasks == [("通知-0002", {"户主": "甲", "面积": "3.10"})]
    assert problems == ["Y03 "]


def test_a_row_with_a_cell_too_many_is_told_and_not_shifted(folder: Path) -> None:
    tasks, problems = listed(folder, "a.csv", "户主,面积\n甲,1,200\n乙,5\n")
    assert [name for name, _ in tasks] == ["通知-0003"]
    assert problems == ["J01 2"]


def test_numbers_of_a_json_line_stay_as_written(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"户主": "甲", "面积": 3.10}\n\n{"户主": 乙}\n', encoding="utf-8")
    with pytest.raises(ReportError):
        read_list(folder / "没有.jsonl", folder, None)
    tasks, problems = read_list(folder / "a.jsonl", folder, folder / "通知.docx")
    assert tasks[0].data == '{"户主": "甲", "面积": 3.10}'
    assert [problem.code for problem in problems] == ["J01"]


def test_two_rows_for_one_file_are_told_whatever_the_case_of_the_name(folder: Path) -> None:
    tasks, problems = listed(folder, "a.csv", "户主,面积,输出\n甲,1,A\n乙,2,a\n")
    assert [name for name, _ in tasks] == ["A"]
    assert problems == ["J02 3"]


def test_a_name_cannot_leave_the_folder(folder: Path) -> None:
    tasks, _ = listed(folder, "a.csv", "户主,面积,输出\n甲,1,../../外面\n")
    assert [name for name, _ in tasks] == ["／..／外面"]


@pytest.mark.parametrize("named", ["../外面.yaml", "/etc/hostname", "link.yaml"])
def test_a_list_reads_no_file_outside_of_the_workspace(folder: Path, named: str) -> None:
    inside = folder / "内"
    inside.mkdir()
    (folder / "外面.yaml").write_text("户主: 丙\n", encoding="utf-8")
    (inside / "link.yaml").symlink_to(folder / "外面.yaml")
    (inside / "t.docx").write_bytes((folder / "通知.docx").read_bytes())
    (inside / "a.csv").write_text(f"数据\n{named}\n", encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read_list(inside / "a.csv", inside, inside / "t.docx")
    assert [problem.code for problem in caught.value.problems] == ["J08"]


def test_a_row_may_name_its_template_and_a_data_file(folder: Path) -> None:
    (folder / "甲.yaml").write_text("户主: 甲\n面积: 3.10\n", encoding="utf-8")
    (folder / "a.csv").write_text("模板,数据\n通知.docx,甲.yaml\n", encoding="utf-8")
    tasks, problems = read_list(folder / "a.csv", folder, None)
    assert (tasks[0].data, problems) == ("户主: 甲\n面积: 3.10\n", ())


def test_what_is_lacking_is_told(folder: Path) -> None:
    assert listed(folder, "a.csv", "户主,面积\n甲,1\n", None)[1] == ["J01 2"]
    assert listed(folder, "a.csv", "户主,户主\n甲,1\n")[1] == ["J01 1"]
    assert listed(folder, "a.csv", "")[1] == ["J03 "]
    assert listed(folder, "a.csv", "模板,户主\n没有.docx,甲\n", None)[1] == ["J01 2"]
    assert listed(folder, "a.csv", "数据\n没有.yaml\n")[1] == ["J01 2"]
    assert listed(folder, "a.jsonl", '{"数据": {"户主": "甲"}}\n')[1] == ["J01 1"]
    assert listed(folder, "a.csv", '户主,面积\n"甲,1\n')[1] == ["J01 2"]
