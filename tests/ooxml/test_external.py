"""What lies outside of the file is left as it is, not fetched, and told."""

from __future__ import annotations

from docx_samples import MAIN, RELS, R, body_xml, document, package_of, paragraph, parts_of

from reportgen.engine.template import Template
from reportgen.ooxml.external import outside_references
from reportgen.ooxml.package import Package
from reportgen.problem import Grade


def with_relationship(source: str, kind: str, target: str) -> bytes:
    parts = parts_of(document("{{ a }}"))
    name = "word/_rels/settings.xml.rels" if source == "settings" else "word/_rels/document.xml.rels"
    line = f'<Relationship Id="rIdOut" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'
    if source == "settings":
        parts["word/settings.xml"] = f'<w:settings xmlns:w="{MAIN}"/>'.encode()
        parts[name] = f'<Relationships xmlns="{RELS}">{line}</Relationships>'.encode()
    else:
        parts[name] = parts[name].replace(b"</Relationships>", f"{line}</Relationships>".encode())
    return package_of(parts)


def test_a_template_from_the_net_is_told_kept_and_not_fetched() -> None:
    source = with_relationship("settings", "attachedTemplate", "http://127.0.0.1:9/t.dotm")
    template = Template.open(source)
    (note,) = template.problems
    assert (note.code, note.grade) == ("P25", Grade.NOTE)
    assert note.message == "文件引用了外面的模板“http://127.0.0.1:9/t.dotm”，已原样保留，没有去取"
    rendered = template.render({"a": 1})
    name = "word/_rels/settings.xml.rels"
    assert parts_of(rendered.package)[name] == parts_of(source)[name]
    assert note in rendered.problems


def test_a_linked_picture_names_the_part_that_shows_it() -> None:
    (note,) = outside_references(Package.open(with_relationship("document", "image", "file:///etc/hostname")))
    assert str(note).startswith("[P25] 正文：文件引用了外面的图片“file:///etc/hostname”")


def test_a_link_to_click_is_ordinary() -> None:
    package = body_xml(paragraph("甲"), links={"rIdLink": "https://example.org/"})
    assert outside_references(Package.open(package)) == ()


def field(*pieces: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return body_xml(f"<w:p>{begin}{runs}{end}</w:p>")


def test_a_field_that_speaks_to_another_program_is_a_warning_however_its_runs_are_cut() -> None:
    for source in (
        field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot; "),
        field(" dde", "auto", " excel x"),
        body_xml('<w:p><w:fldSimple w:instr="DDEAUTO excel x"/></w:p>'),
    ):
        (warning,) = Template.open(source).problems
        assert (warning.code, warning.grade) == ("P25", Grade.WARNING)
        assert "DDEAUTO" in warning.message


def test_fields_that_fetch_are_told_and_those_of_every_day_are_not() -> None:
    told = outside_references(Package.open(field(' INCLUDETEXT "c:\\secret.txt" ')))
    assert [(problem.code, problem.grade) for problem in told] == [("P25", Grade.NOTE)]
    assert "外面的文件“\"c:\\secret.txt\"”" in told[0].message
    for ordinary in (" PAGE ", ' TOC \\o "1-3" ', ' HYPERLINK "https://example.org/" ', " REF b ", ""):
        assert outside_references(Package.open(field(ordinary))) == ()


def test_an_embedded_file_is_told() -> None:
    parts = parts_of(document("{{ a }}"))
    line = f'<Relationship Id="rIdIn" Type="{R}/aFChunk" Target="chunk.html"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", line.encode())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", b'<Default Extension="html" ContentType="text/html"/></Types>')
    parts["word/chunk.html"] = b"<html/>"
    (note,) = outside_references(Package.open(package_of(parts)))
    assert (note.code, note.grade) == ("P25", Grade.NOTE)
    assert "嵌着网页或文件“word/chunk.html”" in note.message
