"""The mapping of an input file and the grammar → everything that stands in it, in the order of the file, each with its address.

Knows neither what a sentence says nor what is wrong with it: what the grammar has no key for comes with none, and it is for the
reader to say so.  Depth is that of the file: sections are followed as deep as the grammar lets them contain one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.report.model.address import Address
from reportgen.report.model.grammar import GRAMMAR, Content, Grammar, Key, SectionKind
from reportgen.yamltext import Entry, MappingNode, Node, SequenceNode


@dataclass(frozen=True, slots=True)
class Visit:
    """One thing that was met: a sentence, an item of a list of sections, or what stands behind another key.

    ``key`` is None where ``within`` has no such key; ``node`` is the sentence or item itself, ``entry`` the key with all that
    stands behind it, ``holder`` the mapping that has it; ``listed`` for an item of a list; ``bracketed`` where it stands in
    YAML's brackets.
    """

    address: Address
    key: Key | None
    node: Node
    entry: Entry
    holder: MappingNode
    within: SectionKind
    listed: bool = False
    bracketed: bool = False

    @property
    def is_section(self) -> bool:
        """Whether it is an item of a list of sections."""
        return self.listed and self.key is not None and self.key.kind is Content.SECTIONS


def walk(
    mapping: MappingNode,
    grammar: Grammar = GRAMMAR,
    kind: SectionKind | None = None,
    address: Address = Address(),  # noqa: B008  # a frozen value
    bracketed: bool = False,
) -> Iterator[Visit]:
    """Everything in a mapping, from the outside inward; a section comes before what stands in it."""
    within = kind or grammar.top
    for entry in mapping:
        key = within.key(entry.key.text)
        here = address.to(entry.key.text)
        inside = bracketed or in_brackets(entry.value)
        if key is not None and isinstance(entry.value, SequenceNode) and (key.is_text or key.kind is Content.SECTIONS):
            for number, item in enumerate(entry.value):
                visit = Visit(here.to(number), key, item, entry, mapping, within, True, inside)
                yield visit
                if visit.is_section and isinstance(item, MappingNode):
                    deeper = grammar.section(key.section)
                    yield from walk(item, grammar, deeper, visit.address, inside or in_brackets(item))
        else:
            yield Visit(here, key, entry.value, entry, mapping, within, False, inside)


def in_brackets(node: Node) -> bool:
    """Whether a list or a mapping is written with brackets, in one line as a rule."""
    return isinstance(node, SequenceNode | MappingNode) and node.source.text[node.start : node.start + 1] in ("[", "{")
