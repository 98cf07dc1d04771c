"""YAML text → a located tree and its faults; edits → the text with nothing else changed.

Knows nothing of reports.  ``reading`` composes the tree, ``traps`` finds what clerks type by habit, ``recovery`` goes on where
YAML cannot be read, ``nodes`` holds the tree, ``splicing`` writes back, ``layout`` and ``entries`` find where something may be
added.  What writes is imported when it is first asked for: making a report only reads.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportgen.source.nodes import Document, Entry, MappingNode, Node, Scalar, SequenceNode, SourceText
from reportgen.source.reading import MAX_BYTES, MAX_DEPTH, decoded, parse, read, read_bytes

if TYPE_CHECKING:
    from reportgen.source.entries import add_entry, fill, flow_text, put
    from reportgen.source.layout import Lines, is_flow, real_end
    from reportgen.source.splicing import Edit, is_plain, quoted, set_scalar, splice

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Document",
    "Edit",
    "Entry",
    "Lines",
    "MappingNode",
    "Node",
    "Scalar",
    "SequenceNode",
    "SourceText",
    "add_entry",
    "decoded",
    "fill",
    "flow_text",
    "is_flow",
    "is_plain",
    "parse",
    "put",
    "quoted",
    "read",
    "read_bytes",
    "real_end",
    "set_scalar",
    "splice",
]

_HOMES = {
    **dict.fromkeys(("add_entry", "fill", "flow_text", "put"), "entries"),
    **dict.fromkeys(("Lines", "is_flow", "real_end"), "layout"),
    **dict.fromkeys(("Edit", "is_plain", "quoted", "set_scalar", "splice"), "splicing"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
