"""What differs between two Word files beyond their text: each thing is told with its place and words, and nothing else is."""

from __future__ import annotations

import cProfile
import io
from functools import cache

import docx
import pytest
from docx_samples import body_xml, package_of, paragraph, parts_of, run
from form_edits import FORM_EDITS, OpenFile, with_form

from reportgen.gongwen.document.form_diff import form_changes, listed, reads_equal
from reportgen.ooxml.package import Package

TITLE = paragraph("某镇2024年工作总结", '<w:jc w:val="center"/>')
BODY = f'<w:p><w:pPr><w:ind w:firstLine="640"/></w:pPr>{run("产业加快升级。", "<w:b/>")}{run("全年产值达到18.62亿元，平稳增长。")}</w:p>'
FOOTER = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


@cache
def printed(page: int = 1) -> bytes:
    return body_xml(TITLE + paragraph("一、主要做法") + BODY + paragraph("以上请审议。"), footer=FOOTER.format(page))


def told(edited: bytes, before: bytes | None = None) -> list[str]:
    return [f"{each.what}|{each.words}|{each.where}" for each in form_changes(Package.open(before or printed()), Package.open(edited))]


@pytest.mark.parametrize("name", FORM_EDITS)
def test_each_thing_is_told_with_its_words_and_its_place_and_keeps_the_file(name: str) -> None:
    edited = with_form(printed(), name)
    found = told(edited)
    assert any(all(words in each for words in FORM_EDITS[name].told) for each in found), found
    assert not reads_equal(Package.open(printed()), Package.open(edited))


def test_several_things_are_each_told() -> None:
    found = " ".join(told(with_form(printed(), "表格", "脚注", "居中", "页边距", "加粗", "图片")))
    for name in ("表格", "脚注", "居中", "页边距", "加粗", "图片"):
        assert all(words in found for words in FORM_EDITS[name].told), (name, found)


def test_what_a_program_writes_anew_and_shows_nowhere_is_nothing() -> None:
    saved = io.BytesIO()
    docx.Document(io.BytesIO(printed())).save(saved)
    assert told(saved.getvalue()) == []
    assert reads_equal(Package.open(printed()), Package.open(saved.getvalue()))
    assert reads_equal(Package.open(printed()), Package.open(printed(page=7))), "the number of the page is what a field shows"
    file = OpenFile(printed())
    file.dress("产值", "<w:lang w:eastAsia=\"zh-CN\"/>", "<w:noProof/>")
    file.layout('<w:ind w:firstLine="641"/>')
    assert told(file.saved()) == [], "a run of its own with the same look; a twip is rounding"


def test_text_alone_is_no_form_but_makes_the_file_read_otherwise() -> None:
    for old, new in (("18.62", "18.92"), ("平稳增长", "平稳较快增长"), ("以上请审议。", "")):
        parts = {name: data.replace(old.encode(), new.encode()) for name, data in parts_of(printed()).items()}
        edited = package_of(parts)
        assert [each for each in told(edited) if "空行" not in each] == []
        assert not reads_equal(Package.open(printed()), Package.open(edited))


def test_words_put_in_look_as_those_around_them_or_are_told() -> None:
    wordy = BODY.replace("平稳增长", "平稳较快增长")
    plain = body_xml(TITLE + paragraph("一、主要做法") + wordy + paragraph("以上请审议。"), footer=FOOTER.format(1))
    assert told(plain) == []
    file = OpenFile(plain)
    file.dress("较快", "<w:b/>")
    assert told(file.saved()) == ["加粗|较快|“产业加快升级。全年产值达到18.62亿元”一段"]


def test_a_new_paragraph_is_told_where_it_looks_as_none_did() -> None:
    file = OpenFile(printed())
    file.behind("<w:p><w:pPr><w:ind w:firstLine=\"640\"/></w:pPr><w:r><w:t>另有技改项目若干。</w:t></w:r></w:p>")
    assert told(file.saved()) == []
    file.dress("技改项目", '<w:color w:val="FF0000"/>')
    assert told(file.saved()) == ["颜色由“黑”改为“FF0000”|技改项目|“另有技改项目若干。”一段"]


