"""A Word file made in the template's own styles → its text, for the place of a tag.

Knows no tags.  For a caller in Python who builds paragraphs and tables with python-docx on a copy of the template: styles
and lists are the template's, so the XML may stand there as it is; pictures and links are related anew.  A file with styles of
its own would need more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import splitext

from lxml import etree

from reportgen.engine.values.base import R07, Unusable, Value
from reportgen.message import say
from reportgen.ooxml.additions import Additions
from reportgen.ooxml.names import R, W
from reportgen.ooxml.package import Package, Relationship
from reportgen.ooxml.xml_tree import parse_xml


@dataclass(frozen=True, slots=True)
class Body(Value):
    """``source`` is the whole file; all of its body but the last section takes the place of the tag's paragraph."""

    source: bytes

    def drawn(self, part: str, additions: Additions, literals: set[str]) -> list[etree._Element]:
        """The elements, for a part; texts with braces are added to ``literals``, as they are no tags.

        Raises ``Unusable`` (R07) for what leads to anything but pictures and links."""
        package = Package.open(self.source)
        held = {line.id: line for line in package.relationships(package.main)}
        body = parse_xml(package.read(package.main), package.main).find(W + "body")
        elements = [] if body is None else [child for child in body if child.tag != W + "sectPr"]
        for element in elements:
            for node in element.iter(etree.Element):
                if node.tag == W + "t" and node.text and ("{" in node.text or "}" in node.text):
                    literals.add(node.text)
                for name, value in node.attrib.items():
                    if str(name).startswith(R):
                        node.set(name, _related(held.get(str(value)), package, part, additions))
        return elements


def _related(line: Relationship | None, package: Package, part: str, additions: Additions) -> str:
    if line is not None and line.external:
        return additions.relate(part, line.kind, line.target, external=True)
    if line is not None and line.kind == "image" and line.target in package:
        extension = splitext(line.target)[1].lstrip(".").lower()
        name = additions.media(package.read(line.target), extension, package.content_type(line.target))
        return additions.relate(part, "image", name)
    raise Unusable(say("子文档里有图表、脚注、页眉之类的内容，不能放到这里"), R07, say("子文档里只放文字、表格、图片和链接"))
