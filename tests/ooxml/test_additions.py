"""What is added to a package clashes with nothing that it has."""

from __future__ import annotations

from docx_samples import PNG, SAMPLE, body_xml, paragraph, parts_of, replaced
from lxml import etree

from reportgen.ooxml.additions import Additions
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package

MAIN = "word/document.xml"


def test_a_relationship_gets_a_free_id_and_the_same_one_each_time() -> None:
    taken = replaced(SAMPLE, "word/_rels/document.xml.rels", "rIdLink", "rg1")
    additions = Additions(Package.open(taken))
    assert additions.relate(MAIN, "hyperlink", "https://e.org", external=True) == "rg2"
    assert additions.relate(MAIN, "hyperlink", "https://f.org", external=True) == "rg3"
    assert additions.relate(MAIN, "hyperlink", "https://e.org", external=True) == "rg2"


def test_equal_bytes_are_one_part_and_names_are_free_whatever_their_case() -> None:
    additions = Additions(Package.open(SAMPLE))
    assert additions.media(PNG, "png", "image/png") == additions.media(PNG, "png", "image/png")
    assert len(additions.parts) == 1
    assert additions.add("word/MEDIA/一.PNG", b"", "image/png") == "word/MEDIA/一_2.PNG"


def test_nothing_added_changes_nothing() -> None:
    additions = Additions(Package.open(SAMPLE))
    assert not additions
    assert additions.closed({MAIN: b"x"}) == ({MAIN: b"x"}, {})


def test_what_is_closed_can_be_opened_again() -> None:
    package = Package.open(body_xml(paragraph("x"), header=paragraph("眉")))
    additions = Additions(package)
    name = additions.media(b"\xff\xd8", "jpg", "image/jpeg")
    number = additions.relate("word/header1.xml", "image", name)
    additions.update_fields()
    again = Package.open(package.write(*additions.closed({})))
    [line] = again.relationships("word/header1.xml")
    assert (line.id, line.kind, line.target) == (number, "image", name)
    assert again.content_type(name) == "image/jpeg"
    assert "word/settings.xml" in again.names


def test_settings_are_changed_in_their_place() -> None:
    package = body_xml(paragraph("x"))
    first = Package.open(package)
    additions = Additions(first)
    additions.update_fields()
    with_settings = first.write(*additions.closed({}))
    compat = replaced(
        with_settings,
        "word/settings.xml",
        '<w:updateFields w:val="true"/>',
        '<w:zoom w:percent="100"/><w:updateFields w:val="false"/><w:compat/>',
    )
    second = Additions(Package.open(compat))
    second.update_fields()
    root = etree.fromstring(second.closed({})[0]["word/settings.xml"])
    assert [child.tag[len(W) :] for child in root] == ["zoom", "updateFields", "compat"]
    assert root[1].get(W + "val") == "true"


def test_numberings_stand_in_the_order_of_the_schema() -> None:
    numbering = '<w:abstractNum w:abstractNumId="3"/><w:num w:numId="9"><w:abstractNumId w:val="3"/></w:num><w:numIdMacAtCleanup w:val="1"/>'
    package = Package.open(body_xml(paragraph("x"), numbering=numbering))
    additions = Additions(package)
    assert additions.number("numbering", W + "num", W + "numId") == 10
    assert additions.number("numbering", W + "num", W + "numId") == 11
    for name in ("num", "abstractNum"):
        additions.append("numbering", etree.Element(W + name))
    made = etree.fromstring(parts_of(package.write(*additions.closed({})))["word/numbering.xml"])
    assert [child.tag[len(W) :] for child in made] == ["abstractNum", "abstractNum", "num", "num", "numIdMacAtCleanup"]


def test_new_notes_begin_with_their_separators() -> None:
    additions = Additions(Package.open(body_xml(paragraph("x"))))
    additions.append("footnotes", etree.Element(W + "footnote", {W + "id": "1"}))
    _, added = additions.closed({})
    root = etree.fromstring(added["word/footnotes.xml"])
    assert [note.get(W + "id") for note in root] == ["-1", "0", "1"]
