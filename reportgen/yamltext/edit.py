"""A located tree and what is to be written into it → edits, and the text with them made and every other character as it was.

Knows offsets, brackets, indentation and quoting, not meaning.  This is how anything is written into a clerk's YAML, never by
writing the file anew: ``set_scalar`` changes a value, ``put``, ``fill`` and ``add_entry`` put a piece of YAML in its place,
``splice`` makes the edits.  YAML's own marks say where a block ends only by where the next thing begins, so ``Lines`` finds the
ends of lines, where a comment or a further line may be added, from the words and brackets that stand in them.  Where an edit
would have to throw a comment away there is no edit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.regex import regex
from reportgen.yamltext.nodes import Entry, MappingNode, Node, Scalar, SequenceNode, newline_of


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replaces the characters ``start`` to ``end`` of a file's text."""

    start: int
    end: int
    text: str


def set_scalar(scalar: Scalar, value: str) -> TextEdit:
    """The edit after which the scalar reads ``value``; its style is kept where that can hold the value."""
    if scalar.style == "'" and "\n" not in value and _printable(value):
        return TextEdit(scalar.start, scalar.end, "'" + value.replace("'", "''") + "'")
    if scalar.style == "" and scalar.raw and is_plain(value):
        return TextEdit(scalar.start, scalar.end, value)
    if scalar.style == "" and not scalar.raw:
        return _filled(scalar, value)
    if scalar.style in ("|", ">"):
        return TextEdit(scalar.start, scalar.end, quoted(value) + line_end(scalar.raw))
    return TextEdit(scalar.start, scalar.end, quoted(value))


def line_end(raw: str) -> str:
    """The end of the last line, as the file writes it; nothing where the text does not end a line."""
    return next((end for end in ("\r\n", "\n") if raw.endswith(end)), "")


def splice(text: str, edits: Iterable[TextEdit]) -> str:
    """Makes the edits; raises ``ValueError`` if two overlap."""
    out: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda item: (item.start, item.end)):
        if edit.start < at:
            raise ValueError("two edits overlap")
        out += (text[at : edit.start], edit.text)
        at = edit.end
    out.append(text[at:])
    return "".join(out)


def quoted(value: str) -> str:
    """A value in double quotes, on one line."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(char if _printable(char) else _escape(char) for char in escaped) + '"'


_NUMBER = regex(r"-?[0-9]+(?:\.[0-9]+)?")


def is_plain(value: str) -> bool:
    """Whether a value can stand without quotes and reads back as itself, in a block as in a flow."""
    if _NUMBER.fullmatch(value):
        return True
    if not value or value != value.strip() or value[0] in "-?:,[]{}#&*!|>'\"%@`=<~" or not _printable(value):
        return False
    if value.startswith(("---", "...")) or any(char in value for char in ",[]{}"):
        return False
    return not (":" in value or " #" in value or "：" in value)


def _filled(scalar: Scalar, value: str) -> TextEdit:
    """An empty value: the text goes after the colon, with a blank between."""
    text = value if is_plain(value) else quoted(value)
    before = scalar.source.text[scalar.start - 1 : scalar.start]
    after = scalar.source.text[scalar.start : scalar.start + 1]
    lead = "" if before in (" ", "") else " "
    trail = " " if after == "#" else ""
    return TextEdit(scalar.start, scalar.start, lead + text + trail)


_BREAKS = "\u2028\u2029\ufeff"


def _printable(value: str) -> bool:
    """Whether every character may stand in YAML as it is (YAML 1.1 §5.1), line separators left out."""
    return all(char not in _BREAKS and any(low <= char <= high for low, high in _PRINTABLE) for char in value)


_PRINTABLE = ((" ", "~"), ("\xa0", "\ud7ff"), ("\ue000", "\ufffd"), ("\U00010000", "\U0010ffff"))


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


class Lines:
    """The lines of one file and where their content ends; without a tree, only the lines."""

    def __init__(self, text: str, root: Node | None = None) -> None:
        self.text = text
        self.newline = newline_of(text)
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

    def after(self, offset: int, added: str) -> TextEdit:
        """Adds a line after the line of ``offset``."""
        end = self.end(offset)
        return TextEdit(end, end, f"{self.newline}{added}")

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


_EMPTY_WORDS = ("null", "~", "Null", "NULL")


def flow_text(value: str | Sequence[str]) -> str:
    """A value as it may stand in brackets and out of them; a list in brackets."""
    if not isinstance(value, str):
        return f"[{', '.join(flow_text(item) for item in value)}]"
    return value if is_plain(value) and value not in _EMPTY_WORDS else quoted(value)


def put(node: Node, piece: str) -> TextEdit | None:
    """Puts a piece of YAML, on one line, in the place of a node; None where that would lose a comment."""
    if isinstance(node, Scalar):
        if not node.raw:
            return fill(node, piece)
        return TextEdit(
            node.start, node.end, piece + (line_end(node.raw) if node.style in ("|", ">") else "")
        )
    end = real_end(node)
    if "#" in node.source.text[node.start : end] and "\n" in node.source.text[node.start : end]:
        return None
    return TextEdit(node.start, end, piece)


def fill(scalar: Scalar, piece: str) -> TextEdit:
    """Puts a piece where nothing stands, with a blank between it and its neighbours where one is needed."""
    text = scalar.source.text
    lead = "" if text[scalar.start - 1 : scalar.start] in (" ", "") else " "
    return TextEdit(
        scalar.start, scalar.start, lead + piece + (" " if text[scalar.start : scalar.start + 1] == "#" else "")
    )


def add_entry(mapping: MappingNode, steps: Sequence[str], piece: str) -> TextEdit:
    """Adds ``steps[0]: steps[1]: … piece`` after the last entry of a mapping, in its way of writing and its indentation."""
    keys = [flow_text(step) for step in steps]
    if is_flow(mapping):
        for key in reversed(keys[1:]):
            piece = f"{{{key}: {piece}}}"
        at = real_end(mapping.entries[-1].value) if mapping.entries else mapping.start + 1
        at = max(at, mapping.entries[-1].key.end) if mapping.entries else at
        if mapping.entries and not _has_text(mapping.entries[-1].value):
            at = mapping.end - 1
        return TextEdit(at, at, f"{', ' if mapping.entries else ''}{keys[0]}: {piece}")
    lines = Lines(mapping.source.text)
    indent = mapping.entries[0].key.column - 1
    added = [f"{' ' * (indent + 2 * depth)}{key}:" for depth, key in enumerate(keys)]
    last = mapping.entries[-1]
    end = max(real_end(last.value), last.key.end)
    inside = end - 1 if mapping.source.text[end - 1 : end] == "\n" else end
    return lines.after(inside, lines.newline.join(added) + f" {piece}")


def add_below(entry: Entry, steps: Sequence[str], piece: str) -> TextEdit:
    """Adds ``steps[0]: steps[1]: … piece`` below a key of a block that has nothing yet, in lines of their own."""
    lines = Lines(entry.key.source.text)
    indent = entry.key.column + 1
    added = [f"{' ' * (indent + 2 * depth)}{flow_text(step)}:" for depth, step in enumerate(steps)]
    return lines.after(entry.key.end, lines.newline.join(added) + f" {piece}")


def _has_text(node: Node) -> bool:
    return not isinstance(node, Scalar) or bool(node.raw)
