"""Pieces put into a clerk's file: the place changes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.yamltext import (
    MappingNode,
    Node,
    Scalar,
    SequenceNode,
    TextEdit,
    add_entry,
    flow_text,
    parse,
    put,
    splice,
)
from reportgen.yamltext.read import read

ROOT = Path(__file__).parents[2]


def mapping(text: str, *path: str) -> MappingNode:
    node: Node | None = parse(text, "a.yaml")[0].root
    for step in path:
        assert isinstance(node, MappingNode)
        node = node.get(step)
    assert isinstance(node, MappingNode)
    return node


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("组:\n  甲: 1   # 注\n乙: 2\n", "组:\n  甲: 1   # 注\n  新: 3\n乙: 2\n"),
        ("组:\n  甲:\n    - 一\n    - 二\n\n# 别的\n乙: 2\n", "组:\n  甲:\n    - 一\n    - 二\n  新: 3\n\n# 别的\n乙: 2\n"),
        ("组:\n  甲: |\n    一\n乙: 2\n", "组:\n  甲: |\n    一\n  新: 3\n乙: 2\n"),
        ("组:\n    甲:", "组:\n    甲:\n    新: 3"),
        ("组: {甲: 1}  # 注\n", "组: {甲: 1, 新: 3}  # 注\n"),
        ("组: {甲: 1,\n  乙: [一]   # 注\n  }\n", "组: {甲: 1,\n  乙: [一], 新: 3   # 注\n  }\n"),
        ("组: {甲: }\n", "组: {甲: , 新: 3}\n"),
        ("组: {}\n", "组: {新: 3}\n"),
    ],
)
def test_an_entry_is_added_after_the_last_one_in_the_way_of_its_group(before: str, after: str) -> None:
    assert splice(before, [add_entry(mapping(before, "组"), ["新"], "3")]) == after
    assert parse(after, "a.yaml")[1] == ()


def test_an_entry_may_bring_its_groups_along() -> None:
    text = "组:\r\n  甲: 1\r\n"
    assert splice(text, [add_entry(mapping(text, "组"), ["子", "新: 的"], "3")]) == '组:\r\n  甲: 1\r\n  子:\r\n    "新: 的": 3\r\n'
    text = "组: {甲: 1}\n"
    assert splice(text, [add_entry(mapping(text, "组"), ["子", "新"], "3")]) == "组: {甲: 1, 子: {新: 3}}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("甲: 1  # 注\n", "甲: 9  # 注\n"),
        ("甲:  # 注\n", "甲: 9  # 注\n"),
        ("甲:\n", "甲: 9\n"),
        ("甲: [一, 二]  # 注\n", "甲: 9  # 注\n"),
        ("甲:\n  - 一\n  - 二\n# 注\n", "甲:\n  9\n# 注\n"),
        ("甲:\n  - 一  # 注\n  - 二\n", None),
        ("甲: |\n  一\n  二\n乙: 2\n", "甲: 9\n乙: 2\n"),
        ("甲: >\r\n  一\r\n  二\r\n乙: 2\r\n", "甲: 9\r\n乙: 2\r\n"),
    ],
)
def test_a_piece_takes_the_place_of_a_value_unless_a_comment_would_be_lost(before: str, after: str | None) -> None:
    root = parse(before, "a.yaml")[0].mapping
    assert root is not None
    edit = put(root.entries[0].value, "9")
    assert (splice(before, [edit]) if edit else None) == after


@given(st.lists(st.text(st.sampled_from("甲乙1.,:#'[]{}&%-| ~nul“”"), min_size=1, max_size=6), max_size=4))
def test_a_list_written_in_brackets_reads_back(items: list[str]) -> None:
    document, _ = parse(f"甲: {flow_text(items)}\n乙: {{丙: {flow_text(items)}}}\n", "a.yaml")
    for node in (mapping_value(document.root, "甲"), mapping_value(mapping_value(document.root, "乙"), "丙")):
        assert isinstance(node, SequenceNode)
        assert [item.text for item in node if isinstance(item, Scalar)] == items


def mapping_value(node: Node | None, name: str) -> Node | None:
    assert isinstance(node, MappingNode)
    return node.get(name)


def leaves(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, MappingNode):
        for entry in node:
            yield from leaves(entry.value)
    else:
        for item in node:
            yield from leaves(item)


SHIPPED = {path.stem: read(path)[0] for path in sorted((ROOT / "inputs").glob("*.yaml"))}
SCALARS = {year: tuple(leaves(document.root)) for year, document in SHIPPED.items() if document.root is not None}


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(sorted(SCALARS)), st.data(), st.sampled_from(["45.20", "无", "甲: 乙", "[", "“好”", "", "#"]))
def test_any_single_value_of_a_shipped_year_changes_in_its_own_span_only(year: str, data: st.DataObject, value: str) -> None:
    scalars = SCALARS[year]
    at = data.draw(st.integers(0, len(scalars) - 1))
    text = SHIPPED[year].text
    edit = put(scalars[at], flow_text(value))
    assert isinstance(edit, TextEdit)
    changed = splice(text, [edit])
    assert changed[: edit.start] == text[: edit.start]
    assert changed[len(changed) - (len(text) - edit.end) :] == text[edit.end :]
    document, problems = parse(changed, year)
    assert problems == ()
    assert document.root is not None
    expected = [scalar.text for scalar in scalars]
    expected[at] = value
    assert [scalar.text for scalar in leaves(document.root)] == expected
