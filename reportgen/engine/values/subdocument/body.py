"""A sub-document and the part it goes into → the elements that stand in the place of the tag's paragraph.

Knows no tags: braces in the file are text.  Left behind: its page set-up, headers and footers, comments, bindings to custom
data.  Kept: paragraphs, tables, pictures, charts, links, notes, lists, bookmarks, tracked changes, content controls.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from reportgen.engine.values.base import R07, Unusable
from reportgen.engine.values.subdocument.resources import Lists, Parts, StyleMap
from reportgen.message import say
from reportgen.ooxml.additions import Additions
from reportgen.ooxml.field_targets import link_targets
from reportgen.ooxml.names import MC, RANGE_MARKS, W14, W15, R, W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import drop, highest, parse_xml

MAX_ELEMENTS = 5_000_000
"""Most elements that sub-documents may bring into one file, repetitions counted."""
_DROPPED = frozenset(
    W + name
    for name in (
        "sectPr commentRangeStart commentRangeEnd commentReference dataBinding placeholder permStart permEnd proofErr"
    ).split()
) | {W15 + "dataBinding"}
_REFUSED = {
    W + "altChunk": say("子文档里有嵌入的网页或文件，不能带过来"),
    W + "subDoc": say("子文档里有别的子文档，不能带过来"),
    W + "control": say("子文档里有ActiveX 控件，不能带过来"),
}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


class Carrier:
    """One sub-document, as often as one rendering puts it in."""

    def __init__(self, package: Package, additions: Additions) -> None:
        self.package = package
        self.additions = additions
        self.parts = Parts(package, additions)
        self._prefixes: dict[str, str] = {}
        self.lists = Lists(self._shared("numbering")[1], additions)
        self.styles = StyleMap(self._shared("styles")[1], additions, self.lists.styled)
        self._prepared: dict[str, list[etree._Element]] = {}
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._root = _usable(parse_xml(package.read(package.main), package.main), self._prefixes)

    def drawn(self, part: str, home: etree._Element, literals: set[str]) -> list[etree._Element]:
        """The elements, for a place in the tree ``home``; raises ``Unusable`` (R07)."""
        if part not in self._prepared:
            body = self._root.find(W + "body")
            block = etree.Element(W + "body")
            block.extend(deepcopy(child) for child in (body if body is not None else ()))
            self._prepared[part] = list(self._settled(block, self.package.main, part))
            literals |= _braces(block)
        self.lists.begin()
        elements = [deepcopy(child) for child in self._prepared[part]]
        for element in elements:
            for use in element.iter(W + "numId"):
                use.set(W + "val", self.lists.of(use.get(W + "val", "0")))
        self._carry_notes(elements, part, literals)
        _own_names(elements, home)
        return elements

    def _settled(self, block: etree._Element, source: str, part: str) -> etree._Element:
        """Everything that is the same each time: styles, relationships, what is left behind."""
        for element in [node for node in block.iter(etree.Element) if node.tag in _DROPPED]:
            drop(element)
        self.styles.settle(block)
        for node in block.iter(etree.Element):
            for name, value in node.attrib.items():
                if str(name).startswith(R) and value:
                    node.set(name, self.parts.related(source, str(value), part))
        for node in block.iter(W + "p", W + "tr"):
            for name in (W14 + "paraId", W14 + "textId"):
                node.attrib.pop(name, "")
        _bind(block, self._prefixes)
        return block

    def _carry_notes(self, elements: list[etree._Element], part: str, literals: set[str]) -> None:
        for element in elements:
            for reference in element.iter(*_NOTES):
                kind = _NOTES[str(reference.tag)]
                if part != self.additions.package.main:
                    message = say("子文档里有脚注或尾注，不能放在页眉、页脚或脚注里")
                    raise Unusable(message, R07, say("把标签移到正文里，或者去掉子文档里的脚注"))
                reference.set(W + "id", self._note(kind, reference.get(W + "id", ""), literals))

    def _note(self, kind: str, number: str, literals: set[str]) -> str:
        if kind not in self._notes:
            source, root = self._shared(f"{kind}s")
            home = self.additions.home(f"{kind}s")
            held = root.iterchildren(W + kind) if root is not None else ()
            self._notes[kind] = {note.get(W + "id", ""): self._settled(deepcopy(note), source, home) for note in list(held)}
        note = self._notes[kind].get(number)
        if note is None:
            raise Unusable(say("子文档里引用的脚注不存在，文件可能已损坏"), R07, say("用 Word 打开它，另存一次"))
        copy = deepcopy(note)
        literals |= _braces(copy)
        for use in copy.iter(W + "numId"):
            use.set(W + "val", self.lists.of(use.get(W + "val", "0")))
        given = str(self.additions.number(f"{kind}s", W + kind, W + "id"))
        copy.set(W + "id", given)
        self.additions.append(f"{kind}s", copy)
        return given

    def _shared(self, kind: str) -> tuple[str, etree._Element | None]:
        lines = self.package.relationships(self.package.main)
        name = next((line.target for line in lines if line.kind == kind and line.target in self.package), "")
        return name, _usable(parse_xml(self.package.read(name), name), self._prefixes) if name else None


def _usable(root: etree._Element, prefixes: dict[str, str]) -> etree._Element:
    """The tree without what its own file calls ignorable, for the finished file may not call it so (Part 3 §7.2)."""
    for element in root.iter(*_REFUSED):
        raise Unusable(_REFUSED[str(element.tag)], R07, say("在子文档里把它改成文字、表格或图片"))
    for choice in root.iter(MC + "Choice"):
        prefixes |= {name: choice.nsmap[name] for name in _required(choice) if name in choice.nsmap}
    names = (root.attrib.pop(MC + "Ignorable", "") or "").split()
    ignored = {root.nsmap[name] for name in names if name in root.nsmap}
    for node in list(root.iter(etree.Element)) if ignored else ():
        needed = {prefixes.get(name) for choice in node.iterancestors(MC + "Choice") for name in _required(choice)}
        for name in [name for name in node.attrib if etree.QName(name).namespace in ignored - needed]:
            del node.attrib[name]
        if etree.QName(node).namespace in ignored - needed:
            drop(node)
    return root


def _required(choice: etree._Element) -> list[str]:
    return (choice.get("Requires") or "").split()


def _bind(block: etree._Element, prefixes: Mapping[str, str]) -> None:
    """``Requires`` speaks of prefixes, so each choice declares its own: the finished file may not."""
    for old in list(block.iter(MC + "Choice")):
        held = {name: prefixes[name] for name in _required(old) if name in prefixes}
        new = etree.Element(old.tag, {str(name): str(value) for name, value in old.attrib.items()}, nsmap=held)
        new.extend(list(old))
        parent = old.getparent()
        assert parent is not None
        parent.replace(old, new)


def _braces(block: etree._Element) -> set[str]:
    """Texts that look like tags: those of paragraphs whole, for a tag may be cut into runs."""
    found = set()
    for paragraph in block.iter(W + "p"):
        text = "".join(node.text or "" for node in paragraph.iter(W + "t"))
        found |= {text} if "{" in text or "}" in text else set()
    for node in block.iter(W + "t", W + "instrText"):
        text = node.text or ""
        found |= {text} if "{" in text or "}" in text else set()
    return found


def _own_names(elements: list[etree._Element], home: etree._Element) -> None:
    """Marks of ranges get numbers of their own; a bookmark whose name is taken gets another, and so do links to it."""
    marks = [mark for element in elements for mark in element.iter(*RANGE_MARKS)]
    if not marks:
        return
    there = list(home.iter(*RANGE_MARKS))
    following = highest(mark.get(W + "id") for mark in there) + 1
    taken = {mark.get(W + "name", "").lower() for mark in there}
    numbers: dict[str, str] = {}
    names: dict[str, str] = {}
    for mark in marks:
        mark.set(W + "id", numbers.setdefault(mark.get(W + "id", ""), str(following + len(numbers))))
        name = mark.get(W + "name", "")
        if mark.tag == W + "bookmarkStart" and name.lower() in taken:
            names[name] = _free(name, taken)
            mark.set(W + "name", names[name])
        taken.add(mark.get(W + "name", "").lower())
    for element in elements if names else ():
        _rename(element, names)


def _free(name: str, taken: set[str]) -> str:
    return next(free for count in range(2, 10**9) if (free := f"{name[:34]}_{count}").lower() not in taken)


def _rename(element: etree._Element, names: dict[str, str]) -> None:
    for _, rename in link_targets(element):
        rename(lambda name: names.get(name, name))
