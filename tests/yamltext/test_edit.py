"""Places are exact in every style, and writing back changes nothing but what was meant."""

from __future__ import annotations

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.yamltext import MappingNode, Scalar, TextEdit, parse, set_scalar, splice

STYLES = {
    "plain": "甲: 共 12 家，好\n乙: 1\n",
    "single": "甲: '它''s 共''12'\n乙: 1\n",
    "double": '甲: "共\\"12\\"\\u4e2d 家"\n乙: 1\n',
    "literal": "甲: |\n  共 12 家\n  好\n乙: 1\n",
    "folded": "甲: >\n  共 12\n  家好\n乙: 1\n",
    "plain over lines": "甲: 共 12\n  家好\n乙: 1\n",
    "double over lines": '甲: "共 12\n  家好"\n乙: 1\n',
    "flow": "{甲: 共12家, 乙: 1}\n",
}


def scalar(text: str, key: str = "甲") -> Scalar:
    root = parse(text, "a.yaml")[0].root
    assert isinstance(root, MappingNode)
    found = root.get(key)
    assert isinstance(found, Scalar)
    return found


@pytest.mark.parametrize("style", STYLES)
def test_every_character_of_a_value_has_its_place_in_the_file(style: str) -> None:
    text = STYLES[style]
    found = scalar(text)
    at = found.text.index("12")
    start, end = found.raw_span(at, at + 2)
    assert text[start:end] == "12"
    place = found.place(at)
    line = text.split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("12")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("value", ["45.20", "*", "甲: 乙", "他说“好”", "it's", 'a"b\\c', "无", " 前后 ", "", "- 项", "#注", "多\n行", "a, b", "键：值"])
def test_a_value_that_is_set_reads_back_and_nothing_else_changes(style: str, value: str) -> None:
    text = STYLES[style]
    edit = set_scalar(scalar(text), value)
    changed = splice(text, [edit])
    assert scalar(changed).text == value
    assert scalar(changed, "乙").text == "1"
    assert changed[: edit.start] == text[: edit.start]
    assert changed[len(changed) - (len(text) - edit.end) :] == text[edit.end :]


@pytest.mark.parametrize("text", ["甲:\n乙: 1\n", "甲: # 待补\n乙: 1\n", "甲:   \n乙: 1\n", "{甲: , 乙: 1}\n"])
def test_an_empty_value_can_be_filled_and_its_comment_stays(text: str) -> None:
    changed = splice(text, [set_scalar(scalar(text), "45.20")])
    assert scalar(changed).text == "45.20"
    assert scalar(changed, "乙").text == "1"
    assert changed.count("# 待补") == text.count("# 待补")


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        splice("abcdef", [TextEdit(0, 3, "x"), TextEdit(2, 4, "y")])


def test_edits_are_made_in_the_order_of_the_text() -> None:
    assert splice("abcdef", [TextEdit(4, 5, "Y"), TextEdit(0, 1, "X"), TextEdit(2, 2, "-")]) == "Xb-cdYf"


@settings(max_examples=examples(300), deadline=None)
@given(st.text(max_size=20), st.sampled_from(list(STYLES)))
def test_any_value_can_be_set_in_any_style(value: str, style: str) -> None:
    if any((char < " " and char not in "\n\t") or char in "\x7f\x85\ufffe\uffff" or "\ud800" <= char <= "\udfff" or "\ue700" <= char <= "\ue706" for char in value):
        return
    text = STYLES[style]
    changed = splice(text, [set_scalar(scalar(text), value)])
    assert scalar(changed).text == value
    assert scalar(changed, "乙").text == "1"
