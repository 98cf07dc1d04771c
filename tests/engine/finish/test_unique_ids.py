"""What must be unique stays unique however often a loop repeats it."""

from __future__ import annotations

import io
from collections import Counter

import docx
import pytest
from docx_samples import PNG, body_xml, package_of, paragraph, parts_of, picture, run
from lxml import etree

from reportgen.engine.template import Template
from reportgen.ooxml.names import W14, WP, W

LOOP = ("{% for x in xs %}", "{% endfor %}")


def looped(inner: str, more: bytes | None = None, **parts: object) -> etree._Element:
    package = body_xml(paragraph(LOOP[0]) + inner + paragraph(LOOP[1]), **parts)  # type: ignore[arg-type]
    rendered = Template.open(package).render({"xs": [1, 2, 3]})
    assert [str(problem) for problem in rendered.problems] == []
    assert docx.Document(io.BytesIO(rendered.package)).sections
    return etree.fromstring(parts_of(rendered.package)["word/document.xml"])


def test_bookmarks_in_a_loop_get_numbers_and_names_of_their_own() -> None:
    start, end = '<w:bookmarkStart w:id="4" w:name="甲"/>', '<w:bookmarkEnd w:id="4"/>'
    root = looped(f"<w:p>{start}{run('{{ x }}')}{end}</w:p>")
    starts = [(mark.get(W + "id"), mark.get(W + "name")) for mark in root.iter(W + "bookmarkStart")]
    assert starts == [("4", "甲"), ("5", "甲_2"), ("6", "甲_3")]
    assert [mark.get(W + "id") for mark in root.iter(W + "bookmarkEnd")] == ["4", "5", "6"]


def test_content_controls_in_a_loop_get_numbers_of_their_own() -> None:
    control = f'<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{paragraph("{{ x }}")}</w:sdtContent></w:sdt>'
    root = looped(control)
    assert [node.get(W + "val") for node in root.iter(W + "id")] == ["7", "8", "9"]


def test_pictures_in_a_loop_get_numbers_of_their_own() -> None:
    package = body_xml(paragraph(LOOP[0]) + f"<w:p>{picture('rId77')}{run('{{ x }}')}</w:p>" + paragraph(LOOP[1]))
    parts = parts_of(package)
    parts["word/media/image1.png"] = PNG
    name = "word/_rels/document.xml.rels"
    relation = '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/>'
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", b"</Types>").replace(b'<Default Extension="xml"', b'<Default Extension="png" ContentType="image/png"/><Default Extension="xml"')
    rendered = Template.open(package_of(parts)).render({"xs": [1, 2, 3]})
    assert [str(problem) for problem in rendered.problems] == []
    root = etree.fromstring(parts_of(rendered.package)["word/document.xml"])
    assert [node.get("id") for node in root.iter(WP + "docPr")] == ["1", "2", "3"]


def test_word_s_own_paragraph_numbers_do_not_repeat() -> None:
    root = looped(f'<w:p w14:paraId="12345678" w14:textId="77777777">{run("{{ x }}")}</w:p>')
    numbers = Counter(node.get(W14 + "paraId") for node in root.iter(W + "p") if node.get(W14 + "paraId"))
    assert all(count == 1 for count in numbers.values())


def test_a_field_over_paragraphs_that_a_block_would_tear_is_refused() -> None:
    begin = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>'
    end = '<w:p><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    package = body_xml(paragraph("{% if a %}") + begin + paragraph("{% endif %}") + end)
    assert Template.open(package).render({"a": True}).package
    torn = Template.open(package).render({"a": False})
    assert torn.package == b""
    assert {problem.code[0] for problem in torn.problems} == {"P"}


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_text_box_in_a_loop_is_repeated_whole_in_both_of_its_copies(count: int) -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="9" name="框"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr/>'
        f"<wps:txbx><w:txbxContent>{paragraph('框{{ x }}')}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        '</mc:Choice><mc:Fallback><w:pict><v:shape id="s1" style="width:1pt"><v:textbox>'
        f"<w:txbxContent>{paragraph('框{{ x }}')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    package = body_xml(paragraph(LOOP[0]) + box + paragraph(LOOP[1]) + paragraph("尾"))
    rendered = Template.open(package).render({"xs": list(range(count))})
    assert [str(problem) for problem in rendered.problems] == []
    root = etree.fromstring(parts_of(rendered.package)["word/document.xml"])
    texts = ["".join(node.itertext()) for node in root.iter(W + "txbxContent")]
    assert texts == [f"框{number}" for number in range(count) for _ in range(2)]
    assert len({node.get("id") for node in root.iter(WP + "docPr")}) == count
