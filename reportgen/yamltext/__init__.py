"""YAML text → a located tree and its faults; edits → the text with nothing else changed.

Knows nothing of reports.  In the order of the work: ``unseen`` finds signs that nobody sees, ``traps`` what clerks type by
habit, ``compose`` asks PyYAML for its tree, ``one_line`` reads again only
the line that is another, ``recovery`` goes on where YAML cannot be read, ``nodes`` is the tree with its
places, and ``read`` is the whole way.  ``edit`` writes into the text, ``datafile`` reads a file of any shape as plain data,
``json_data`` one in JSON, ``file`` opens it.  The names below are imported with their module when they are first asked for:
making a report only reads, and who fills a template with JSON needs no YAML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.yamltext.edit import (
        Lines,
        TextEdit,
        add_below,
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
    from reportgen.yamltext.file import MAX_BYTES
    from reportgen.yamltext.nodes import (
        Document,
        Entry,
        MappingNode,
        Node,
        Scalar,
        SequenceNode,
        SourceText,
        newline_of,
    )
    from reportgen.yamltext.read import MAX_DEPTH, decoded, parse, parse_near, read_bytes

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
    "add_below",
    "add_entry",
    "decoded",
    "fill",
    "flow_text",
    "is_flow",
    "is_plain",
    "line_end",
    "newline_of",
    "parse",
    "parse_near",
    "put",
    "quoted",
    "read_bytes",
    "real_end",
    "set_scalar",
    "splice",
]

_HOMES = {
    "file": ("MAX_BYTES",),
    "nodes": ("Document", "Entry", "MappingNode", "Node", "Scalar", "SequenceNode", "SourceText", "newline_of"),
    "read": ("MAX_DEPTH", "decoded", "parse", "parse_near", "read_bytes"),
}
"""Where the names are that reading needs; all others are in ``edit``."""
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME.get(name, 'edit')}"), name)
    return found
