"""The trees of ``.rels`` parts and of ``[Content_Types].xml`` → relationships and types.

Knows no package.  Names and types compare without case, and so does ``TargetMode``: a reader that is less strict than this one
would else fetch what was taken for a part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from reportgen.ooxml.names import RELS, TYPES
from reportgen.value_object import ValueObject

TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Relationship(ValueObject):
    """One line of a ``.rels`` part; ``target`` is the zip name of a part, or the address as written if ``external``."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: ``image``, ``hyperlink``, ``header``."""
        return self.type.rsplit("/", 1)[-1]


ContentTypes = tuple[Mapping[str, str], Mapping[str, str]]
"""What ``[Content_Types].xml`` says: the types by extension, and those of single parts by name, both in lower case."""


def type_of(types: ContentTypes, name: str) -> str:
    """The content type of a part, empty where none is declared; names compare without case, as OPC wants."""
    defaults, overrides = types
    return overrides.get(name.lower()) or defaults.get(name.rsplit(".", 1)[-1].lower(), "")


def rels_name(name: str) -> str:
    """Where the relationships of a part lie: ``word/document.xml`` → ``word/_rels/document.xml.rels``."""
    folder, slash, own = name.rpartition("/")
    return f"{folder}{slash}_rels/{own}.rels"


def read_relationships(root: etree._Element, source: str) -> tuple[Relationship, ...]:
    """The tree of a ``.rels`` part → its relationships, targets resolved against the part ``source``."""
    return tuple(_relationship(element, source) for element in root.iter(f"{RELS}Relationship"))


def read_types(root: etree._Element) -> ContentTypes:
    """The tree of ``[Content_Types].xml`` → the types; of two lines for one name the first counts."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for element in root.iter(f"{TYPES}Default"):
        defaults.setdefault(element.get("Extension", "").lower(), element.get("ContentType", ""))
    for element in root.iter(f"{TYPES}Override"):
        overrides.setdefault(element.get("PartName", "").lstrip("/").lower(), element.get("ContentType", ""))
    return defaults, overrides


def _relationship(element: etree._Element, source: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").strip().lower() == "external"
    if not external:
        path = unquote(target.split("#", 1)[0])
        target = normpath(join("/", dirname(source), path)).lstrip("/") if path else source
    return Relationship(element.get("Id", ""), element.get("Type", ""), target, external)
