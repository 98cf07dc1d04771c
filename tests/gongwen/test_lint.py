"""The verdict on whole files: generated years, templates, hand-made files; how findings are folded; the page of rules."""

from __future__ import annotations

import io
import time
from pathlib import Path

import docx
import drafts
import pytest
from docx_mutants import MUTANTS, build
from docx_samples import SAMPLE, document, parts_of, replaced
from gongwen_samples import MATERIAL, OFFICIAL, boxed_mark, boxed_number, written
from gongwen_table import page
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official_samples import package

from reportgen.gongwen.lint import lint
from reportgen.gongwen.templates import KINDS
from reportgen.problem import Grade, Problem, ReportError, WordPlace

ROOT = Path(__file__).parents[2]


def generated(year: int) -> bytes:
    last = ROOT / f"inputs/{year - 1}.yaml"
    made = drafts.make(
        [ROOT / f"inputs/{year}.yaml"], ROOT / "templates/annual/template.docx", ROOT / "templates/annual/fields.yaml",
        [last] if last.exists() else [],
    )  # fmt: skip
    return made.package


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_a_generated_year_has_neither_errors_nor_warnings(year: int) -> None:
    verdict = lint(generated(year))
    assert [str(problem) for problem in verdict.problems if problem.grade is not Grade.NOTE] == []
    assert (verdict.profile, verdict.guessed) == ("汇报材料", True)


def test_the_redacted_year_is_told_its_stars_in_one_note() -> None:
    stars = [problem for problem in lint(generated(2022)).problems if problem.code == "G122"]
    assert [problem.message for problem in stars] == ["有脱敏的星号（共 104 处）"]
    assert [problem.grade for problem in stars] == [Grade.NOTE]


def test_a_default_document_of_python_docx_has_many_findings_each_with_clause_and_place() -> None:
    made = docx.Document()
    made.add_heading("工作汇报", 0)
    made.add_heading("一、主要工作", 1)
    made.add_paragraph("今年以来，各项工作有序推进。" * 8)
    stream = io.BytesIO()
    made.save(stream)
    verdict = lint(stream.getvalue())
    assert {"G01", "G02", "G04", "G10", "G11", "G13", "G18", "G20", "G23", "G30", "G40", "G60"} <= {each.code for each in verdict.problems}
    for problem in verdict.problems:
        assert "依据：" in problem.hint
        assert isinstance(problem.place, WordPlace)
        assert problem.place.part


def test_fonts_from_the_theme_are_judged_by_the_name_that_the_theme_gives_for_simplified_chinese() -> None:
    text = "默认{主题=1}|\n标题| 工作情况汇报\n空\n正文{字体=无}| 各项工作有序推进。"
    assert "正文的中文字体是“等线”，应为仿宋" in [problem.message for problem in lint(written(text)).problems]


def test_a_fault_that_occurs_in_every_paragraph_is_told_once_with_the_first_places() -> None:
    text = "标题| 工作情况汇报\n空\n" + "\n".join("正文{首行=0}| 各项工作有序推进。" for _ in range(30))
    verdict = lint(written(text))
    (problem,) = (each for each in verdict.problems if each.code == "G20")
    assert problem.message == "首行缩进 0 字，应为 2 字（共 30 处）"
    assert [str(place) for place in problem.also] == ["正文第4段", "正文第5段", "正文第6段", "正文第7段"]
    assert len([each for each in verdict.every if each.code == "G20"]) == 30
    assert len([each for each in verdict.marks if each.code == "G20"]) == 1


def test_faults_come_gravest_first() -> None:
    text = "标题{首行=200}| 工作情况汇报\n空\n正文{字号=28 段后=100}| 各项工作有序推进。"
    grades = [problem.grade for problem in lint(written(text)).problems]
    assert grades == sorted(grades, key=list(Grade).index)
    assert set(grades) == set(Grade)


@pytest.mark.parametrize(("text", "profile"), [(MATERIAL, "汇报材料"), (OFFICIAL, "公文")])
def test_the_profile_is_guessed_from_the_content_and_can_be_given(text: str, profile: str) -> None:
    assert (lint(written(text)).profile, lint(written(text)).guessed) == (profile, True)
    assert (lint(written(text), "汇报材料").profile, lint(written(text), "汇报材料").guessed) == ("汇报材料", False)


def test_a_recipient_and_a_title_of_a_legal_kind_make_an_official_document() -> None:
    text = "标题| 关于要求安排资金的请示\n空\n主送| 市人民政府：\n正文| 妥否，请批示。"
    assert lint(written(text)).profile == "公文"
    assert lint(written(text.replace("请示", "汇报"))).profile == "汇报材料"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("margins", ["A", "B"])
