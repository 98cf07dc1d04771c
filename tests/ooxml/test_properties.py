"""Properties of runs and paragraphs keep the order that the schema wants."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.engine.check.schema import model_of
from reportgen.ooxml.names import W
from reportgen.ooxml.properties import empty_properties, insert_property, set_fonts, set_property

RUN = "rStyle b i strike color sz highlight u shd vertAlign rtl lang".split()
PARAGRAPH = "pStyle keepNext pageBreakBefore numPr spacing ind jc outlineLvl rPr sectPr".split()


def ordered(element: etree._Element, model: str) -> bool:
    known = model_of(model)
    assert known is not None
    steps = [known[str(child.tag)[len(W) :]][0] for child in element]
    return steps == sorted(steps) and len(set(steps)) == len(steps)


@given(st.lists(st.sampled_from(RUN)))
def test_run_properties_in_any_order_of_wishes(names: list[str]) -> None:
    properties = empty_properties()
    for number, name in enumerate(names):
        set_property(properties, name, {"val": str(number)})
    assert ordered(properties, "rPr")


@given(st.lists(st.sampled_from(PARAGRAPH)))
def test_paragraph_properties_in_any_order_of_wishes(names: list[str]) -> None:
    properties = etree.Element(W + "pPr")
    for name in names:
        insert_property(properties, etree.Element(W + name))
    assert ordered(properties, "pPr")


def test_a_font_takes_the_place_of_the_theme_font_of_its_region_alone() -> None:
    properties = empty_properties()
    set_property(
        properties, "rFonts", {"asciiTheme": "minorHAnsi", "eastAsiaTheme": "minorEastAsia", "hint": "eastAsia"}
    )
    set_fonts(properties, {"eastAsia": "黑体"})
    assert {key[len(W) :]: value for key, value in properties[0].attrib.items()} == {
        "asciiTheme": "minorHAnsi", "hint": "eastAsia", "eastAsia": "黑体",
    }  # fmt: skip
