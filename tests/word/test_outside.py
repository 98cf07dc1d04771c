"""What lies outside of the file is left as it is, not fetched, and told."""

from __future__ import annotations

from docx_samples import MAIN, RELS, R, body_xml, document, package_of, paragraph, parts_of

from reportgen.engine.template import Template
from reportgen.problem import Grade
from reportgen.word.outside import outside_references
from reportgen.word.package import Package


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
