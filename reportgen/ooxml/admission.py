"""The parts of a package → what forbids to read it or to carry it over, judged by types, relationships and whole contents.

Knows no text.  A part's name says nothing: ``payload.bin`` may be a macro, ``.XML`` or ``.vml`` a document type, and what
lies behind a comment of a thousand signs is seen by Word as well.  What is carried over unread would be found broken by Word,
not by us; so every part that Word reads is parsed once, here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from lxml import etree

from reportgen.message import Message, say
from reportgen.ooxml.names import OFFICE, RELS, TYPES, A, C, V, W
from reportgen.ooxml.relationships import TYPES_PART, Relationship, read_relationships, rels_name
from reportgen.ooxml.xml_tree import P21, P22, parse_xml, root_tag, serialise_xml
from reportgen.problem import Code, Grade, Problem, ReportError, WordPlace
from reportgen.regex import regex

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
_DECLARED = b"<!DOCTYPE"
_XINCLUDE = "http://www.w3.org/2001/XInclude"
_INCLUDED = _XINCLUDE.encode()


_NAMES_ONE = b'r:id="'
_NAMED = regex(_NAMES_ONE + rb"(?<!\w" + _NAMES_ONE + rb')([^"{}]+)"')
"""A name of its own; what stands before it is looked at behind it, since a search that begins with bytes is many times as fast."""
_LINKED = (W + "headerReference", W + "footerReference", W + "hyperlink", W + "altChunk", C + "chart")
"""What Word finds a file damaged for where its line is not there; of a picture it shows an empty frame."""
_EMBEDDED = regex(rb'\br:(?:id|embed|link)="([^"{}]+)"')
_PICTURES = (A + "blip", V + "imagedata", V + "fill")


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
    """Refuses a document type, or an element that takes in another file (P22), in any part of XML, also in those that are only
    carried over; raises ``ReportError``.  Nothing here follows such an element, but who reads the finished file may.

    Pictures are no parts of XML: an honest SVG may have one, and is shown by what shows pictures."""
    for name in package.names:
        if is_xml(package, name):
            data = package.read(name)
            if _holds(data, _DECLARED):
                parse_xml(data, name)
            if _holds(data, _INCLUDED) and _includes(parse_xml(data, name)):
                message = say(
                    "文件里的“{part}”要从别处取来内容（XInclude）。正常的 Word 文件没有它，它可能有害，所以不予读取。", part=name
                )
                raise ReportError([Problem(P22, message, place=WordPlace(name), hint=_SAVE_AGAIN)])


def _holds(data: bytes, words: bytes) -> bool:
    """Whether bytes hold words of ASCII, in UTF-8 or in UTF-16 of either order: there a zero stands between any two signs, and a
    zero is found faster."""
    return words in data or (b"\0" in data and b"\0".join(words[at : at + 1] for at in range(len(words))) in data)


def _includes(root: etree._Element) -> bool:
    """Whether an element takes in another file (XInclude 1.0 §3.1); words about it do not."""
    return next(root.iter(f"{{{_XINCLUDE}}}*"), None) is not None


def is_xml(package: JudgedParts, name: str) -> bool:
    """Whether a part is read as XML, by its type or by its name."""
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
            tag = root_tag(package.read(name), name)
        except ReportError as error:
            yield from error.problems
        else:
            if tag != _ROOTS.get(kind, tag):
                message = say("文件里的“{part}”不是它应当是的（{kind}），Word 会说文件已损坏。", part=name, kind=kind)
                yield Problem(P21, message, place=WordPlace(name), hint=_SAVE_AGAIN)


def misregistered(package: JudgedParts) -> Iterator[Problem]:
    """What Word refuses a file for though each part is sound (P21): an id or a type that stands twice, a line without an id, one
    part that is to be two things."""
    yield from _types_twice(package)
    things: dict[str, str] = {}
    for source in ("", *package.names):
        part = rels_name(source)
        seen: set[str] = set()
        for line in package.relationships(source) if part in package else ():
            if not line.id or line.id in seen:
                yield _damaged(part, say("“{part}”里有登记没有编号，或两条用同一个编号“{id}”，Word 会说文件已损坏。", part=part, id=line.id))
            seen.add(line.id)
            thing = line.kind if not line.external and line.kind in (*_ROOTS, "officeDocument") else ""
            if thing and things.setdefault(line.target.lower(), thing) != thing:
                yield _damaged(part, say("“{target}”登记成了两样东西，Word 会说文件已损坏。", target=line.target))


def _types_twice(package: JudgedParts) -> Iterator[Problem]:
    root = parse_xml(package.read(TYPES_PART), TYPES_PART)
    lines = root.iter(f"{TYPES}Default", f"{TYPES}Override")
    names = Counter((element.get("Extension") or element.get("PartName") or "").lower() for element in lines)
    for name in (name for name, count in names.items() if count > 1):
        yield _damaged(TYPES_PART, say("“{name}”的类型写了两次，Word 会说文件已损坏。", name=name))


def _damaged(part: str, message: Message) -> Problem:
    return Problem(P21, message, place=WordPlace(part), hint=_SAVE_AGAIN)


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
            if target and (is_xml(package, target) or (line.kind not in _BINARY and line.type.startswith(OFFICE))):
                found.setdefault(target, line.kind)
            waiting += [target] if target else []
    return found


def dangling(package: JudgedParts) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    """The relationship parts without lines that lead to no part, and what is to be told of them (P26); raises ``ReportError``
    where the text uses such a line, or one that there is not.  Of a picture Word shows an empty frame: its line stays,
    and is told."""
    names = {name.lower() for name in package.names}
    revised: dict[str, bytes] = {}
    told: list[Problem] = []
    refused: list[Problem] = []
    for source in ("", *package.names):
        part = rels_name(source)
        lines = package.relationships(source) if part in package else ()
        data = package.read(source) if source and is_xml(package, source) else b""
        refused += _unregistered(data, source, {line.id for line in lines})
        told += _unshown(data, source, lines, names)
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


def _unregistered(data: bytes, source: str, known: Collection[str]) -> Iterator[Problem]:
    """What names a line that there is not (P26), where Word refuses the file for it; parsed only where the bytes name one."""
    if _NAMES_ONE not in data:  # by far the commonest case, and a tenth of the time
        return
    named = {found.decode("utf-8", "replace") for found in _NAMED.findall(data)} - set(known)
    for element in parse_xml(data, source).iter(*_LINKED) if named else ():
        for key, value in element.items():
            if "elationships}" in str(key) and str(value) in named:
                message = say("正文用到的登记“{id}”（{element}）不在文件里，Word 会说文件已损坏。", id=str(value), element=etree.QName(element).localname)
                yield Problem(P26, message, place=WordPlace(source), hint=_SAVE_AGAIN)


def _unshown(data: bytes, source: str, lines: Iterable[Relationship], names: Collection[str]) -> Iterator[Problem]:
    """Pictures that the text shows and the file does not have (P26); parsed only where there may be one."""
    if not (b"<a:blip" in data or b"<v:imagedata" in data or b"<v:fill" in data):
        return
    there = {line.id for line in lines if line.external or line.target.lower() in names}
    named = {found.decode("utf-8", "replace") for found in _EMBEDDED.findall(data)} - there
    for element in parse_xml(data, source).iter(*_PICTURES) if named else ():
        for key, value in element.items():
            if "elationships}" in str(key) and str(value) in named:
                message = say("图片“{id}”不在文件里，Word 里看到的是一个空框", id=str(value))
                yield Problem(P26, message, Grade.WARNING, WordPlace(source), say("在 Word 里重新插入这张图片，或删去空框"))


def used_ids(package: JudgedParts, source: str) -> frozenset[str]:
    """The ids that a part names, in attributes of whichever name: more than are relationships, never fewer."""
    if source not in package or not is_xml(package, source):
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
