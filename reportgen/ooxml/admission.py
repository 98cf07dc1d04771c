"""The parts of a package → what forbids to read it or to carry it over, judged by types, relationships and whole contents.

Knows no text.  A part's name says nothing: ``payload.bin`` may be a macro, ``.XML`` or ``.vml`` a document type, and what
lies behind a comment of a thousand signs is seen by Word as well.  What is carried over unread would be found broken by Word,
not by us; so every part that Word reads is parsed once, here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from lxml import etree

from reportgen.message import say
from reportgen.ooxml.names import OFFICE, RELS, A, W
from reportgen.ooxml.relationships import Relationship, read_relationships, rels_name
from reportgen.ooxml.xml_tree import P21, parse_xml, serialise_xml
from reportgen.problem import Code, Grade, Problem, ReportError, WordPlace

P26 = Code(
    "P26",
    "登记的部分不在文件里：正文要用的，不予读取；不用的，已去掉登记（说明）",
    "登记了 header9.xml，文件里却没有",
    "用 Word 打开并修复，另存为 .docx",
)

_SAVE_AGAIN = say("请用 Word 或 WPS 打开原文件，另存为新的 .docx 再试")
_SUFFIXES = (".xml", ".rels", ".vml")
_BINARY = frozenset(
    "image oleObject package aFChunk font video audio media hyperlink printerSettings thumbnail attachedToolbars "
    "activeXControlBinary hdphoto".split()
)
"""Kinds of relationships whose targets are no parts of XML; what else Word reads by a relationship is."""
_ROOTS = {
    "styles": W + "styles", "numbering": W + "numbering", "settings": W + "settings", "fontTable": W + "fonts",
    "webSettings": W + "webSettings", "theme": A + "theme", "header": W + "hdr", "footer": W + "ftr",
    "footnotes": W + "footnotes", "endnotes": W + "endnotes", "comments": W + "comments",
}  # fmt: skip
"""What the parts begin with that a kind of relationship leads to; with anything else Word says that the file is damaged."""
_DECLARED = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


class JudgedParts(Protocol):
    """A package as far as it is judged here."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def __contains__(self, name: object) -> bool: ...

    def read(self, name: str) -> bytes: ...

    def head(self, name: str) -> bytes: ...

    def content_type(self, name: str) -> str: ...

    def relationships(self, name: str) -> tuple[Relationship, ...]: ...


def refuse_declared(package: JudgedParts) -> None:
    """Refuses a document type (P22) in any part of XML, also in those that are only carried over; raises ``ReportError``.

    Pictures are no parts of XML: an honest SVG may have one, and is shown by what shows pictures."""
    for name in package.names:
        if _is_xml(package, name):
            data = package.read(name)
            if any(sign in data for sign in _DECLARED):
                parse_xml(data, name)


def _is_xml(package: JudgedParts, name: str) -> bool:
    kind = package.content_type(name).lower()
    if kind.startswith("image/") or kind == "text/html":
        return False
    return name.lower().endswith(_SUFFIXES) or kind.endswith(("+xml", "/xml")) or "vmldrawing" in kind


def broken_parts(package: JudgedParts, known: Collection[str]) -> Iterator[Problem]:
    """What is no sound XML (P21, P22) among the parts that Word reads, those ``known`` left out, which are read later."""
    for name, kind in _reached(package).items():
        if name in known and kind not in ("header", "footer"):
            continue
        try:
            root = parse_xml(package.read(name), name)
        except ReportError as error:
            yield from error.problems
        else:
            if root.tag != _ROOTS.get(kind, root.tag):
                message = say("文件里的“{part}”不是它应当是的（{kind}），Word 会说文件已损坏。", part=name, kind=kind)
                yield Problem(P21, message, place=WordPlace(name), hint=_SAVE_AGAIN)


def _reached(package: JudgedParts) -> dict[str, str]:
    """The parts of XML that relationships lead to, from the package on, with the kind of one; and the relationships themselves."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    waiting = [""]
    spelling = {name.lower(): name for name in package.names}
    while waiting:
        source = waiting.pop()
        part = spelling.get(rels_name(source).lower())
        if source in seen or part is None:
            continue
        seen.add(source)
        found[part] = ""
        for line in package.relationships(source):
            target = "" if line.external else spelling.get(line.target.lower(), "")
            if target and (_is_xml(package, target) or (line.kind not in _BINARY and line.type.startswith(OFFICE))):
                found.setdefault(target, line.kind)
            waiting += [target] if target else []
    return found


def dangling(package: JudgedParts) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    """The relationship parts without lines that lead to no part, and what is to be told of them (P26); raises ``ReportError``
    where the text uses such a line.  Of a picture Word shows an empty frame, so that line stays."""
    names = {name.lower() for name in package.names}
    revised: dict[str, bytes] = {}
    told: list[Problem] = []
    refused: list[Problem] = []
    for source in ("", *package.names):
        part = rels_name(source)
        lines = package.relationships(source) if part in package else ()
        lost = [line for line in lines if not line.external and line.target.lower() not in names and line.kind != "image"]
        if not lost:
            continue
        used = used_ids(package, source)
        refused += [_missing(line, part, Grade.ERROR) for line in lost if line.id in used]
        loose = [line for line in lost if line.id not in used]
        told += [_missing(line, part, Grade.NOTE) for line in loose]
        revised[part] = _without(package.read(part), part, source, loose)
    if refused:
        raise ReportError(refused)
    return revised, tuple(told)


def used_ids(package: JudgedParts, source: str) -> frozenset[str]:
    """The ids that a part names, in attributes of whichever name: more than are relationships, never fewer."""
    if source not in package or not _is_xml(package, source):
        return frozenset()
    try:
        root = parse_xml(package.read(source), source)
    except ReportError:
        return frozenset()
    return frozenset(
        str(value) for each in root.iter(etree.Element) for key, value in each.items() if "elationships}" in str(key)
    )


def _without(data: bytes, part: str, source: str, loose: Collection[Relationship]) -> bytes:
    root = parse_xml(data, part)
    elements = list(root.iter(f"{RELS}Relationship"))
    for element, line in zip(elements, read_relationships(root, source), strict=True):
        parent = element.getparent()
        if line in loose and parent is not None:
            parent.remove(element)
    return serialise_xml(root)


def _missing(line: Relationship, part: str, grade: Grade) -> Problem:
    if grade is Grade.ERROR:
        message = say("正文用到的“{target}”不在文件里，Word 会说文件已损坏。", target=line.target)
        return Problem(P26, message, grade, WordPlace(part), _SAVE_AGAIN)
    message = say("登记的“{target}”不在文件里，正文也没有用到，写出的文件里已去掉这条登记", target=line.target)
    return Problem(P26, message, grade, WordPlace(part), say("不用改；也可以用 Word 打开，另存一份"))
