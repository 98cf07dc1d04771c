"""What one rendering adds to its package: parts, relationships, styles, numberings, notes, settings → the changed and the
new parts.

Knows no values: it gives out numbers and names that clash with nothing, and writes down what belongs to them.  One lives
as long as one call of ``Template.render``; the package itself is never changed.  Names are made from content and from
order, so that the same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from posixpath import dirname, relpath

from lxml import etree

from reportgen.ooxml.names import OFFICE, RELS, TYPES, W
from reportgen.ooxml.package import TYPES_PART, Package, rels_name
from reportgen.ooxml.xml_tree import highest, parse_xml, serialise_xml

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
_AFTER_UPDATE = frozenset(
    W + name
    for name in (
        "hdrShapeDefaults footnotePr endnotePr compat docVars rsids attachedSchema themeFontLang clrSchemeMapping "
        "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
        "schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
    ).split()
)
"""Elements of CT_Settings (§17.15.1.78) that stand behind ``w:updateFields``."""


class Additions:
    """Collects for one package; ``closed`` gives what to write."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parts: dict[str, bytes] = {}
        self.replaced: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._related: dict[str, dict[tuple[str, str, bool], str]] = {}
        self._taken: dict[str, set[str]] = {}
        self._appended: dict[str, list[etree._Element]] = {}
        self._highest: dict[str, int] = {}
        self._shared: dict[str, etree._Element | None] = {}
        self._update_fields = False

    def __bool__(self) -> bool:
        return bool(self.parts or self.replaced or self._related or self._appended or self._update_fields)

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """The id of a relationship from a part to another part (by zip name) or to an address; each once."""
        known = self._related.setdefault(source, {})
        type_ = kind if ":" in kind else OFFICE + kind
        key = (type_, target, external)
        if key not in known:
            taken = self._taken.get(source)
            if taken is None:
                taken = self._taken[source] = {line.id for line in self.package.relationships(source)}
            number = next(number for number in range(len(known) + 1, 10**9) if f"rg{number}" not in taken)
            taken.add(f"rg{number}")
            known[key] = f"rg{number}"
        return known[key]

    def media(self, data: bytes, extension: str, content_type: str) -> str:
        """The name of a part with these bytes; the same bytes are kept once."""
        name = f"word/media/image_{sha256(data).hexdigest()[:16]}.{extension}"
        if name not in self.package and name not in self.parts:
            self.add(name, data, content_type)
        return name

    def add(self, name: str, data: bytes, content_type: str) -> str:
        """A new part; where the name is taken it gets a number."""
        stem, _, extension = name.rpartition(".")
        known = {each.lower() for each in (*self.package.names, *self.parts)}
        free = name
        number = 1
        while free.lower() in known:
            number += 1
            free = f"{stem}_{number}.{extension}"
        self.parts[free] = data
        self._types[free] = content_type
        return free

    def number(self, kind: str, tag: str, attribute: str) -> int:
        """The next free number among elements of a shared part (``numbering``, ``w:num``, ``w:numId``)."""
        key = f"{kind} {tag}"
        if key not in self._highest:
            root = self._held(kind)
            found = [node.get(attribute, "") for node in root.iter(tag)] if root is not None else []
            self._highest[key] = highest(found)
        self._highest[key] = max(self._highest[key], 0) + 1
        return self._highest[key]

    def append(self, kind: str, element: etree._Element) -> None:
        """One more style, numbering or note; ``kind`` is that of the main document's relationship to the part."""
        self._appended.setdefault(kind, []).append(element)

    def shared(self, kind: str) -> Iterator[etree._Element]:
        """The elements of a shared part as the template has them, then those appended so far."""
        root = self._held(kind)
        yield from root if root is not None else ()
        yield from self._appended.get(kind, ())

    def home(self, kind: str) -> str:
        """The name of a shared part; one that the template has not is put into the package with the first element."""
        return self._named(kind) or f"{dirname(self.package.main)}/{kind}.xml"

    def _held(self, kind: str) -> etree._Element | None:
        """The tree of a shared part as the template has it; it is only read."""
        if kind not in self._shared:
            self._shared[kind] = self._tree(self._named(kind), {})
        return self._shared[kind]

    def update_fields(self) -> None:
        """Word asks when it opens the file whether to bring its fields up to date (§17.15.1.90)."""
        self._update_fields = True

    def closed(self, finished: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """The changed parts (those of ``finished`` among them) and the new ones."""
        replaced = {**finished, **self.replaced}
        added = dict(self.parts)
        for kind, elements in self._appended.items():
            self._extend(kind, elements, replaced, added)
        if self._update_fields:
            self._extend("settings", [etree.Element(W + "updateFields", {W + "val": "true"})], replaced, added)
        for source in self._related:
            self._write_relationships(source, replaced, added)
        if self._types:
            replaced[TYPES_PART] = self._content_types()
        return replaced, added

    def _named(self, kind: str) -> str:
        lines = self.package.relationships(self.package.main)
        return next((line.target for line in lines if line.kind == kind and line.target in self.package), "")

    def _tree(self, name: str, replaced: Mapping[str, bytes]) -> etree._Element | None:
        return parse_xml(replaced.get(name) or self.package.read(name), name) if name else None

    def _extend(
        self, kind: str, elements: list[etree._Element], replaced: dict[str, bytes], added: dict[str, bytes]
    ) -> None:
        name = self._named(kind)
        root = self._tree(name, replaced)
        if root is None:
            root = _new_shared(kind)
            name = self.add(f"{dirname(self.package.main)}/{kind}.xml", b"", f"{_WML}{kind}+xml")
            self.relate(self.package.main, kind, name)
            del self.parts[name]
        for element in elements:
            _insert(root, element)
        (replaced if name in self.package else added)[name] = serialise_xml(root)

    def _write_relationships(self, source: str, replaced: dict[str, bytes], added: dict[str, bytes]) -> None:
        name = rels_name(source)
        held = replaced.get(name) or (self.package.read(name) if name in self.package else b"")
        root = parse_xml(held or f'<Relationships xmlns="{RELS[1:-1]}"/>'.encode(), name)
        for (kind, target, external), number in self._related[source].items():
            shown = target if external else relpath(target, dirname(source) or ".")
            line = etree.SubElement(root, RELS + "Relationship", {"Id": number, "Type": kind, "Target": shown})
            if external:
                line.set("TargetMode", "External")
        (replaced if name in self.package else added)[name] = serialise_xml(root)

    def _content_types(self) -> bytes:
        root = parse_xml(self.package.read(TYPES_PART), TYPES_PART)
        defaults = {
            line.get("Extension", "").lower(): line.get("ContentType") for line in root.iter(TYPES + "Default")
        }
        for name, kind in self._types.items():
            extension = name.rpartition(".")[2].lower()
            if extension not in defaults and extension != "xml":
                defaults[extension] = kind
                first = etree.Element(TYPES + "Default", {"Extension": extension, "ContentType": kind})
                root.insert(0, first)
            elif defaults.get(extension) != kind:
                etree.SubElement(root, TYPES + "Override", {"PartName": f"/{name}", "ContentType": kind})
        return serialise_xml(root)


def _new_shared(kind: str) -> etree._Element:
    """A shared part that the template did not have; notes begin with the two separators (§17.11.23)."""
    root = etree.Element(W + kind, nsmap={"w": W[1:-1]})
    if kind in ("footnotes", "endnotes"):
        for number, name in _SEPARATORS:
            note = etree.SubElement(root, W + kind[:-1], {W + "type": name, W + "id": number})
            run = etree.SubElement(etree.SubElement(note, W + "p"), W + "r")
            etree.SubElement(run, W + name)
    return root


def _insert(root: etree._Element, element: etree._Element) -> None:
    """Where the schema wants it: abstract numberings before numberings, ``updateFields`` in its place, the rest last."""
    if element.tag == W + "abstractNum":
        later: etree._Element | None = next(root.iterchildren(W + "num", W + "numIdMacAtCleanup"), None)
    elif element.tag == W + "num":
        later = next(root.iterchildren(W + "numIdMacAtCleanup"), None)
    elif element.tag == W + "updateFields":
        for old in root.findall(W + "updateFields"):
            root.remove(old)
        later = next((child for child in root if child.tag in _AFTER_UPDATE or not str(child.tag).startswith(W)), None)
    else:
        later = None
    if later is None:
        root.append(element)
    else:
        later.addprevious(element)
