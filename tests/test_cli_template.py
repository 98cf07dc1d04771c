"""What a clerk types to get a blank template, and what is then in the folder."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from clerk import typed

from reportgen.cli.chinese import usage_sentence
from reportgen.gongwen.templates import KINDS

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_template_is_filled_by_its_sample_at_once(kind: str) -> None:
    done = typed("模板", "新建", kind)
    assert (done.exit_code, done.stderr) == (0, "")
    command = done.stdout.split("reportgen ")[1].split()
    assert command == ["套用", f"templates/{kind}/template.docx", f"templates/{kind}/示例.yaml", "-o", f"{kind}.docx"]
    filled = typed(*command)
    assert (filled.exit_code, filled.stderr) == (0, "")
    assert docx.Document(f"{kind}.docx").paragraphs


def test_margins_and_fonts_can_be_chosen() -> None:
    assert typed("template", "new", "通知", "--margins", "b", "--字体", "gbk", "-o", "x.docx").exit_code == 0
    assert Path("x.docx").read_bytes() == KINDS["通知"].build("B", "GBK")
    assert Path("x.yaml").read_text(encoding="utf-8") == KINDS["通知"].sample


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("通告",), "没有“通告”这种模板，可以新建：汇报材料、汇报材料-文末署名、请示、报告、通知、函"),
        (("通知", "--margins", "C"), "选项“--页边距”不对：没有“C”，可写：A、B"),
        (("通知", "-o", "x.doc"), "“x.doc”要以 .docx 结尾"),
    ],
)
def test_wrong_usage_is_told_in_chinese(words: tuple[str, ...], said: str) -> None:
    done = typed("模板", "新建", *words)
    assert not list(Path.cwd().iterdir())
    assert done.exit_code == 2 or usage_sentence(done.exception) == said  # type: ignore[arg-type]
    assert said in (done.output or usage_sentence(done.exception))  # type: ignore[arg-type]


def test_what_is_there_is_not_written_over() -> None:
    typed("模板", "新建", "函")
    Path("templates/函/template.docx").write_bytes("改过的".encode())
    done = typed("模板", "新建", "函")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "templates/函/template.docx 已经有了，没有覆盖，也没有写别的；请移走，或用 -o 换个文件名\n"
    assert Path("templates/函/template.docx").read_bytes() == "改过的".encode()


def test_the_list_names_every_kind_and_is_to_be_had_as_data() -> None:
    kinds = [*KINDS, *(folder.name for folder in sorted((Path(__file__).parents[1] / "templates").iterdir()) if folder.name not in (*KINDS, "annual"))]
    assert {"工作总结", "工作要点", "政府工作报告", "述职报告"} <= set(kinds)
    assert [line.split()[0] for line in typed("模板", "列表").stdout.splitlines()] == kinds
    told = json.loads(typed("template", "list", "--json").stdout)
    assert [entry["kind"] for entry in told["templates"]] == kinds
