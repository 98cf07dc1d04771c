"""What must be unique stays unique however often a loop repeats it."""

from __future__ import annotations

import io
from collections import Counter

import docx
import pytest
from docx_samples import PNG, body_xml, field, package_of, paragraph, parts_of, picture, run
from lxml import etree

from reportgen.engine.check.verify import verify
from reportgen.engine.template import Template
from reportgen.ooxml import vml
from reportgen.ooxml.field_targets import link_targets
from reportgen.ooxml.names import W14, WP, V, W
from reportgen.ooxml.package import Package

LOOP = ("{% for x in xs %}", "{% endfor %}")


def looped(inner: str, more: bytes | None = None, **parts: object) -> etree._Element:
    package = body_xml(paragraph(LOOP[0]) + inner + paragraph(LOOP[1]), **parts)  # type: ignore[arg-type]
    rendered = Template.open(package).render({"xs": [1, 2, 3]})
    assert [str(problem) for problem in rendered.problems if problem.code != "T26"] == []  # what a field shows is another matter
    assert docx.Document(io.BytesIO(rendered.package)).sections
    return etree.fromstring(parts_of(rendered.package)["word/document.xml"])


def test_bookmarks_in_a_loop_get_numbers_and_names_of_their_own() -> None:
    start, end = '<w:bookmarkStart w:id="4" w:name="甲"/>', '<w:bookmarkEnd w:id="4"/>'
    root = looped(f"<w:p>{start}{run('{{ x }}')}{end}</w:p>")
    starts = [(mark.get(W + "id"), mark.get(W + "name")) for mark in root.iter(W + "bookmarkStart")]
    assert starts == [("4", "甲"), ("5", "甲_2"), ("6", "甲_3")]
    assert [mark.get(W + "id") for mark in root.iter(W + "bookmarkEnd")] == ["4", "5", "6"]


def test_tracked_changes_of_looks_in_a_loop_get_numbers_of_their_own() -> None:
    look = '<w:rPr><w:b/><w:rPrChange w:id="8" w:author="甲"><w:rPr/></w:rPrChange></w:rPr>'
    layout = '<w:pPr><w:jc w:val="center"/><w:pPrChange w:id="7" w:author="甲"><w:pPr/></w:pPrChange></w:pPr>'
    root = looped(f"<w:p>{layout}<w:r>{look}<w:t>{{{{ x }}}}</w:t></w:r></w:p>")
    numbers = [node.get(W + "id") for node in root.iter(W + "rPrChange", W + "pPrChange")]
    assert len(numbers) == 6 and len(set(numbers)) == 6 and numbers[:2] == ["7", "8"]


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


@pytest.mark.parametrize("kind", sorted(tag.split("}")[1] for tag in vml.SHAPES))
def test_every_kind_of_vml_shape_in_a_loop_is_drawn_each_time_under_an_id_of_its_own(kind: str) -> None:
    root = looped(f'<w:p><w:r><w:pict><v:{kind} id="_x0000_s1026" o:spid="_x0000_s1027" style="width:9pt"/></w:pict></w:r>{run("{{ x }}")}</w:p>')
    shapes = list(root.iter(V + kind))
    assert [shape.get("id") for shape in shapes] == ["_x0000_s1026", "_x0000_s1026_2", "_x0000_s1026_3"]
    assert len({shape.get(vml.O + "spid") for shape in shapes}) == 3


def test_two_kinds_of_vml_shapes_may_not_share_an_id() -> None:
    package = Package.open(body_xml('<w:p><w:r><w:pict><v:rect id="a"/><v:line id="a"/></w:pict></w:r></w:p>'))
    told = verify(package, Package.open(body_xml(paragraph("尾"))), package.names)
    assert [problem.code for problem in told] == ["P40"]


@pytest.mark.parametrize("kinds", [("permStart", "permEnd"), ("moveFromRangeStart", "moveFromRangeEnd")])
def test_ranges_in_a_loop_keep_their_ends(kinds: tuple[str, str]) -> None:
    start, end = kinds
    root = looped(f'<w:p><w:{start} w:id="77"/>{run("{{ x }}")}<w:{end} w:id="77"/></w:p>')
    assert [[mark.get(W + "id") for mark in root.iter(W + name)] for name in kinds] == [["77", "78", "79"]] * 2


# --- what refers to it ---