@pytest.mark.parametrize("fonts", ["GB2312", "GBK"])
def test_every_built_template_filled_with_its_sample_has_neither_errors_nor_warnings(kind: str, margins: str, fonts: str) -> None:
    verdict = lint(package(kind, margins, fonts))
    assert [str(problem) for problem in verdict.problems if problem.grade is not Grade.NOTE] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_is_not_filled_is_told_so_and_judged_by_its_pages_only(kind: str) -> None:
    (problem,) = lint(KINDS[kind].build("A", "GB2312")).problems
    assert (problem.code, problem.grade) == ("G122", Grade.NOTE)
    assert problem.message.startswith("这是没有填的模板，只查页面、页码和字体名称")


def test_a_page_number_in_a_text_box_as_wps_writes_it_is_found_and_its_side_read_from_the_box() -> None:
    found = {problem.code for problem in lint(boxed_number(written("设置{不分}|\n" + MATERIAL))).problems}
    assert found == {"G63"}
    assert lint(boxed_number(written(MATERIAL), "outside")).problems == ()


def test_a_mark_in_a_text_box_is_judged_like_any_other() -> None:
    plain = written(OFFICIAL)
    verdict = lint(boxed_mark(plain))
    assert (verdict.profile, verdict.problems) == ("公文", lint(plain).problems)
    black = OFFICIAL.replace("标志|", "标志{颜色= 字体=黑体 对齐=left}|")
    found = [problem for problem in lint(boxed_mark(written(black))).problems if problem.code in ("G73", "G74")]
    assert [str(problem).partition("（")[0] for problem in found] == [
        "[G73] 正文第4段的文本框里：发文机关标志没有居中", "[G74] 正文第4段的文本框里：发文机关标志用了“黑体”，标准推荐小标宋",
        "[G74] 正文第4段的文本框里：发文机关标志不是红色",
    ]  # fmt: skip
    centred = lint(boxed_mark(written(black), align="center")).problems
    assert "G73" not in {problem.code for problem in centred}, "a box in the middle of the page centres it"


@pytest.mark.parametrize(("offset", "told"), [(70.7, False), (72, False), (40, True), (90, True)])
def test_the_height_of_a_mark_in_a_text_box_is_that_of_the_box(offset: float, told: bool) -> None:
    found = [problem for problem in lint(boxed_mark(written(OFFICIAL), offset)).problems if problem.code == "G84"]
    assert bool(found) is told


def test_ten_pages_are_judged_in_well_under_a_second() -> None:
    body = "正文| 今年以来，街道认真落实各项部署，经济社会平稳发展，各项任务全面完成，增长6.7%。\n"
    data = written(MATERIAL + "\n" + (body * 160).strip())
    start = time.process_time()
    lint(data)
    assert time.process_time() - start < 1


def test_the_page_of_rules_is_what_the_rules_say() -> None:
    assert (ROOT / "docs" / "gongwen.md").read_text(encoding="utf-8") == page()


def _judged(data: bytes) -> None:
    """The linter gives a verdict or refuses in its own words; nothing else may come out."""
    try:
        verdict = lint(data)
    except ReportError as error:
        assert error.problems
        return
    assert all(isinstance(problem, Problem) for problem in verdict.every)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.message[:30])
def test_a_broken_file_is_judged_all_the_same(mutant: object) -> None:
    _judged(replaced(build(), mutant.part, mutant.old, mutant.new))  # type: ignore[attr-defined]


@pytest.mark.parametrize("data", [SAMPLE, document(), document("")], ids=["every part", "nothing", "one empty paragraph"])
def test_odd_files_are_judged(data: bytes) -> None:
    _judged(data)


_WORDS = st.sampled_from(["一、", "（一）", "1.", "附件", "附件：", "抄送：", "2025年7月1日", "签发人：", "〔2025〕3号", "“", "”", "（", "：", "。", "　", " ", "\t", "汉", "x", "%", "\n", "-5"])


@given(st.lists(st.lists(_WORDS, max_size=6).map("".join), max_size=12))
@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_words_in_any_order_are_judged(lines: list[str]) -> None:
    _judged(document(*(line.lstrip("# ") for line in lines)))


_MATERIAL = {name: data for name, data in parts_of(written(OFFICIAL)).items() if name.endswith(".xml") and name.startswith("word/")}


@given(st.sampled_from(sorted(_MATERIAL)), st.data())
@settings(max_examples=examples(80), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_value_of_any_attribute_is_judged(part: str, data: st.DataObject) -> None:
    """A value somewhere in the file becomes something that nobody expects."""
    text = _MATERIAL[part].decode()
    values = [index for index in range(len(text)) if text.startswith('w:val="', index) or text.startswith('w:w="', index) or text.startswith('Chars="', index)]
    if not values:
        return
    start = text.index('"', data.draw(st.sampled_from(values))) + 1
    strange = data.draw(st.sampled_from(["", "-1", "0", "99999999999999", "1.5cm", "x", "NaN", "on", "true", "１", "%", "-0.0pt"]))
    _judged(replaced(written(OFFICIAL), part, text, text[:start] + strange + text[text.index('"', start) :]))

