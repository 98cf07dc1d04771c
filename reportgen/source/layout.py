"""A located tree → where, in the file's lines, a comment or a further line may be added.

Knows no report.  YAML's own marks say where a block ends only by where the next thing begins, so the ends of lines are
found from the words and brackets that stand in them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from reportgen.source.nodes import MappingNode, Node, Scalar, SequenceNode
from reportgen.source.splicing import Edit


class Lines:
    """The lines of one file and where their content ends; without a tree, only the lines."""

    def __init__(self, text: str, root: Node | None = None) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._ends = sorted(_ends(root)) if root is not None else []

    def content_end(self, offset: int) -> int:
        """Where the content of the line of ``offset`` ends: before its comment and the blanks that lead to it."""
        start, end = self.start(offset), self.end(offset)
        at = bisect_right(self._ends, end)
        last = max(self._ends[at - 1] if at else 0, start, offset)
        while last < end and self.text[last] in ",:]} \t":
            last += 1
        return start + len(self.text[start:last].rstrip(" \t"))

    def start(self, offset: int) -> int:
        """The first character of the line of ``offset``."""
        return self.text.rfind("\n", 0, offset) + 1

    def end(self, offset: int) -> int:
        """The end of the line of ``offset``, before its line break."""
        found = self.text.find("\n", offset)
        end = len(self.text) if found < 0 else found
        return end - 1 if end > offset and self.text[end - 1 : end] == "\r" else end

    def after(self, offset: int, added: str) -> Edit:
        """Adds a line after the line of ``offset``."""
        end = self.end(offset)
        return Edit(end, end, f"{self.newline}{added}")

    def starts(self, start: int, end: int) -> Iterator[int]:
        """For each line that ``start`` to ``end`` covers, where its text begins; the first at ``start``; empty ones are
        left out."""
        at = start
        while at < end:
            line_end = self.end(at)
            text = self.text[at:line_end]
            if text.strip():
                yield at + len(text) - len(text.lstrip(" "))
            at = self.text.find("\n", line_end) + 1 or end


def is_flow(node: Node) -> bool:
    """Whether a mapping or sequence is written in brackets."""
    return not isinstance(node, Scalar) and node.source.text[node.start : node.start + 1] in ("{", "[")


def real_end(node: Node) -> int:
    """Where the last word of a node ends; YAML's own mark of a block is where the next one begins."""
    if isinstance(node, Scalar) or is_flow(node):
        return node.end
    inner = node.entries[-1].value if isinstance(node, MappingNode) and node.entries else None
    if isinstance(node, SequenceNode) and node.items:
        inner = node.items[-1]
    if inner is None:
        return node.end
    key_end = node.entries[-1].key.end if isinstance(node, MappingNode) else 0
    return max(real_end(inner), key_end)


def _ends(node: Node) -> Iterator[int]:
    """The ends of all words and of all brackets."""
    if isinstance(node, Scalar):
        yield node.end
        return
    if is_flow(node):
        yield node.end
    for entry in node.entries if isinstance(node, MappingNode) else ():
        yield entry.key.end
        yield from _ends(entry.value)
    for item in node.items if isinstance(node, SequenceNode) else ():
        yield from _ends(item)
