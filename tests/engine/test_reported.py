"""Damage that users of other engines have reported and that needs XML to show; those that a case can show are in
``cases/reported.txt``.  Each test names the reports it settles."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import docx
import pytest
from docx_samples import (
    PNG,
    add_type,
    body_xml,
    cell,
    document,
    package_of,
    paragraph,
    parts_of,
    picture,
    replaced,
    run,
    table,
)
from lxml import etree

from reportgen.engine.template import Template
from reportgen.ooxml.names import MC, WP, V, W
from reportgen.problem import ReportError

MAIN = "word/document.xml"
LOOP, END = paragraph("{% for x in xs %}"), paragraph("{% endfor %}")
SHAPE = (
    '<w:p><w:r><w:pict><v:shape id="_x0000_s1026" style="width:9pt"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>'
    "</w:pict></w:r></w:p>"
)


def filled(package: bytes, **data: Any) -> bytes:
    rendered = Template.open(package).render(data)
    assert [str(problem) for problem in rendered.problems] == []
    assert docx.Document(io.BytesIO(rendered.package)).sections
    return rendered.package


def part(package: bytes, name: str = MAIN) -> etree._Element:
    return etree.fromstring(parts_of(package)[name])


def unique(values: list[str | None]) -> bool:
    return max(Counter(values).values()) == 1


def test_pictures_in_the_rows_and_cells_of_a_loop_have_numbers_of_their_own() -> None:
    """poi-tl#250, poi-tl#238, docxtpl#243: a picture in a table that is repeated."""
    pictured = f'<w:tc><w:p>{run("{{ x }}")}{picture("rId_一", 3)}</w:p></w:tc>'
    package = body_xml(
        f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell("{% for x in xs %}")}{pictured}{cell("乙{% endfor %}")}</w:tr></w:tbl>{paragraph("尾")}',
        media={"一.png": PNG},
    )
    root = part(filled(package, xs=[1, 2, 3]))
    assert len(list(root.iter(W + "tr"))) == 3
    assert unique([node.get("id") for node in root.iter(WP + "docPr")])


def test_shapes_and_text_boxes_in_a_loop_have_names_of_their_own() -> None:
    """docxtpl#325, docxtemplater#674, #693, #574, docx-templates#190, PR #315, poi-tl#225."""
    root = part(filled(body_xml(LOOP + SHAPE.format(paragraph("{{ x }}")) + END), xs=[1, 2]))
    assert unique([node.get("id") for node in root.iter(V + "shape")])


def test_numbers_in_the_header_are_the_header_s_own() -> None:
    """python-docx#455, rdocx#72: numbers must be unique within a part."""
    package = body_xml(LOOP + f"<w:p>{picture('rId_一', 1)}</w:p>" + END, header=paragraph("{{ xs[0] }}"), media={"一.png": PNG})
    assert [node.get("id") for node in part(filled(package, xs=[5, 6])).iter(WP + "docPr")] == ["1", "2"]


