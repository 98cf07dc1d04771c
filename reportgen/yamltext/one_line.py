"""A text that was read, and the same with another line in one place → its tree, without reading the rest again; or nothing, where
only the whole can tell.

Knows no problem and no repair: both texts have none.  While somebody types, one line changes, and a line of YAML's block style that
holds an entry or an item whole is read by itself as it is within the text, as long as nothing in it reaches beyond it.  What might
is left to a whole reading: other lines, brackets, signs that open a longer text, a name that changed, a line within brackets.  That
the line stood by itself before is not assumed but tried: what it was has to read as it was read in the text.

Who asks no more than what a text says and on which lines may have the nodes that stand on others as they are: their lines and
columns stay what they were, their offsets and their source are those of the older text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reportgen.regex import regex
from reportgen.value_object import ValueObject
from reportgen.yamltext.nodes import Document, Entry, MappingNode, Node, Scalar, SequenceNode, SourceText

Reader = Callable[[str, str], Document | None]
"""Reads a text that has no problem and needs no repair; None for any other."""
_LEAD = regex(r"( *)(?:(- +)?[\w“”（）()、.%]+(?=: )|(- +)(?=[\w“（【]))")
"""How a line begins that holds an entry, or an item without a name: its indentation, a dash, the name."""
_SIGNS = regex(r"[\[\]{}]")
_REACHING = ("\t", "\u3000", "\x85", "\u2028", "\u2029", "\ufeff")
"""What the rest of a text may be read otherwise for: signs that are mended wherever they stand, ends of lines that look like
none."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ChangedLine(ValueObject):
    """The line that is another: the offset at which what it holds begins, those at which it ended and ends, and what it holds,
    before and now."""

    start: int
    ended: int
    end: int
    before: str
    now: str


def read_again(text: str, file: str, known: Document, read: Reader, *, shared: bool = False) -> Document | None:
    """The tree of a text like a ``known`` one that has no problem; ``shared``: what stands on other lines are the very nodes of the
    known tree, good for being looked at and for no edit."""
    if known.root is None or known.file != file:
        return None
    source = SourceText.of(file, text)
    line = _changed(known.root.source, source)
    if line is None:
        return None
    was, now = _held_by(_once(line.before, file, read)), _held_by(read(line.now + "\n", file))
    if was is None or now is None or not _are_alike(was, now):
        return None
    moved = (_Shared if shared else _Moved)(source, line, was, now)
    tree = moved.node(known.root, True)
    return Document(tree, text, file) if moved.put == 1 else None


@lru_cache(maxsize=8)
def _once(line: str, file: str, read: Reader) -> Document | None:
    """A line as it was; while somebody types it is asked for again with each key."""
    return read(line + "\n", file)


def _held_by(document: Document | None) -> Entry | Scalar | None:
    return _held(document.root) if document is not None and document.root is not None else None


def _changed(before: SourceText, now: SourceText) -> ChangedLine | None:
    """The only line that is another, where it can be read by itself."""
    if len(before.lines) != len(now.lines) or any(sign in now.text for sign in _REACHING):
        return None
    numbers = [number for number, (old, new) in enumerate(zip(before.lines, now.lines, strict=True)) if old != new]
    if len(numbers) != 1:
        return None
    ends = [each.lines[numbers[0]].endswith("\r") for each in (before, now)]
    old, new = (each.lines[numbers[0]].removesuffix("\r") for each in (before, now))
    lead, other = _LEAD.match(old), _LEAD.match(new)
    if lead is None or other is None or lead[0] != other[0] or ends[0] != ends[1] or "\r" in old + new:
        return None
    if _SIGNS.findall(old) != _SIGNS.findall(new):
        return None
    at = before.starts[numbers[0]]
    begin = max(lead.end(1), lead.end(2), lead.end(3))
    return ChangedLine(at + begin, at + len(old), at + len(new), old[begin:], new[begin:])


def _held(root: Node) -> Entry | Scalar | None:
    """The one entry or the text that a line holds, where it ends with the line."""
    if isinstance(root, Scalar):
        return root if _ends(root) else None
    entries = root.entries if isinstance(root, MappingNode) and not _is_bracket(root) else ()
    return entries[0] if len(entries) == 1 and _ends(entries[0].value) else None


