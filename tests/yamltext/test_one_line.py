"""A text of which one line is another is read as it is when it is read whole, every place with it; or it is read whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.gongwen.templates import KINDS
from reportgen.yamltext import read
from reportgen.yamltext.nodes import Document, MappingNode, Node, Scalar, SequenceNode
from reportgen.yamltext.one_line import read_again

ROOT = Path(__file__).parents[2]
TEXTS = (
    *((ROOT / f"inputs/{year}.yaml").read_text(encoding="utf-8") for year in (2022, 2024)),
    (ROOT / "templates/annual/fields.yaml").read_text(encoding="utf-8"),
    *dict.fromkeys(kind.sample for kind in KINDS.values()),
    "a: 1\nb:\n- x y\n- z\nc: {d: e, f: [g, h]}\n",
    "a:\n  - b: c\n    d: e\n  - {f: 1,\n     g: 2}\nh: |\n  i: j\n  k\nl: m\n  n\no: 'p'\n",
    "{a: b,\n c: d\n}\n",
    "- a: b\n- c\n- d: {e: f}\n- g\n  h\n- i",
)
SIGNS = (
    *"甲，。【】“”:{}[],#&*!|>'\"%@`- 0.5\t\n\r", "\u3000", ": ", " #", "- ", "<<", "---", "\ufeff", "\u2028", "{a: 1}", "a: b", "  ",
    "\u202e", "：", "，", "\ue000", "", "50.2",
)  # fmt: skip


def told(node: Node | None) -> Any:
    """Everything that a tree says, its places and its source among it, which is no part of ``==``."""
    if isinstance(node, Scalar):
        return node, node.source, node.place(), node.place(len(node.text))
    if isinstance(node, SequenceNode):
        return node, node.source, [told(each) for each in node]
    if isinstance(node, MappingNode):
        return node, node.source, [(told(entry.key), told(entry.value)) for entry in node]
    return None


def again(text: str, before: str) -> Document | None:
    known = read._read_plain(before, "甲.yaml")
    return read_again(text, "甲.yaml", known, read._read_plain) if known is not None else None


def with_line_edited(text: str, number: int, edits: list[tuple[int, int, str]]) -> str:
    lines = text.split("\n")
    line = lines[number % len(lines)]
    for at, gone, sign in edits:
        at %= len(line) + 1
        line = line[:at] + sign + line[at + gone :]
    lines[number % len(lines)] = line
    return "\n".join(lines)


EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 2), st.sampled_from(SIGNS)), min_size=1, max_size=2)


@given(st.sampled_from(TEXTS), st.integers(0, 10**6), EDITS, st.booleans())
@settings(deadline=None, max_examples=200)
def test_what_is_read_again_is_what_is_read_whole(text: str, number: int, edits: list[tuple[int, int, str]], windows: bool) -> None:
    text = text.replace("\n", "\r\n") if windows else text
    edited = with_line_edited(text, number, edits)
    made, whole = again(edited, text), read._read_plain(edited, "甲.yaml")
    if made is not None:
        assert whole is not None
        assert (made, told(made.root)) == (whole, told(whole.root))


def seen(node: Node | None) -> Any:
    """What somebody sees of a tree who asks for no offset."""
    if isinstance(node, Scalar):
        return node.text, node.raw, node.style, node.place(), node.place(len(node.text))
    if isinstance(node, SequenceNode):
        return "[]", node.place(), [seen(each) for each in node]
    return ("{}", node.place(), [(seen(entry.key), seen(entry.value)) for entry in node]) if node is not None else None


def nodes(node: Node | None) -> list[Node]:
    inner = node.items if isinstance(node, SequenceNode) else [each.value for each in node] if isinstance(node, MappingNode) else []
    return [] if node is None else [node, *(found for each in inner for found in nodes(each))]


@given(st.sampled_from(TEXTS), st.integers(0, 10**6), EDITS, st.booleans())
@settings(deadline=None, max_examples=200)
def test_what_is_shared_says_the_same_on_the_same_lines(text: str, number: int, edits: list[tuple[int, int, str]], windows: bool) -> None:
    text = text.replace("\n", "\r\n") if windows else text
    edited = with_line_edited(text, number, edits)
    known = read._read_plain(text, "甲.yaml")
    made = read_again(edited, "甲.yaml", known, read._read_plain, shared=True) if known is not None else None
    assert (made is None) == (again(edited, text) is None)
    if made is not None and known is not None:
        assert seen(made.root) == seen(read._parsed(edited, "甲.yaml")[0].root)
        held = {id(each) for each in nodes(known.root)}
        fresh = [each for each in nodes(made.root) if id(each) not in held]
        assert all(each.source.text == edited for each in fresh)


def test_of_a_long_text_nearly_all_is_shared() -> None:
    text = TEXTS[1]
    known = read._read_plain(text, "甲.yaml")
    assert known is not None
    near, problems = read.parse_near(text.replace("自营出口: {值: 50.20", "自营出口: {值: 61.5"), known)
    held = {id(each) for each in nodes(known.root)}
    fresh = [each for each in nodes(near.root) if id(each) not in held]
    assert not problems and len(fresh) < 12 < 300 < len(held)
    assert read.parse_near(text + "甲: 乙\n", known)[0] == read.parse(text + "甲: 乙\n", "甲.yaml")[0]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("a: 1\nb: 2\n", "a: 15\nb: 2\n"),
        ("a: {值: 1, 口径: 甲} # 注\nb: 2\n", "a: {值: 15.2, 口径: 甲} # 注\nb: 2\n"),
        ("a:\n  b:\n    - 甲，乙。\n    - 丙\nc: 1", "a:\n  b:\n    - 甲，丁乙。\n    - 丙\nc: 1"),
        ("a:\n- 标题: 甲\n  总起: 乙\n- 标题: 丙\n", "a:\n- 标题: 甲丁\n  总起: 乙\n- 标题: 丙\n"),
    ],
)
def test_a_line_that_stands_by_itself_is_read_alone(before: str, text: str) -> None:
    made = again(text, before)
    assert made is not None
    assert told(made.root) == told(read._parsed(text, "甲.yaml")[0].root)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("a: 1\nb: 2\n", "a: 1\nb: 2\nc: 3\n"),
        ("a: 1\nb: 2\n", "a: 2\nb: 1\n"),
        ("a: 1\nb: 2\n", "c: 1\nb: 2\n"),
        ("a: 1\nb: 2\n", "a: |\nb: 2\n"),
        ("a: 1\n  2\n", "a: 3\n  2\n"),
        ("{a: 1,\n b: 2}\n", "{a: 3,\n b: 2}\n"),
        ("a: |\n  b: 1\n", "a: |\n  b: 2\n"),
        ("a: [1]\n", "a: [1\n"),
        ("a: 1\n", "a: *b\n"),
        ("a: 1\n", "a: '1\n"),
        ("a: 1\n", "a: 1\t\n"),
        ("a: 1\na: 2\n", "a: 1\na: 3\n"),
    ],
)
def test_what_may_reach_beyond_its_line_is_left_to_a_whole_reading(before: str, text: str) -> None:
    assert again(text, before) is None


def test_a_text_is_read_again_from_any_that_was_read_lately() -> None:
    text = TEXTS[1]
    first = read.parse(text, "2024.yaml")
    assert read.parse(text, "2024.yaml")[0] is first[0]
    edited = text.replace("自营出口: {值: 50.20", "自营出口: {值: 9.5")
    assert edited != text
    document, problems = read.parse(edited, "2024.yaml")
    assert (document, problems) == read._parsed(edited, "2024.yaml")[:2]
    assert read.parse(edited, "别的.yaml")[0].file == "别的.yaml"
