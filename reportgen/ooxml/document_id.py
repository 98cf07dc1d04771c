"""A finished Word file → the same with an identity made from its content, and the identity that a file carries.

Knows no report.  ``w15:docId`` ([MS-DOCX] 2.5.1: "a unique identifier for a set of documents derived from a common source")
shows nowhere in the text and names no program; Word writes one into each file and, by that definition, keeps it when the
file is edited and saved.  LibreOffice drops it (tried with 7.4), and of WPS nothing is
documented; so it may be missing, and then the text has to tell.  Being made from the content, it leaves
equal inputs with equal bytes.
"""

from __future__ import annotations

import hashlib

from lxml import etree

from reportgen.ooxml.names import MC, W15
from reportgen.ooxml.package import Package, parse_xml, serialise_xml
from reportgen.regex import regex

_OWN = regex(r"\{[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}")
_DOC_ID = W15 + "docId"
_VALUE = W15 + "val"


def document_id(package: Package) -> str:
    """The identity that a file carries, empty for none."""
    name = _settings(package)
    found = parse_xml(package.read(name), name).find(_DOC_ID) if name else None
    return (found.get(_VALUE) or "").strip().upper() if found is not None else ""


def is_made_here(mark: str) -> bool:
    """Whether an identity is one that ``identified`` gave; those of Word are made at random (version 4)."""
    return bool(_OWN.fullmatch(mark))


def identified(package: Package) -> Package:
    """The file with an identity of its own; one without settings is given back as it is."""
    name = _settings(package)
    if not name:
        return package
    package = package.packed()  # once for both: what names it, and what is written
    root = _knowing(parse_xml(package.read(name), name))
    for old in root.findall(_DOC_ID):
        root.remove(old)
    etree.SubElement(root, _DOC_ID, {_VALUE: _named(package.write())})
    return package.revised({name: serialise_xml(root)}).packed()


def _settings(package: Package) -> str:
    """The part with the settings, empty for none."""
    targets = (each.target for each in package.relationships(package.main) if each.kind == "settings" and not each.external)
    return next((target for target in targets if target in package), "")


def _named(data: bytes) -> str:
    """A GUID of a content, as Word spells it (ST_Guid): version 8, made by a rule of our own (RFC 9562 §5.8)."""
    made = bytearray(hashlib.sha256(data).digest()[:16])
    made[6], made[8] = made[6] & 0x0F | 0x80, made[8] & 0x3F | 0x80
    text = made.hex().upper()
    return "{" + "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:])) + "}"


def _knowing(root: etree._Element) -> etree._Element:
    """The settings with the prefix ``w15`` declared and ignorable, so that a program that does not know it reads on."""
    prefixes = {str(prefix): uri for prefix, uri in root.nsmap.items() if prefix}
    known = next((prefix for prefix, uri in prefixes.items() if uri == W15[1:-1]), "")
    ignored = (root.get(MC + "Ignorable") or "").split()
    if known and known in ignored:
        return root
    prefix = known or "w15"
    attributes = {str(key): str(value) for key, value in root.attrib.items()}
    made = etree.Element(root.tag, attributes, nsmap={**prefixes, "mc": MC[1:-1], prefix: W15[1:-1]})
    made.set(MC + "Ignorable", " ".join(dict.fromkeys((*ignored, prefix))))
    made.extend(list(root))
    return made