def _ends(node: Node) -> bool:
    """Whether nothing that follows could belong to a value."""
    return (bool(node.text) or node.quoted) and node.style not in ("|", ">") if isinstance(node, Scalar) else _is_bracket(node)


def _is_bracket(node: Node) -> bool:
    return node.source.text[node.start : node.start + 1] in ("[", "{")


def _are_alike(was: Entry | Scalar | None, now: Entry | Scalar | None) -> bool:
    """Whether a line holds the same kind of thing, of the same name."""
    if isinstance(was, Entry) and isinstance(now, Entry):
        return was.key.text == now.key.text
    return isinstance(was, Scalar) and isinstance(now, Scalar)


class _Moved:
    """The tree with its offsets as they are now, and what the line holds in the place of what it held."""

    def __init__(self, source: SourceText, line: ChangedLine, was: Entry | Scalar, now: Entry | Scalar) -> None:
        self.source = source
        self.line = line
        self.was = was
        self.now = now
        self.put = 0

    def node(self, node: Node, block: bool) -> Node:
        """A node; ``block`` where all that is around it is written without brackets."""
        block = block and (isinstance(node, Scalar) or not _is_bracket(node))
        if isinstance(node, SequenceNode):
            items = tuple([self._item(each, block) for each in node.items])
            return SequenceNode(items, self._at(node.start), self._at(node.end), self.source)
        if isinstance(node, MappingNode):
            entries = tuple([self._entry(each, block) for each in node.entries])
            return MappingNode(entries, self._at(node.start), self._at(node.end), self.source)
        return Scalar(node.text, node.raw, node.style, self._at(node.start), self._at(node.end), self.source)

    def _at(self, offset: int) -> int:
        return offset + self.line.end - self.line.ended if offset >= self.line.ended else offset

    def _item(self, item: Node, block: bool) -> Node:
        if item.start != self.line.start or not block or not isinstance(self.was, Scalar) or not isinstance(self.now, Scalar):
            return self.node(item, block)
        self.put += _placed(self.was, self.line.start, self.source) == item
        return _placed(self.now, self.line.start, self.source)

    def _entry(self, entry: Entry, block: bool) -> Entry:
        is_it = entry.key.start == self.line.start and block
        if not is_it or not isinstance(self.was, Entry) or not isinstance(self.now, Entry):
            return Entry(self._key(entry.key), self.node(entry.value, block))
        self.put += _placed_entry(self.was, self.line.start, self.source) == entry
        return _placed_entry(self.now, self.line.start, self.source)

    def _key(self, key: Scalar) -> Scalar:
        return Scalar(key.text, key.raw, key.style, self._at(key.start), self._at(key.end), self.source)


class _Shared(_Moved):
    """The same, in which all that does not hold the line stays the very node that it was."""

    def node(self, node: Node, block: bool) -> Node:
        return super().node(node, block) if node.start <= self.line.start < node.end else node

    def _entry(self, entry: Entry, block: bool) -> Entry:
        holds = entry.key.start <= self.line.start < entry.value.end
        return super()._entry(entry, block) if holds else entry


def _placed(node: Node, by: int, source: SourceText) -> Node:
    """What was read by itself, in the place where it stands in the text."""
    if isinstance(node, Scalar):
        return _placed_scalar(node, by, source)
    if isinstance(node, SequenceNode):
        return SequenceNode(tuple([_placed(each, by, source) for each in node.items]), node.start + by, node.end + by, source)
    return MappingNode(tuple([_placed_entry(each, by, source) for each in node.entries]), node.start + by, node.end + by, source)


def _placed_entry(entry: Entry, by: int, source: SourceText) -> Entry:
    return Entry(_placed_scalar(entry.key, by, source), _placed(entry.value, by, source))


def _placed_scalar(scalar: Scalar, by: int, source: SourceText) -> Scalar:
    return Scalar(scalar.text, scalar.raw, scalar.style, scalar.start + by, scalar.end + by, source)
