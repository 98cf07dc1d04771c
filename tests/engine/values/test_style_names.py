"""Styles by the names that people use."""

from __future__ import annotations

import pytest
from docx_samples import STYLES, body_xml, paragraph

from reportgen.engine.values.style_names import StyleNames
from reportgen.ooxml.package import Package

CHAIN = (
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="甲样式"/><w:basedOn w:val="y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="乙"/><w:basedOn w:val="x"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
)


def styles(more: str = "") -> StyleNames:
    return StyleNames.of(Package.open(body_xml(paragraph("x"), styles=STYLES + more)))


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("1", "paragraph", "1"), ("heading 1", "paragraph", "1"), ("标题 1", "paragraph", "1"), ("标题1", "paragraph", "1"),
        ("Heading 1", "paragraph", "1"), ("正文", "paragraph", "a"), ("要点", "character", "b"), ("要点", "paragraph", ""),
        ("甲样式", "paragraph", "x"), ("没有", "table", ""),
    ],
)  # fmt: skip
def test_a_style_is_found_by_id_name_and_chinese_name(name: str, kind: str, found: str) -> None:
    assert styles(CHAIN).find(name, kind) == found


def test_a_numbering_is_looked_for_up_the_line_which_may_be_a_circle() -> None:
    assert styles(CHAIN).numbering("x") == ("5", "1")
    assert styles(CHAIN.replace('<w:numId w:val="5"/>', "")).numbering("x") == ("", "0")


def test_a_package_without_styles_has_none() -> None:
    assert StyleNames(None).find("正文", "paragraph") == ""
    assert list(StyleNames(None).line("")) == []
