"""The chapter on pictures, tables and rich text: what its tables show is what happens."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from docx.table import Table
from docx_samples import body_xml, paragraph
from picture_samples import png

from reportgen.engine.template import Template
from reportgen.engine.values.filters import _ARGUMENTS
from reportgen.engine.values.vocabulary import ENGLISH, VALUE_NAMES
from reportgen.yamltext.datafile import read_text

CHAPTER = (Path(__file__).parents[1] / "docs/manual/values.md").read_text(encoding="utf-8")
ROWS = [
    tuple(cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
    for line in CHAPTER.split("\n")
    if line.startswith("| `{{")
]
PRINTED = [(row[0].strip("`"), row[1].strip("`"), row[2]) for row in ROWS if len(row) == 3 and "子文档" not in row[0]]
FILES = [(row[0].strip("`"), row[1].strip("`")) for row in ROWS if len(row) == 3 and "子文档" in row[0]]
PICTURES = [(row[0].strip("`"), row[1].strip("`")) for row in ROWS if len(row) == 2 and "图片" in row[0]]


def shown(package: bytes) -> str:
    lines: list[str] = []
    for block in docx.Document(io.BytesIO(package)).iter_inner_content():
        lines += (
            [" ".join(cell.text for cell in row.cells) for row in block.rows]
            if isinstance(block, Table)
            else [block.text]
        )
    return " / ".join(line for line in lines if line)


@pytest.mark.parametrize(("template", "data", "printed"), PRINTED)
def test_an_example_prints_what_the_chapter_says(template: str, data: str, printed: str) -> None:
    values, problems = read_text(data, "手册")
    rendered = Template.open(body_xml(paragraph(template))).render(values)
    assert (*problems, *rendered.problems) == ()
    assert shown(rendered.package) == printed


@pytest.mark.parametrize(("template", "data"), PICTURES)
def test_an_example_of_a_picture_shows_one(template: str, data: str, tmp_path: Path) -> None:
    values, _ = read_text(data, "手册")
    (tmp_path / "图片").mkdir()
    (tmp_path / values["图"]).write_bytes(png(40, 20))
    rendered = Template.open(body_xml(paragraph(template))).render(values, files=tmp_path)
    assert rendered.problems == ()
    assert len(docx.Document(io.BytesIO(rendered.package)).inline_shapes) == 1


@pytest.mark.parametrize(("template", "data"), FILES)
def test_an_example_of_a_sub_document_puts_it_in(template: str, data: str, tmp_path: Path) -> None:
    values, _ = read_text(data, "手册")
    (tmp_path / values["件"]).write_bytes(body_xml(paragraph("附件的文字")))
    rendered = Template.open(body_xml(paragraph(template))).render(values, files=tmp_path)
    assert rendered.problems == ()
    assert shown(rendered.package) == "附件的文字"


def test_the_text_of_several_paragraphs_can_be_read() -> None:
    [sample] = re.findall(r"```yaml\n(.*?)```", CHAPTER, re.S)
    values, problems = read_text(sample, "手册")
    rendered = Template.open(body_xml(paragraph("{{ 情况|富文本 }}"))).render(values)
    assert (*problems, *rendered.problems) == ()
    assert shown(rendered.package).startswith(
        "一级标题（用模板的“标题 1”样式） / 第一段。 / 列表 / 下一级 / 编号，每个列表从头编起 / 指标 完成数"
    )


def test_every_filter_name_and_setting_stands_in_the_chapter() -> None:
    assert {name for name in (*ENGLISH, *ENGLISH.values(), *VALUE_NAMES) if name not in CHAPTER} == set()
    settings = {name for name in _ARGUMENTS if f"{name}=" not in CHAPTER and not name.isascii()}
    assert settings <= {"高", "地址", "倾斜", "删除线", "底色", "上标", "下标"}
