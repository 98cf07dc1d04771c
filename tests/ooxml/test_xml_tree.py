"""Any bytes are a tree or a problem that names part and line."""

from __future__ import annotations

import pytest
from docx_samples import MAIN, SAMPLE, replaced
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from refusals import SAVE_AGAIN, refusals

from reportgen.ooxml.xml_tree import check_wellformed, parse_xml
from reportgen.problem import ReportError


def test_broken_xml_is_a_problem_with_part_and_line() -> None:
    with pytest.raises(ReportError) as caught:
        parse_xml(b"<a>\n<b></a>", MAIN)
    assert str(caught.value) == f"[P21] 正文：文件里的“{MAIN}”已损坏（第2行第8列），不能读取。（{SAVE_AGAIN}）"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    text = '<?xml version="1.0"?><!-- a --><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
    with pytest.raises(ReportError) as caught:
        parse_xml(text.encode(encoding), "word/styles.xml")
    assert str(caught.value) == (
        "[P22] word/styles.xml：文件里的“word/styles.xml”带有“文档类型声明”（DOCTYPE）。"
        f"正常的 Word 文件没有它，它可能有害，所以不予读取。（{SAVE_AGAIN}）"
    )


def test_a_document_type_in_the_content_types_refuses_the_package() -> None:
    data = replaced(SAMPLE, "[Content_Types].xml", "<Types", "<!DOCTYPE a><Types")
    assert refusals(data)[0].code == "P22"


def test_the_words_of_a_document_type_are_harmless_inside_text() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE a>]]></a>", MAIN).text == "<!DOCTYPE a>"
    assert parse_xml(b"<!-- <!DOCTYPE a> --><a/>", MAIN).tag == "a"


def test_utf_16_parts_are_read() -> None:
    assert parse_xml('<?xml version="1.0" encoding="UTF-16"?><a>汉字</a>'.encode("utf-16"), MAIN).text == "汉字"


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=60) | st.text("<!-?>DOCTYPE a/", max_size=40).map(str.encode))
def test_any_bytes_are_a_tree_or_a_problem(data: bytes) -> None:
    try:
        root = parse_xml(data, MAIN)
    except ReportError as fault:
        assert fault.problems[0].code in {"P21", "P22"}
    else:
        assert root.getroottree().docinfo.internalDTD is None


def test_what_we_made_ourselves_is_checked_without_a_tree() -> None:
    check_wellformed('<a xmlns:w="x"><w:b/>文</a>'.encode(), "word/document.xml")
    for broken in ("<a>", "<a></b>", "<w:a/>", "<a>&</a>", "<a>\x01</a>", "<a/><b/>"):
        with pytest.raises(ReportError, match="不是完好的 XML（第1行"):
            check_wellformed(broken.encode(), "word/document.xml")
