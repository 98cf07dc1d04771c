"""A package is judged by types, relationships and whole contents: a name says nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from docx_samples import MAIN, R, body_xml, document, package_of, parts_of
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.engine.template import Template
from reportgen.ooxml import admission
from reportgen.ooxml.package import Package
from reportgen.problem import Grade, ReportError

RELS_PART, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
MS = "http://schemas.microsoft.com/office/2006/relationships"
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
COMMENT = f"<!--{'长' * 5000}-->"
DECLARED = '<?xml version="1.0"?>' + COMMENT + '<!DOCTYPE a [<!ENTITY b "c">]><a/>'


def made(lines: str = "", types: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """A sound file with more relationships of the main part, more types, more parts."""
    found = parts_of(document("{{ a }}"))
    found[RELS_PART] = found[RELS_PART].replace(b"</Relationships>", f"{lines}</Relationships>".encode())
    found[TYPES] = found[TYPES].replace(b"</Types>", f"{types}</Types>".encode())
    return package_of({**found, **(parts or {})})


def line(kind: str, target: str, base: str = R, more: str = "") -> str:
    return f'<Relationship Id="rIdZ" Type="{base}/{kind}" Target="{target}" {more}/>'


def typed(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{kind}"/>'


def codes(data: bytes) -> list[str]:
    with pytest.raises(ReportError) as caught:
        Package.open(data)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("customXml/item1.xml", DECLARED.encode(), ""),
        ("customXml/item1.XML", DECLARED.encode(), ""),
        ("customXml/item1.xml", DECLARED.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"), ""),
        ("word/drawings/vmlDrawing1.vml", DECLARED.encode(), ""),
        ("word/payload.bin", DECLARED.encode(), "application/xml"),
        ("word/payload.bin", DECLARED.encode(), "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"),
    ],
)
def test_a_document_type_is_refused_wherever_it_stands(name: str, data: bytes, kind: str) -> None:
    assert codes(made(types=typed(name, kind) if kind else "", parts={name: data})) == ["P22"]


def test_the_words_in_a_text_or_a_picture_are_no_document_type() -> None:
    svg = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    Package.open(made(line("image", "media/a.svg"), typed("word/media/a.svg", "image/svg+xml"), {"word/media/a.svg": svg}))
    Package.open(made(parts={"customXml/item1.xml": b"<a><!-- <!DOCTYPE a> --></a>"}))


def nested(name: str, kind: str) -> bytes:
    """A file that embeds another one with macros."""
    return package_of({TYPES: f'<Types><Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode(), name: b"x"})


@pytest.mark.parametrize(
    "data",
    [
        made(line("vbaProject", "payload.bin", MS), "", {"word/payload.bin": OLE2}),
        made("", typed("word/payload.bin", "application/vnd.ms-office.vbaProject"), {"word/payload.bin": OLE2}),
        made("", typed("word/payload.dat", "Application/VND.ms-word.vbaData+xml"), {"word/payload.dat": b"<a/>"}),
        made(line("package", "embeddings/a.docx"), "", {"word/embeddings/a.docx": nested("word/x.bin", "application/vnd.ms-word.document.macroEnabled.main+xml")}),
        made(line("package", "embeddings/a.dat"), "", {"word/embeddings/a.dat": package_of({"word/vbaProject.bin": b"x"})}),
        made(line("package", "a.bin"), "", {"word/a.bin": package_of({"b.bin": package_of({"c/vbaProject.bin": b"x"})})}),
        made(line("oleObject", "a.bin"), "", {"word/a.bin": OLE2 + "_VBA_PROJECT".encode("utf-16-le")}),
    ],
)
def test_macros_are_refused_under_any_name_and_in_an_embedded_file(data: bytes) -> None:
    assert codes(data) == ["P17"]


def test_an_embedded_workbook_without_macros_is_told_and_kept() -> None:
    data = made(line("oleObject", "a.bin"), "", {"word/a.bin": package_of({"xl/workbook.xml": b"<a/>"})})
    assert [(problem.code, problem.grade) for problem in Template.open(data).problems] == [("P25", Grade.NOTE)]


@pytest.mark.parametrize(
    ("name", "data", "lines"),
    [
        ("word/styles.xml", b"<w:styles", ""),
        ("word/styles.xml", b"<a/>", ""),
        ("word/theme/theme1.xml", b"<a:theme", line("theme", "theme/theme1.xml")),
        ("word/theme/theme1.xml", b'<theme xmlns="x"/>', line("theme", "theme/theme1.xml")),
        ("word/numbering.dat", b"\xff", line("numbering", "numbering.dat")),
        ("word/header9.xml", b"<w:ftr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>", line("header", "header9.xml")),
        ("word/_rels/document.xml.rels", b"<Relationships", ""),
    ],
)  # fmt: skip
def test_a_part_that_word_would_find_broken_is_refused_though_nobody_reads_it_here(name: str, data: bytes, lines: str) -> None:
    assert codes(made(lines, parts={name: data})) == ["P21"]


def test_a_broken_part_that_nothing_leads_to_is_carried_over() -> None:
    assert Package.open(made(parts={"word/old.xml": b"<w:styles"})).read("word/old.xml") == b"<w:styles"


def test_a_relationship_to_nothing_is_left_out_and_told_or_refused_where_it_is_used() -> None:
    package = Package.open(made(line("header", "header9.xml")))
    assert [(problem.code, problem.grade) for problem in package.problems] == [("P26", Grade.NOTE)]
    assert b"header9" not in package.read(RELS_PART)
    rendered = Template.open(made(line("header", "header9.xml"))).render({"a": 1})
    assert b"header9" not in parts_of(rendered.package)[RELS_PART]
    used = parts_of(made(line("header", "header9.xml")))
    used[MAIN] = used[MAIN].replace(b"<w:sectPr>", f'<w:sectPr><w:headerReference xmlns:r="{R}" w:type="default" r:id="rIdZ"/>'.encode(), 1)
    assert codes(package_of(used)) == ["P26"]
    assert Package.open(made(line("image", "../NULL"))).problems == (), "of a picture Word shows an empty frame"


def test_what_names_a_relationship_that_there_is_not_is_refused_where_word_refuses_it_and_a_picture_is_not() -> None:
    parts = parts_of(made())
    body = parts[MAIN]

    def within(element: str, place: bytes = b"<w:body>") -> bytes:
        spelled = element.replace("ID", f'xmlns:r="{R}" r:id="rIdQ"').encode()
        return package_of({**parts, MAIN: body.replace(place, place + spelled, 1)})

    link = "<w:p><w:hyperlink ID><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>"
    assert codes(within("<w:footerReference w:type='default' ID/>", b"<w:sectPr>")) == ["P26"]
    assert codes(within(link)) == ["P26"]
    assert codes(within(f"{link}<w:altChunk ID/>")) == ["P26", "P26"]
    picture = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata ID/></v:shape></w:pict></w:r></w:p>'
    assert [(problem.code, problem.grade) for problem in Package.open(within(picture)).problems] == [("P26", Grade.WARNING)], "an empty frame"
    for sound in (link.replace("ID", "w:anchor='甲'"), link.replace("rIdQ", "").replace("ID", f'xmlns:r="{R}" r:id=""')):
        assert Package.open(within(sound)).problems == (), sound


@pytest.mark.parametrize("mode", ["External", "external", " EXTERNAL "])
def test_what_lies_outside_is_known_however_that_is_spelled(mode: str) -> None:
    (note,) = Template.open(made(line("image", "http://127.0.0.1:9/a.png", more=f'TargetMode="{mode}"'))).problems
    assert (note.code, note.grade) == ("P25", Grade.NOTE)


@pytest.mark.parametrize(
    ("lines", "types", "said"),
    [
        ("", '<Default Extension="xml" ContentType="a/b"/>', "的类型写了两次"),
        (line("image", "a.png").replace('Id="rIdZ" ', ""), "", "没有编号"),
        (line("image", "styles.xml") + line("image", "styles.xml"), "", "两条用同一个编号"),
        (line("header", "styles.xml"), "", "两样东西"),
    ],
    ids=["a type twice", "no id", "an id twice", "one part as two things"],
)
def test_what_word_refuses_a_file_for_though_each_part_is_sound_is_refused(lines: str, types: str, said: str) -> None:
    with pytest.raises(ReportError) as caught:
        Package.open(made(lines, types))
    assert {problem.code for problem in caught.value.problems} == {"P21"} and said in str(caught.value)


def test_one_picture_and_one_address_may_be_named_by_many_lines() -> None:
    lines = line("image", "styles.png") + line("image", "styles.png").replace("rIdZ", "rIdY")
    Package.open(made(lines, parts={"word/styles.png": b"x"}))


XINCLUDE = "http://www.w3.org/2001/XInclude"


@pytest.mark.parametrize(
    ("part", "inside"),
    [
        (MAIN, f'<xi:include xmlns:xi="{XINCLUDE}" href="/etc/hostname" parse="text"/>'),
        ("word/styles.xml", f'<i:fallback xmlns:i="{XINCLUDE}"/>'),
        ("docProps/more.xml", f'<a><include xmlns="{XINCLUDE}" href="a.xml"/></a>'),
    ],
)
def test_an_element_that_takes_in_another_file_is_refused_and_words_about_it_are_not(part: str, inside: str) -> None:
    found = parts_of(made())
    held = found.get(part, b"").decode()
    end = held.rfind("</w:")
    changed = held[:end] + inside + held[end:] if held else inside
    assert codes(package_of({**found, part: changed.encode()})) == ["P22"]
    assert codes(package_of({**found, part: changed.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")})) == ["P22"]
    assert Template.open(document(f"{{{{ a }}}}见 {XINCLUDE}")).render({"a": "甲"}).package


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        ('<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="rIdNone"/></v:shape></w:pict>', ""),
        ('<w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:fill r:id="rIdNone"/></v:rect></w:pict>', ""),
        ('<w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="rIdNone"/></w:drawing>', "media/lost.png"),
    ],
)
def test_a_picture_that_is_shown_and_not_in_the_file_is_told(shown: str, line: str) -> None:
    parts = parts_of(body_xml(f"<w:p><w:r>{shown}</w:r></w:p>"))
    if line:
        parts[RELS_PART] = parts[RELS_PART].replace(
            b"</Relationships>", f'<Relationship Id="rIdNone" Type="{R}/image" Target="{line}"/></Relationships>'.encode()
        )
    (told,) = Package.open(package_of(parts)).problems
    assert (told.code, told.grade) == ("P26", Grade.WARNING)
    assert "图片“rIdNone”不在文件里" in told.message


@settings(max_examples=examples(1000), deadline=None)
@given(st.lists(st.sampled_from([b'r:id="', b"rId1", b'"', b" ", b"w", b"_", b"-", b"{", b"\xe7", b"r"]), max_size=9).map(b"".join))
def test_a_line_is_named_where_its_attribute_begins_a_word(data: bytes) -> None:
    assert admission._NAMED.findall(data) == re.findall(rb'\br:id="([^"{}]+)"', data)
