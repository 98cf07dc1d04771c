"""What a content control stores is what its text says, for the controls that hold tags and no others."""

from __future__ import annotations

import pytest
from docx_samples import body_xml, parts_of, run
from lxml import etree

from reportgen.engine.template import Template
from reportgen.ooxml.names import W14, W

BOX = '<w14:checkbox><w14:checked w14:val="{}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
DATE = '<w:date w:fullDate="2020-01-01T00:00:00Z"><w:dateFormat w:val="yyyy/M/d"/></w:date>'
LIST = '<w:dropDownList w:lastValue="1"><w:listItem w:displayText="甲类" w:value="1"/><w:listItem w:displayText="乙类" w:value="2"/></w:dropDownList>'


def control(properties: str, text: str, look: str = "") -> str:
    return f'<w:p><w:sdt><w:sdtPr><w:id w:val="5"/>{properties}</w:sdtPr><w:sdtContent>{run(text, look)}</w:sdtContent></w:sdt></w:p>'


def filled(xml: str, **data: object) -> etree._Element:
    rendered = Template.open(body_xml(xml)).render(data)
    assert [str(problem) for problem in rendered.problems] == []
    return etree.fromstring(parts_of(rendered.package)["word/document.xml"])


@pytest.mark.parametrize(
    ("before", "tag", "value", "ticked", "text"),
    [
        (0, "{{ '☒' if a else '☐' }}", True, "1", "☒"), (1, "{{ '☒' if a else '☐' }}", False, "0", "☐"), (0, "{{ a }}", True, "1", "☒"),
        (1, "{{ a }}", False, "0", "☐"), (0, "{{ a }}", "是", "1", "☒"), (1, "{{ a }}", "否", "0", "☐"), (1, "{{ a }}", "待定", "1", "待定"),
    ],
)  # fmt: skip
def test_a_check_box_is_ticked_by_its_sign_or_by_a_word_for_yes_or_no(before: int, tag: str, value: object, ticked: str, text: str) -> None:
    root = filled(control(BOX.format(before), tag), a=value)
    assert next(root.iter(W14 + "checked")).get(W14 + "val") == ticked
    assert "".join(node.text or "" for node in root.iter(W + "t")) == text


@pytest.mark.parametrize(("text", "day"), [("2026/1/2", "2026-01-02T00:00:00Z"), ("2026年11月30日", "2026-11-30T00:00:00Z"), ("年底", None)])
def test_a_date_stores_the_day_that_it_shows(text: str, day: str | None) -> None:
    root = filled(control("<w:showingPlcHdr/>" + DATE, "{{ a }}", '<w:rStyle w:val="PlaceholderText"/>'), a=text)
    assert next(root.iter(W + "date")).get(W + "fullDate") == day
    assert list(root.iter(W + "rStyle")) == [], "what is printed is not grey"


@pytest.mark.parametrize(("text", "stored"), [("乙类", "2"), ("丙类", None)])
def test_a_list_stores_what_was_chosen(text: str, stored: str | None) -> None:
    assert next(filled(control(LIST, "{{ a }}"), a=text).iter(W + "dropDownList")).get(W + "lastValue") == stored


def test_a_control_without_tags_is_left_and_each_copy_in_a_loop_has_its_own_state() -> None:
    other = control(BOX.format(1), "☐") + control(DATE, "某日")
    looped = run("{% for x in xs %}") + control(BOX.format(0), "{{ x }}")[5:-6] + run("{% endfor %}")
    root = filled(f"{other}<w:p>{looped}</w:p>", xs=[True, False])
    assert [node.get(W14 + "val") for node in root.iter(W14 + "checked")] == ["1", "1", "0"]
    assert next(root.iter(W + "date")).get(W + "fullDate") == "2020-01-01T00:00:00Z"
    assert "follows" not in etree.tostring(root, encoding="unicode")
