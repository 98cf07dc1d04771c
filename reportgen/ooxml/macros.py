"""The parts of a package → those that hold macros; and, on request, the package without its own.

Knows no text.  A part's name says nothing: ``payload.bin`` may be a macro, and a file within a file may have some.  What is named
"with macros" and has none (.docm) is an ordinary document.  Macros of a file that is embedded cannot be dropped without opening it,
and a part that the text names stays where it is: such a file is refused all the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.message import NOTHING
from reportgen.ooxml.admission import JudgedParts, used_ids
from reportgen.ooxml.archive import MIB, Limits, read_entries
from reportgen.ooxml.names import RELS, TYPES
from reportgen.ooxml.relationships import TYPES_PART, read_relationships, rels_name
from reportgen.ooxml.xml_tree import drop, parse_xml, serialise_xml
from reportgen.problem import ReportError
from reportgen.regex import regex

_KINDS = frozenset(("vbaproject", "wordvbadata"))
_TYPES = ("vbaproject", "vbadata")
_ENABLED = "macroenabled"
_OLE2, _ZIP = bytes.fromhex("d0cf11e0a1b11ae1"), b"PK\x03\x04"
_MACRO_PART = b"vbaproject.bin"
_ENTRY = regex(rb"PK(?:\x03\x04|(?P<listed>\x01\x02))")
_NAMED, _LISTED = (26, 30), (28, 46)
"""Of a zip's entry, in its own header and in the directory's: where the length of its name stands, and where the name begins."""
_SHOWN = ("image/", "audio/", "video/", "text/")
_VBA_STREAM = "_VBA_PROJECT"
"""What an old file calls its macros; names there are in UTF-16."""
_SUFFIXES = (".xml", ".rels", ".vml")
_DEEPEST, _LARGEST, _ENTRY_COSTS = 3, 64 * MIB, 64
"""Files within files within files that are looked into for macros, and how many bytes of them in all; a name that is looked at
counts as so many, since nothing else bounds how many seem to stand in a file."""


def macros(package: JudgedParts, main: str) -> list[str]:
    """The parts that hold macros: by their type, by the relationship that leads to them, or within an embedded file."""
    own = _own(package)
    left = [_LARGEST]
    return [
        name
        for name in package.names
        if name in own
        or (name != main and _ENABLED in package.content_type(name).lower())
        or _embeds_macros(package, name, left)
    ]


def _embeds_macros(package: JudgedParts, name: str, left: list[int]) -> bool:
    """Of a part that is a file of another program by its first bytes, or may be one, being neither XML nor anything shown."""
    if package.head(name).startswith((_OLE2, _ZIP)):
        return _holds_macros(package.read(name), left, _DEEPEST)
    kind = package.content_type(name).lower()
    if kind.endswith("xml") or kind.startswith(_SHOWN) or "font" in kind:
        return False
    try:
        return _holds_macros(package.read(name), left, _DEEPEST)
    except ReportError:
        return False  # damaged, and nobody reads it: it is carried over as it is, and runs nowhere


def _own(package: JudgedParts) -> frozenset[str]:
    """The macros of the file itself."""
    named = {
        line.target
        for source in ("", *package.names)
        if rels_name(source) in package
        for line in package.relationships(source)
        if line.kind.lower() in _KINDS
    }
    return frozenset(
        name
        for name in package.names
        if name in named
        or name.lower().endswith("vbaproject.bin")
        or any(sign in package.content_type(name).lower() for sign in _TYPES)
    )


def without_macros(package: JudgedParts) -> tuple[Mapping[str, bytes], frozenset[str]]:
    """The parts that change and those that go when a file is rid of its macros; nothing where the text names one of them."""
    gone = _own(package)
    gone |= {rels_name(name) for name in gone if rels_name(name) in package}
    changed: dict[str, bytes] = {}
    for source in ("", *package.names):
        part = rels_name(source)
        if part not in package or part in gone or not any(line.target in gone for line in package.relationships(source)):
            continue
        root = parse_xml(package.read(part), part)
        lines = read_relationships(root, source)
        if used_ids(package, source) & {line.id for line in lines if line.target in gone}:
            return {}, frozenset()
        for element, line in zip(list(root.iter(f"{RELS}Relationship")), lines, strict=True):
            if line.target in gone:
                drop(element)
        changed[part] = serialise_xml(root)
    return (changed | {TYPES_PART: _untyped(package, gone)} if gone else {}), gone


def _untyped(package: JudgedParts, gone: frozenset[str]) -> bytes:
    root = parse_xml(package.read(TYPES_PART), TYPES_PART)
    names = {f"/{name}".lower() for name in gone}
    for line in list(root.iter(f"{TYPES}Override", f"{TYPES}Default")):
        kind = line.get("ContentType", "").lower()
        if line.get("PartName", "").lower() in names or (line.get("Extension") and any(sign in kind for sign in _TYPES)):
            drop(line)
    return serialise_xml(root)


def _names_macros(data: bytes, left: list[int]) -> bool:
    """Whether a zip somewhere in the bytes has a macro, an OLE object or foreign bytes around it or not: it names its entries in
    clear.  The word alone, which may stand in any text, says nothing; an entry's name that ends so does, and so do, beside the
    word, more entries than can be looked through."""
    if _MACRO_PART not in data.lower():
        return False
    for found in _ENTRY.finditer(data):
        left[0] -= _ENTRY_COSTS
        length, name = _LISTED if found["listed"] else _NAMED
        start = found.start() + name
        end = start + int.from_bytes(data[found.start() + length : found.start() + length + 2], "little")
        if left[0] < 0 or data[max(start, end - len(_MACRO_PART)) : end].lower() == _MACRO_PART:
            return True
    return False


def _holds_macros(data: bytes, left: list[int], depth: int) -> bool:
    """Whether an embedded file has macros: a Word file, a workbook, an old one, or one in them."""
    left[0] -= len(data)
    if _names_macros(data, left):
        return True
    if data.startswith(_OLE2):
        return _VBA_STREAM.encode("utf-16-le") in data
    if not data.startswith(_ZIP) or left[0] < 0 or depth == 0:
        return False
    try:
        entries = read_entries(data, NOTHING, Limits())
        types = b"".join(entry.inflate() for entry in entries if entry.name.lower() == TYPES_PART.lower()).lower()
        inner = [entry for entry in entries if not entry.name.lower().endswith(_SUFFIXES)]
        return (
            any(entry.name.lower().endswith("vbaproject.bin") for entry in entries)
            or any(sign.encode() in types for sign in (*_TYPES, _ENABLED))
            or any(_holds_macros(entry.inflate(), left, depth - 1) for entry in inner if entry.size < left[0])
        )
    except ReportError:
        return False  # what cannot be unpacked is told as embedded, and not opened
