"""署名 and 成文日期 stand where cl. 7.3.5 wants them, whatever their widths."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx_samples import body_xml, package_of, parts_of
from hypothesis import given
from hypothesis import strategies as st
from official_samples import filled

from reportgen.gongwen.rules.signature import places
from reportgen.gongwen.signature import GAP, right_indents, settle, width
from reportgen.gongwen.templates import KINDS, annual_report
from reportgen.gongwen.templates.styles import ONE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
widths = st.integers(min_value=ONE, max_value=20 * ONE)


def rights(document: Any) -> dict[str, tuple[int, int]]:
    """Right indents of the closing by style, in twips and in hundredths of a character."""
    found = {}
    for paragraph in document.paragraphs:
        if paragraph.style.name in ("落款署名", "落款日期", "盖章署名", "盖章日期"):
            indent = paragraph._p.pPr.find(f"{W}ind")
            found[paragraph.style.name] = (int(indent.get(f"{W}right")), int(indent.get(f"{W}rightChars")))
    return found


@given(widths, widths)
def test_without_a_seal_the_date_begins_two_characters_to_the_right_of_the_unit(name: int, date: int) -> None:
    left, right = right_indents(name, date)
    assert (left + name) - (right + date) == 2 * ONE, "both measured from the right edge"
    assert min(left, right) >= 0
    assert (left if date <= name else right) == 2 * ONE, "the longer of the two stands two characters in"


@given(widths, widths)
def test_with_a_seal_the_unit_stands_in_the_middle_above_the_date(name: int, date: int) -> None:
    left, right = right_indents(name, date, sealed=True)
    assert right == 4 * ONE
    if left:
        assert abs((left + name / 2) - (right + date / 2)) <= 1


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("澄屿街道党工委", "2025年1月", (2 * ONE, 7 * ONE - 5 * 155 - 2 * ONE - 3 * GAP)),
        ("办公室", "2025年12月10日", (8 * 155 + 3 * ONE + 5 * GAP - 3 * ONE + 4 * ONE, 2 * ONE)),
        ("岚川市澄屿街道办事处党政综合办公室", "2025年1月6日", (2 * ONE, 17 * ONE - 6 * 155 - 3 * ONE - 5 * GAP)),
    ],
)
def test_the_indents_follow_the_widths(name: str, date: str, expected: tuple[int, int]) -> None:
    assert right_indents(width(name), width(date)) == expected


def test_a_filled_document_is_settled_by_its_own_text() -> None:
    found = rights(filled("请示"))
    longer = (7 * 155 + 3 * ONE + 5 * GAP) - 7 * ONE
    assert found == {"落款署名": (longer + 4 * ONE, round((longer + 4 * ONE) * 100 / ONE)), "落款日期": (630, 200)}
    found = rights(filled("通知"))
    name = 4 * ONE + (6 * 155 + 3 * ONE + 5 * GAP - 7 * ONE) // 2
    assert found == {"盖章署名": (name, round(name * 100 / ONE)), "盖章日期": (1260, 400)}


def test_the_last_text_is_kept_on_the_page_of_the_unit() -> None:
    document = filled("报告")
    at = next(number for number, paragraph in enumerate(document.paragraphs) if paragraph.style.name == "落款署名")
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs[at - 2 : at]]
    assert [paragraph.text for paragraph in document.paragraphs[at - 2 : at]] == ["特此报告。", ""]
    assert kept == [True, True]


def test_the_report_that_is_signed_at_its_end_has_the_same_geometry() -> None:
    found = rights(filled("汇报材料-文末署名"))
    assert found["落款日期"] == (630, 200), "2025年7月10日 is a little longer than 澄屿街道办事处"


def test_a_file_without_such_styles_is_given_back_as_it_is() -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    assert settle(stream.getvalue()) == stream.getvalue()


def test_settling_twice_changes_nothing() -> None:
    package = settle(KINDS["通知"].build("A", "GB2312"))
    assert settle(package) == package
    assert settle(annual_report()) != b""


@pytest.mark.parametrize("count", [1, 2])
def test_the_list_of_enclosures_keeps_the_text_before_it_on_its_page(count: int) -> None:
    enclosures = [{"名称": f"附件之{number}", "正文": ["甲。"]} for number in range(count)]
    document = filled("通知", 附件=enclosures, 正文=["第一段。", "最后一段。"])
    texts = [paragraph.text for paragraph in document.paragraphs]
    last = texts.index("最后一段。")
    assert texts[last + 1] == ""
    assert texts[last + 2].startswith("附件：")
    kept = [paragraph._p.pPr is not None and paragraph._p.pPr.find(f"{W}keepNext") is not None for paragraph in document.paragraphs]
    assert kept[last : last + 2] == [True, True]
    assert not kept[last - 1]


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="s{number}"><w:name w:val="{name}"/></w:style>'
    for number, name in enumerate(("落款署名", "落款日期", "盖章署名", "盖章日期"))
)
BREAK = "<w:p><w:pPr><w:sectPr><w:pgSz w:w='9' w:h='9'/></w:sectPr></w:pPr></w:p>"


def styled(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def settled(body: str, **more: Any) -> Any:
    return docx.Document(io.BytesIO(settle(body_xml(body, styles=STYLES, **more))))


def test_a_date_alone_stays_where_it_is() -> None:
    document = settled(styled("文") + styled("2025年1月6日", "s1"))
    assert [paragraph._p.pPr is not None and paragraph._p.pPr.find(f"{W}ind") is not None for paragraph in document.paragraphs] == [False, False]


def test_a_closing_at_the_very_beginning_is_settled_and_nothing_before_it_is_looked_for() -> None:
    found = rights(settled(styled("澄屿街道办事处", "s0") + styled("2025年1月6日", "s1")))
    assert found["落款署名"][0] - found["落款日期"][0] + width("澄屿街道办事处") - width("2025年1月6日") == 2 * ONE


def test_all_the_units_that_sign_together_are_kept_with_the_text_before() -> None:
    document = settled(styled("特此报告。") + styled("") + styled("党工委", "s0") + styled("办事处", "s0") + styled("2025年1月6日", "s1"))
    assert [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs] == [True, True, None, None, None]
    assert [int(paragraph._p.pPr.find(f"{W}ind").get(f"{W}right")) for paragraph in document.paragraphs[2:4]] == [
        right_indents(width("办事处"), width("2025年1月6日"))[0]
    ] * 2


def test_a_last_section_with_nothing_in_it_is_taken_away_with_its_break() -> None:
    document = settled(styled("文", "s0") + BREAK + "<w:p/>")
    assert len(document.sections) == 1 and document.sections[0].page_width.twips == 9
    assert [paragraph.text for paragraph in document.paragraphs] == ["文", ""]


def test_a_break_behind_a_table_stays_as_the_paragraph_that_a_table_needs_behind_it() -> None:
    table = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    document = settled(styled("文", "s0") + table + BREAK)
    body = document.element.body
    assert [child.tag.rpartition("}")[2] for child in body] == ["p", "tbl", "p", "sectPr"]
    assert len(document.sections) == 1 and document.sections[0].page_width.twips == 9


@pytest.mark.parametrize("body", [styled("文", "s0") + BREAK + styled("还有"), styled("文", "s0"), "<w:p/>"])
def test_a_section_that_holds_something_stays(body: str) -> None:
    before = docx.Document(io.BytesIO(body_xml(body, styles=STYLES)))
    assert len(settled(body).sections) == len(before.sections)


def test_a_file_without_any_section_or_any_styles_is_left_alone() -> None:
    plain = body_xml(styled("文", "s0") + "<w:p/>", styles=STYLES, section=None)
    assert len(docx.Document(io.BytesIO(settle(plain))).paragraphs) == 2
    parts = parts_of(body_xml(styled("文")))
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"/styles", b"/glossary")
    bare = package_of(parts)
    assert settle(bare) == bare


@pytest.mark.parametrize(
    ("name", "date", "sealed", "expected"),
    [
        (5 * ONE, 5 * ONE, False, (2 * ONE, 0)), (5 * ONE, 6 * ONE, False, (5 * ONE, 2 * ONE)),
        (12 * ONE, 4 * ONE, True, (0, 4 * ONE)), (13 * ONE, 4 * ONE, True, (0, 4 * ONE)), (10 * ONE, 4 * ONE, True, (ONE, 4 * ONE)),
    ],
)  # fmt: skip
def test_equal_widths_and_names_as_long_as_the_line(name: int, date: int, sealed: bool, expected: tuple[int, int]) -> None:
    assert right_indents(name, date, sealed=sealed) == expected
    assert places(name / ONE, date / ONE)[sealed] == tuple(each / ONE for each in expected), "the rule and what is printed agree"


@pytest.mark.parametrize(("signature", "dated", "right"), [(11.0, 4.0, 0.5), (12.0, 4.0, 0.0), (13.0, 4.0, 0.0), (4.0, 8.0, 6.0)])
def test_a_long_name_over_a_sealed_date_ends_at_the_margin_and_not_beyond(signature: float, dated: float, right: float) -> None:
    assert places(signature, dated)[1] == (right, 4.0)
