"""Tags in addresses of links and in descriptions of pictures."""

from __future__ import annotations

import pytest
from docx_samples import body_xml, package_of, paragraph, parts_of, run
from lxml import etree

from reportgen.engine.template import Template

RELS = "word/_rels/document.xml.rels"


def with_link(target: str) -> bytes:
    parts = parts_of(body_xml(f'<w:p><w:hyperlink r:id="rId50">{run("{{ 名 }}")}</w:hyperlink></w:p>'))
    link = (
        '<Relationship Id="rId50" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    parts[RELS] = parts[RELS].replace(b"</Relationships>", link.encode())
    return package_of(parts)


@pytest.mark.parametrize("target", ["https://a.example/{{ 码 }}", "https://a.example/%7B%7B%20码%20%7D%7D"])
@pytest.mark.parametrize("trace", [False, True])
def test_the_address_of_a_link_may_be_a_tag(target: str, trace: bool) -> None:
    rendered = Template.open(with_link(target)).render({"名": "网站", "码": 'x?a=1&b="2"'}, trace=trace)
    assert rendered.problems == ()
    links = etree.fromstring(parts_of(rendered.package)[RELS])
    assert [link.get("Target") for link in links if link.get("Id") == "rId50"] == ['https://a.example/x?a=1&b="2"']


def picture(description: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="图" descr="' + description + '"/>'
        '<a:graphic><a:graphicData uri="x"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


@pytest.mark.parametrize("trace", [False, True])
def test_the_description_of_a_picture_may_hold_tags(trace: bool) -> None:
    rendered = Template.open(body_xml(picture("{{ 年 }}年{{ 名 }}图") + paragraph("{{ 名 }}"))).render({"年": 2024, "名": '<"甲"\n&乙>'}, trace=trace)
    assert [str(problem) for problem in rendered.problems] == []
    root = etree.fromstring(parts_of(rendered.package)["word/document.xml"])
    assert [node.get("descr") for node in root.iter() if node.get("descr")] == ['2024年<"甲"\n&乙>图']


def test_a_fault_in_an_attribute_is_told_at_its_paragraph() -> None:
    told = Template.open(body_xml(picture("{% if a %}甲{% endif %}{{ b|没有 }}"))).problems
    assert [problem.code for problem in told] == ["T15", "T15", "T13"]
    missing = Template.open(body_xml(paragraph("一") + picture("{{ 没有 }}"))).render({})
    assert [str(problem) for problem in missing.problems] == ["[R01] 正文第2段：没有名为“没有”的数据（请在数据里补上，或改正模板里的名称）"]


def test_the_engine_s_own_signs_may_not_stand_in_a_template() -> None:
    told = Template.open(body_xml(paragraph("甲\uf8f0乙{{ a }}"))).problems
    assert [str(problem) for problem in told] == ["[T16] 正文：模板里有程序自用的字符 U+F8F0（在 Word 里查找并删去这个符号）"]


def test_the_same_signs_in_a_value_are_just_text() -> None:
    rendered = Template.open(body_xml(paragraph("{{ a }}"))).render({"a": "\uf8f01 p\uf8f1"})
    assert "\uf8f01 p\uf8f1" in parts_of(rendered.package)["word/document.xml"].decode()
