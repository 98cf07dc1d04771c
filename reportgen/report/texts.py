"""The files of a year, several texts among them → the files of one text: its own, and of the rest what all texts share.

Knows no file and no kind of text by name.  A file that says its 文种 is a text of its own; what such a text shares with the others is
data and names, which are entered once.  What is not shared is taken out of the tree, not out of the file: who walks over the
documents of a text meets nothing of another, and every place stays what it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.report.model.grammar import GRAMMAR, TEXT_KIND, YEAR, Content
from reportgen.yamltext import Document, Node, Scalar

_SHARED = frozenset(key.name for key in GRAMMAR.top.keys if key.kind is Content.DATA)
_OF_A_TEXT = frozenset(key.name for key in GRAMMAR.top.keys if key.is_text or key.kind is Content.SECTIONS)


def kind_node(document: Document) -> Node | None:
    """Where a file says which kind of text it is; None where it does not."""
    return document.mapping.get(TEXT_KIND) if document.mapping is not None else None


def kind_of(document: Document) -> str:
    """What a file says that it is; empty where it says nothing."""
    node = kind_node(document)
    return node.text.strip() if isinstance(node, Scalar) else ""


def is_a_text(document: Document) -> bool:
    """Whether a file has more than what texts share; one that could not be read may have."""
    return document.mapping is None or any(entry.key.text in _OF_A_TEXT for entry in document.mapping)


def of_one_text(documents: Sequence[Document], wanted: str = "") -> tuple[Document, ...]:
    """The documents of the text of that kind (of the one that there is, if none is wanted), the others reduced to what is shared."""
    own = [each for each in documents if kind_of(each) and wanted in ("", kind_of(each))]
    if not own and not wanted:
        return tuple(documents)
    dated = any(each.mapping is not None and each.mapping.get(YEAR) is not None for each in own)
    shared = _SHARED if dated else _SHARED | {YEAR}
    return tuple(each if each in own else _reduced(each, shared) for each in documents)


def shared_files(documents: Sequence[Document]) -> frozenset[str]:
    """The names of the files that other texts share, where some of the documents are a text of its own."""
    own = [each.file for each in documents if kind_of(each)]
    return frozenset(each.file for each in documents if each.file not in own) if own else frozenset()


def _reduced(document: Document, keys: frozenset[str]) -> Document:
    if document.mapping is None:
        return document
    entries = tuple(entry for entry in document.mapping if entry.key.text in keys)
    return replace(document, root=replace(document.mapping, entries=entries))
