"""Any bytes are a tree or a problem that names part and line."""

from __future__ import annotations

import pytest
from docx_samples import MAIN, SAMPLE, replaced
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from refusals import SAVE_AGAIN, refusals

from reportgen.ooxml.xml_tree import check_wellformed, parse_xml, root_tag
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
    check_wellformed(f"<a b='{'x' * 11_000_000}'>{'y' * 11_000_000}</a>".encode(), "word/document.xml")
    for broken in ("<a>", "<a></b>", "<w:a/>", "<a w:b=''/>", "<a b='' b=''/>", "<a xmlns:b=''/>", "<a>&</a>", "<a>\x01</a>", "<a/><b/>"):
        with pytest.raises(ReportError, match="不是完好的 XML（第1行"):
            check_wellformed(broken.encode(), "word/document.xml")


_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAIL = b"\n<!--" + b"x" * 4096 + b"-->"
"""A short part is read whole anyway."""
_SOUND = [
    b"<a/>", b'<w:a xmlns:w="u"/>', b'<a xmlns="u"><!-- x --><?y z?>&amp;&#x4e00;<![CDATA[<b>]]></a>', b"<a>\xe4\xb8\x80</a>\n",
    b'<a xml:space="x"/>', b'<a xmlns="relative"/>', b'<a xml:id="q"/>', b"<!-- " + b"x" * 9000 + b" --><a/>", b"<a>" * 256 + b"</a>" * 256,
    b'<a xmlns="u" ' + b" ".join(b'a%d=""' % number for number in range(1000)) + b">" + b"t" * 140_000 + b"</a>",
    b"<a>" + b"t" * 140_000 + b"</a>",
]  # fmt: skip
_LONG_TEXT = b"<a>" + b"t" * 10_000_001 + b"</a>"
"""More than the parser takes of a stranger."""
_BROKEN = [
    _LONG_TEXT,
    b"", b"<a>", b"<a></b>", b"<a/><b/>", b"<w:a/>", b'<a w:b=""/>', b'<a b="" b=""/>', b'<a xmlns:x="u" xmlns:y="u" x:b="" y:b=""/>',
    b'<a xmlns:x=""/>', b'<a xmlns:xml="u"/>', b'<a xmlns:xmlns="u"/>', b'<a:b:c xmlns:a="u"/>', b'<a xml:id="1"/>',
    b'<a><b xml:id="q"/><c xml:id="q"/></a>', b"<a>&x;</a>", b"<a>\x01</a>", b"<a>\xff</a>", b"<a>&#0;</a>", b"<a><!-- -- --></a>",
    b"<a>]]></a>", b"<!DOCTYPE a><a/>", b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', b"<a>" * 258 + b"</a>" * 258,
    b"<a " + b" ".join(b'a%d=""' % number for number in range(1001)) + b">" + b"t" * 140_000 + b"</a>",
    b"<a>" + b"<b/>" * 40_000 + b"<c " + b" ".join(b'a%d=""' % number for number in range(1001)) + b"/></a>",
]  # fmt: skip


def _by_tree(data: bytes) -> object:
    try:
        return parse_xml(data, MAIN).tag
    except ReportError as error:
        return error.problems


def _by_root_alone(data: bytes) -> object:
    try:
        return root_tag(data, MAIN)
    except ReportError as error:
        return error.problems


@pytest.mark.parametrize("head", [_HEAD, _HEAD.replace(b'"', b"'"), b"", b"\xef\xbb\xbf" + _HEAD, _HEAD.replace(b"UTF-8", b"ascii")])
def test_what_is_gone_through_without_a_tree_is_refused_and_named_as_the_tree_would_be(head: bytes) -> None:
    for body in (*_SOUND, *_BROKEN):
        for data in (head + body, head + body + _TAIL):
            assert _by_root_alone(data) == _by_tree(data), body[:60]
    for body in _BROKEN:
        assert not isinstance(_by_root_alone(head + body + _TAIL), str), body[:60]
    for body in _SOUND if head == _HEAD else ():
        assert _by_root_alone(head + body + _TAIL) in {"a", "{u}a", "{relative}a"}, body[:60]


_PIECES = st.sampled_from(
    ["<a>", "</a>", "<b/>", "<w:b", ' xmlns:w="u"', ' xmlns="u"', ' c="1"', ' w:c="1"', ' xml:id="q"', ">", "/>", "&amp;", "&e;", "t", "<!--", "-->"]
)  # fmt: skip


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_any_pieces_are_refused_and_named_as_the_tree_would_be(text: str) -> None:
    data = _HEAD + b"<r>" + text.encode() + b"</r>" + _TAIL
    assert _by_root_alone(data) == _by_tree(data)
