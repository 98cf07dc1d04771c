"""A stretch of a paragraph becomes runs of its own, and nothing that can be seen changes."""

from __future__ import annotations

from docx_samples import NAMESPACES, field, run
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.engine.finish.trace_marks import read_trace
from reportgen.ooxml.names import W
from reportgen.ooxml.text_spans import isolate, text_of

BOLD = "<w:b/>"


def paragraph(inside: str) -> etree._Element:
    return etree.fromstring(f"<w:p {NAMESPACES}>{inside}</w:p>")


def formatted(element: etree._Element) -> list[tuple[str, bool]]:
    """Every character with whether it is bold."""
    found = []
    for one in element.iter(W + "r"):
        bold = one.find(f"{W}rPr/{W}b") is not None
        found += [(char, bold) for char in "".join(node.text or "" for node in one.iter(W + "t"))]
    return found


def test_a_stretch_within_a_run_is_cut_out_with_its_formatting() -> None:
    made = paragraph(run("全年增加值45.20亿元", BOLD))
    (found,) = isolate(made, 5, 10)
    assert "".join(found.itertext()) == "45.20"
    assert found.find(f"{W}rPr/{W}b") is not None
    assert [("".join(one.itertext())) for one in made] == ["全年增加值", "45.20", "亿元"]


def test_a_stretch_over_runs_takes_all_of_them_and_no_more() -> None:
    made = paragraph(run("甲乙", BOLD) + run("丙") + run("丁戊"))
    assert ["".join(one.itertext()) for one in isolate(made, 1, 4)] == ["乙", "丙", "丁"]


def test_tabs_and_breaks_count_one_and_stay_in_their_order() -> None:
    made = paragraph("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>")
    assert text_of(made) == "甲\t乙\n丙"
    found = isolate(made, 1, 3)
    assert [child.tag for one in found for child in one] == [W + "tab", W + "t"]
    assert text_of(made) == "甲\t乙\n丙"


def test_deleted_text_and_field_codes_count_nothing() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    assert text_of(paragraph(deleted + field("PAGE", "7") + run("页"))) == "7页"


def test_a_stretch_without_characters_has_no_runs() -> None:
    assert isolate(paragraph(run("甲")), 3, 9) == []


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.tuples(st.text("甲乙丙 a\t", max_size=5), st.booleans()), max_size=5), st.integers(0, 20), st.integers(0, 20))
def test_cutting_changes_neither_text_nor_formatting(pieces: list[tuple[str, bool]], low: int, high: int) -> None:
    made = paragraph("".join(run(text, BOLD if bold else "") for text, bold in pieces))
    text, shown = text_of(made), formatted(made)
    start, end = min(low, high), max(low, high)
    found = isolate(made, start, end)
    assert "".join(node.text or "" for one in found for node in one.iter(W + "t")) == text[start:end]
    assert (text_of(made), formatted(made)) == (text, shown)
    assert [each.text for each in read_trace("", made, [])] == [text], "the trace counts alike"
