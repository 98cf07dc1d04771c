"""A 公文 made of its template and sample data says what it must, in the order and the styles of the standard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from official_samples import filled

from reportgen.gongwen.templates import KINDS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lines(document: Any) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_fills_the_template_and_nothing_is_left_over(kind: str) -> None:
    document = filled(kind)
    text = "\n".join(text for _, text in lines(document))
    assert "{" not in text
    assert "None" not in text


def test_the_head_of_a_notice_stands_in_the_order_of_the_standard() -> None:
    found = lines(filled("通知"))[:9]
    assert found == [
        ("份号", "000001"), ("密级和紧急程度", "特急"), ("Normal", ""), ("发文机关标志", "澄屿街道办事处文件"), ("Normal", ""), ("Normal", ""),
        ("发文字号", "澄街办〔2025〕6号"), ("Normal", ""), ("Normal", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("given", [{}, {"份号": "000002"}, {"密级": "秘密★1年"}, {"份号": "1", "密级": "机密★1年", "紧急程度": "加急"}])
def test_three_lines_stand_above_the_mark_whatever_is_given(given: dict[str, str]) -> None:
    found = lines(filled("通知", **{"份号": "", "密级": "", "紧急程度": "", **given}))
    assert [style for style, _ in found].index("发文机关标志") == 3
    assert [text for _, text in found[:3]] == [*given.values(), *[""] * (3 - len(given))]


def test_what_goes_upward_names_who_signed_two_on_a_line_and_the_number_on_the_last() -> None:
    rows = [text for style, text in lines(filled("报告")) if style in ("签发人", "发文字号")]
    assert rows == ["\t\t签发人：林知远　苏望亭", "\t澄街办〔2025〕20号\t\t陆听澜"]
    rows = [text for style, text in lines(filled("请示")) if style in ("签发人", "发文字号")]
    assert rows == ["\t澄街办〔2025〕12号\t签发人：林知远"]


def test_two_who_signed_share_the_line_of_the_number() -> None:
    rows = [text for style, text in lines(filled("请示", 签发人=["林知远", "苏望亭"])) if style in ("签发人", "发文字号")]
    assert rows == ["\t澄街办〔2025〕12号\t签发人：林知远　苏望亭"]


def test_names_who_signed_are_in_another_font_than_the_label() -> None:
    paragraph = next(paragraph for paragraph in filled("请示").paragraphs if "签发人" in paragraph.text)
    assert [run.text for run in paragraph.runs if run.style.name == "签发人姓名"] == ["林知远"]


def test_one_enclosure_has_no_number_and_several_have() -> None:
    one = [text for style, text in lines(filled("请示")) if style.startswith("附件")]
    assert one == ["附件：滨河老旧小区改造项目资金测算表", "附件"]
    several = [text for style, text in lines(filled("通知")) if style.startswith("附件")]
    assert several == ["附件：1.\t防汛隐患点责任人名单", "2.\t村（社区）防汛物资储备标准", "附件1", "附件2"]


def test_an_enclosure_begins_a_page_and_its_title_stands_on_the_third_line() -> None:
    found = lines(filled("通知"))
    at = found.index(("附件标识", "附件1"))
    assert found[at + 1 : at + 3] == [("Normal", ""), ("Title", "防汛隐患点责任人名单")]
    style = filled("通知").styles["附件标识"]
    assert style.paragraph_format.page_break_before


def test_levels_of_the_text_become_headings() -> None:
    found = lines(filled("通知", 正文=["甲。", {"一级": "一、乙"}, {"二级": "（一）丙"}, {"三级": "1.丁"}, {"四级": "（1）戊"}]))
    at = found.index(("Normal", "甲。"))
    assert found[at + 1 : at + 5] == [("Heading 1", "一、乙"), ("Heading 2", "（一）丙"), ("Heading 3", "1.丁"), ("Heading 4", "（1）戊")]


def test_the_imprint_is_a_floating_table_at_the_foot_of_the_last_page_with_rules_of_two_widths() -> None:
    document = filled("通知")
    table = document.tables[-1]._tbl
    place = table.tblPr.find(f"{W}tblpPr")
    assert (place.get(f"{W}vertAnchor"), place.get(f"{W}tblpYSpec")) == ("margin", "bottom")
    borders = table.tblPr.find(f"{W}tblBorders")
    eighths = {name: int(borders.find(W + name).get(f"{W}sz")) for name in ("top", "bottom", "insideH")}
    for name, wanted in (("top", 0.35), ("bottom", 0.35), ("insideH", 0.25)):
        assert abs(eighths[name] / 8 / 72 * 25.4 - wanted) < 0.02
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert rows[0][0].startswith("抄送：岚川市防汛防旱指挥部办公室，")
    assert rows[0][0].endswith("。")
    assert rows[1] == ["澄屿街道党政综合办公室\t2025年6月5日印发"]


def test_an_imprint_without_copies_has_one_row_and_a_document_without_imprint_no_table() -> None:
    assert len(filled("请示").tables[-1].rows) == 1
    assert filled("请示", 印发机关="").tables == []


def test_a_letter_has_no_page_number_on_its_first_page_and_neither_rules_nor_date_in_its_imprint() -> None:
    document = filled("函")
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert [paragraph.text for paragraph in section.first_page_footer.paragraphs] == ["", ""]
    assert section.footer.paragraphs[0].text == "— 1 —"
    assert document.tables[-1]._tbl.tblPr.find(f"{W}tblBorders") is None
    assert [cell.text for row in document.tables[-1].rows for cell in row.cells] == ["抄送：岚川市民政局，岚川市卫生健康局。"]


def test_a_title_in_two_lines_is_one_line_in_the_properties() -> None:
    document = filled("请示")
    assert document.core_properties.title == "澄屿街道办事处关于要求安排滨河老旧小区改造补助资金的请示"
    assert any("\n" in text for style, text in lines(document) if style == "Title")


def test_samples_come_with_the_package() -> None:
    folder = Path(__file__).parents[3] / "reportgen/gongwen/templates/samples"
    assert {path.stem for path in folder.glob("*.yaml")} == {kind.data for kind in KINDS.values()}


@pytest.mark.parametrize("kind", ["通知", "请示", "报告"])
def test_the_imprint_may_be_asked_to_begin_on_the_next_even_page(kind: str) -> None:
    assert [section.start_type.name for section in filled(kind, 版记另面="").sections] == ["NEW_PAGE"]
    document = filled(kind, 版记另面="是")
    assert [section.start_type.name for section in document.sections] == ["NEW_PAGE", "EVEN_PAGE"]
    after = [child.tag.rpartition("}")[2] for child in document.element.body][-4:]
    assert after == ["p", "tbl", "p", "sectPr"], "nothing else stands in its section"
