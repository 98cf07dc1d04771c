"""Taking elements out of trees."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.ooxml.xml_tree import drop, parent_of


def test_an_element_goes_with_the_text_behind_it_and_the_root_stays() -> None:
    root = etree.fromstring("<a>1<b/>2<c/>3</a>")
    drop(root[0])
    drop(root)
    assert etree.tostring(root) == b"<a>1<c/>3</a>"


def test_the_root_has_nothing_around_it() -> None:
    root = etree.fromstring("<a><b/></a>")
    assert parent_of(root[0]) is root
    with pytest.raises(ValueError, match="root"):
        parent_of(root)
