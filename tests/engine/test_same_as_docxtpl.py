"""Where tags may stand, in docxtpl and here: the same template and data through both engines, part by part."""

from __future__ import annotations

import io
import warnings
from typing import Any

import docx
from docx_samples import body_xml, field, paragraph, parts_of, run, text_box
from docxtpl import DocxTemplate
from lxml import etree

from reportgen.engine.template import Template
from reportgen.ooxml.names import W


def by_both(package: bytes, data: dict[str, Any]) -> tuple[bytes, bytes]:
    made, buffer = DocxTemplate(io.BytesIO(package)), io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made.render(data, autoescape=True)
        made.save(buffer)
    return Template.open(package).render(data).package, buffer.getvalue()


def words(package: bytes, part: str, *names: str) -> list[str]:
    """What stands in the elements of a part that have one of the names."""
    root = etree.fromstring(parts_of(package)[part])
    return [node.text or node.get(W + "instr") or "" for node in root.iter(*(W + name for name in names))]


def test_headers_footers_footnotes_and_properties_are_filled_by_both() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    package = body_xml(
        f"<w:p>{run('{{ a }}')}{note}</w:p>", header=paragraph("页眉{{ a }}"), footer=paragraph("页脚{{ a }}"),
        footnotes={2: paragraph("脚注{{ a }}")}, core="<dc:title>题{{ b }}</dc:title><dc:subject>{{ b }}</dc:subject>",
    )  # fmt: skip
    ours, theirs = by_both(package, {"a": "<甲&乙>", "b": "丙"})
    for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes.xml"):
        assert words(ours, part, "t") == words(theirs, part, "t"), part
        assert "<甲&乙>" in "".join(words(ours, part, "t")), part
    said = [docx.Document(io.BytesIO(made)).core_properties for made in (ours, theirs)]
    assert [(one.title, one.subject) for one in said] == [("题丙", "丙")] * 2


def test_a_text_box_is_filled_in_both_copies_by_both() -> None:
    boxes = text_box(paragraph("框{{ x }}{% for y in ys %}{{ y }}、{% endfor %}")) + text_box(paragraph("甲{{ x }}"), paragraph("乙{{ x }}"))
    ours, theirs = by_both(body_xml(boxes), {"x": 1, "ys": [2, 3]})
    assert words(ours, "word/document.xml", "t") == words(theirs, "word/document.xml", "t") == ["框12、3、"] * 2 + ["甲1", "乙1"]


def test_the_codes_of_fields_are_filled_by_both() -> None:
    link = field('HYPERLINK "https://example.org/{{ u }}"', "{{ n }}")
    simple = f'<w:fldSimple w:instr=" REF {{{{ u }}}} ">{run("{{ n }}")}</w:fldSimple>'
    ours, theirs = by_both(body_xml(f"<w:p>{link}</w:p><w:p>{simple}</w:p>"), {"u": "a1", "n": "名"})
    for names in (("instrText",), ("fldSimple",), ("t",)):
        assert words(ours, "word/document.xml", *names) == words(theirs, "word/document.xml", *names), names
    assert words(ours, "word/document.xml", "instrText") == ['HYPERLINK "https://example.org/a1"']
