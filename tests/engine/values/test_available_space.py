"""How much room there is, by what stands around."""

from __future__ import annotations

import pytest
from docx_samples import NAMESPACES, SECTION
from lxml import etree

from reportgen.engine.values.available_space import room_in, section_of
from reportgen.ooxml.names import W

TWIP = 635
PLACE = "<w:p/>"


def place(xml: str) -> etree._Element:
    """The empty paragraph in a body."""
    root = etree.fromstring(
        f"<w:document {NAMESPACES}><w:body>{xml}<w:sectPr>{SECTION}</w:sectPr></w:body></w:document>"
    )
    return next(one for one in root.iter(W + "p") if len(one) == 0)


@pytest.mark.parametrize(
    ("xml", "width"),
    [
        (PLACE, 9026),
        (f'{PLACE}<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:top="0" w:bottom="0" w:left="1000" w:right="1000"/></w:sectPr></w:pPr></w:p>', 14838),
        (f'<w:p><w:pPr><w:sectPr><w:pgSz w:w="99" w:h="99"/></w:sectPr></w:pPr></w:p>{PLACE}', 9026),
        (f'<w:tbl><w:tr><w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{PLACE}</w:tc></w:tr></w:tbl>', 2784),
        (f'<w:tbl><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="2000"/><w:gridCol w:w="500"/></w:tblGrid><w:tr><w:tc/><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{PLACE}</w:tc></w:tr></w:tbl>', 2284),
        (f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{5000 * TWIP}" cy="1"/><a:graphic><a:graphicData><wps:txbx><w:txbxContent>{PLACE}</w:txbxContent></wps:txbx></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>', 5000 - 288),
    ],
)  # fmt: skip
def test_the_nearest_thing_around_says_how_wide(xml: str, width: int) -> None:
    found = place(xml)
    assert room_in(found, section_of(found), ())[0] == width * TWIP


def test_columns_and_indents_are_taken_off() -> None:
    found = place(f'{PLACE}<w:p><w:pPr><w:sectPr>{SECTION}<w:cols w:num="2" w:space="426"/></w:sectPr></w:pPr></w:p>')
    indent = etree.Element(W + "ind", {W + "left": "200", W + "right": "100", W + "firstLine": "300"})
    assert room_in(found, section_of(found), [indent])[0] == (4300 - 600) * TWIP


def test_an_unknown_page_is_taken_for_a4() -> None:
    assert room_in(etree.Element(W + "p"), None, ()) == (9026 * TWIP, 13958 * TWIP)
