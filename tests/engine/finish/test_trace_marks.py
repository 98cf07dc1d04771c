"""A text that asks to be seen (待补), and where each text came from: through filters, passages and text boxes."""

from __future__ import annotations

from typing import Any

import pytest
from docx_samples import body_xml, document, paragraph, parts_of, text_box
from lxml import etree

from reportgen.engine.check.leftovers import check_leftovers
from reportgen.engine.template import Rendered, Template
from reportgen.ooxml.names import W
from reportgen.provenance import Stretch, Text

GAP = Text([Stretch("投入"), Stretch("【待补：投入】", ("投入",), "待补")])


def rendered(package: bytes, **data: Any) -> Rendered:
    made = Template.open(package).render(data, trace=True, marks={"待补": "yellow"})
    assert not made.problems
    return made


def highlighted(made: Rendered) -> list[str]:
    root = etree.fromstring(parts_of(made.package)["word/document.xml"])
    return ["".join(run.itertext()) for run in root.iter(W + "r") if run.find(f"{W}rPr/{W}highlight") is not None]


def spans(made: Rendered) -> list[tuple[str, tuple[str, ...], str]]:
    return [
        (one.text[span.start : span.end], span.printed.origins, span.printed.mark)
        for one in made.trace
        for span in one.spans
        if span.printed.origins
    ]


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ a }}", "【待补：投入】"),
        ("{{ a|字样(加粗=true) }}", "【待补：投入】"),
        ("{{ a|富文本 }}", "【待补：投入】"),
        ("{{ ('**重点** ' ~ a)|富文本 }}", "【待补：投入】"),
        ("{{ a|链接('https://e.org') }}", "【待补：投入】"),
        ("{% set b = a %}{{ b ~ '亿元' }}", "【待补：投入】"),
        ("{{ a|replace('投入', '支出') }}", "支出【待补：支出】"),
        ("{{ ['研发', a]|join('、') }}", "研发、投入【待补：投入】"),
    ],
)
def test_a_gap_is_highlighted_whatever_filter_it_goes_through(template: str, shown: str) -> None:
    made = rendered(document(template), a=GAP)
    assert highlighted(made) == [shown]
    assert (shown, ("投入",), "待补") in spans(made)


def test_a_gap_in_paragraphs_of_rich_text_is_highlighted_in_each() -> None:
    gap = Text([Stretch("- 甲"), Stretch("【待补】", ("x",), "待补"), Stretch("乙\n- "), Stretch("【待补】", ("x",), "待补")])
    made = rendered(document("{{ a|富文本 }}"), a=gap)
    assert highlighted(made) == ["【待补】", "【待补】"]


def test_a_passage_under_a_filter_keeps_where_its_figures_came_from() -> None:
    made = rendered(document("共{% filter replace('.', '点') %}{{ 数 }}亿{{ 名 }}{% endfilter %}元"), 数="1.5", 名="&")
    assert [one.text for one in made.trace] == ["共1点5亿&元"]
    assert spans(made) == [("1点5亿&", ("数", "名"), "")]
    assert spans(rendered(document("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(名)|upper }}"), 名="a<b")) == [("A<B", ("名",), "")]


def test_a_value_in_a_text_box_is_traced_and_highlighted_in_both_copies() -> None:
    made = rendered(body_xml(text_box(paragraph("{{ a }}，{{ 数 }}")) + paragraph("尾")), a=GAP, 数="4.50")
    assert highlighted(made)[-2:] == ["【待补：投入】", "【待补：投入】"]
    assert spans(made) == [("【待补：投入】", ("投入",), "待补"), ("4.50", ("数",), "")] * 2
    boxed = [one for one in made.trace if one.spans]
    assert [one.text for one in boxed] == ["投入【待补：投入】，4.50"] * 2
    assert len({one.number for one in boxed}) == 2, "each copy is a paragraph of its own"


def test_a_tag_left_in_a_text_box_is_found_by_the_check_of_the_finished_file() -> None:
    filled = parts_of(Template.open(body_xml(text_box(paragraph("{{ a }}")))).render({"a": "甲"}).package)["word/document.xml"]
    assert not list(check_leftovers(etree.fromstring(filled), "word/document.xml"))
    left = etree.fromstring(filled.replace("甲".encode(), b"{{ a }}", 1))
    (found,) = check_leftovers(left, "word/document.xml")
    assert (found.code, found.message) == ("P49", "成品里还有没有处理的标签：“{{ a }}”。")


MARKED = [
    "<w:r><w:rPr><w:b/></w:rPr><w:t>前</w:t></w:r><w:r><w:t><?M 0?>值<?M e?>后</w:t></w:r>",
    '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:cr/><w:t><?M 1?>丙<?M e?></w:t></w:r>',
    "<w:r><w:t><?M 0?><?M e?></w:t></w:r><w:r><w:rPr/><w:t/></w:r><w:r><w:t>留</w:t></w:r>",
    "<w:hyperlink><w:r><w:t><?M 0?>外<?M 1?>内<?M e?>外<?M e?></w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>里</w:t></w:r></w:smartTag>",
    "<w:r><w:t>一</w:t></w:r><?M 0?><w:r><w:t>二</w:t></w:r><?M e?><w:ins><w:r><w:t>三</w:t></w:r></w:ins>",
]


def test_a_plain_paragraph_is_read_as_one_that_holds_more_and_its_marks_go_alike() -> None:
    """With a drawing's leaf behind it the same paragraph is read step by step; with a foreign mark in front of it, marks go one by one."""
    from reportgen.engine.compile.lexer import MARKER
    from reportgen.engine.finish.trace_marks import read_trace

    prints = [Stretch("甲", ("一",)), Stretch("乙", ("二",))]
    for inner in MARKED:
        xml = inner.replace("<?M ", f"<?{MARKER} ")
        read = []
        for before, behind in (("", ""), ("", "<w:r><a:x/></w:r>"), ("<?foreign x?>", "")):
            root = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}" xmlns:a="urn:a">{before}<w:p>{xml}{behind}</w:p></w:body>')
            (found,) = read_trace("document", root, prints)
            left = etree.tostring(root).decode().replace(before or "\0", "").replace(behind or "\0", "")
            read.append((found.text, found.spans, left))
        assert read[0] == read[1] == read[2]
        assert read[0][0] and f"<?{MARKER}" not in read[0][2]
