"""A new year, and several units in one workspace, as a clerk types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from clerk import typed

ROOT = Path(__file__).parents[1]


@pytest.fixture
def county(office: Path) -> Path:
    """Two units that share templates, one of them with a folder a year."""
    for unit in ("北街", "南街"):
        (office / "inputs" / unit).mkdir()
        shutil.copy(office / "inputs/2023.yaml", office / "inputs" / unit / "2023.yaml")
    shutil.copy(office / "inputs/2024.yaml", office / "inputs/南街/2024.yaml")
    (office / "inputs/北街/2024").mkdir()
    text = (office / "inputs/2024.yaml").read_text(encoding="utf-8")
    prose, figures = text.split("\n数据:")
    (office / "inputs/北街/2024/党政办.yaml").write_text(prose + "\n", encoding="utf-8")
    (office / "inputs/北街/2024/数据.yaml").write_text("数据:" + figures, encoding="utf-8")
    for year in (2022, 2023, 2024):
        (office / "inputs" / f"{year}.yaml").unlink()
    return office


def test_a_new_year_is_made_and_its_draft_lists_the_gaps_by_department(office: Path) -> None:
    done = typed("新建", "2025")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "已新建 inputs/2025.yaml（照 2024 年的提纲，106 个数待补，每句标着“待改写”）\n接着可以：reportgen 生成 2025 --草稿\n"
    )
    drafted = typed("generate", "2025", "--draft")
    assert drafted.exit_code == 0
    assert "还缺 106 个数：党建办 2 个、经济发展办 41 个、农业农村办 8 个、城建办 8 个、综合执法队 9 个、" in drafted.stdout
    assert "[C40] 2025.yaml 第21行第8列：还有 85 句标着“待改写”" in drafted.stderr
    assert typed("generate", "2025").exit_code == 1


def test_what_is_still_to_be_rewritten_forbids_a_final_copy_and_no_other(office: Path) -> None:
    path = office / "inputs/2024.yaml"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  - 标题: "))
    path.write_text(text.replace(line, f"  - 标题:\n      句: {line.removeprefix('  - 标题: ')}\n      待改写: 是"), encoding="utf-8")
    assert typed("generate", "2024").exit_code == 0
    final = typed("generate", "2024", "--定稿")
    assert (final.exit_code, "还有 1 句标着“待改写”" in final.stderr) == (1, True)
    (office / "reportgen.yaml").write_text("检查: {C40: 关}\n", encoding="utf-8")
    assert typed("generate", "2024", "--final").exit_code == 1


def test_a_figure_typed_into_a_sentence_is_listed(office: Path) -> None:
    path = office / "inputs/2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("部分:\n", "部分:\n  - 标题: 产值192.3亿元\n", 1), encoding="utf-8")
    done = typed("新建", "2025")
    assert (done.exit_code, "[W51]" in done.stderr, "192.3亿元（2025.yaml 第" in done.stderr) == (0, True, True)


def test_the_year_of_a_file_is_its_year(office: Path) -> None:
    for year in (2023, 2024):
        path = office / f"inputs/{year}.yaml"
        if path.exists():
            path.rename(path.with_name(f"{year + 10}.yaml"))
    for words in (("generate", "2034"), ("check", "2034"), ("new", "2035"), ("review", "2034")):
        done = typed(*words)
        said = "2034.yaml 是 2034 年的文件，里面写的年度是 2024"
        assert (done.exit_code, "[F28]" in done.output, said in done.output) == (1, True, True), words
    done = typed("batch", "--year", "2034", "--jobs", "1")
    assert (done.exit_code, "[F28]" in done.output) == (1, True)


def test_a_title_with_another_year_is_a_reminder_however_it_is_written(office: Path) -> None:
    path = office / "inputs/2024.yaml"
    text = path.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("标题:")]

    def said(title: str) -> bool:
        path.write_text(text.replace(line, f"标题: {title}"), encoding="utf-8")
        return "第" in (told := typed("检查", "2024").output) and f"[C16] 2024.yaml 第{text.splitlines().index(line) + 1}行" in told

    other = ("2023年工作汇报", "二〇二三年工作汇报", "２０２３年工作汇报", "二○二三年度工作汇报", "2023 年工作汇报", "2023工作汇报", "2024年某镇2023年工作汇报", "2025年工作汇报")
    own = ("2024年工作汇报", "二〇二四年工作汇报", "2023—2024年工作汇报", "2024年工作总结和2025年工作思路", "某发〔2023〕5号落实情况")
    assert [title for title in other if not said(title)] == []
    assert [title for title in own if said(title)] == []


def test_last_year_s_file_must_be_last_year_s(office: Path) -> None:
    (office / "inputs/2023.yaml").write_bytes((office / "inputs/2024.yaml").read_bytes())
    assert "2023.yaml 是 2023 年的文件，里面写的年度是 2024" in typed("generate", "2024").stderr


def test_a_year_that_is_there_is_never_touched(office: Path) -> None:
    before = (office / "inputs/2024.yaml").read_bytes()
    done = typed("new", "2024")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[W32] 2024 年的输入已经有了：inputs/2024.yaml，没有动它" in done.stderr
    assert (office / "inputs/2024.yaml").read_bytes() == before
    data = json.loads(typed("new", "2024", "--json").stdout)
    assert data["files"] is None
    assert [problem["code"] for problem in data["problems"]] == ["W32"]


def test_another_year_than_the_last_may_be_the_model(office: Path) -> None:
    assert typed("new", "2026").exit_code == 1
    assert typed("new", "2026", "--参照", "2024").exit_code == 0
    assert "自营出口: {值: , 口径: 海关口径}    # 2024年 50.20亿元" in (office / "inputs/2026.yaml").read_text(encoding="utf-8")
    assert typed("new", "2026", "--from", "2026").exit_code == 2


def test_an_unreadable_last_year_is_not_carried_on(office: Path) -> None:
    path = office / "inputs/2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("财政总收入: 18.47", "财政总收入：18.47"), encoding="utf-8")
    done = typed("new", "2025")
    assert done.exit_code == 1
    assert "[Y14]" in done.stderr
    assert not (office / "inputs/2025.yaml").exists()


def test_a_last_year_without_an_outline_is_not_carried_on(office: Path) -> None:
    (office / "inputs/2026.yaml").write_text("", encoding="utf-8")
    done = typed("新建", "2027")
    assert (done.exit_code, "[F15]" in done.stderr, "没有新建" in done.stderr) == (1, True, True)
    assert not (office / "inputs/2027.yaml").exists()


def test_line_ends_and_encoding_of_last_year_are_kept(office: Path) -> None:
    path = office / "inputs/2024.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").replace("\n", "\r\n").encode("gb18030"))
    assert typed("new", "2025").exit_code == 0
    data = (office / "inputs/2025.yaml").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 300
    assert "待改写: 是\r\n" in data.decode("gb18030")


def test_units_have_years_and_results_of_their_own(county: Path) -> None:
    done = typed("generate", "2024", "--单位", "南街")
    assert done.exit_code == 0
    assert "已生成 output/南街/澄屿街道2024年重点任务完成情况汇报材料.docx" in done.stdout
    assert typed("generate", "2024", "--unit", "北街").exit_code == 0
    assert sorted(path.parent.name for path in (county / "output").glob("*/*.docx")) == ["北街", "南街"]
    again = typed("generate", "2024", "--unit", "北街")
    assert "有人改过" not in again.stderr


def test_a_unit_that_is_not_named_or_not_there_is_asked_for(county: Path) -> None:
    done = typed("generate", "2024")
    assert done.exit_code == 1
    assert "[W31] 有 2 个单位都有 2024 年的输入：北街、南街" in done.stderr
    assert "→ 用 --单位 指明，例如 --单位 北街" in done.stderr
    for wrong in ("东街", "../inputs/北街", "."):
        done = typed("generate", "2024", "--单位", wrong)
        assert done.exit_code == 1
        assert f"[W30] 没有“{wrong}”这个单位\n    → 现有的单位：北街、南街" in done.stderr
    assert "现有的单位：北街、南街" in typed("generate", "2031").stderr


def test_a_new_year_of_several_files_is_several_files(county: Path) -> None:
    done = typed("new", "2025", "--单位", "北街")
    assert done.exit_code == 0
    assert done.stdout.startswith("已新建 inputs/北街/2025/党政办.yaml、inputs/北街/2025/数据.yaml（照 2024 年的提纲，106 个数待补")
    assert done.stdout.endswith("reportgen 生成 2025 --草稿 --单位 北街\n")
    assert typed("generate", "2025", "--草稿").exit_code == 0, "only one unit has this year"
