"""YAML text → a located tree and its faults; edits → the text with nothing else changed.

Knows nothing of reports.  In the order of the work: ``unseen`` finds signs that nobody sees, ``traps`` what clerks type by
habit, ``compose`` asks PyYAML for its tree, ``recovery`` goes on where YAML cannot be read, ``nodes`` is the tree with its
places, and ``read`` is the whole way.  ``edit`` writes into the text, ``datafile`` reads a file of any shape as plain data,
``codes`` are the codes of the problems.  What writes is imported when it is first asked for: making a report only reads.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportgen.yamltext.nodes import Document, Entry, MappingNode, Node, Scalar, SequenceNode, SourceText, newline_of
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
        line_end,
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
    "line_end",
    "newline_of",
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
