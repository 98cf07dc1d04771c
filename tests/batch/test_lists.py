"""A list becomes tasks; a line that is none is told with its number, and the others go on."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx_samples import document

from reportgen import __version__
from reportgen.batch import read_list
from reportgen.batch.results import line_of
from reportgen.batch.tasks import work
from reportgen.problem import ReportError
from reportgen.tables.suffixes import WORKBOOKS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "通知.docx").write_bytes(document("{{ 户主 }}：{{ 面积 }}亩"))
    return tmp_path


def listed(folder: Path, name: str, text: str | bytes, template: str | None = "通知.docx") -> tuple[list[tuple[str, object]], list[str]]:
    """Name and data of each task, and code with line of each problem."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        tasks, _, problems = read_list(folder / name, folder, folder / template if template else None)
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
    tasks, _, problems = read_list(folder / "a.jsonl", folder, folder / "通知.docx")
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
    tasks, _, problems = read_list(folder / "a.csv", folder, None)
    assert (tasks[0].data, problems) == ("户主: 甲\n面积: 3.10\n", ())


def test_what_is_lacking_is_told(folder: Path) -> None:
    assert listed(folder, "a.csv", "户主,面积\n甲,1\n", None)[1] == ["J01 2"]
    assert listed(folder, "a.csv", "户主,户主\n甲,1\n")[1] == ["J01 1"]
    assert listed(folder, "a.csv", "")[1] == ["J03 "]
    assert listed(folder, "a.csv", "模板,户主\n没有.docx,甲\n", None)[1] == ["J01 2"]
    assert listed(folder, "a.csv", "数据\n没有.yaml\n")[1] == ["J01 2"]
    assert listed(folder, "a.jsonl", '{"数据": {"户主": "甲"}}\n')[1] == ["J01 1"]
    assert listed(folder, "a.csv", '户主,面积\n"甲,1\n')[1] == ["J01 2"]


def workbook(*rows: tuple[object, ...], **sheet: object) -> bytes:
    """A table file as a table program saves it; a text that begins with = is a formula, and ``#`` an error."""
    import io

    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for name, change in sheet.items():
        if name == "hide":
            book.active.row_dimensions[change].hidden = True
        elif name == "join":
            book.active.merge_cells(str(change))
        elif name == "more":
            book.create_sheet("别的").append(["甲"])
        elif name == "shown":
            book.active[str(change)].number_format = "0"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


HEAD = ("户主", "面积", "输出")


@pytest.mark.parametrize("suffix", WORKBOOKS)
def test_a_list_may_have_any_name_of_a_table_file(folder: Path, suffix: str) -> None:
    assert listed(folder, f"农户{suffix}", workbook(HEAD, ("甲", "1", "甲户")))[0] == [("甲户", {"户主": "甲", "面积": "1"})]


def test_a_table_file_is_a_list_too_and_its_numbers_are_taken_as_they_are_shown(folder: Path) -> None:
    tasks, problems = listed(folder, "农户.xlsx", workbook(HEAD, ("甲", "3.10", "甲户"), ("乙", 12, None), (None, None, None), ("丙", 1.5, "丙户")))
    assert tasks == [("甲户", {"户主": "甲", "面积": "3.10"}), ("通知-0003", {"户主": "乙", "面积": "12"}), ("丙户", {"户主": "丙", "面积": "1.5"})]
    assert problems == []


