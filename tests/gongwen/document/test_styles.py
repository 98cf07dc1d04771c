"""Styles based on one another: no chain costs more than its length, and none is followed for ever."""

from __future__ import annotations

import time

import pytest
from docx_samples import body_xml

from reportgen.gongwen.document.styles import DEEPEST, read_styles
from reportgen.gongwen.lint import lint
from reportgen.ooxml.package import Package


def chained(length: int, last: str, paragraphs: int = 0) -> Package:
    """Styles s0 based on s1, … the last on ``last``, and bold."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="{f"s{n + 1}" if n < length - 1 else last}"/>'
        f"{'<w:rPr><w:b/></w:rPr>' if n == length - 1 else ''}</w:style>"
        for n in range(length)
    )
    text = "".join(f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr><w:r><w:t>一、标题</w:t></w:r></w:p>' for n in range(paragraphs))
    return Package.open(body_xml(text, styles=styles))


@pytest.mark.parametrize(("length", "bold"), [(DEEPEST, True), (DEEPEST + 1, False)])
def test_a_long_chain_of_styles_is_followed_to_its_bound_and_costs_little(length: int, bold: bool) -> None:
    assert ("b" in read_styles(chained(length, "none")).look("s0", "paragraph")) is bold


@pytest.mark.parametrize("last", ["none", "s0", "s299"])
def test_a_file_of_chained_styles_is_judged_in_seconds(last: str) -> None:
    begun = time.perf_counter()
    lint(chained(300, last, 300), "")
    assert time.perf_counter() - begun < 10
