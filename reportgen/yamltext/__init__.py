"""YAML text → a located tree and its faults; edits → the text with nothing else changed.

Knows nothing of reports.  ``reading`` composes the tree, ``traps`` finds what clerks type by habit, ``recovery`` goes on where
YAML cannot be read, ``nodes`` holds the tree, ``splicing`` writes back, ``layout`` and ``entries`` find where something may be
added.  What writes is imported when it is first asked for: making a report only reads.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportgen.yamltext.nodes import Document, Entry, MappingNode, Node, Scalar, SequenceNode, SourceText
from reportgen.yamltext.read import MAX_BYTES, MAX_DEPTH, decoded, parse, read, read_bytes

if TYPE_CHECKING:
    from reportgen.yamltext.edit import (
        Lines,
        TextEdit,
        add_entry,
        fill,
        flow_text,
        is_flow,
        is_plain,
        put,
        quoted,
        real_end,
        set_scalar,
        splice,
    )

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Document",
    "Entry",
    "Lines",
    "MappingNode",
    "Node",
    "Scalar",
    "SequenceNode",
    "SourceText",
    "TextEdit",
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

_WRITING = frozenset(__all__) - set(globals())
"""What only writing needs, and is imported with it."""


def __getattr__(name: str) -> object:
    if name not in _WRITING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.edit"), name)
