"""Several texts of one year over the same data: which files make which text, and what each is made with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from clerk import typed

from reportgen.gongwen.templates.annual import signed_report
from reportgen.problem import ReportError, errors
from reportgen.storage.given import Given
from reportgen.workspace import given_copies, history, kinds
from reportgen.workspace.locate import Workspace

ROOT = Path(__file__).parents[2]
KINDS = ("工作总结", "工作要点", "政府工作报告", "汇报材料", "述职报告")
DATA = "年度: 2024\n数据:\n  经济:\n    产值: 12.30\n    企业: 8\n    出口:\n"
FIELDS = "指标: {经济: {产值: {单位: 亿元, 类别: 金额}, 企业: {单位: 家, 类别: 计数}, 出口: {单位: 亿元, 类别: 金额}}}\n"


def text(kind: str, title: str, sentence: str) -> str:
    said = f"文种: {kind}\n年度: 2024\n" if kind else ""
    return f"{said}标题: {title}\n部分:\n  - 标题: 一部分\n    总起: {sentence}\n"


@pytest.fixture
def town(folder: Path) -> Path:
    """A year with shared data and three texts."""
    files = {
        "数.yaml": DATA,
        "汇报.yaml": text("", "2024年汇报材料", "产值【产值】亿元，出口【出口】亿元。"),
        "总结.yaml": text("工作总结", "2024年工作总结", "全年产值【产值】亿元。"),
        "要点.yaml": text("工作要点", "2024年工作要点", "力争新增企业【企业】家。"),
    }
    (folder / "inputs/2024").mkdir(parents=True)
    for name, content in files.items():
        (folder / "inputs/2024" / name).write_text(content, encoding="utf-8")
    (folder / "templates/annual").mkdir(parents=True)
    (folder / "templates/annual/fields.yaml").write_text(FIELDS, encoding="utf-8")
    return folder


def printed(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def names(town: Path, kind: str) -> list[str]:
    return [item.name for item in Workspace(town).job(2024, kind=kind).inputs]


def codes(error: pytest.ExceptionInfo[ReportError]) -> Iterator[str]:
    return (problem.code for problem in error.value.problems)


def test_each_text_is_made_of_its_own_file_and_the_shared_data(town: Path) -> None:
    assert names(town, "") == names(town, "汇报材料") == ["数.yaml", "汇报.yaml"]
    assert names(town, "工作总结") == ["总结.yaml", "数.yaml", "汇报.yaml"]  # the shared file gives its data alone
    for kind in ("工作总结", "工作要点"):
        shown = typed("generate", "2024", "--文种", kind)
        assert shown.exit_code == 0, shown.output
    assert "全年产值12.30亿元。" in printed(town / "output/2024年工作总结.docx")
    assert "力争新增企业8家。" in printed(town / "output/2024年工作要点.docx")
    assert "汇报" not in printed(town / "output/2024年工作总结.docx")


def test_a_text_waits_only_for_the_shared_figures_that_it_uses(town: Path) -> None:
    refused = typed("generate", "2024")
    assert refused.exit_code == 1
    assert "还缺“出口”" in refused.output
    assert json.loads(typed("check", "2024", "--文种", "工作总结", "--json").stdout)["missing"] == []
    (town / "inputs/2024/总结.yaml").write_text(text("工作总结", "2024年工作总结", "出口【出口】亿元。"), encoding="utf-8")
    assert "还缺“出口”" in typed("generate", "2024", "--文种", "工作总结").output


def test_copies_history_and_records_are_kept_apart(town: Path) -> None:
    for kind in ("工作总结", "工作要点"):
        typed("generate", "2024", "--文种", kind)
    typed("review", "2024", "--文种", "工作总结")
    workspace = Workspace(town)
    assert [copy.kind for copy in history.copies(workspace, 2024, text="工作总结")] == ["送审稿", "核稿稿"]
    assert [copy.file for copy in history.copies(workspace, 2024, text="工作要点")] == ["output/2024年工作要点.docx"]
    assert history.copies(workspace, 2024) == ()
    assert "核稿稿" in typed("history", "2024", "--文种", "工作总结").stdout
    assert {copy.whose for copy in given_copies.given_copies(workspace)} == {(2024, "", "工作总结"), (2024, "", "工作要点")}


def test_two_texts_of_one_title_do_not_replace_each_other(town: Path) -> None:
    path = town / "inputs/2024/要点.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2024年工作要点", "2024年工作总结和工作要点"), encoding="utf-8")
    path = town / "inputs/2024/总结.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2024年工作总结", "2024年工作总结和工作要点"), encoding="utf-8")
    typed("generate", "2024", "--文种", "工作总结")
    second = typed("generate", "2024", "--文种", "工作要点")
    assert "另一种文种的稿子" in second.output
    assert "全年产值" in printed(town / "output/2024年工作总结和工作要点.docx")
    assert "力争新增" in printed(town / "output/2024年工作总结和工作要点（2）.docx")
    assert typed("generate", "2024", "--文种", "工作总结").exit_code == 0
    assert sorted(path.name for path in (town / "output").glob("*.docx")) == ["2024年工作总结和工作要点.docx", "2024年工作总结和工作要点（2）.docx"]


def test_a_title_that_does_not_name_the_kind_is_given_it(town: Path) -> None:
    assert Workspace(town).target(2024, "某镇情况", kind="工作总结").name == "2024年某镇情况（工作总结）.docx"
    assert Workspace(town).target(2024, "某镇工作总结", kind="工作总结").name == "2024年某镇工作总结.docx"


def test_what_comes_back_from_word_finds_its_text(town: Path) -> None:
    for kind in ("工作总结", "工作要点"):
        typed("generate", "2024", "--文种", kind)
    path = town / "output/2024年工作要点.docx"
    document = docx.Document(str(path))
    paragraph = next(each for each in document.paragraphs if "力争" in each.text)
    paragraph.runs[0].text = paragraph.text.replace("力争", "计划")
    for run in paragraph.runs[1:]:
        run.text = ""
    document.save(str(town / "改.docx"))
    before = (town / "inputs/2024/总结.yaml").read_bytes()
    pulled = typed("pull", "改.docx", "--是")
    assert "总起: 计划新增企业【企业】家。" in (town / "inputs/2024/要点.yaml").read_text(encoding="utf-8"), pulled.output
    assert (town / "inputs/2024/总结.yaml").read_bytes() == before


def test_faults_are_told(town: Path) -> None:
    for kind, code in (("述职报告", "W48"), ("工作总接", "W46")):
        with pytest.raises(ReportError) as error:
            Workspace(town).job(2024, kind=kind)
        assert list(codes(error)) == [code]
    folder = town / "inputs/2024"
    (folder / "又一份.yaml").write_text(text("工作总结", "又一份", "好。"), encoding="utf-8")
    with pytest.raises(ReportError) as error:
        Workspace(town).job(2024, kind="工作总结")
    assert list(codes(error)) == ["W47"]
    (folder / "又一份.yaml").write_text(text("工作总接", "又一份", "好。"), encoding="utf-8")
    with pytest.raises(ReportError) as error:
        Workspace(town).job(2024)  # an unknown kind is nobody's text: nothing is made before it is mended
    (problem,) = error.value.problems
    assert (problem.code, problem.place.line if problem.place else 0) == ("W46", 1)
    assert "是不是“工作总结”" in problem.hint
    (folder / "又一份.yaml").unlink()
    (folder / "汇报.yaml").unlink()
    with pytest.raises(ReportError) as error:
        Workspace(town).job(2024)  # two texts, and nobody says which
    assert list(codes(error)) == ["W48"]
    (folder / "总结.yaml").unlink()
    assert Workspace(town).job(2024).kind == "工作要点"  # the only one


def test_a_kind_is_a_folder(town: Path) -> None:
    own = town / "templates/调研报告"
    own.mkdir()
    (own / "文种.yaml").write_text("说明: 调查研究\n模板: 工作总结\n检查: {C10: 关, C11: 错误, C99: 关}\n别的: 1\n", encoding="utf-8")
    (town / "inputs/2024/调研.yaml").write_text(text("调研报告", "调研报告", "企业【企业】家。"), encoding="utf-8")
    job = Workspace(town).job(2024, kind="调研报告")
    assert [problem.code for problem in job.problems if problem.code == "W03"] == ["W03", "W03"]
    assert job.grades["C10"] is None
    assert job.template.path is not None
    assert job.template.path.parent.name == "工作总结"
    assert typed("generate", "2024", "--文种", "调研报告").exit_code == 0


def test_the_grades_of_the_office_come_before_those_of_the_kind(town: Path) -> None:
    assert Workspace(town).job(2024, kind="工作总结").grades == {"C10": None}
    (town / "reportgen.yaml").write_text("检查: {C10: 提醒}\n", encoding="utf-8")
    assert Workspace.open(town).job(2024, kind="工作总结").grades["C10"] is not None


def test_every_kind_that_comes_with_the_program_makes_its_sample(folder: Path) -> None:
    assert Workspace(folder).kinds() == KINDS
    for kind in KINDS:
        made = Workspace(folder).kind(kind)
        assert made.summary
        assert made.problems == ()
        assert made.sample is not None
        (folder / "inputs").mkdir(exist_ok=True)
        (folder / "inputs/2024.yaml").write_bytes(made.sample.read_bytes())
        shown = typed("generate", "2024", "--文种", kind)
        assert shown.exit_code == 0, shown.output
        found = json.loads(typed("check", "2024", "--文种", kind, "--json").stdout)["problems"]
        assert [each for each in found if each["grade"] == "错误" or each["code"] in ("C16", "C60", "C21", "C26")] == []
    assert len(list((folder / "output").glob("*.docx"))) == len(KINDS)
    assert (ROOT / "templates/工作总结/template.docx").read_bytes() == signed_report()


def test_a_new_year_has_every_text_of_the_last(town: Path) -> None:
    made = typed("new", "2025")
    assert made.exit_code == 0, made.output
    folder = town / "inputs/2025"
    assert sorted(path.name for path in folder.iterdir()) == ["总结.yaml", "数.yaml", "汇报.yaml", "要点.yaml"]
    assert "产值:     # 上年 12.30亿元" not in (folder / "总结.yaml").read_text(encoding="utf-8")
    assert "年度: 2025" in (folder / "数.yaml").read_text(encoding="utf-8")
    for kind in ("汇报材料", "工作总结", "工作要点"):
        assert typed("generate", "2025", "--文种", kind, "--草稿").exit_code == 0


def test_a_further_text_of_a_year_is_made_from_the_last_or_from_its_sample(town: Path) -> None:
    typed("new", "2025", "--文种", "工作总结")
    folder = town / "inputs/2025"
    assert sorted(path.name for path in folder.iterdir()) == ["总结.yaml", "数.yaml", "汇报.yaml"]
    typed("new", "2025", "--文种", "工作要点")
    typed("new", "2025", "--文种", "述职报告")
    assert sorted(path.name for path in folder.iterdir()) == ["总结.yaml", "数.yaml", "汇报.yaml", "要点.yaml", "述职报告.yaml"]
    sample = (folder / "述职报告.yaml").read_text(encoding="utf-8")
    assert sample.startswith("# 2025 年的输入，由示例新建")
    assert "标题: 2025年度述职述廉报告" in sample
    assert "# 示例 9" in sample
    assert typed("new", "2025", "--文种", "述职报告").exit_code == 1
    assert "工作总接" in typed("new", "2025", "--文种", "工作总接").output


def test_a_batch_makes_every_text(town: Path) -> None:
    typed("batch", "--草稿", "--并行", "1")
    assert len(list((town / "output").glob("*.docx"))) == 3
    only = json.loads(typed("batch", "--草稿", "--文种", "工作要点", "--并行", "1", "--json").stdout)["files"]
    assert [each["file"] for each in only] == ["output/2024年工作要点（草稿）.docx"]


def test_years_are_compared_by_kind(town: Path) -> None:
    (town / "inputs/2025").mkdir()
    for path in (town / "inputs/2024").iterdir():
        moved = path.read_text(encoding="utf-8").replace("2024", "2025").replace("全年产值", "全年完成产值")
        (town / "inputs/2025" / path.name).write_text(moved, encoding="utf-8")
    found = json.loads(typed("compare", "2024", "2025", "--文种", "工作总结", "--json").stdout)
    assert [(each["old"], each["new"]) for each in found["sentences"]] == [("全年产值12.30亿元。", "全年完成产值12.30亿元。")]
    unlike = Workspace(town).job(2025, kind="工作总结")
    assert [item.name for item in unlike.last] == ["总结.yaml", "数.yaml", "汇报.yaml"]


def test_a_kind_that_last_year_did_not_have_keeps_last_year_s_data(town: Path) -> None:
    (town / "inputs/2025").mkdir()
    (town / "inputs/2025/数.yaml").write_text(DATA.replace("2024", "2025").replace("12.30", "13.30"), encoding="utf-8")
    said = text("述职报告", "2025年述职报告", "产值【产值|同比】。").replace("年度: 2024", "年度: 2025")
    (town / "inputs/2025/述职.yaml").write_text(said, encoding="utf-8")
    assert typed("generate", "2025", "--文种", "述职报告").exit_code == 0
    assert "产值同比增长8.1%。" in printed(town / "output/2025年述职报告.docx")


def test_a_year_of_one_file_may_be_of_any_kind(folder: Path) -> None:
    (folder / "inputs").mkdir()
    said = text("工作总结", "2024年工作总结", "产值【产值】亿元。") + "数据: {经济: {产值: 12.30}}\n"
    (folder / "inputs/2024.yaml").write_text(said, encoding="utf-8")
    assert kinds.present(Workspace(folder).job(2024).inputs) == ("工作总结",)
    assert typed("generate", "2024").exit_code == 0
    told = typed("new", "2024", "--文种", "工作要点")
    assert "移进去" in told.output
    assert not errors(Workspace(folder).job(2024).problems)


def test_a_template_of_one_s_own_for_a_kind(folder: Path) -> None:
    assert typed("template", "new", "工作要点").exit_code == 0
    own = folder / "templates/工作要点"
    assert sorted(path.name for path in own.iterdir()) == ["template.docx", "文种.yaml", "示例.yaml"]
    assert Workspace(folder).kind("工作要点").template == "工作要点"
    assert typed("template", "new", "工作要点").exit_code == 1
    assert "述职报告" in typed("template", "list").stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"])
def test_the_kind_of_a_file_is_seen_in_every_encoding(encoding: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16") else ""  # without it nobody could tell
    assert kinds.stated(Given("总结.yaml", f"{mark}年度: 2024\n文种: 工作总结\n".encode(encoding))) == "工作总结"
    assert kinds.stated(Given("2024.yaml", f"{mark}年度: 2024\n标题: 文与种\n".encode(encoding))) == ""
