"""An element → its tree without it.

Knows no vocabulary.  lxml says of any element that it may have no parent: that is answered here, once.
"""

from __future__ import annotations

from lxml import etree


def parent_of(element: etree._Element) -> etree._Element:
    """The element around another; raises ``ValueError`` for the root of a tree."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("the root of a tree has nothing around it")
    return parent


def drop(element: etree._Element) -> None:
    """Takes an element out of its tree, the text behind it included; the root, which a stranger may have made of
    anything, stays."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