def test_what_was_there_and_went_is_told_too() -> None:
    for name, words in (("表格", "少了表格"), ("脚注", "少了脚注"), ("图片", "少了图片"), ("加粗", "取消加粗"), ("分页符", "少了分页符")):
        assert any(words in each for each in told(printed(), with_form(printed(), name))), name


def test_a_picture_of_another_size_and_a_table_of_another_shape() -> None:
    before = with_form(printed(), "图片", "表格")
    file = OpenFile(before)
    extent = next(each for each in file.root.iter() if str(each.tag).endswith("}extent"))
    extent.set("cx", "1800000")
    rows = next(file.root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tbl"))
    rows.append(rows.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tr").__copy__())
    found = told(file.saved(), before)
    assert any(each.startswith("图片的大小改了") for each in found), found
    assert any("表格由 1 行 2 列改成 2 行 2 列" in each for each in found), found


TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>{place}{rules}</w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
    "<w:tr><w:tc><w:p><w:r><w:t>滨河路</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
RULES = '<w:tblBorders><w:top w:val="single" w:sz="4"/></w:tblBorders>'


def tabled(width: int = 4000, place: str = "", rules: str = RULES) -> bytes:
    return body_xml(TITLE + BODY + TABLE.format(width=width, place=place, rules=rules) + paragraph("以上请审议。"))


def test_how_a_table_is_ruled_how_wide_it_is_and_where_it_stands_are_each_told() -> None:
    assert told(tabled(), tabled()) == []
    assert told(tabled(width=4080), tabled()) == []  # a cell's padding, not a decision
    words = {"框线": tabled(rules=""), "宽度": tabled(width=6000), "位置": tabled(place='<w:jc w:val="center"/>')}
    for word, edited in words.items():
        (found,) = told(edited, tabled())
        assert f"改了表格的{word}" in found and "滨河路" in found


def sectioned(inside: str) -> bytes:
    parts = parts_of(printed())
    name = "word/document.xml"
    text = parts[name].decode()
    at = text.rindex("</w:sectPr>") if "</w:sectPr>" in text else -1
    assert at > 0
    return package_of({**parts, name: (text[:at] + inside + text[at:]).encode()})


def test_what_is_set_for_a_whole_section_is_told() -> None:
    for inside, words in (("<w:titlePg/>", "“首页不同”"), ('<w:pgNumType w:start="5"/>', "起始页码")):
        assert f"改了{words}|" in " ".join(told(sectioned(inside)))


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'


def test_a_list_set_at_a_paragraph_and_taken_off_again_is_told_both_ways() -> None:
    plain, listed_ = (body_xml(TITLE + paragraph("加快建设。", properties) + BODY) for properties in ("", NUMBERED.format(1)))
    (put_on,), (taken_off,) = told(listed_, plain), told(plain, listed_)
    assert put_on.startswith("加了自动编号") and taken_off.startswith(("去掉了自动编号", "加了自动编号"))


def test_equal_differences_are_listed_together() -> None:
    file = OpenFile(printed())
    file.dress("产值", "<w:b/>")
    file.dress("以上请审议", "<w:b/>")
    (group,) = listed(form_changes(Package.open(printed()), Package.open(file.saved())))
    assert (str(group[0]), [each.words for each in group[1]]) == ("加粗", ["产值", "以上请审议"])


def test_a_file_of_twice_the_paragraphs_takes_no_more_than_twice_the_work() -> None:
    """Calls are counted: seconds tell more of the machine."""
    calls = []
    for size in (150, 300):
        edited = body_xml("".join(paragraph("同一句话，写了许多遍。", '<w:jc w:val="right"/>') for _ in range(size)))
        with cProfile.Profile() as profile:
            form_changes(Package.open(printed()), Package.open(edited))
        calls.append(sum(each.callcount for each in profile.getstats()))
    assert calls[1] < 2.2 * calls[0], calls