@pytest.mark.parametrize(
    ("rows", "sheet", "bad"),
    [
        ([("乙", "#REF!", "乙")], {}, [3]),
        ([("乙", "=1+1", "乙")], {}, [3]),
        ([("乙", "1", "乙", "多的")], {}, [3]),
        ([("乙", 1.23, "乙")], {"shown": "B3"}, [3]),
        ([("乙", "1", "乙")], {"hide": 3}, [3]),
        ([("乙", "1", "乙"), ("丁", "2", "丁")], {"join": "A3:A4"}, [3, 4]),
        ([("乙", "1", "甲户")], {}, [3]),
    ],
    ids=["an error", "a formula without its value", "a cell too many", "another number is shown", "hidden", "joined", "one name twice"],
)  # fmt: skip
def test_one_bad_row_of_a_table_does_not_stop_the_others(folder: Path, rows: list[tuple[object, ...]], sheet: dict[str, object], bad: list[int]) -> None:
    tasks, problems = listed(folder, "农户.xlsx", workbook(HEAD, ("甲", "1", "甲户"), *rows, ("丙", "3", "丙户"), **sheet))
    assert [name for name, _ in tasks] == ["甲户", "丙户"]
    assert [int(problem.split()[1]) for problem in problems] == bad
    assert {problem[:2] for problem in problems} == {"J0"}


def test_only_the_first_sheet_is_a_list_and_that_is_told(folder: Path) -> None:
    assert listed(folder, "农户.xlsx", workbook(HEAD, ("甲", "1", "甲户"), more=True)) == ([("甲户", {"户主": "甲", "面积": "1"})], ["J01 1"])
    assert listed(folder, "农户.xlsx", workbook())[1] == ["J03 "]
    assert listed(folder, "农户.xlsx", b"PK\x03\x04")[1] == ["X04 "]
    assert listed(folder, "农户.xlsx", workbook(("户主", "户主"), ("甲", "乙")))[1] == ["J01 1"]


@pytest.mark.parametrize(
    "bad",
    ['"乙,2,乙户', '"乙"x,2,乙户', f"{'长' * 140_000},2,乙户", '乙,"2', '乙,2,"乙户""'],
    ids=["opened", "closed too early", "without end", "at the last cell", "doubled"],
)
def test_a_quote_that_is_wrong_costs_its_own_line_alone(folder: Path, bad: str) -> None:
    tasks, problems = listed(folder, "a.csv", f'户主,面积,输出\n甲,1,甲户\n{bad}\n丙,3,丙户\n"丁\n戊",4,丁户\n')
    assert [name for name, _ in tasks] == ["甲户", "丙户", "丁户"]
    assert problems == ["J01 3"]


def test_ten_thousand_quotes_that_are_opened_cost_little(folder: Path) -> None:
    import time

    begun = time.process_time()
    tasks, problems = listed(folder, "a.csv", "户主,面积,输出\n" + "甲,\"1\"\"\n" * 5_000 + "丙,3,丙户\n")
    assert time.process_time() - begun < 5
    assert [name for name, _ in tasks] == ["丙户"]
    assert len(problems) > 1_000


def test_signs_that_end_a_line_elsewhere_end_none_of_json(folder: Path) -> None:
    tasks, problems = listed(folder, "a.jsonl", '{"户主": "甲\u2028乙\x85丙", "输出": "甲户"}\n{"户主": "丁", "输出": "丁户"}\n')
    assert (tasks, problems) == ([("甲户", {"户主": "甲\u2028乙\x85丙", "输出": "甲户"}), ("丁户", {"户主": "丁", "输出": "丁户"})], [])


def test_a_column_without_a_name_is_told(folder: Path) -> None:
    assert listed(folder, "a.csv", "户主,\n甲,{}\n")[1] == ["J01 1"]


