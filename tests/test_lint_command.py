"""The command that checks the form of any Word file, through its command line."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from clerk import typed as run
from docx_samples import parts_of
from gongwen_samples import MATERIAL, OFFICIAL, written
from planted import CLEAN

pytestmark = pytest.mark.usefixtures("folder")


def test_a_conforming_file_passes(folder: Path) -> None:
    (folder / "好.docx").write_bytes(written(MATERIAL))
    done = run("格式", "好.docx")
    assert done.exit_code == 0
    assert done.stdout == "好.docx：0 项错误、0 项提醒、0 项说明\n按“汇报材料”检查（看内容判断的；不对请加 --体例 公文）\n"


def test_findings_go_to_standard_output_with_place_mending_and_clause(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(written(MATERIAL.replace("正文| 下半年", "正文{首行=0}| 下半年")))
    done = run("lint", "稿.docx", "--体例", "汇报材料")
    assert done.exit_code == 1
    assert "[G20] 正文第16段（“三、下一步打算”之下）：首行缩进 0 字，应为 2 字" in done.stdout
    assert "段落→特殊格式→首行缩进 2 字符。依据：GB/T 9704—2012 7.3.3（规定）" in done.stdout
    assert done.stdout.endswith("按“汇报材料”检查\n")
    assert done.stderr == ""


def test_warnings_and_notes_alone_do_not_fail(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(written(MATERIAL.replace("正文| 下半年", "正文{字号=28}| 下半年")))
    assert run("lint", "稿.docx").exit_code == 0


def test_the_result_as_json(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(written(OFFICIAL.replace("〔2025〕3号", "[2025]3号")))
    done = run("lint", "稿.docx", "--json")
    data = json.loads(done.stdout)
    assert (data["profile"], data["guessed"], data["counts"]) == ("公文", True, {"错误": 1, "提醒": 0, "说明": 0})
    assert [problem["code"] for problem in data["problems"]] == ["G75"]


def test_a_copy_with_the_findings_as_comments_leaves_the_file_as_it_was(folder: Path) -> None:
    before = written(MATERIAL.replace("正文| 下半年", "正文{首行=0}| 下半年"))
    (folder / "稿.docx").write_bytes(before)
    done = run("lint", "稿.docx", "--批注", "批.docx")
    assert "已写出带批注的 批.docx" in done.stdout
    assert (folder / "稿.docx").read_bytes() == before
    comments = parts_of((folder / "批.docx").read_bytes())["word/comments.xml"].decode()
    assert "首行缩进 0 字，应为 2 字" in comments


@pytest.mark.parametrize(("words", "said"), [(("lint", "没有.docx"), "P01"), (("lint", "坏.docx"), "P04")])
def test_a_file_that_cannot_be_read_is_refused_in_words(folder: Path, words: tuple[str, ...], said: str) -> None:
    (folder / "坏.docx").write_bytes(b"x")
    done = run(*words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert json.loads(run(*words, "--json").stdout)["problems"][0]["code"] == said


def test_an_unknown_profile_is_wrong_usage(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(written(MATERIAL))
    done = run("lint", "稿.docx", "--体例", "信函")
    assert done.exit_code == 2
    assert "“信函”不是体例，请写汇报材料或公文" in done.output


def test_a_mended_copy_is_written_beside_with_what_was_done_and_what_is_left(folder: Path) -> None:
    before = written(MATERIAL.replace("正文| 下半年", "正文{首行=0 字号=28}| 　　下半年").replace("113.2亿元，", "113.2亿元,"))
    (folder / "稿.docx").write_bytes(before)
    done = run("格式", "稿.docx", "--修正", "好.docx")
    assert done.exit_code == 1, "a half-width comma is left to a person"
    assert done.stdout.startswith("改了这些：\n  段首的空格改成真正的缩进：1 处\n")
    assert "[G100]" in done.stdout
    assert "[G21]" not in done.stdout
    assert done.stdout.endswith("已写出改好的 好.docx\n")
    assert (folder / "稿.docx").read_bytes() == before
    assert run("lint", "稿.docx", "--fix", "更好.docx", "--标点").exit_code == 0
    assert json.loads(run("lint", "更好.docx", "--json").stdout)["problems"] == []


def test_neither_copy_may_replace_the_file_itself_even_one_of_ours_or_the_other_copy(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(written(MATERIAL.replace("正文| 下半年", "正文{首行=0}| 下半年")))
    assert run("lint", "稿.docx", "--fix", "好.docx").exit_code == 0
    before = {path.name: path.read_bytes() for path in folder.glob("*.docx")}
    for words in (
        ("稿.docx", "--fix", "稿.docx"), ("好.docx", "--修正", "好.docx"), ("好.docx", "--批注", "./好.docx"),
        ("稿.docx", "--fix", "新.docx", "--批注", "新.docx"),
    ):  # fmt: skip
        done = run("lint", *words)
        assert (done.exit_code, "写了两次：检查的文件、改好的、带批注的，要各用一个文件名" in done.stderr) == (2, True)
    assert {path.name: path.read_bytes() for path in folder.glob("*.docx")} == before


def test_comments_go_into_the_mended_copy_where_both_are_wanted(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(written(MATERIAL.replace("113.2亿元，", "113.2亿元,")))
    done = run("lint", "稿.docx", "--fix", "好.docx", "--annotate", "批.docx")
    assert "没有可改的，另存的内容不变\n" in done.stdout
    assert "已另存 好.docx\n已写出带批注的 批.docx\n" in done.stdout
    assert "改好的" not in done.stdout
    texts = [[paragraph.text for paragraph in docx.Document(name).paragraphs] for name in ("稿.docx", "好.docx")]
    assert texts[0] == texts[1]


def test_punctuation_without_a_copy_to_mend_is_wrong_usage(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(written(MATERIAL))
    done = run("lint", "稿.docx", "--标点")
    assert done.exit_code == 2
    assert "--标点 要与 --修正 同用" in done.output


def test_a_manual_is_told_in_one_line_and_judged_where_somebody_asks_for_it(folder: Path) -> None:
    (folder / "办法.docx").write_bytes(written(CLEAN["办法"]))
    done = run("lint", "办法.docx")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "办法.docx：0 项错误、0 项提醒、0 项说明",
        "看内容是规章、手册一类的书稿，没有按公文格式逐条检查；要逐条检查，请加 --体例 公文 或 汇报材料",
    ]
    assert "G11" in run("lint", "办法.docx", "--体例", "汇报材料").stdout


def test_the_form_of_a_letter_is_told(folder: Path) -> None:
    (folder / "函.docx").write_bytes(written(CLEAN["函"]))
    assert "按“公文”检查，看得出是信函格式" in run("lint", "函.docx").stdout
