"""The mapping of an input file and the grammar → everything that stands in it, in the order of the file, each with its address.

Knows neither what a sentence says nor what is wrong with it: what the grammar has no key for comes with none, and it is for the
reader to say so.  Depth is that of the file: sections are followed as deep as the grammar lets them contain one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.report.model.address import Address
from reportgen.report.model.grammar import GRAMMAR, Content, Grammar, Key, KeyRole, SectionKind
from reportgen.value_object import ValueObject
from reportgen.yamltext import Entry, MappingNode, Node, SequenceNode


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Visit(ValueObject):
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

    @property
    def is_block(self) -> bool:
        """Whether it is a paragraph of its own, a table or a picture among sentences."""
        return self.key is not None and self.key.kind is Content.BLOCK


def walk(
    mapping: MappingNode,
    grammar: Grammar = GRAMMAR,
    kind: SectionKind | None = None,
    address: Address = Address(),  # noqa: B008  # a frozen value
    bracketed: bool = False,
) -> Iterator[Visit]:
    """Everything in a mapping, from the outside inward; a section or block comes before what stands in it."""
    within = kind or grammar.top
    for entry in mapping:
        key = within.key(entry.key.text)
        here = address.to(entry.key.text)
        inside = bracketed or in_brackets(entry.value)
        if key is not None and isinstance(entry.value, SequenceNode) and (key.is_text or key.kind is Content.SECTIONS):
            for number, item in enumerate(entry.value):
                visit = Visit(here.to(number), key, item, entry, mapping, within, True, inside)
                yield from _item(visit, key, grammar)
        elif key is not None and key.kind is Content.SENTENCES and block_of(entry.value, grammar) is not None:
            yield from _item(Visit(here.to(0), key, entry.value, entry, mapping, within, True, inside), key, grammar)
        else:
            yield Visit(here, key, entry.value, entry, mapping, within, False, inside)


def _item(visit: Visit, key: Key, grammar: Grammar) -> Iterator[Visit]:
    """An item of a list, and what stands in it."""
    item, inside = visit.node, visit.bracketed or in_brackets(visit.node)
    block = block_of(item, grammar) if key.kind is Content.SENTENCES and not visit.address.block else None
    if block is not None and isinstance(item, MappingNode):
        yield replace(visit, key=Key(key.name, Content.BLOCK, KeyRole.BLOCK, key.meaning, block.name))
        yield from _block(item, block, replace(visit, bracketed=inside), key.role, grammar)
    elif key.kind is Content.CELLS and isinstance(item, SequenceNode):
        for number, cell in enumerate(item):
            yield replace(visit, address=visit.address.to(number), node=cell, bracketed=inside)
    else:
        yield visit
        if visit.is_section and isinstance(item, MappingNode):
            yield from walk(item, grammar, grammar.section(key.section), visit.address, inside)


def _block(item: MappingNode, block: SectionKind, visit: Visit, role: KeyRole, grammar: Grammar) -> Iterator[Visit]:
    """What stands in a block.  The sentences of a paragraph have the role of those that stand where it stands."""
    own = block.keys[0] if block.keys[0].name == block.name else None
    if own is not None:
        of_role = replace(block, keys=(replace(own, role=role),))
        yield from walk(item, grammar, of_role, visit.address, visit.bracketed)
        return
    for entry in item:
        here = visit.address.to(entry.key.text)
        inside = visit.bracketed or in_brackets(entry.value)
        if entry.key.text != block.name:
            yield Visit(here, None, entry.value, entry, item, block, False, inside)
        elif isinstance(entry.value, MappingNode):
            yield from walk(entry.value, grammar, block, here, inside)
        elif block.main:
            yield Visit(here.to(block.main), block.key(block.main), entry.value, entry, item, block, False, inside)


def block_of(node: Node, grammar: Grammar = GRAMMAR) -> SectionKind | None:
    """The kind of block that a mapping says it is, by the first of its keys that names one."""
    if not isinstance(node, MappingNode):
        return None
    return next((grammar.blocks[entry.key.text] for entry in node if entry.key.text in grammar.blocks), None)


def in_brackets(node: Node) -> bool:
    """Whether a list or a mapping is written with brackets, in one line as a rule."""
    return isinstance(node, SequenceNode | MappingNode) and node.source.text[node.start : node.start + 1] in ("[", "{")
