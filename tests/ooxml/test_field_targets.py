"""Which word of a field's code is a bookmark, and that nothing else of the code changes."""

from __future__ import annotations

import pytest
from docx_samples import NAMESPACES
from lxml import etree

from reportgen.ooxml.field_targets import link_targets, rename_in_code


@pytest.mark.parametrize(
    ("code", "renamed"),
    [
        (" REF 图 \\h ", " REF 新 \\h "),
        (' ref "图"  \\* MERGEFORMAT', ' ref "新"  \\* MERGEFORMAT'),
        ("PAGEREF \\h 图", "PAGEREF \\h 新"),
        ('HYPERLINK \\l "图" \\o "图"', 'HYPERLINK \\l "新" \\o "图"'),
        ('HYPERLINK "图"', 'HYPERLINK "图"'),
        ('TOC \\o "1-3" \\b 图', 'TOC \\o "1-3" \\b 新'),
        (" = 图 * 2 + SUM(图, 图二) ", " = 新 * 2 + SUM(新, 图二) "),
        (' IF 图 > 3 "多" "少"', ' IF 新 > 3 "多" "少"'),
        (" 图 ", " 新 "),
        (" SEQ 图 \\* ARABIC", " SEQ 图 \\* ARABIC"),
        (' STYLEREF "图"', ' STYLEREF "图"'),
        ("", ""),
    ],
)
def test_only_the_bookmark_of_a_code_is_renamed(code: str, renamed: str) -> None:
    assert rename_in_code(code, lambda name: "新" if name == "图" else name) == renamed


def test_a_code_that_word_has_cut_into_runs_is_read_as_one_and_one_around_another_field_is_left() -> None:
    def piece(kind: str, text: str = "") -> str:
        inside = f'<w:instrText>{text}</w:instrText>' if text else f'<w:fldChar w:fldCharType="{kind}"/>'
        return f"<w:r>{inside}</w:r>"

    cut = piece("begin") + piece("", " REF 图") + piece("", "一 \\h") + piece("separate") + piece("end")
    nested = piece("begin") + piece("", " IF ") + piece("begin") + piece("", " REF 图一 ") + piece("end") + piece("", " = 1 ") + piece("end")
    root = etree.fromstring(f"<w:p {NAMESPACES}>{cut}{nested}</w:p>")
    for _, rename in link_targets(root):
        rename(lambda name: name + "_2")
    assert [node.text or "" for node in root.iter("{*}instrText")] == [" REF 图一_2 \\h", "", " IF ", " REF 图一_2 ", " = 1 "]
