"""Every command where it cannot do what is asked: a sentence with a place, status 1, and nothing half made."""

from __future__ import annotations

import json
from pathlib import Path

import click
import docx
import pytest
from clerk import done_before, typed
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.cli.chinese import usage_sentence
from reportgen.message import say

FOREIGN = ("Traceback", "Error", "null", "None", "schema", "KeyError")


def listing(office: Path) -> dict[str, bytes]:
    return {str(path.relative_to(office)): path.read_bytes() for path in sorted(office.rglob("*")) if path.is_file()}


COMMANDS = [
    ("生成", "2024"), ("检查", "2024"), ("新建", "2025"), ("比对", "2023", "2024"), ("填报", "导出", "2024"), ("填报", "导入", "2024"),
    ("核稿", "2024"), ("历次", "2024"), ("批量",), ("预览", "2024"), ("提示",), ("回收", "某.docx"),
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("content", ["一句话", ""], ids=["a sentence", "nothing"])
def test_settings_that_cannot_be_read_stop_every_command(office: Path, words: tuple[str, ...], content: str) -> None:
    (office / "reportgen.yaml").write_text(content, encoding="utf-8")
    before = listing(office)
    done = typed(*words)
    assert done.exit_code == 1
    assert "reportgen.yaml" in done.stderr
    assert not any(word in done.output for word in FOREIGN)
    assert listing(office) == before


AS_DATA = [("填报", "导出", "1999"), ("填报", "导入", "没有"), ("检查", "1999"), ("核稿", "1999"), ("预览", "1999"), ("生成", "1999")]


@pytest.mark.parametrize("words", AS_DATA, ids=lambda words: "".join(words[:2]))
def test_a_refusal_may_be_had_as_data(office: Path, words: tuple[str, ...]) -> None:
    done = typed(*words, "--json")
    problems = json.loads(done.stdout)["problems"]
    assert done.exit_code == 1
    assert problems and all(problem["code"] and problem["message"] for problem in problems)
    assert [problem["code"] for problem in problems if problem["grade"] == "错误"]
    assert all(problem["code"] in typed(*words).stderr for problem in problems)


def test_forms_may_be_exported_as_data_and_say_so_when_their_folder_is_a_file(office: Path) -> None:
    told = json.loads(typed("填报", "导出", "2024", "--json").stdout)
    assert [form["rows"] for form in told["forms"] if form["department"] == "党建办"] == [2]
    assert told["problems"] == [] and all(Path(form["file"]).is_file() for form in told["forms"])
    (office / "挡路").write_text("x", encoding="utf-8")
    done = typed("填报", "导出", "2024", "-o", "挡路")
    assert done.exit_code == 1
    assert done.stderr.endswith("没有全部导出。改正后再运行一次。\n")


def test_forms_that_say_what_stands_there_already_write_nothing(office: Path) -> None:
    assert typed("填报", "导出", "2024").exit_code == 0
    before = listing(office)
    done = typed("填报", "导入", "2024")
    assert "没有要写入的。" in done.stdout and done.exit_code == 0
    told = json.loads(typed("填报", "导入", "2024", "--json").stdout)
    assert (told["changes"], told["written"]) == ([], [])
    assert listing(office) == before


def test_forms_for_an_input_that_cannot_be_read_are_refused(office: Path) -> None:
    assert typed("填报", "导出", "2024").exit_code == 0
    path = office / "inputs/2024.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "数据: {重复: 1}\n", encoding="utf-8")
    done = typed("填报", "导入", "2024")
    assert done.exit_code == 1 and "[Y" in done.stderr


@pytest.mark.parametrize("words", [("提示", "-o", "挡路/某.json"), ("模板", "新建", "通知", "-o", "挡路/某.docx")], ids=lambda words: words[0])
def test_a_file_in_a_folder_that_is_a_file_is_refused_by_name(office: Path, words: tuple[str, ...]) -> None:
    (office / "挡路").write_text("x", encoding="utf-8")
    before = listing(office)
    done = typed(*words)
    assert done.exit_code == 1
    assert "挡路" in done.stderr and not any(word in done.stderr for word in FOREIGN)
    assert {name: data for name, data in listing(office).items() if not name.endswith(".lock")} == before


def test_a_dictionary_that_cannot_be_read_gives_no_description(office: Path) -> None:
    (office / "templates/annual/fields.yaml").write_text("指标: {出口: 亿元}\n指标: {出口: 万元}\n", encoding="utf-8")
    done = typed("提示")
    assert done.exit_code == 1 and "fields.yaml" in done.stderr and done.stdout == ""


def test_a_template_that_is_no_word_file_has_no_names_and_is_not_filled(office: Path) -> None:
    (office / "坏.docx").write_bytes(b"x")
    for words in (("套用", "坏.docx", "--names"), ("套用", "坏.docx", "inputs/2024.yaml", "-o", "出.docx")):
        done = typed(*words)
        assert done.exit_code == 1 and "[P0" in done.stderr
    assert not (office / "出.docx").exists()


def test_a_marked_copy_that_cannot_be_made_says_that_there_is_none(office: Path) -> None:
    (office / "templates/annual/template.docx").write_bytes(b"x")
    done = typed("核稿", "2024")
    assert done.exit_code == 1
    assert done.stdout == "" and "没有" in done.stderr.splitlines()[-1]


NAME = "澄屿街道2024年重点任务完成情况汇报材料.docx"


def edited(office: Path, make: object) -> str:
    done_before(office, "生成", "2024")
    document = docx.Document(str(office / "output" / NAME))
    make(document)  # type: ignore[operator]
    document.save(str(office / "output" / NAME))
    return f"output/{NAME}"


def paragraph(document: object, words: str) -> object:
    return next(each for each in document.paragraphs if words in each.text)  # type: ignore[attr-defined]


def test_what_else_is_in_a_file_that_came_back_is_counted_beside_its_edits(office: Path) -> None:
    def make(document: object) -> None:
        run = paragraph(document, "固定资产投资").runs[0]  # type: ignore[attr-defined]
        document.add_comment(run, text="再核一下", author="李主任")  # type: ignore[attr-defined]
        table = document.add_table(1, 1)  # type: ignore[attr-defined]
        table.rows[0].cells[0].text = "顺手记的账"

    done = typed("回收", edited(office, make), "--只看")
    assert "另有 2 处不是文字的改动，输入文件里放不下，没有收回：" in done.stdout
    assert "多了批注：“再核一下”" in done.stdout
    assert "顺手记的账" in done.stdout


def test_a_question_may_be_left_open_and_words_of_the_template_are_not_asked_about(office: Path) -> None:
    def make(document: object) -> None:
        for old, new in (("现代化新岚川建设", "现代化新岚州建设"), ("二、聚焦", "（二）聚焦")):
            found = paragraph(document, old)
            text = found.text.replace(old, new)  # type: ignore[attr-defined]
            for run in found.runs[1:]:  # type: ignore[attr-defined]
                run.text = ""
            found.runs[0].text = text  # type: ignore[attr-defined]

    before = (office / "inputs/2024.yaml").read_bytes()
    done = typed("回收", edited(office, make), answer="0\n")
    assert done.exit_code == 1
    assert (office / "inputs/2024.yaml").read_bytes() == before
    assert "还有 2 处没有写入，请逐条处理：" in done.stdout
    assert "选哪个？（0 先不写）" in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("生成", "2024", "--草稿=有"), "选项“--草稿”后面不带内容"),
        (("生成", "2024", "-o"), "选项“-o”后面缺少内容"),
        (("生成", "2024", "2023"), "多写了“2023”"),
        (("生成",), "缺少“年度”"),
        (("生成", "2024", "--没有"), "没有“--没有”这个选项"),
        (("没有的命令",), "没有“没有的命令”这个命令"),
    ],
)
def test_wrong_words_are_told_as_they_were_typed(office: Path, words: tuple[str, ...], said: str) -> None:
    done = typed(*words)
    assert done.exit_code == 2
    assert f"用法不对：{said}" in done.stderr
    assert "--help" in done.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (click.UsageError("Got unexpected extra argument (甲)"), "多写了“甲”"),
        (click.UsageError("Something in English."), "请核对写法"),
        (click.BadParameter(say("不是文件")), "内容不对：不是文件"),
        (click.BadParameter("'三' is not a valid integer."), "内容不对：请核对写法"),
        (click.BadParameter("'x' is not a valid integer."), "内容不对：请核对写法"),
        (click.NoSuchOption("--a", possibilities=["--b"]), "没有“--a”这个选项，是不是“--b”？"),
        (click.BadOptionUsage("--a", "Option '--a' requires an argument."), "选项“--a”后面缺少内容"),
    ],
)
def test_clicks_own_words_never_reach_a_clerk(error: click.ClickException, said: str) -> None:
    assert usage_sentence(error) == said


def test_the_program_may_be_run_from_python_without_ending_it(office: Path) -> None:
    assert main(["检查", "2024"], standalone_mode=False) == 0
    assert CliRunner().invoke(main, ["检查", "1999"], standalone_mode=False).return_value == 1