def test_a_cell_that_is_merged_downward_keeps_the_table_in_it() -> None:
    """docxtpl#522: vm swallowed tables."""
    inner = f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell("内")}</w:tr></w:tbl>'
    merged = f"<w:tc>{paragraph('{% vm %}同')}{inner}{paragraph('')}</w:tc>"
    rows = "".join(f"<w:tr>{inside}</w:tr>" for inside in (cell("{%tr for x in xs %}") * 1 + cell(""), merged + cell("{{ x }}"), cell("{%tr endfor %}") + cell("")))
    root = part(filled(body_xml(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>{paragraph('尾')}"), xs=[1, 2]))
    outer = next(root.iter(W + "tbl"))
    found = ["".join(line.itertext()) for line in outer.findall(W + "tr")]
    assert found == ["同内1", "2"]
    assert all(line.find(W + "tc").find(W + "p") is not None for line in outer.findall(W + "tr"))  # type: ignore[union-attr]


def test_an_empty_section_does_not_double_the_text() -> None:
    """poi-tl#790: ``<w:sectPr/>``."""
    package = body_xml(LOOP + paragraph("{{ x }}") + END, section="")
    root = part(filled(package, xs=[1, 2]))
    assert ["".join(one.itertext()) for one in root.iter(W + "p")] == ["1", "2"]
    assert len(list(root.iter(W + "sectPr"))) == 1


def test_prefixes_that_only_an_attribute_names_stay_declared() -> None:
    """docx4j#440, npoi#1067: ``mc:Ignorable`` names prefixes; poi-tl#249: ``xsi:nil`` in a property."""
    package = replaced(document("{% for x in xs %}", "{{ x }}", "{% endfor %}"), MAIN, "<w:document ", '<w:document mc:Ignorable="w14" ')
    root = part(filled(package, xs=[1]))
    assert root.get(MC + "Ignorable") == "w14"
    assert "w14" in root.nsmap
    nil = '<dc:title>{{ a }}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF" xsi:nil="true"/>'
    core = parts_of(filled(body_xml(paragraph(""), core=nil), a="题"))["docProps/core.xml"].decode()
    assert 'xsi:nil="true"' in core
    assert "xmlns:xsi=" in core


def test_a_part_in_another_encoding_is_carried_over_as_it_is() -> None:
    """docxtemplater 3.63.1: custom XML in UTF-16."""
    parts = parts_of(document("{{ a }}"))
    parts["customXml/item1.xml"] = '<?xml version="1.0" encoding="UTF-16"?><甲>{{ 不是标签 }}</甲>'.encode("utf-16")
    add_type(parts, "customXml/item1.xml", "application/xml")
    assert parts_of(filled(package_of(parts), a=1))["customXml/item1.xml"] == parts["customXml/item1.xml"]


def test_a_header_in_another_encoding_is_read() -> None:
    """docxtpl reads the encoding of headers; so must everybody."""
    package = body_xml(paragraph(""), header=paragraph("眉{{ a }}"))
    parts = parts_of(package)
    text = parts["word/header1.xml"].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    parts["word/header1.xml"] = text.encode("utf-16")
    root = part(filled(package_of(parts), a="中"), "word/header1.xml")
    assert "".join(root.itertext()) == "眉中"


def test_two_renderings_share_nothing() -> None:
    """docxtemplater's fix-doc-pr, docxtpl's repeated render: numbers and text of the first must not show in the second."""
    template = Template.open(body_xml(LOOP + f"<w:p>{picture('rId_一', 1)}{run('{{ x }}')}</w:p>" + END, media={"一.png": PNG}))
    first, second = (template.render({"xs": [1, 2]}).package for _ in range(2))
    assert first == second
    assert template.render({"xs": []}).package != first


def test_a_paragraph_never_gets_into_a_paragraph() -> None:
    """docxtemplater 3.11.0; a text box in a paragraph that is repeated is the one place where it may be."""
    text_box = SHAPE.format(paragraph("{% for y in xs %}") + paragraph("{{ y }}") + paragraph("{% endfor %}"))
    root = part(filled(body_xml(LOOP + text_box + END + paragraph("{% for x in xs %}{{ x }}{% endfor %}")), xs=[1, 2]))
    for one in root.iter(W + "p"):
        above = one.getparent()
        assert above is not None
        assert above.tag in (W + "body", W + "txbxContent")


def test_widths_and_captions_of_a_table_stay() -> None:
    """poi-tl#8 (tblW), docxcompose#61 (tblCaption), docxtpl#472 (fix_tables sets widths anew)."""
    properties = '<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblCaption w:val="甲表"/></w:tblPr>'
    source = table([["{% for x in xs %}{{ x }}", "乙{% endfor %}"]]).replace('<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>', properties)
    root = part(filled(body_xml(source + paragraph("尾")), xs=[1, 2]))
    assert [dict(node.attrib) for node in root.iter(W + "tblW")] == [{W + "w": "5000", W + "type": "pct"}]
    assert [node.get(W + "val") for node in root.iter(W + "tblCaption")] == ["甲表"]
    assert [node.get(W + "w") for node in root.iter(W + "gridCol")] == ["2000", "2000"]


def test_text_in_the_footer_is_escaped_like_all_text() -> None:
    """docxtpl#400, docxtpl#461, docxtpl#557: ``&`` in a footer."""
    package = body_xml(paragraph(""), footer=paragraph("{{ a }}"))
    assert "".join(part(filled(package, a="R&D <甲>"), "word/footer1.xml").itertext()) == "R&D <甲>"


def test_a_package_with_two_parts_of_one_name_is_refused() -> None:
    """docxtpl#558: LibreOffice templates with two core.xml."""
    import warnings
    import zipfile

    buffer = io.BytesIO(document("{{ a }}"))
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(MAIN, "<x/>")
    with pytest.raises(ReportError):
        Template.open(buffer.getvalue())


def test_a_template_file_becomes_an_ordinary_document() -> None:
    """docxtemplater#753: a .dotx typed as a template inside a .docx."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
    package = replaced(document("{{ a }}"), "[Content_Types].xml", kind.format("document"), kind.format("template"))
    rendered = Template.open(package).render({"a": 1})
    assert kind.format("document").encode() in parts_of(rendered.package)["[Content_Types].xml"]
