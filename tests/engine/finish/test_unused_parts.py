"""What filling took from the page is taken from the file; what the template left lying about stays."""

from __future__ import annotations

import io
import zipfile

from chart_samples import charted
from docx_samples import R, body_xml, package_of, paragraph, parts_of, picture

from reportgen.engine.finish.unused_parts import shown_by, sweep
from reportgen.engine.template import Template
from reportgen.ooxml.package import Package


def names(package: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return set(archive.namelist())


def test_a_part_that_is_still_shown_stays() -> None:
    source = charted("图", "{{ 文 }}")
    assert names(Template.open(source).render({"文": "字"}).package) == names(source)


def test_what_the_template_does_not_show_itself_stays() -> None:
    source = charted("图", "{{ 文 }}")
    package = Package.open(source)
    hidden = package.revised({package.main: package.read(package.main).replace(b'"rIdChart"', b'"rIdOther"')})
    assert shown_by(hidden, hidden.main) == frozenset()
    assert sweep(hidden, {hidden.main: frozenset()}, {hidden.main: b"<nothing/>"}, {}) == ({}, frozenset())


def test_a_part_that_is_shown_elsewhere_stays() -> None:
    package = Package.open(charted("图"))
    rels = "word/_rels/document.xml.rels"
    line = b'<Relationship Id="rIdTwo" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" Target="charts/chart1.xml"/>'
    before = package.revised({rels: package.read(rels).replace(b"</Relationships>", line + b"</Relationships>")})
    shown = {before.main: shown_by(before, before.main)}
    filled = {before.main: before.read(before.main).replace(b'"rIdChart"', b'"rIdTwo"')}
    changed, removed = sweep(before, shown, filled, {})
    assert shown == {before.main: {"rIdChart"}}
    assert removed == frozenset()
    assert b"rIdChart" not in changed[rels]


def test_the_address_of_a_linked_picture_that_is_not_shown_does_not_stay_behind() -> None:
    linked = picture("rIdFar").replace("r:embed", "r:link")
    parts = parts_of(body_xml(paragraph("{% if 有 %}") + f"<w:p>{linked}</w:p>" + paragraph("{% endif %}文")))
    line = f'<Relationship Id="rIdFar" Type="{R}/image" Target="https://example.org/p.png" TargetMode="External"/>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", line.encode() + b"</Relationships>")
    template = Template.open(package_of(parts))
    held = {one: parts_of(template.render({"有": one}).package)[rels] for one in (True, False)}
    assert b"example.org" in held[True]
    assert b"example.org" not in held[False]
