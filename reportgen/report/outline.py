"""What was read of a year's files → the report as a tree: sections in one another to any depth, and what stands in each.

Knows neither YAML's spelling nor how anything is printed.  Where sentences may stand, blocks may stand among them: a paragraph of
its own, a table, a picture; ``items`` has both in their order, ``texts`` the sentences alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.report.model.address import Address
from reportgen.report.model.grammar import KeyRole, SectionKind
from reportgen.report.prose import Sentence
from reportgen.value_object import ValueObject
from reportgen.yamltext import Node


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReportBlock(ValueObject):
    """A paragraph, table or picture among sentences: where it stands, its sentences by key (cells with their own addresses),
    and what was chosen for it."""

    address: Address
    kind: SectionKind
    texts: Mapping[str, tuple[Sentence, ...]]
    options: Mapping[str, Node]

    @property
    def is_paragraph(self) -> bool:
        """Whether it is nothing but sentences."""
        return self.kind.keys[0].name == self.kind.name

    def option(self, role: KeyRole) -> Node | None:
        """What was chosen behind the key of a role."""
        return next((self.options[key.name] for key in self.kind.keys if key.role is role and key.name in self.options), None)

    def sentences(self) -> Iterator[Sentence]:
        """All its sentences, cells among them, in the order of the grammar."""
        for key in self.kind.keys:
            yield from self.texts.get(key.name, ())


Item = Sentence | ReportBlock


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReportSection(ValueObject):
    """A section of the report, or the report itself: where it stands, its sentences and blocks, what was chosen for it, and the
    sections in it, each by key."""

    address: Address
    kind: SectionKind
    items: Mapping[str, tuple[Item, ...]]
    sections: Mapping[str, tuple[ReportSection, ...]]
    options: Mapping[str, Node] = field(default_factory=dict)

    def texts(self, key: str) -> tuple[Sentence, ...]:
        """The sentences behind a key, those of paragraphs among them; not what stands in tables and below pictures."""
        found: list[Sentence] = []
        for item in self.items.get(key, ()):
            if isinstance(item, Sentence):
                found.append(item)
            elif item.is_paragraph:
                found += item.sentences()
        return tuple(found)

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in the order of the grammar, those of the sections in it among them."""
        for key in self.kind.keys:
            for item in self.items.get(key.name, ()):
                if isinstance(item, Sentence):
                    yield item
                else:
                    yield from item.sentences()
            for section in self.sections.get(key.name, ()):
                yield from section.sentences()

    def blocks(self) -> Iterator[ReportBlock]:
        """All blocks, those of the sections in it among them."""
        for key in self.kind.keys:
            yield from (item for item in self.items.get(key.name, ()) if isinstance(item, ReportBlock))
            for section in self.sections.get(key.name, ()):
                yield from section.blocks()

    def every(self) -> Iterator[ReportSection]:
        """It and all sections in it."""
        yield self
        for held in self.sections.values():
            for section in held:
                yield from section.every()

    def first(self, role: KeyRole) -> Sentence | None:
        """The first sentence with a role."""
        return next(iter(self.texts(self._key(role))), None)

    def option(self, role: KeyRole) -> Node | None:
        """What was chosen behind the key of a role."""
        return self.options.get(self._key(role))

    def below(self) -> tuple[ReportSection, ...]:
        """The sections in it whose headings are numbered one level below its own."""
        keys = (key.name for key in self.kind.keys if key.role is KeyRole.SECTIONS)
        return tuple(section for name in keys for section in self.sections.get(name, ()))

    def running(self) -> tuple[Item, ...]:
        """The sentences and blocks of its own text."""
        keys = (key.name for key in self.kind.keys if key.role in (KeyRole.LEAD_IN, KeyRole.BODY))
        return tuple(item for name in keys for item in self.items.get(name, ()))

    def _key(self, role: KeyRole) -> str:
        return next((key.name for key in self.kind.keys if key.role is role), "")
