"""What a program passes to the engine's door: read, or answered with what is wanted, in the language of the template."""

from __future__ import annotations

import io
import uuid
from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

import docx
import pytest
from docx_samples import document

from reportgen import ReportError, Template
from reportgen.compat.docxtpl import DocxTemplate, InlineImage, RichText

PRINTED, LOOPED = document("{{ a }}"), document("{% for x in a %}{{ x }}、{% endfor %}")


@dataclass
class Record:
    名: str = "甲"


def text_of(package: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(package)).paragraphs)


def test_a_template_is_opened_from_whatever_holds_it(tmp_path: Path) -> None:
    (tmp_path / "模板.docx").write_bytes(PRINTED)
    with (tmp_path / "模板.docx").open("rb") as stream:
        sources = (PRINTED, bytearray(PRINTED), memoryview(PRINTED), io.BytesIO(PRINTED), stream, tmp_path / "模板.docx", str(tmp_path / "模板.docx"))
        for source in sources:
            assert text_of(Template.open(source).render({"a": 1}).package) == "1"  # type: ignore[arg-type]


@pytest.mark.parametrize("source", [None, 3, [PRINTED], docx.Document(), io.StringIO("x")])
def test_what_is_no_template_is_answered_with_what_is_wanted(source: Any) -> None:
    with pytest.raises(ReportError, match="模板要传文件的路径、内容") as told:
        Template.open(source, language="zh")
    assert [problem.code for problem in told.value.problems] == ["R14"]
    with pytest.raises(ReportError, match="A template is given as a path"):
        Template.open(source, language="en")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: Template.open(PRINTED, ["f"]), "filters 要传"), (lambda: Template.open(PRINTED, {"f": 3}), "filters 要传"),
        (lambda: Template.open(PRINTED, limits=3), "limits 要传 Limits，这里传的是 int"), (lambda: Template.open(PRINTED, language=3), "language 要传 str"),
        (lambda: Template.open(PRINTED).render(None), "数据要传字典（dict），这里传的是 NoneType"), (lambda: Template.open(PRINTED).check([1]), "数据要传字典"),
        (lambda: Template.open(PRINTED).render({1: 2}), "数据的名称要是文字，“1”是 int"),
        (lambda: Template.open(PRINTED).render({"a": {3, 4}}), "数据“a”是没有先后次序的 set"),
        (lambda: Template.open(LOOPED).render({"a": (x for x in "ab")}), "数据“a”是只能读一遍的 generator"),
        (lambda: Template.open(PRINTED).render({"a": 1}, bounds=3), "bounds 要传 Bounds"), (lambda: Template.open(PRINTED).render({"a": 1}, marks=3), "marks 要传 Mapping"),
        (lambda: Template.open(PRINTED).render({"a": 1}, files="图片"), "files 要传文件夹（Path）"),
        (lambda: Template.open(PRINTED).render({"a": 1}).save(None), "成品要写到哪个文件，请传路径"),
        (lambda: Template.open(PRINTED).render({"a": 1}).save("/"), "是文件夹，不能当作成品的文件名"),
        (lambda: Template.open(PRINTED).render({"a": 1}).save("没有的文件夹/x.docx"), "没有“没有的文件夹”这个文件夹"),
    ],
)  # fmt: skip
def test_arguments_of_other_types_are_told(call: Any, said: str) -> None:
    with pytest.raises(ReportError, match=said) as told:
        call()
    assert told.value.problems[0].code == "R14"
    assert told.value.problems[0].hint


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (b"ab", "R05"), (len, "R05"), (int, "R05"), (Record(), "R05"), (object(), "R05"), (io, "R05"), (deque([1]), "R05"), (range(3), "R05"), ({1: 2}.items(), "R05"),
        (float("nan"), "R02"), (float("inf"), "R02"), (Decimal("NaN"), "R02"), (lambda: 1, "R05"),
    ],
)  # fmt: skip
def test_what_has_no_text_but_python_s_is_not_printed(value: Any, code: str) -> None:
    rendered = Template.open(PRINTED).render({"a": value})
    assert ([problem.code for problem in rendered.problems], rendered.package) == ([code], b"")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1, "1"), (True, "True"), (1.5, "1.5"), (Decimal("2.50"), "2.50"), (date(2024, 3, 1), "2024-03-01"), (timedelta(days=1), "1 day, 0:00:00"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"), (PurePosixPath("甲/乙"), "甲/乙"),
    ],
)  # fmt: skip
def test_what_has_a_text_of_its_own_is_printed(value: Any, printed: str) -> None:
    assert text_of(Template.open(PRINTED).render({"a": value}).package) == printed


def test_lists_of_every_kind_are_looped_over() -> None:
    template = Template.open(LOOPED)
    for items in ([1, 2], (1, 2), deque([1, 2]), range(1, 3), {1: "x", 2: "y"}.keys()):
        assert text_of(template.render({"a": items}).package) == "1、2、"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: DocxTemplate(None), "文件要传路径"), (lambda: DocxTemplate(io.BytesIO(PRINTED)).render(None), "render 的数据要传字典"),
        (lambda: DocxTemplate(io.BytesIO(PRINTED)).render({"a": 1}, 3), "jinja_env 要传 jinja2.Environment"),
        (lambda: InlineImage(None, io.BytesIO(b"x"), width="3cm"), "图片的 width 要传长度"), (lambda: InlineImage(None, None).value, "文件要传路径"),
        (lambda: RichText("x", color=3), "六位的“红绿蓝”代码"), (lambda: RichText("x", font=3), "字体 font 要传字体的名称"),
        (lambda: DocxTemplate(io.BytesIO(PRINTED)).new_subdoc(io.BytesIO(b"x")), "子文档不是 Word 文件"),
    ],
)  # fmt: skip
def test_a_script_of_docxtpl_s_is_told_too(call: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()


def test_macros_are_dropped_where_a_template_is_opened_on_request() -> None:
    from docx_samples import add_type, package_of, parts_of

    parts = parts_of(PRINTED)
    parts["word/vbaProject.bin"] = b"x"
    add_type(parts, "word/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    with pytest.raises(ReportError, match="命令加 --去宏"):
        Template.open(package_of(parts))
    template = Template.open(package_of(parts), drop_macros=True)
    assert [problem.code for problem in template.problems] == ["P17"]
    made = template.render({"a": "甲"}).package
    assert text_of(made) == "甲"
    assert "word/vbaProject.bin" not in parts_of(made)
