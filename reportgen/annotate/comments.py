"""Comments as texts → the parts that hold them: comments, their companions, the author, the two styles.

Knows no places.  Word of 2013 and later, and WPS, keep beside ``comments.xml`` whether a comment is done (commentsExtended),
a number that survives merging (commentsIds) and who the authors are (people); [MS-DOCX] §2.5.  They are written complete,
because a reader that finds one of them without the others shows comments that cannot be answered or closed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from lxml import etree

from reportgen.ooxml.additions import Additions
from reportgen.ooxml.names import MC, W14, W15, W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import compile_path, highest, parse_xml, serialise_xml

_CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MICROSOFT = "http://schemas.microsoft.com/office/"
_PREFIXES = {"w": W[1:-1], "mc": MC[1:-1], "w14": W14[1:-1], "w15": W15[1:-1], "w16cid": _CID[1:-1]}
_STYLES = (
    ("annotation text", "paragraph", "CommentText"),
    ("annotation reference", "character", "CommentReference"),
)
"""Word's own styles for comments: name, type, and the id that a file without them gets."""
_SIZE = "21"
"""五号, in half-points, as Chinese Word has it."""


_PARAGRAPH_IDS = compile_path("//@w14:paraId", w14=W14[1:-1])


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment's number in the document, and its text; each line is a paragraph."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """A part beside the main document: what it is called, its root, its relationship, the prefixes one may ignore."""

    name: str
    root: str
    relation: str
    ignorable: tuple[str, ...]


_COMMENTS = _Kind("comments", W + "comments", "comments", ("w14",))
_EXTENDED = _Kind("commentsExtended", W15 + "commentsEx", f"{_MICROSOFT}2011/relationships/commentsExtended", ("w15",))
_IDS = _Kind("commentsIds", _CID + "commentsIds", f"{_MICROSOFT}2016/09/relationships/commentsIds", ("w16cid",))
_PEOPLE = _Kind("people", W15 + "people", f"{_MICROSOFT}2011/relationships/people", ("w15",))


def next_comment_id(package: Package) -> int:
    """The first number that no comment of the file has."""
    name = _held(package, _COMMENTS)
    root = parse_xml(package.read(name), name) if name else None
    taken = [node.get(W + "id") for node in root.iter(W + "comment")] if root is not None else []
    return highest(taken, -1) + 1


def add_comments(additions: Additions, comments: Sequence[Comment], author: tuple[str, str], date: datetime) -> None:
    """Writes the comments of one author (name, initials) into the package's parts, behind those that are there."""
    package = additions.package
    taken = _paragraph_ids(package)
    text_style, sign_style = (_style(additions, *style) for style in _STYLES)
    held, extended, ids = [], [], []
    for comment in comments:
        number, durable = _hex_numbers(comment, taken)
        held.append(_comment(comment, author, date, (text_style, sign_style), number))
        extended.append(etree.Element(W15 + "commentEx", {W15 + "paraId": number, W15 + "done": "0"}))
        ids.append(etree.Element(_CID + "commentId", {_CID + "paraId": number, _CID + "durableId": durable}))
    _extend(additions, _COMMENTS, held)
    _extend(additions, _EXTENDED, extended)
    _extend(additions, _IDS, ids)
    _extend(additions, _PEOPLE, _person(package, author[0]))


def _comment(
    comment: Comment, author: tuple[str, str], date: datetime, styles: tuple[str, str], number: str
) -> etree._Element:
    """One ``w:comment``; its last paragraph carries the number that the companions know it by."""
    made = etree.Element(W + "comment", {W + "id": str(comment.number), W + "author": _printable(author[0])})
    made.set(W + "date", date.strftime("%Y-%m-%dT%H:%M:%SZ"))
    made.set(W + "initials", _printable(author[1]))
    for at, line in enumerate(comment.text.split("\n")):
        paragraph = etree.SubElement(made, W + "p")
        properties = etree.SubElement(paragraph, W + "pPr")
        etree.SubElement(properties, W + "pStyle", {W + "val": styles[0]})
        if at == 0:
            sign = etree.SubElement(paragraph, W + "r")
            etree.SubElement(etree.SubElement(sign, W + "rPr"), W + "rStyle", {W + "val": styles[1]})
            etree.SubElement(sign, W + "annotationRef")
        text = etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t")
        text.text = _printable(line)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made[-1].set(W14 + "paraId", number)
    return made


