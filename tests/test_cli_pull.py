"""``reportgen 回收`` in a workspace: what is listed, asked, written, and what generating does afterwards."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx_samples import document
from manuscript import Manuscript
from pulled_office import upright

from reportgen.cli import main
from reportgen.ooxml.package import Package

ROOT = Path(__file__).parents[1]
NAME = "澄屿街道2024年重点任务完成情况汇报材料.docx"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the 2024 report in output/, made once."""
    folder = tmp_path_factory.mktemp("generated")
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "inputs").mkdir()
    for year in (2023, 2024):
        text = (ROOT / f"inputs/{year}.yaml").read_text(encoding="utf-8")
        (folder / f"inputs/{year}.yaml").write_text(upright(text), encoding="utf-8")
    with contextlib.chdir(folder):
        assert run("生成", "2024").exit_code == 0
    return folder


@pytest.fixture
def office(generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, and we are in it."""
    shutil.copytree(generated, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, list(words), input=answers)


def edit(office: Path, *pairs: tuple[str, str], tracked: bool = False, to: str = NAME) -> Path:
    """The report in output/ with words replaced, as ``to``."""
    manuscript = Manuscript((office / "output" / NAME).read_bytes())
    text = "\n".join(manuscript.paragraphs)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    manuscript.rewrite(text.split("\n"), tracked=tracked)
    target = office / "output" / to
    target.write_bytes(manuscript.package(random.Random(2)))
    return target


def yaml(office: Path) -> str:
    return (office / "inputs/2024.yaml").read_text(encoding="utf-8")


FIGURE, WORDS = ("固定资产投资44.10", "固定资产投资46.10"), ("摆在突出位置", "摆在更加突出的位置")


def test_an_unedited_copy_has_nothing_to_pull(office: Path) -> None:
    done = run("回收", f"output/{NAME}")
    assert (done.exit_code, done.stdout) == (0, f"与“{NAME}”对照：文字没有改动。\n")


def test_what_is_certain_is_written_and_shown(office: Path) -> None:
    edit(office, FIGURE, WORDS, to="领导改过的.docx")
    done = run("pull", "output/领导改过的.docx", "--yes")
    assert done.exit_code == 0, done.output
    assert "有 2 处改动：数据 1 处、改句 1 处。" in done.stdout
    assert "[数据] 固定资产投资（亿元） 44.10 → 46.10" in done.stdout
    assert "2024.yaml 第141行" in done.stdout
    assert "同比增长7.8% → 同比增长12.7%" in done.stdout
    assert "已写入 inputs/2024.yaml：2 处。" in done.stdout
    assert "值: 46.10," in yaml(office)
    assert "摆在更加突出的位置" in yaml(office)


def test_only_listing_writes_nothing(office: Path) -> None:
    before = yaml(office)
    edit(office, FIGURE)
    assert run("回收", f"output/{NAME}", "--只看").exit_code == 0
    assert yaml(office) == before


def test_each_edit_can_be_taken_or_left(office: Path) -> None:
    edit(office, FIGURE, WORDS)
    done = run("回收", f"output/{NAME}", answers="是\n否\n")
    assert done.exit_code == 1, "one edit was left out, so something waits"
    assert "没有选写入" in done.stdout
    assert "值: 46.10," in yaml(office)
    assert "摆在突出位置" in yaml(office)


def test_stopping_leaves_the_rest(office: Path) -> None:
    before = yaml(office)
    edit(office, FIGURE, WORDS)
    done = run("回收", f"output/{NAME}", answers="停\n")
    assert "没有写入什么。" in done.stdout
    assert yaml(office) == before
    run("回收", f"output/{NAME}", answers="不懂\na\n")
    assert "46.10" in yaml(office), "a wrong answer is asked again"


def test_a_question_is_answered_by_its_number(office: Path) -> None:
    edit(office, ("助力现代化新岚川建设", "助力现代化新岚州建设"))
    assert run("回收", f"output/{NAME}", "--yes").exit_code == 1
    assert "县级市简称: 岚川" in yaml(office)
    done = run("回收", f"output/{NAME}", answers="2\n")
    assert "助力现代化新岚州建设" in yaml(office), done.output
    assert "县级市简称: 岚川" in yaml(office)


def test_what_was_left_can_be_answered_in_a_second_run_and_a_third_finds_nothing(office: Path) -> None:
    edit(office, WORDS)
    edit(office, ("助力现代化新岚川建设", "助力现代化新岚州建设"))
    assert "不加 --是 再运行一次" in run("回收", f"output/{NAME}", "--是").stdout
    done = run("回收", f"output/{NAME}", answers="2\n")
    assert "其中 0 处可以直接写入，1 处有疑问，1 处输入文件里已经有了。" in done.stdout
    assert done.exit_code == 0 and "助力现代化新岚州建设" in yaml(office), done.output
    done = run("回收", f"output/{NAME}", "--是")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "这些改动输入文件里都有了，没有要收回的。")
    assert run("生成", "2024").stdout.startswith(f"已生成 output/{NAME}（")


def test_a_file_whose_edits_the_clerk_typed_in_by_hand_may_be_replaced(office: Path) -> None:
    edit(office, WORDS)
    path = office / "inputs/2024.yaml"
    path.write_text(yaml(office).replace(*WORDS), encoding="utf-8")
    assert run("回收", f"output/{NAME}").stdout.endswith("没有要收回的。\n")
    assert run("生成", "2024").stdout.startswith(f"已生成 output/{NAME}（")


def test_after_a_full_pull_generating_may_replace_the_file(office: Path) -> None:
    target = edit(office, WORDS)
    before = target.read_bytes()
    done = run("生成", "2024")
    assert "[W06]" in done.stderr
    assert f"reportgen 回收 output/{NAME}" in done.stderr
    assert target.read_bytes() == before
    (office / "output" / NAME.replace(".docx", "（2）.docx")).unlink()
    assert run("回收", f"output/{NAME}", "--是").exit_code == 0
    assert run("生成", "2024").stdout.startswith(f"已生成 output/{NAME}（")
    assert target.read_bytes() != before
    assert run("回收", f"output/{NAME}").stdout.endswith("文字没有改动。\n")


def test_a_file_that_holds_more_than_was_taken_over_is_kept(office: Path) -> None:
    target = edit(office, WORDS, ("二、聚焦", "（二）聚焦"), tracked=True)
    before = target.read_bytes()
    assert "里还有没收回的" in run("回收", f"output/{NAME}", "--是").stdout
    assert "（2）.docx" in run("生成", "2024").stdout
    assert target.read_bytes() == before


def test_a_tracked_change_that_was_taken_over_is_nothing_more(office: Path) -> None:
    """It is in the input; the file, with who made it, is kept aside when the next copy takes its place."""
    target = edit(office, WORDS, tracked=True)
    before = target.read_bytes()
    assert "没收回" not in run("回收", f"output/{NAME}", "--是").stdout
    assert "[W19]" in run("生成", "2024").stderr
    assert target.read_bytes() != before
    assert (office / "output/留存" / NAME).read_bytes() == before


def test_tracked_changes_show_who_made_them(office: Path) -> None:
    edit(office, WORDS, tracked=True)
    assert "（李主任 2025-01-08 09:30）" in run("回收", f"output/{NAME}", "--只看").stdout


@pytest.mark.parametrize(
    "made_by",
    [
        ("生成", "2024"),
        pytest.param(("批量", "--年度", "2024", "--并行", "1"), marks=pytest.mark.slow),
        pytest.param(("核稿", "2024", "-o", f"output/{NAME}"), marks=pytest.mark.slow),
    ],
)
def test_an_input_changed_since_is_merged(office: Path, made_by: tuple[str, ...]) -> None:
    """Whichever command made the copy, its input was kept."""
    shutil.rmtree(office / "output")
    assert run(*made_by).exit_code == 0
    edit(office, FIGURE)
    path = office / "inputs/2024.yaml"
    path.write_text(yaml(office).replace("省级积案化解: 5", "省级积案化解: 7"), encoding="utf-8")
    done = run("回收", f"output/{NAME}", "--是")
    assert "[B03]" in done.stderr
    assert "值: 46.10," in yaml(office)
    assert "省级积案化解: 7" in yaml(office)


def test_a_copy_without_a_record_is_compared_with_what_the_input_prints_now(office: Path) -> None:
    edit(office, FIGURE, to="改.docx")
    shutil.rmtree(office / "output/.reportgen")
    done = run("回收", "output/改.docx", "--是")
    assert "[B02]" in done.stderr
    assert "值: 46.10," in yaml(office)


def test_a_strange_file_is_refused_with_a_way_out(office: Path) -> None:
    (office / "别的.docx").write_bytes(document("会议通知", "请各科室参加。"))
    done = run("回收", "别的.docx")
    assert done.exit_code == 1
    assert "[B01]" in done.stderr
    assert "--年度" in done.stderr
    (office / "坏.docx").write_bytes(b"PK\x03\x04")
    assert run("回收", "坏.docx").exit_code == 1
    assert run("回收", "没有.docx").exit_code == 1


def test_the_result_as_data(office: Path) -> None:
    edit(office, FIGURE, ("二、聚焦", "（二）聚焦"))
    done = run("回收", f"output/{NAME}", "--json")
    data = json.loads(done.stdout)
    first = data["edits"][0]
    assert (first["kind"], first["old"], first["new"], first["line"]) == ("数据", "44.10", "46.10", 141)
    assert "written" not in data
    data = json.loads(run("回收", f"output/{NAME}", "--json", "--yes").stdout)
    assert [each["kind"] for each in data["written"]] == ["数据"]
    assert [each["kind"] for each in data["waiting"]] == ["模板"]
    assert json.loads(run("回收", "没有.docx", "--json").stdout)["problems"][0]["code"] == "P01"


def test_the_copies_made_by_generating_can_be_read(office: Path) -> None:
    assert Package.open(office / "output" / NAME).main == "word/document.xml"


def test_a_year_of_several_files_gets_each_edit_in_its_own(office: Path) -> None:
    head, data = yaml(office).split("\n数据:\n")
    folder = office / "inputs/2024"
    folder.mkdir()
    (folder / "正文.yaml").write_text(head + "\n", encoding="utf-8")
    (folder / "数据.yaml").write_bytes(f"数据:\n{data}".replace("\n", "\r\n").encode("gb18030"))
    (office / "inputs/2024.yaml").unlink()
    run("生成", "2024")
    edit(office, FIGURE, WORDS)
    before = (folder / "数据.yaml").read_bytes()
    done = run("回收", f"output/{NAME}", "--是")
    assert done.exit_code == 0, done.output
    assert "摆在更加突出的位置" in (folder / "正文.yaml").read_text(encoding="utf-8")
    after = (folder / "数据.yaml").read_bytes()
    assert after == before.replace("值: 44.10".encode("gb18030"), "值: 46.10".encode("gb18030"))


def test_an_input_that_cannot_be_read_is_left_alone(office: Path) -> None:
    edit(office, FIGURE)
    path = office / "inputs/2024.yaml"
    path.write_text(yaml(office) + "\n数据：坏\n", encoding="utf-8")
    before = yaml(office)
    done = run("回收", f"output/{NAME}", "--是")
    assert done.exit_code == 1
    assert "[Y14]" in done.stderr
    assert yaml(office) == before


def test_a_file_too_long_for_a_report_is_refused(office: Path) -> None:
    (office / "长.docx").write_bytes(document(*["段"] * 6000))
    done = run("回收", "长.docx", "--年度", "2024")
    assert (done.exit_code, "[B04]" in done.stderr) == (1, True)


def test_a_marked_copy_reads_as_the_clean_one(office: Path) -> None:
    assert run("核稿", "2024").exit_code == 0
    marked = NAME.replace(".docx", "（核稿稿）.docx")
    assert run("回收", f"output/{marked}").stdout == f"与“{marked}”对照：文字没有改动。\n"


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\x9b"])
def test_an_edit_with_a_sign_that_nobody_sees_is_a_question(office: Path, sign: str) -> None:
    edit(office, (WORDS[0], f"摆在更加{sign}突出的位置"))
    before = yaml(office)
    done = run("回收", f"output/{NAME}", "--是")
    assert f"U+{ord(sign):04X}" in done.output
    assert sign not in done.output
    assert yaml(office) == before


def test_pulling_a_copy_that_nobody_edited_leaves_nothing_to_take_back(office: Path) -> None:
    assert run("新建", "2025").exit_code == 0
    assert "文字没有改动" in run("回收", f"output/{NAME}").stdout
    assert "的“新建 2025”：" in run("撤回", "--只看").stdout


def test_pulling_a_file_twice_is_one_step_to_take_back(office: Path) -> None:
    edit(office, FIGURE)
    assert run("回收", f"output/{NAME}", "--是").exit_code == 0
    assert run("回收", f"output/{NAME}", "--是").exit_code == 0
    assert "46.10" in run("撤回", "--只看").stdout
    assert run("撤回", "--是").exit_code == 0
    assert "44.10" in yaml(office)


def test_a_step_that_is_only_a_note_of_a_copy_says_so(office: Path) -> None:
    """A copy that was saved again in another program, with nothing to pull, may be replaced from then on."""
    Document(str(office / "output" / NAME)).save(str(office / "output" / NAME))
    before = yaml(office)
    assert run("回收", f"output/{NAME}").exit_code == 0
    assert run("撤回", "--只看").stdout.endswith("：\n输入文件没有变；只是记过那份 Word 里没有要收回的\n")
    assert "已撤回：出稿的记录。" in run("撤回", "--是").stdout
    assert yaml(office) == before