REFERENCE = f'<w:p><w:hyperlink w:anchor="图甲">{run("见")}</w:hyperlink>{field(" REF 图甲 ")}{field(" PAGEREF 图甲 ")}</w:p>'
MARKED = f'<w:p><w:bookmarkStart w:id="1" w:name="图甲"/>{run("图{{ x }}")}<w:bookmarkEnd w:id="1"/></w:p>'


def led_to(root: etree._Element) -> list[str]:
    """The names that links and fields lead to, in reading order."""
    found: list[str] = []

    def note(name: str) -> str:
        found.append(name)
        return name

    for _, rename in link_targets(root):
        rename(note)
    return found


@pytest.mark.parametrize("order", [MARKED + REFERENCE, REFERENCE + MARKED], ids=["behind", "before"])
def test_a_reference_in_a_loop_leads_to_the_bookmark_of_its_own_step_wherever_it_stands(order: str) -> None:
    assert led_to(looped(order)) == ["图甲"] * 3 + ["图甲_2"] * 3 + ["图甲_3"] * 3


def test_a_reference_outside_of_the_loop_leads_to_the_first_copy_and_one_to_another_bookmark_stays() -> None:
    other = '<w:bookmarkStart w:id="9" w:name="图甲_2"/><w:bookmarkEnd w:id="9"/>'
    package = body_xml(paragraph(LOOP[0]) + MARKED + REFERENCE + paragraph(LOOP[1]) + REFERENCE + f"<w:p>{other}{field(' REF 图甲_2 ')}</w:p>")
    root = etree.fromstring(parts_of(Template.open(package).render({"xs": [1, 2]}).package)["word/document.xml"])
    assert led_to(root) == ["图甲"] * 3 + ["图甲_3"] * 3 + ["图甲"] * 3 + ["图甲_2"]


def test_in_loops_within_loops_a_reference_leads_to_the_nearest() -> None:
    inner = f"{paragraph('{% for y in x %}')}{REFERENCE}{paragraph('{% endfor %}')}"
    package = body_xml(paragraph(LOOP[0]) + MARKED.replace("{{ x }}", "") + inner + paragraph(LOOP[1]))
    root = etree.fromstring(parts_of(Template.open(package).render({"xs": [[1, 2], [], [3]]}).package)["word/document.xml"])
    assert led_to(root) == ["图甲"] * 6 + ["图甲_3"] * 3


def test_within_one_paragraph_too_and_at_each_call_of_a_macro() -> None:
    inline = f'<w:p>{run("{% for x in xs %}")}<w:bookmarkStart w:id="1" w:name="甲"/>{run("{{ x }}")}<w:bookmarkEnd w:id="1"/>{field(" REF 甲 ")}{run("{% endfor %}尾")}</w:p>'
    package = body_xml(inline)
    root = etree.fromstring(parts_of(Template.open(package).render({"xs": [1, 2]}, trace=True).package)["word/document.xml"])
    assert led_to(root) == ["甲", "甲_2"]
    assert "<?" not in etree.tostring(root, encoding="unicode")


def test_what_names_a_vml_shape_follows_it_and_an_outline_is_written_once() -> None:
    drawn = (
        '<w:p><w:r><w:object><v:shapetype id="_x0000_t75" coordsize="21600,21600"/><v:shape id="_x0000_i1025" type="#_x0000_t75" style="width:9pt" o:ole=""/>'
        '<o:OLEObject Type="Link" ProgID="Package" ShapeID="_x0000_i1025" DrawAspect="Icon" ObjectID="_14"/></w:object></w:r></w:p>'
    )
    root = looped(drawn)
    assert len(list(root.iter(vml.SHAPE_TYPE))) == 1
    assert [shape.get("type") for shape in root.iter(V + "shape")] == ["#_x0000_t75"] * 3
    objects = [(node.get("ShapeID"), node.get("ObjectID")) for node in root.iter(vml.O + "OLEObject")]
    assert objects == [("_x0000_i1025", "_14"), ("_x0000_i1025_2", "_15"), ("_x0000_i1025_3", "_16")]


def test_a_text_box_runs_on_in_the_box_of_its_own_step() -> None:
    boxes = '<w:p><w:r><w:pict><v:rect id="a"><v:textbox style="mso-next-textbox:#b;x:1"/></v:rect><v:rect id="b"/></w:pict></w:r></w:p>'
    styles = [box.get("style") for box in looped(boxes).iter(V + "textbox")]
    assert styles == ["mso-next-textbox:#b;x:1", "mso-next-textbox:#b_2;x:1", "mso-next-textbox:#b_3;x:1"]
