"""Word files that differ in their bodies alone → one file with all of what stands in them, for a program that takes longer to start
than to read any of them.

What is wrong with a paragraph or a table is wrong with it beside others too, so a joined file in which nothing is found says that of
all; where something is found, each has to be looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx_samples import package_of, parts_of
from lxml import etree

from reportgen.ooxml.names import W

_TEXT = "word/document.xml"


def joined(packages: Iterable[bytes]) -> Iterator[tuple[bytes, frozenset[bytes]]]:
    """Joined files, each with those that it is made of."""
    groups: dict[object, dict[bytes, list[etree._Element]]] = {}
    for package in packages:
        parts = parts_of(package)
        root = etree.fromstring(parts.pop(_TEXT))
        body = root.find(W + "body")
        assert body is not None
        blocks = [each for each in body if each.tag != W + "sectPr"]
        for each in blocks:
            body.remove(each)
        groups.setdefault((etree.tostring(root), *sorted(parts.items())), {})[package] = blocks
    for held in groups.values():
        first = parts_of(next(iter(held)))
        root = etree.fromstring(first[_TEXT])
        body = root.find(W + "body")
        assert body is not None
        section = [each for each in body if each.tag == W + "sectPr"]
        body[:] = [*(block for blocks in held.values() for block in blocks), *section]
        yield package_of({**first, _TEXT: etree.tostring(root, encoding="UTF-8")}), frozenset(held)
