"""A node of a located tree and a piece of YAML → the edit that puts the piece in its place, or adds an entry beside others.

Knows brackets, lines and indentation, not meaning.  Where an edit would have to throw a comment away there is no edit.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.source.layout import Lines, is_flow, real_end
from reportgen.source.nodes import MappingNode, Node, Scalar
from reportgen.source.splicing import Edit, is_plain, quoted

_EMPTY_WORDS = ("null", "~", "Null", "NULL")


def flow_text(value: str | Sequence[str]) -> str:
    """A value as it may stand in brackets and out of them; a list in brackets."""
    if not isinstance(value, str):
        return f"[{', '.join(flow_text(item) for item in value)}]"
    return value if is_plain(value) and value not in _EMPTY_WORDS else quoted(value)


def put(node: Node, piece: str) -> Edit | None:
    """Puts a piece of YAML, on one line, in the place of a node; None where that would lose a comment."""
    if isinstance(node, Scalar):
        if not node.raw:
            return fill(node, piece)
        return Edit(
            node.start, node.end, piece + ("\n" if node.style in ("|", ">") and node.raw.endswith("\n") else "")
        )
    end = real_end(node)
    if "#" in node.source.text[node.start : end] and "\n" in node.source.text[node.start : end]:
        return None
    return Edit(node.start, end, piece)


def fill(scalar: Scalar, piece: str) -> Edit:
    """Puts a piece where nothing stands, with a blank between it and its neighbours where one is needed."""
    text = scalar.source.text
    lead = "" if text[scalar.start - 1 : scalar.start] in (" ", "") else " "
    return Edit(
        scalar.start, scalar.start, lead + piece + (" " if text[scalar.start : scalar.start + 1] == "#" else "")
    )


def add_entry(mapping: MappingNode, steps: Sequence[str], piece: str) -> Edit:
    """Adds ``steps[0]: steps[1]: … piece`` after the last entry of a mapping, in its way of writing and its indentation."""
    keys = [flow_text(step) for step in steps]
    if is_flow(mapping):
        for key in reversed(keys[1:]):
            piece = f"{{{key}: {piece}}}"
        at = real_end(mapping.entries[-1].value) if mapping.entries else mapping.start + 1
        at = max(at, mapping.entries[-1].key.end) if mapping.entries else at
        if mapping.entries and not _has_text(mapping.entries[-1].value):
            at = mapping.end - 1
        return Edit(at, at, f"{', ' if mapping.entries else ''}{keys[0]}: {piece}")
    lines = Lines(mapping.source.text)
    indent = mapping.entries[0].key.column - 1
    added = [f"{' ' * (indent + 2 * depth)}{key}:" for depth, key in enumerate(keys)]
    last = mapping.entries[-1]
    end = max(real_end(last.value), last.key.end)
    inside = end - 1 if mapping.source.text[end - 1 : end] == "\n" else end
    return lines.after(inside, lines.newline.join(added) + f" {piece}")


def _has_text(node: Node) -> bool:
    return not isinstance(node, Scalar) or bool(node.raw)
