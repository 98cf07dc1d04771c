"""Pages and sections that break where a tag says so."""

from __future__ import annotations

from typing import Any

from docx_samples import SECTION, body_xml, paragraph, run, table
from finished_files import filled, tree

from reportgen.ooxml.names import W

NUMBERED = SECTION + '<w:pgNumType w:start="1"/>'


def blocks(xml: str, data: dict[str, Any] | None = None, **more: Any) -> list[Any]:
    return list(tree(filled(body_xml(xml, **more), data)).find(W + "body"))


def test_the_next_paragraph_begins_a_page() -> None:
    first, second, _ = blocks(
        paragraph("前") + paragraph("{{ 分页 }}") + paragraph("后", '<w:keepNext/><w:spacing w:after="0"/>')
    )
    assert first.find(f"{W}pPr") is None
    assert [child.tag[len(W) :] for child in second.find(W + "pPr")] == ["keepNext", "pageBreakBefore", "spacing"]


def test_a_table_that_follows_begins_a_page() -> None:
    _, follows, *_ = blocks(paragraph("前") + paragraph("{{ page_break }}") + table([["甲"]]) + paragraph())
    assert follows.find(f".//{W}pageBreakBefore") is not None


def test_a_loop_leaves_no_blank_page_behind() -> None:
    body = (
        paragraph("{% for n in [1, 2] %}") + paragraph("{{ n }}") + paragraph("{{ 分页 }}") + paragraph("{% endfor %}")
    )
    first, second, last = blocks(body)
    assert (first.tag, second.tag, last.tag) == (W + "p", W + "p", W + "sectPr")
    assert second.find(f".//{W}pageBreakBefore") is not None


def test_within_text_a_page_break_stands_where_the_tag_stood() -> None:
    only, _ = blocks(paragraph("前{{ 分页 }}后"))
    assert ["".join(node.itertext()) or node[-1].get(W + "type") for node in only.iter(W + "r")] == ["前", "page", "后"]


def test_a_section_ends_with_the_paragraph_before_and_pages_go_on_counting() -> None:
    first, second, last = blocks(
        paragraph("前") + paragraph("{{ 分节 }}") + paragraph("后"), section=NUMBERED, header=paragraph("眉")
    )
    ended = first.find(f"{W}pPr/{W}sectPr")
    assert [child.tag for child in ended] == [child.tag for child in last]
    assert ended.find(W + "pgNumType").get(W + "start") == "1"
    assert last.find(W + "pgNumType").get(W + "start") is None
    assert "".join(second.itertext()) == "后"


def test_a_section_after_a_table_or_another_section_has_a_paragraph_of_its_own() -> None:
    body = table([["甲"]]) + paragraph("{{ 分节 }}") + paragraph("{{ section_break }}") + paragraph("后")
    assert [block.tag[len(W) :] for block in blocks(body)] == ["tbl", "p", "p", "p", "sectPr"]


def test_each_round_of_a_loop_can_be_a_section() -> None:
    body = (
        paragraph("{% for n in [1, 2, 3] %}")
        + paragraph("{{ n }}")
        + paragraph("{{ 分节 }}")
        + paragraph("{% endfor %}")
        + paragraph("末")
    )
    root = tree(filled(body_xml(body)))
    assert len(list(root.iter(W + "sectPr"))) == 4


def test_a_tracked_properties_change_stays_last() -> None:
    changed = f'<w:p><w:pPr><w:pPrChange w:id="1" w:author="甲"><w:pPr/></w:pPrChange></w:pPr>{run("前")}</w:p>'
    first, *_ = blocks(changed + paragraph("{{ 分节 }}") + paragraph("后"))
    assert [child.tag[len(W) :] for child in first.find(W + "pPr")] == ["sectPr", "pPrChange"]
