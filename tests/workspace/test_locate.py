"""Where things lie, and what is never overwritten."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.problem import Grade, ReportError
from reportgen.workspace.locate import Workspace


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "templates" / "annual").mkdir(parents=True)
    for name in ("template.docx", "fields.yaml"):
        (tmp_path / "templates" / "annual" / name).write_bytes(b"x")
    (tmp_path / "inputs" / "2023.yaml").write_text("年度: 2023\n", encoding="utf-8")
    (tmp_path / "inputs" / "2024.yaml").write_text("年度: 2024\n", encoding="utf-8")
    return tmp_path


def refused(office: Path, year: int) -> list[str]:
    with pytest.raises(ReportError) as error:
        Workspace.open(office).job(year)
    return [str(problem) for problem in error.value.problems]


def test_a_year_is_made_from_its_file_with_last_year_s_beside_it(office: Path) -> None:
    job = Workspace.open(office).job(2024)
    assert [path.name for path in (*job.inputs, *job.last, job.template, job.fields)] == [
        "2024.yaml", "2023.yaml", "template.docx", "fields.yaml",
    ]  # fmt: skip
    assert Workspace.open(office).job(2023).last == ()


def test_a_year_may_be_a_folder_of_files(office: Path) -> None:
    folder = office / "inputs" / "2025"
    folder.mkdir()
    for name in ("乙.yaml", "甲.yml", "~甲.yaml", ".隐.yaml", "说明.txt"):
        (folder / name).write_text("", encoding="utf-8")
    assert [path.name for path in Workspace.open(office).job(2025).inputs] == ["乙.yaml", "甲.yml"]
    assert Workspace.open(office).years() == (2023, 2024, 2025)


def test_a_year_without_input_names_those_there_are(office: Path) -> None:
    assert refused(office, 2031) == ["[W01] 没有 2031 年的输入文件 inputs/2031.yaml（现有的年度：2023、2024；要新建这一年，运行 reportgen 新建 2031）"]


@pytest.mark.parametrize("name", ["2031年.yaml", "2031 (1).yaml", "２０３１.yml", "汇报2031副本.YAML"])
def test_a_year_s_input_under_a_name_that_is_not_read_is_to_be_renamed(office: Path, name: str) -> None:
    (office / "inputs" / name).write_text("年度: 2031\n", encoding="utf-8")
    (message,) = refused(office, 2031)
    assert f"（有一个 inputs/{name}，是这一年的输入，就改名为 2031.yaml；不是的，现有的年度：2023、2024；" in message
    assert "有一个" not in refused(office, 2032)[0]


def test_a_year_s_input_that_notepad_has_named_is_to_be_renamed(office: Path) -> None:
    (office / "inputs" / "2031.yaml.txt").write_text("年度: 2031\n", encoding="utf-8")
    assert "就改名为 2031.yaml；看不到“.txt”的，先在“查看”里勾上“文件扩展名”；不是的，" in refused(office, 2031)[0]
    (office / "inputs" / "2031.yaml.txt").rename(office / "inputs" / "2031.yaml")
    assert Workspace.open(office).job(2031).inputs


@pytest.mark.parametrize("name", ["~2031.yaml", ".2031.yaml", "2031月报.xlsx"])
def test_what_an_editor_keeps_and_what_is_no_text_are_not_taken_for_a_year_s_input(office: Path, name: str) -> None:
    (office / "inputs" / name).write_text("", encoding="utf-8")
    assert "有一个" not in refused(office, 2031)[0]


def test_a_year_s_folder_without_inputs_is_no_year_and_is_told_as_such(office: Path) -> None:
    (office / "inputs/2031").mkdir()
    (office / "inputs/2031/数据.docx").write_bytes(b"")
    assert 2031 not in Workspace.open(office).years()
    (said,) = refused(office, 2031)
    assert said.startswith("[W01] inputs/2031 文件夹里没有输入文件（输入要存成 .yaml")


def test_two_inputs_of_one_year_are_refused(office: Path) -> None:
    (office / "inputs" / "2024.yml").write_text("", encoding="utf-8")
    assert refused(office, 2024) == ["[W02] 2024 年的输入有好几份：inputs/2024.yaml、inputs/2024.yml（只留一份，其余移到别处）"]


def test_settings_choose_a_template_and_nothing_outside_of_templates(office: Path) -> None:
    (office / "reportgen.yaml").write_text("模板: ../x\n颜色: 红\n", encoding="utf-8")
    workspace = Workspace.open(office)
    assert workspace.template == "annual"
    assert [problem.code for problem in workspace.problems] == ["W03", "W03"]
    (office / "reportgen.yaml").write_text("模板: 没有这个\n", encoding="utf-8")
    assert refused(office, 2024)[0].startswith("[W04] 没有 templates/没有这个/template.docx")



def test_the_settings_may_grade_the_checks_and_what_they_get_wrong_is_told(office: Path) -> None:
    (office / "reportgen.yaml").write_text("检查: {C11: 关, C17: 说明, C99: 关, C04: 不, C01: 关}\n", encoding="utf-8")
    workspace = Workspace.open(office)
    assert workspace.grades == {"C11": None, "C17": Grade.NOTE}
    assert [str(problem) for problem in workspace.problems] == [
        "[W03] reportgen.yaml 第1行第23列：没有“C99”这一项检查（编号见 docs/problems.md 里 C 开头的）",
        "[W03] reportgen.yaml 第1行第36列：“C04: 不”读不懂（可写：关、错误、提醒、说明）",
        "[W03] reportgen.yaml 第1行第39列：“C01”不能改（还缺数就不能出定稿，要先看稿子请加 --草稿）",
    ]

def test_without_templates_of_its_own_a_folder_uses_those_that_come_along(office: Path) -> None:
    for name in ("template.docx", "fields.yaml"):
        (office / "templates" / "annual" / name).unlink()
    job = Workspace.open(office).job(2024)
    assert job.template.path is not None
    assert job.template.content[:2] == b"PK"
    assert [(problem.code, problem.grade) for problem in job.problems] == [("W05", Grade.NOTE)] * 2


def test_a_word_file_without_a_record_is_not_said_to_be_an_edited_copy(office: Path) -> None:
    target = office / "通知.docx"
    target.write_bytes(b"a template")
    path, problems = Workspace.open(office).keep(target, b"one", {})
    assert path == office / "通知（2）.docx"
    assert [str(problem) for problem in problems] == [
        "[W06] “通知.docx”已经有了，没有出过它的记录，没有覆盖；新稿存为“通知（2）.docx”"
        "（是改过的旧稿，里面的改动可以收回输入文件：reportgen 回收 通知.docx；是模板或别的文件，就不用管）"
    ]


def test_what_is_still_as_it_was_written_is_replaced_and_what_was_edited_is_not(office: Path) -> None:
    workspace = Workspace.open(office)
    target = workspace.target(2024, "题")
    assert workspace.keep(target, b"one", {"年度": 2024}) == (target, ())
    assert workspace.keep(target, b"two", {"轨迹": {}})[0] == target
    target.write_bytes(b"edited by hand")
    path, problems = workspace.keep(target, b"three", {})
    assert path == target.with_name("2024年题（2）.docx")
    assert [str(problem) for problem in problems] == [
        "[W06] “2024年题.docx”有人改过，没有覆盖；新稿存为“2024年题（2）.docx”（里面的改动可以收回输入文件：reportgen 回收 output/2024年题.docx）"
    ]
    assert target.read_bytes() == b"edited by hand"
    assert workspace.keep(target, b"four", {})[0] == path, "the second copy is still ours"


def test_a_file_without_a_record_is_somebody_s_work(office: Path) -> None:
    workspace = Workspace.open(office)
    target = workspace.target(2024, "题")
    workspace.keep(target, b"one", {})
    workspace.record_place(target).write_text("{", encoding="utf-8")
    assert workspace.keep(target, b"two", {})[0] != target
    assert workspace.record(target) is None


def test_ninety_nine_edited_copies_are_enough(office: Path) -> None:
    workspace = Workspace.open(office)
    target = workspace.target(2024, "题")
    workspace.output.mkdir()
    for number in range(1, 100):
        name = target.name if number == 1 else f"{target.stem}（{number}）.docx"
        (workspace.output / name).write_bytes(b"mine")
    assert [problem.code for problem in workspace.keep(target, b"x", {})[1]] == ["W07"]


def test_a_record_that_cannot_be_kept_is_told(office: Path) -> None:
    workspace = Workspace.open(office)
    workspace.output.mkdir()
    (workspace.output / ".reportgen").write_text("a file where the folder should be")
    path, problems = workspace.keep(workspace.target(2024, "题"), b"x", {})
    assert path is not None
    assert path.read_bytes() == b"x"
    assert [problem.code for problem in problems] == ["W08"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("街道汇报材料", "2024年街道汇报材料.docx"),
        ("2024年汇报", "2024年汇报.docx"),
        ("../../逃/走", "2024年..／..／逃／走.docx"),
        ("a:b?c*d", "2024年a：b？c＊d.docx"),
        ("  \n\x07 ", "2024年.docx"),
        ("长" * 300, "2024年" + "长" * 70 + ".docx"),
    ],
)
def test_a_name_made_from_a_title_cannot_leave_the_folder(office: Path, title: str, name: str) -> None:
    target = Workspace.open(office).target(2024, title)
    assert target.parent == office / "output"
    assert target.name[:20] == name[:20]
    assert len(target.name.encode()) <= 255


def test_a_file_or_folder_may_be_wished_for(office: Path) -> None:
    workspace = Workspace.open(office)
    (office / "别处").mkdir()
    assert workspace.target(2024, "题", wish=office / "别处") == office / "别处" / "2024年题.docx"
    assert workspace.target(2024, "题", wish=Path("我的.docx")) == office / "我的.docx"


def test_a_unit_s_years_are_its_own(office: Path) -> None:
    for name in ("甲/2024.yaml", "甲/2023.yaml", "乙/2024/一.yaml", "空/说明.txt", ".隐/2024.yaml"):
        path = office / "inputs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    workspace = Workspace.open(office)
    assert workspace.units() == ("乙", "甲")
    assert (workspace.years("甲"), workspace.years("乙"), workspace.years()) == ((2023, 2024), (2024,), (2023, 2024))
    job = workspace.job(2024, "甲")
    read = tuple(each.path for each in (*job.inputs, *job.last))
    assert (job.unit, read) == ("甲", (office / "inputs/甲/2024.yaml", office / "inputs/甲/2023.yaml"))
    assert workspace.job(2024).unit == "", "the workspace's own year comes first"
    assert workspace.target(2024, "题", unit="甲") == office / "output/甲/2024年题.docx"
    with pytest.raises(ReportError, match=r"\[W30\] 没有“丙”这个单位（现有的单位：乙、甲）"):
        workspace.job(2024, "丙")


def test_units_that_share_a_year_are_named_and_the_only_one_is_taken(office: Path) -> None:
    for name in ("甲/2030.yaml", "乙/2030.yaml", "乙/2031.yaml"):
        path = office / "inputs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    assert refused(office, 2030) == ["[W31] 有 2 个单位都有 2030 年的输入：乙、甲（用 --单位 指明，例如 --单位 乙）"]
    assert Workspace.open(office).job(2031).unit == "乙"


def test_a_new_year_goes_beside_the_old_one_in_its_shape(office: Path) -> None:
    workspace = Workspace.open(office)
    assert workspace.fresh(2025, workspace.job(2024)) == (office / "inputs/2025.yaml",)
    (office / "inputs/2025").mkdir()
    for name in ("甲.yaml", "乙.yml"):
        (office / "inputs/2025" / name).write_text("", encoding="utf-8")
    assert workspace.fresh(2026, workspace.job(2025)) == (office / "inputs/2026/乙.yml", office / "inputs/2026/甲.yaml")
    with pytest.raises(ReportError, match="W32"):
        workspace.fresh(2024, workspace.job(2025))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(office: Path) -> None:
    (office / "inputs/2024.yaml").chmod(0)
    with pytest.raises(ReportError, match=r"\[W17\] 打不开 inputs/2024.yaml"):
        Workspace.open(office).job(2024)


def test_an_input_that_vanishes_while_it_is_read_is_told(office: Path) -> None:
    """A link to nothing stands in the folder like a file, and cannot be opened like one that somebody has just moved."""
    (office / "inputs/2024.yaml").unlink()
    (office / "inputs/2024.yaml").symlink_to(office / "weg.yaml")
    with pytest.raises(ReportError, match=r"\[W(01|17)\]"):
        Workspace.open(office).job(2024)


def test_a_source_that_is_no_longer_what_it_was_is_no_source(office: Path) -> None:
    workspace = Workspace.open(office)
    made, _ = workspace.keep(office / "output/甲.docx", b"docx", {}, [b"a: 1\n"])
    assert made
    named = sha256(b"a: 1\n").hexdigest()
    assert workspace.kept.source(named) == b"a: 1\n"
    assert workspace.kept.source(named[:16] + "0" * 48) is None, "only the beginning of the digest is the same"
    (office / "output/.reportgen/inputs" / f"{named[:16]}.yaml").write_bytes(b"a: 2\n")
    assert workspace.kept.source(named) is None


def test_a_file_is_untouched_by_its_digest_alone(office: Path) -> None:
    workspace = Workspace.open(office)
    made, _ = workspace.keep(office / "output/甲.docx", b"docx", {})
    assert made and workspace.is_untouched(made)
    made.write_bytes(b"docy")
    assert not workspace.is_untouched(made)