def _person(package: Package, name: str) -> list[etree._Element]:
    """The author, unless the file knows somebody of that name."""
    part = _held(package, _PEOPLE)
    known = parse_xml(package.read(part), part).iter(W15 + "person") if part else ()
    if any(person.get(W15 + "author") == name for person in known):
        return []
    person = etree.Element(W15 + "person", {W15 + "author": _printable(name)})
    presence = {W15 + "providerId": "None", W15 + "userId": _printable(name)}
    etree.SubElement(person, W15 + "presenceInfo", presence)
    return [person]


def _extend(additions: Additions, kind: _Kind, elements: Sequence[etree._Element]) -> None:
    """Appends to a part of the package, or makes it, with its type and relationship."""
    package = additions.package
    name = _held(package, kind)
    if not elements:
        return
    old = parse_xml(package.read(name), name) if name else etree.Element(kind.root)
    root = _with_prefixes(old, kind)
    root.extend(elements)
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*(prefix for prefix in root.nsmap if prefix)])
    if name:
        additions.replaced[name] = serialise_xml(root)
    else:
        name = additions.add(f"word/{kind.name}.xml", serialise_xml(root), f"{_WML}{kind.name}+xml")
        additions.relate(package.main, kind.relation, name)


def _with_prefixes(old: etree._Element, kind: _Kind) -> etree._Element:
    """The root with every prefix that is needed; one that older programs do not know is named as ignorable (Part 3 §9)."""
    names = {prefix: uri for prefix, uri in old.nsmap.items() if not (prefix or "").startswith("ns")}
    for prefix in ("w", "mc", *kind.ignorable):
        if _PREFIXES[prefix] not in names.values():
            names[prefix] = _PREFIXES[prefix]
    root = etree.Element(old.tag, nsmap=cast("dict[str, str]", names))
    for name, value in old.attrib.items():
        root.set(name, value)
    root.text = old.text
    root.extend(list(old))
    said = root.get(MC + "Ignorable", "").split()
    wanted = [next(str(key) for key, uri in names.items() if uri == _PREFIXES[prefix]) for prefix in kind.ignorable]
    root.set(MC + "Ignorable", " ".join(dict.fromkeys((*said, *wanted))))
    return root


def _held(package: Package, kind: _Kind) -> str:
    """The zip name of the part of a kind, empty if the file has none."""
    word = kind.relation.rsplit("/", 1)[-1]
    lines = package.relationships(package.main)
    return next((line.target for line in lines if line.kind == word and line.target in package), "")


def _style(additions: Additions, name: str, kind: str, wanted: str) -> str:
    """The id of the style with Word's own name; Chinese Word and WPS give it other ids, so the name decides."""
    taken = set()
    for style in additions.shared("styles"):
        label = style.find(W + "name")
        taken.add(style.get(W + "styleId"))
        if label is not None and label.get(W + "val") == name:
            return style.get(W + "styleId", wanted)
    number = next(each for each in (wanted, *(f"{wanted}{n}" for n in range(2, 10_000))) if each not in taken)
    style = etree.Element(W + "style", {W + "type": kind, W + "styleId": number})
    etree.SubElement(style, W + "name", {W + "val": name})
    etree.SubElement(style, W + "uiPriority", {W + "val": "99"})
    etree.SubElement(style, W + "unhideWhenUsed")
    properties = etree.SubElement(style, W + "rPr")
    for tag in ("sz", "szCs"):
        etree.SubElement(properties, W + tag, {W + "val": _SIZE})
    additions.append("styles", style)
    return number


def _paragraph_ids(package: Package) -> set[str]:
    """Numbers of paragraphs that are taken, in the text and in the comments."""
    parts = [package.main, _held(package, _COMMENTS)]
    roots = [parse_xml(package.read(name), name) for name in parts if name]
    return {str(value).upper() for root in roots for value in _PARAGRAPH_IDS(root)}


def _hex_numbers(comment: Comment, taken: set[str]) -> tuple[str, str]:
    """A paragraph's number and a lasting one, from content, below 0x80000000 and not zero ([MS-DOCX] §2.6.2.3)."""
    for attempt in range(10_000):
        digest = hashlib.sha256(f"{attempt} {comment.number} {comment.text}".encode("utf-8", "replace")).digest()
        numbers = [f"{int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF or 1:08X}" for at in (0, 4)]
        if numbers[0] not in taken:
            taken.add(numbers[0])
            return numbers[0], numbers[1]
    raise ValueError("no free number")


def _printable(text: str) -> str:
    """The text without what XML 1.0 (§2.2) forbids; a quoted fault may be about just such a character."""
    return "".join(char if _allowed(char) else "\ufffd" for char in text)


def _allowed(char: str) -> bool:
    code = ord(char)
    return char in "\t\n\r" or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code >= 0x10000
