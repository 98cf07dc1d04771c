"""YAML text → a located tree and its faults; edits → the text with nothing else changed.

Knows nothing of reports.  ``reading`` composes the tree, ``traps`` finds what clerks type by habit, ``nodes`` holds
the tree, ``splicing`` writes back.
"""

from reportgen.source.nodes import Document, Entry, MappingNode, Node, Scalar, SequenceNode, SourceText
from reportgen.source.reading import MAX_BYTES, MAX_DEPTH, decoded, parse, read, read_bytes
from reportgen.source.splicing import Edit, is_plain, quoted, set_scalar, splice

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Document",
    "Edit",
    "Entry",
    "MappingNode",
    "Node",
    "Scalar",
    "SequenceNode",
    "SourceText",
    "decoded",
    "is_plain",
    "parse",
    "quoted",
    "read",
    "read_bytes",
    "set_scalar",
    "splice",
]
