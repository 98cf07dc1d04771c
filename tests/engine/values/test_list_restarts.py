"""Lists that begin at their first number again."""

from __future__ import annotations

from typing import Any

from docx_samples import STYLES, body_xml, paragraph
from finished_files import filled, tree
from lxml import etree

from reportgen.ooxml.names import W

LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%{level + 1}."/></w:lvl>'
    for level, start in ((0, 1), (1, 3))
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="4">{LEVELS}</w:abstractNum>'
    + '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>' * 1
)
LISTED = STYLES + (
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Number"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
)


def item(text: str, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')


def numbers(parts: Any) -> list[str]:
    """The numbering of each paragraph, empty for none."""
    found = [one.find(f"{W}pPr/{W}numPr/{W}numId") for one in tree(parts).iter(W + "p")]
    return ["" if one is None else one.get(W + "val") for one in found]


def overrides(parts: Any, number: str) -> dict[str, str]:
    """The levels that a numbering begins anew, and with which number."""
    [num] = [
        one for one in etree.fromstring(parts["word/numbering.xml"]).iter(W + "num") if one.get(W + "numId") == number
    ]
    return {line.get(W + "ilvl"): line.find(W + "startOverride").get(W + "val") for line in num.iter(W + "lvlOverride")}


def looped(body: str) -> str:
    return paragraph("{% for n in [1, 2] %}") + body + paragraph("{% endfor %}")


def test_each_round_of_a_loop_counts_from_the_first_number() -> None:
    body = looped(paragraph("{{ 重新编号 }}") + item("甲") + item("乙") + paragraph("间"))
    parts = filled(body_xml(body, numbering=NUMBERING))
    assert numbers(parts) == ["8", "8", "", "9", "9", ""]
    assert overrides(parts, "8") == overrides(parts, "9") == {"0": "1", "1": "3"}


def test_the_tag_may_stand_in_the_first_paragraph_of_the_list() -> None:
    body = looped(item("{{ restart_numbering }}甲") + item("乙"))
    assert numbers(filled(body_xml(body, numbering=NUMBERING))) == ["8", "8", "9", "9"]


def test_headings_of_the_same_list_go_on_counting() -> None:
    body = (
        looped(item("题") + paragraph("{{ 重新编号 }}") + item("甲", 1) + item("乙", 1)) + item("后题") + item("丙", 1)
    )
    parts = filled(body_xml(body, numbering=NUMBERING))
    assert numbers(parts) == ["7", "8", "8", "7", "9", "9", "7", "7"]
    assert overrides(parts, "8") == {"1": "3"}


def test_a_numbering_that_comes_from_the_style_is_restarted_too() -> None:
    body = paragraph("{{ 重新编号 }}") + paragraph("甲", '<w:pStyle w:val="L"/>')
    assert numbers(filled(body_xml(body, numbering=NUMBERING, styles=LISTED))) == ["8"]


def test_without_a_list_behind_it_nothing_happens() -> None:
    assert numbers(filled(body_xml(paragraph("{{ 重新编号 }}") + paragraph("甲")))) == [""]


def test_lists_of_rich_text_each_have_their_own_numbers() -> None:
    parts = filled(body_xml(paragraph("{{ 文|富文本 }}")), {"文": "1. 甲\n2. 乙\n   1. 丙\n\n1. 丁\n- 点\n- 点"})
    first, second, inner, again, *points = numbers(parts)
    assert first == second == inner != again
    assert points[0] == points[1] not in (first, again)
    root = etree.fromstring(parts["word/numbering.xml"])
    assert [child.tag[len(W) :] for child in root] == ["abstractNum"] * 3 + ["num"] * 3


def test_lists_of_rich_text_take_the_templates_style_for_lists() -> None:
    parts = filled(body_xml(paragraph("{{ 文|富文本 }}"), numbering=NUMBERING, styles=LISTED), {"文": "1. 甲\n\n1. 乙"})
    assert [one.get(W + "val") for one in tree(parts).iter(W + "pStyle")] == ["L", "L"]
    assert numbers(parts) == ["8", "9"]
    assert overrides(parts, "9") == {"0": "1", "1": "3"}