_ROWS = "户主,面积,补贴,输出\n张三,3.10,465.00,张三\n李四,5.60,,李四\n王五,2.00,300.00,张三\n赵六,1.00\n钱七,,7.00,钱七\n"
_JSON = (
    '{"户主": "张三", "面积": 3.10, "补贴": 465.00, "输出": "张三"}\n{"户主": "李四", "面积": 5.60, "补贴": "", "输出": "李四"}\n'
    '{"户主": "王五", "面积": 2.00, "补贴": 300.00, "输出": "张三"}\n{"户主": 赵六}\n{"户主": "钱七", "补贴": 7.00, "面积": null, "输出": "钱七"}\n'
)


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [("户.csv", _ROWS, ((3, 3), (6, 2))), ("户.jsonl", _JSON, ((2, 26), (5, 26)))],
)
def test_an_empty_cell_is_a_fault_of_its_row_and_a_refused_row_is_counted(
    folder: Path, name: str, text: str, places: tuple[tuple[int, int], ...]
) -> None:
    """Whether the row was refused while the list was read or while it was filled, it is listed once."""
    (folder / "通知.docx").write_bytes(document("{{ 户主 }}：{{ 面积 }}亩{% if 补贴 %}，补贴有{% endif %}，{{ 补贴 }}元"))
    (folder / name).write_text(text)
    tasks, refused, problems = read_list(folder / name, folder, folder / "通知.docx")
    assert [outcome.problems[0].code for _, outcome in refused] == ["J02", "J01"]
    assert [problem.code for problem in problems] == ["J02", "J01"]
    outcomes = work(tasks, __version__)
    faults = [problem for outcome in outcomes for problem in outcome.problems]
    assert [(each.code, each.place.line, each.place.column) for each in faults] == [("J09", *place) for place in places]
    assert [bool(outcome.package) for outcome in outcomes] == [True, False, False]
    lines = [line_of(*pair) for pair in (*zip(tasks, outcomes, strict=True), *refused)]
    assert len(lines) == 5
    assert all(line.file and line.first for line in lines[1:])


def test_an_empty_cell_that_the_template_tests_or_fills_is_none(folder: Path) -> None:
    (folder / "通知.docx").write_bytes(document('{{ 户主 }}{% if 补贴 %}{{ 补贴 }}元{% endif %}{{ 面积|default("—", true) }}'))
    (folder / "a.csv").write_text("户主,面积,补贴,备注\n李四,,,\n")
    tasks, _, _ = read_list(folder / "a.csv", folder, folder / "通知.docx")
    assert [outcome.problems for outcome in work(tasks, __version__) if not outcome.package] == []


def test_a_cell_that_the_tag_calls_otherwise_is_named_all_the_same(folder: Path) -> None:
    (folder / "通知.docx").write_bytes(document("{% set 数 = 补贴 %}{{ 户主 }}{{ 数 }}元"))
    (folder / "a.csv").write_text("户主,补贴,备注\n李四,,\n")
    tasks, _, _ = read_list(folder / "a.csv", folder, folder / "通知.docx")
    (outcome,) = work(tasks, __version__)
    assert tasks[0].digest != replace(tasks[0], empty=()).digest
    assert ["补贴" in str(problem) for problem in outcome.problems if problem.code == "J09"] == [True]


def _ods(rows: list[list[str]]) -> bytes:
    """A table file of OpenDocument with these texts; an empty one is a cell without anything."""
    uri = "urn:oasis:names:tc:opendocument:xmlns:"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' if cell else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(f'xmlns:{name}="{uri}{name}:1.0"' for name in ("office", "table", "text"))
    content = f"<office:document-content {names}><office:body><office:spreadsheet>"
    content += f'<table:table table:name="表">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
    return made.getvalue()


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_an_empty_cell_of_a_table_file_is_a_fault_of_its_row(folder: Path, suffix: str) -> None:
    from openpyxl import Workbook as Book

    if suffix == ".ods":
        data = _ods([["户主", "面积"], ["张三", "1"], ["李四", ""]])
    else:
        book = Book()
        for row in (["户主", "面积"], ["张三", "1"], ["李四", None]):
            book.active.append(row)
        made = io.BytesIO()
        book.save(made)
        data = made.getvalue()
    (folder / f"a{suffix}").write_bytes(data)
    tasks, _, _ = read_list(folder / f"a{suffix}", folder, folder / "通知.docx")
    faults = [problem for outcome in work(tasks, __version__) for problem in outcome.problems]
    assert [(each.code, each.place.line, each.place.column) for each in faults] == [("J09", 3, 2)]
